import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Formats between which files go. */
export type SheetFormat = 'csv' | 'xlsx' | 'fods';

/** A cell as LibreOffice has taken it. */
export interface OfficeCell {
  /** What it computes; null for what is no formula. */
  readonly formula: string | null;
  readonly isText: boolean;
  readonly text: string;
}

/**
 * CSV as a careless user opens it: commas, UTF-8 (76), every formula run (the last but one word; the words between are in the order
 * of LibreOffice's guide to its CSV filter).
 */
const CARELESS_CSV = 'CSV:44,34,76,1,,0,false,true,false,false,false,-1,true';
/** CSV of the first sheet in UTF-8, cells as they are shown. */
const WRITTEN_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';

/** LibreOffice without a window, on files in a folder of its own. */
export class LibreOffice {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tierline-office-'));
  #made = 0;

  /** Whether it is on this machine. */
  static get isHere(): boolean {
    return spawnSync('soffice', ['--version']).status === 0;
  }

  /** A file in another format. @throws Error with what LibreOffice said */
  converted(bytes: Uint8Array, from: SheetFormat, to: SheetFormat): Buffer {
    this.#made += 1;
    const name = `sheet-${this.#made}`;
    const out = join(this.#folder, 'out');
    mkdirSync(out, { recursive: true });
    const file = join(this.#folder, `${name}.${from}`);
    writeFileSync(file, bytes);
    const words = [
      '--headless',
      '--norestore',
      `-env:UserInstallation=file://${join(this.#folder, 'profile')}`,
      ...(from === 'csv' ? [`--infilter=${CARELESS_CSV}`] : []),
      '--convert-to',
      to === 'csv' ? WRITTEN_CSV : to,
      '--outdir',
      out,
      file,
    ];
    const { status, stdout, stderr } = spawnSync('soffice', words, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    if (status !== 0) throw new Error(`LibreOffice ended with ${String(status)}: ${stdout} ${stderr}`);
    return readFileSync(join(out, `${name}.${to}`));
  }

  /** All cells of a file, row by row. */
  rows(bytes: Uint8Array, from: SheetFormat): readonly (readonly OfficeCell[])[] {
    const flat = (from === 'fods' ? Buffer.from(bytes) : this.converted(bytes, from, 'fods')).toString('utf8');
    const table = flat.slice(flat.indexOf('<table:table '), flat.indexOf('</table:table>'));
    return [...table.matchAll(/<table:table-row[ >].*?<\/table:table-row>/gs)]
      .map(([row]) => [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].map(cellOf))
      .filter((row) => row.some(({ text }) => text !== ''));
  }

  /** Removes its folder. */
  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Its format for files in plain text is written by LibreOffice itself: no reader of XML is needed to see what it took. */
function cellOf([, attributes = '', content = '']: RegExpExecArray): OfficeCell {
  const formula = /table:formula="([^"]*)"/.exec(attributes)?.[1] ?? null;
  const lines = [...content.matchAll(/<text:p>(.*?)<\/text:p>/gs)].map(([, line = '']) => plain(line));
  return { formula, isText: attributes.includes('office:value-type="string"'), text: lines.join('\n') };
}

const plain = (line: string): string =>
  line
    .replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_all, count: string | undefined) => ' '.repeat(Number(count ?? 1)))
    .replaceAll('<text:tab/>', '\t')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
