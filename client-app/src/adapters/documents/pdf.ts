import pdfmake from 'pdfmake';
import type { Paper, PaperTable } from '../../ports/documents';
import { filesOf, type PaperFonts } from './fonts';

/** A node of the printer's own form of a document. */
type Content = string | { readonly [name: string]: unknown };

const FONT = 'Paper';
const INK = '#1f2937';
const GREY = '#6b7280';
const RED = '#b91c1c';
const LINE = '#d1d5db';
const MARGIN = 40;
const QR_POINTS = 110;

/** Prints a paper. Nothing is read but the font's own files, nothing is fetched. */
export async function pdfOf(paper: Paper, fonts: PaperFonts): Promise<Uint8Array> {
  const files = new Set(filesOf(fonts));
  pdfmake.setFonts({ [FONT]: { normal: fonts.normal, bold: fonts.bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.has(path));
  return pdfmake.createPdf(definitionOf(paper)).getBuffer();
}

function definitionOf(paper: Paper): object {
  const { title, mark, foot, isWide } = paper;
  const markLine: Content =
    mark === null ? '' : { text: mark, color: RED, bold: true, fontSize: 9, alignment: 'center', margin: [MARGIN, 16] };
  return {
    pageSize: 'A4',
    pageOrientation: isWide ? 'landscape' : 'portrait',
    pageMargins: [MARGIN, 44, MARGIN, 48],
    info: { title, producer: 'Tierline', creator: 'Tierline' },
    defaultStyle: { font: FONT, fontSize: 9, color: INK, lineHeight: 1.25 },
    header: () => markLine,
    footer: (page: number, pages: number) => ({
      margin: [MARGIN, 14],
      columns: [
        { text: foot, color: GREY, fontSize: 7.5, width: '*' },
        { text: `${page} / ${pages}`, color: GREY, fontSize: 7.5, alignment: 'right', width: 60 },
      ],
    }),
    ...(mark === null ? {} : { watermark: { text: 'DEMO', color: RED, opacity: 0.07, bold: true, angle: -35 } }),
    content: contentOf(paper),
  };
}

function contentOf({ title, subtitle, facts, tables, notes, qr }: Paper): Content[] {
  return [
    { text: title, fontSize: 17, bold: true },
    { text: subtitle, fontSize: 10, color: GREY, margin: [0, 2, 0, 12] },
    qr === null
      ? factsOf(facts)
      : { columns: [factsOf(facts), { qr, fit: QR_POINTS, width: QR_POINTS + 10, alignment: 'right' }], columnGap: 16 },
    ...tables.flatMap(tableOf),
    ...notes.map((text): Content => ({ text, color: GREY, fontSize: 8.5, margin: [0, 6, 0, 0] })),
  ];
}

function factsOf(facts: Paper['facts']): Content {
  if (facts.length === 0) return '';
  const body = facts.map(([name, value]): Content[] => [{ text: name, color: GREY }, { text: value }]);
  return { table: { widths: [110, '*'], body }, layout: 'noBorders', width: '*' };
}

function tableOf({ title, columns, rows, total }: PaperTable): Content[] {
  const cell = (text: string, index: number, bold: boolean): Content => ({
    text,
    bold,
    alignment: columns[index]?.isRight === true ? 'right' : 'left',
    noWrap: columns[index]?.isRight === true,
    fontSize: 8,
  });
  const line = (cells: readonly string[], bold: boolean): Content[] =>
    columns.map((_column, index) => cell(cells[index] ?? '', index, bold));
  const titles = columns.map((column) => column.title);
  const body = [line(titles, true), ...rows.map((row) => line(row, false)), ...(total === null ? [] : [line(total, true)])];
  const layout = { hLineWidth: () => 0.5, vLineWidth: () => 0, hLineColor: () => LINE, paddingTop: () => 3, paddingBottom: () => 3 };
  const widths = columns.map(({ isRight }) => (isRight ? 'auto' : '*'));
  return [
    { text: title, bold: true, fontSize: 11, margin: [0, 14, 0, 4] },
    { table: { headerRows: 1, dontBreakRows: true, widths, body }, layout },
  ];
}
