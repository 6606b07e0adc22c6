import { isBlank } from './cellText';
import type { ImportedDocument, OpenCreditNote } from './importedFile';
import type { Layout } from './layout';
import type { ProposedParty } from './parties';
import type { Row } from './sheet';

const MAX_NAMES_TOLD = 3;
const LATIN_WITH_ANOTHER = /\p{sc=Latin}[\p{sc=Cyrillic}\p{sc=Greek}]|[\p{sc=Cyrillic}\p{sc=Greek}]\p{sc=Latin}/u;

/** What may be noted of a file. */
export const NOTES = [
  'HEADER_BELOW',
  'ROWS_REPEATED',
  'NO_DUE_DATES',
  'DUE_DATES_ASSUMED',
  'CREDITS_OPEN',
  'NAMES_LIKE_FORMULAS',
  'NAMES_OF_TWO_SCRIPTS',
  'NAMES_ALIKE',
  'COMPANIES_UNVERIFIED',
] as const;

/** What the user should know of a file though nothing was refused for it. */
export interface ImportNote {
  readonly note: (typeof NOTES)[number];
  /** How many rows, documents, names or companies; the line of a header. */
  readonly count: number;
  /** Days of the terms by which a due date was assumed; null where none was. */
  readonly termDays: number | null;
  /** The first names that it is about. */
  readonly names: readonly string[];
  /** The same as a sentence. */
  readonly told: string;
}

/** What the user should know of a file though nothing was refused for it, each once. */
export class ImportNotes {
  readonly #notes: ImportNote[] = [];
  readonly #formulaNames = new Set<string>();

  /** A name that a spreadsheet would take for a formula. */
  formulaName(name: string): void {
    this.#formulaNames.add(name);
  }

  /** What was skipped above the header, and rows that occur twice. */
  sayOfRows({ headerLine }: Layout, rows: readonly Row[], documents: readonly ImportedDocument[]): void {
    if (headerLine > 1) this.#say('HEADER_BELOW', headerLine, `The header is on line ${headerLine}; what stands above it was skipped.`);
    const joined = new Set(documents.filter((document) => document.rows.length > 1).flatMap((document) => document.rows));
    const cells = rows.filter(({ line }) => joined.has(line)).map((row) => row.cells.join('\u001f'));
    const repeated = cells.length - new Set(cells).size;
    if (repeated === 0) return;
    const are = counted(repeated, 'row is', 'rows are');
    this.#say('ROWS_REPEATED', repeated, `${are} equal in every field to a row above: they count as further lines of the same document.`);
  }

  /** Due dates that were assumed, and credit notes that stay open. */
  sayOfDocuments(
    { columns }: Layout,
    documents: readonly ImportedDocument[],
    openCredits: readonly OpenCreditNote[],
    termDays: number,
  ): void {
    const from = columns.kind === 'payments' ? "payment's date" : "document's date";
    const assumed = documents.filter(({ termsAssumed }) => termsAssumed).length;
    if (columns.places.dueDate === undefined) {
      const told = `The file has no due dates: each is the ${from} and the program's terms of ${termDays} days.`;
      this.#say('NO_DUE_DATES', documents.length, told, { termDays });
    } else if (assumed > 0) {
      const name = counted(assumed, 'document names', 'documents name');
      const told = `${name} no due date: it is the ${from} and the program's terms of ${termDays} days.`;
      this.#say('DUE_DATES_ASSUMED', assumed, told, { termDays });
    }
    if (openCredits.length === 0) return;
    const stay = counted(openCredits.length, 'credit note stays', 'credit notes stay');
    this.#say('CREDITS_OPEN', openCredits.length, `${stay} open in whole or in part: as much is blocked from finance.`);
  }

  /** What the names of the proposed companies give cause to look at. */
  sayOfParties(parties: readonly ProposedParty[]): void {
    const names = parties.map(({ name }) => name);
    this.#sayNames('NAMES_LIKE_FORMULAS', [...this.#formulaNames], 'begin like a spreadsheet formula and are kept as text');
    this.#sayNames(
      'NAMES_OF_TWO_SCRIPTS',
      names.filter((name) => LATIN_WITH_ANOTHER.test(name)),
      'mix Latin letters with Cyrillic or Greek ones that look alike',
    );
    this.#sayNames('NAMES_ALIKE', lookAlikes(names), 'differ from another name only in punctuation or spaces and are kept apart');
    const local = parties.filter(({ identity }) => identity.scheme === 'LOCAL').length;
    if (local === 0) return;
    const companies = counted(local, 'company', 'companies');
    const told = `${companies} without a registration code: a LOCAL identity is proposed, which nobody has verified.`;
    this.#say('COMPANIES_UNVERIFIED', local, told);
  }

  /** All of them, in the order in which they were noted. */
  list(): readonly ImportNote[] {
    return [...this.#notes];
  }

  #say(note: ImportNote['note'], count: number, told: string, more: Partial<Pick<ImportNote, 'termDays' | 'names'>> = {}): void {
    this.#notes.push({ note, count, termDays: null, names: [], ...more, told });
  }

  #sayNames(note: ImportNote['note'], all: readonly string[], what: string): void {
    if (all.length === 0) return;
    const names = all.slice(0, MAX_NAMES_TOLD);
    const told = names.map((name) => `"${name}"`).join(', ');
    this.#say(note, all.length, `${counted(all.length, 'name', 'names')} ${what}: ${told}${all.length > MAX_NAMES_TOLD ? ', ...' : ''}.`, {
      names,
    });
  }
}

/** `1 row`, `2 rows`. */
function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function lookAlikes(names: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  return names.filter((name) => {
    const letters = name
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
    if (isBlank(letters)) return false;
    const other = first.get(letters);
    if (other === undefined) first.set(letters, name);
    return other !== undefined && other !== name;
  });
}
