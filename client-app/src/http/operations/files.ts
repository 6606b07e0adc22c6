import { id, tokenIdText } from '@tierline/chaincode/api';
import { z } from 'zod';
import { companyNamed } from '../../app/desk';
import { certificateOf } from '../../app/papers/certificate';
import { EXPORTS, exported, type ExportFilter, type ExportName } from '../../app/papers/exports';
import { printed, printedLanguage } from '../../app/papers/printing';
import { sheetOf } from '../../app/papers/sheets';
import { STATEMENT_PARTS, statementPaper, statementSheet } from '../../app/papers/statementPaper';
import { LANGUAGES, type DocumentWriter, type Sheet } from '../../ports/documents';
import { given, ids } from '../answers';
import { receivableFilters, states, tokenFilters } from '../filters';
import { download, type Download, type Operation } from '../operation';
import { originOf } from '../origin';
import { deskOf } from '../service';

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PDF = 'application/pdf';

const format = z.enum(['csv', 'xlsx']).default('csv');
const lang = z.enum(LANGUAGES).default('en').meta({ description: 'The language of titles and states.' });

/** The filter of each list; the others take none. */
const FILTERS: Readonly<Partial<Record<ExportName, z.core.$ZodLooseShape>>> = {
  receivables: receivableFilters,
  tokens: tokenFilters,
  refusals: { code: states.optional() },
};

async function sheetFile(writer: DocumentWriter, sheet: Sheet, wanted: 'csv' | 'xlsx', fileName: string): Promise<Download> {
  return wanted === 'csv'
    ? { media: CSV, fileName: `${fileName}.csv`, bytes: await writer.csv(sheet) }
    : { media: XLSX, fileName: `${fileName}.xlsx`, bytes: await writer.xlsx(sheet) };
}

function filterFor(name: ExportName, today: string, query: Readonly<Record<string, unknown>>): ExportFilter {
  const { overdue, code, ...rest } = query;
  const filter = given(rest);
  return {
    receivables: name === 'receivables' ? { ...filter, ...(overdue === true ? { overdueOn: today } : {}) } : {},
    tokens: name === 'tokens' ? filter : {},
    codes: Array.isArray(code) ? (code as readonly string[]) : [],
  };
}

function exportOf(name: ExportName): Operation {
  return download({
    id: `export${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    path: `/programs/{program}/exports/${name}`,
    group: 'files',
    summary: `The ${name} that the caller may see as a file for a spreadsheet, with the filter of the list; no text in it runs as a formula.`,
    params: z.strictObject({ program: ids.program }),
    query: z.strictObject({ format, lang, ...FILTERS[name] }),
    media: [CSV, XLSX],
    run: async (call) => {
      const { format: wanted, lang: language, ...query } = call.query;
      const desk = await deskOf(call);
      const shown = await exported(desk, call.app.queries, name, filterFor(name, desk.view.time.today, query));
      return sheetFile(call.app.documents, sheetOf(shown, language), wanted, `${desk.view.id}-${name}`);
    },
  });
}

const madeAt = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(0, 19)}Z`;

/** Files: lists for spreadsheets, statements and certificates on paper. */
export const fileOperations = [
  ...EXPORTS.map(exportOf),

  download({
    id: 'statementFile',
    path: '/programs/{program}/statement/file',
    group: 'files',
    summary: "A holder's account as a file: a paper with both tables, or one of them for a spreadsheet.",
    params: z.strictObject({ program: ids.program }),
    query: z.strictObject({
      format: z.enum(['pdf', 'csv', 'xlsx']).default('pdf'),
      part: z.enum(STATEMENT_PARTS).default('instalments').meta({ description: 'The table of a spreadsheet.' }),
      lang,
      company: id.optional().meta({ description: "The caller's own by default." }),
    }),
    media: [PDF, CSV, XLSX],
    run: async (call) => {
      const desk = await deskOf(call);
      const { documents, now } = call.app;
      const { format: wanted, part, lang: language, company } = call.query;
      const holder = company === undefined ? desk.company.id : (await companyNamed(desk.session, company)).id;
      const fileName = `${desk.view.id}-${holder}-statement`;
      if (wanted !== 'pdf') return sheetFile(documents, await statementSheet(desk, holder, part, language), wanted, `${fileName}-${part}`);
      const paper = await statementPaper(desk, holder, printedLanguage(documents, language), madeAt(now()));
      return { media: PDF, fileName: `${fileName}.pdf`, bytes: await printed(documents, paper) };
    },
  }),

  download({
    id: 'certificate',
    path: '/programs/{program}/tokens/{token}/certificate',
    group: 'files',
    summary: 'The certificate of a token on paper, with a QR code that leads to it; papers of a DEMO program say so on every page.',
    params: z.strictObject({ program: ids.program, token: tokenIdText }),
    query: z.strictObject({ lang }),
    media: [PDF],
    run: async (call) => {
      const desk = await deskOf(call);
      const { documents, now } = call.app;
      const { token } = call.params;
      const setting = { language: printedLanguage(documents, call.query.lang), madeAt: madeAt(now()), origin: originOf(call) };
      const bytes = await printed(documents, await certificateOf(desk, token, setting));
      return { media: PDF, fileName: `${token.replace(':', '_')}.pdf`, bytes };
    },
  }),
];
