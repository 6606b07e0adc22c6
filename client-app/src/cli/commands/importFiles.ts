import { basename } from 'node:path';
import { compareDates, Fault, faultIn, toWire } from '@tierline/chaincode/api';
import { demoProgram, networkWith, ownParty } from '../../app/demo/runDemo';
import { createProgram, foundNetwork } from '../../app/founding';
import type { ImportedFile } from '../../app/import/importedFile';
import { importFile, programsByCurrency } from '../../app/importing/importFile';
import { readReport, type FileReport, type ImportReport } from '../../app/importing/importReport';
import { readForLedger, type ReadOptions } from '../../app/importing/readForLedger';
import type { OwnParty } from '../../app/import/parties';
import { explain } from '../../app/messages';
import { programOf } from '../../app/openingProgram';
import type { Session } from '../../app/session';
import type { CommandSpec, OptionSpec } from '../command';
import type { Context } from '../context';
import type { Outcome } from '../outcome';
import { left, right, table } from '../table';
import { count, money } from '../text';

/** Terms of a file without due dates, where no program says otherwise. */
const USUAL_TERM_DAYS = 90;
/** Most files of one command line. */
const MAX_FILES = 100;
/** Refused rows that people are shown; JSON has them all. */
const MAX_ROWS_SHOWN = 30;

/** What `import` and `demo` know of a file besides its bytes. */
export const FILE_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--view <view>',
    does: "payable: a core's file, many creditors; receivable: a supplier's, many debtors (default: told by the headers)",
  },
  { flags: '--currency <code>', does: 'ISO 4217, where the file names none' },
  { flags: '--map <file>', does: 'a mapping file, JSON, that says which column holds what' },
];

/** What `import` prints as JSON. */
export const IMPORT_JSON =
  '{files: [{file, digest, alreadyImported, read, accepted, documents, refused: [{row, field, value, code, message}], ' +
  'totals: [{currency, count, amountMinor}], proposed: [company], onboarded, notes: [{note, count, termDays, names, told}]}]}';

/** The view that was typed, or null. @throws Fault MALFORMED */
export function typedView({ input }: Context): ReadOptions['view'] {
  const view = input.text('view');
  if (view === null || view === 'payable' || view === 'receivable') return view;
  throw new Fault('MALFORMED', { field: '--view', value: view, limit: 'payable or receivable' });
}

/** Brings files to the ledger: every good row a submitted receivable. */
export const importFiles: CommandSpec = {
  name: 'import',
  group: 'Receivables',
  does: 'Reads receivables files (CSV) of either side and submits every good row; what is refused is listed by row, and the same file again does nothing.',
  arguments: { '<files...>': 'CSV files' },
  options: [
    ...FILE_OPTIONS,
    { flags: '--onboard', does: 'onboards the companies that nobody knows yet; otherwise they are only proposed' },
  ],
  examples: ['import payables.csv --onboard', 'import receivables.csv --view receivable --currency EUR --as maker@SUP-01 --dry-run --json'],
  json: IMPORT_JSON,
  submits: true,
  run: async (context) => {
    const files = context.input.files('files');
    if (files.length > MAX_FILES)
      throw new Fault('MALFORMED', { field: 'files', value: String(files.length), limit: `at most ${MAX_FILES}` });
    const { isFounded } = await import('../../main.js');
    const isFresh = !isFounded(context.directory);
    if (isFresh && context.isDryRun) return importOutcome({ files: surveyFresh(context, files) }, true);
    if (isFresh && context.input.flag('onboard')) await foundFor(context, files);
    const { sessions } = await context.ledger();
    const reader = await context.operator();
    const named = context.input.text('program');
    const options = await readOptions(context, reader, named);
    const programFor = await programsByCurrency(reader, named);
    const user = context.input.text('as');
    const how = { programFor, onboard: context.input.flag('onboard'), dryRun: context.isDryRun, user };
    const reports: FileReport[] = [];
    for (const file of files) {
      context.note(`reading ${file} ...`);
      const importOne = (): Promise<FileReport> => importFile(sessions, reader, readForLedger(file, options), how);
      reports.push(await (files.length === 1 ? importOne() : orRefused(file, importOne)));
    }
    return importOutcome({ files: reports }, context.isDryRun);
  },
};

/** One of several files; a file that is refused as a whole is told as that, and the others go on. */
async function orRefused(file: string, importOne: () => Promise<FileReport>): Promise<FileReport> {
  try {
    return await importOne();
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    const row = { row: 0, field: 'file', value: file, code: fault.code, message: explain(fault) };
    const nothing = { alreadyImported: false, read: 0, accepted: 0, documents: 0, totals: [], proposed: [], onboarded: 0, notes: [] };
    return { file: basename(file), digest: '', ...nothing, refused: [row] };
  }
}

/** Reads files where there is no ledger yet: with the usual terms, and a company of the demonstration's where a file does not name its own. */
function readFresh(context: Context, files: readonly string[]): ImportedFile[] {
  const options: ReadOptions = {
    view: typedView(context),
    currency: context.input.text('currency'),
    mapping: context.input.file('map'),
    termDays: USUAL_TERM_DAYS,
    own: ownParty,
  };
  return files.map((file) => readForLedger(file, options));
}

/** What an import would read, where there is no ledger to ask. */
function surveyFresh(context: Context, files: readonly string[]): FileReport[] {
  context.note(`there is no ledger in ${context.directory}: the files are only read`);
  return readFresh(context, files).map(readReport);
}

/** Founds a ledger for files: a DEMO program for each currency, its clock at the first document's date. */
async function foundFor(context: Context, files: readonly string[]): Promise<void> {
  const { calendars, networkOf } = await import('../../main.js');
  const documents = readFresh(context, files).flatMap((imported) => imported.documents);
  const currencies = [...new Set(documents.map(({ currency }) => currency))];
  const idOf = (currency: string): string => context.input.id('program') ?? demoProgram(currency);
  const { sessions } = await context.ledger(true, networkWith(networkOf(context.directory, null), currencies.map(idOf)));
  await foundNetwork(sessions);
  for (const currency of currencies) {
    const [first] = documents
      .filter((document) => document.currency === currency)
      .map(({ issueDate }) => issueDate)
      .sort(compareDates);
    const wanted = { program: idOf(currency), name: null, businessDate: first ?? null, currency, rules: {} };
    await createProgram(sessions, calendars, programOf(sessions, wanted, context.surroundings.now()));
    context.note(`a ledger was founded in ${context.directory}, with the DEMO program ${wanted.program} from ${first ?? ''} on`);
  }
}

/** How the command's files are read: with the terms of their program, and its own company where a file does not name it. */
async function readOptions(context: Context, reader: Session, named: string | null): Promise<ReadOptions> {
  const currency = context.input.text('currency');
  const programs = (await reader.books.all('PROGRAM')).map(({ record }) => record);
  const program = programs.find(({ id, currency: own }) => (named === null ? own === currency : id === named)) ?? programs[0];
  if (program === undefined) throw new Fault('NOT_FOUND', { kind: 'program', mend: 'open one first: tierline program create' });
  const core = (await reader.books.find('COMPANY', '', program.core))?.record;
  const user = context.input.text('as');
  const acting = user === null ? null : await reader.books.find('COMPANY', '', user.split('@')[1] ?? '');
  const isDemo = (await reader.books.find('PROGRAM-HEAD', '', program.id))?.record.mode === 'DEMO';
  const own = (view: 'payable' | 'receivable'): OwnParty | null => {
    const company = view === 'payable' ? core : acting?.record;
    if (company !== undefined) return { name: company.name, id: company.id };
    return isDemo ? ownParty(view) : null;
  };
  return { view: typedView(context), currency, mapping: context.input.file('map'), termDays: program.termDays, own };
}

/** An import in words and as JSON. */
export function importOutcome(report: ImportReport, isDryRun: boolean): Outcome {
  const refused = report.files.some((file) => file.refused.length > 0);
  return {
    view: null,
    ok: !refused,
    json: toWire(report) as Outcome['json'],
    lines: report.files.flatMap((file) => fileLines(file, isDryRun)),
  };
}

/** A file's report in words. */
export function fileLines(file: FileReport, isDryRun: boolean): string[] {
  if (file.alreadyImported) return [`${file.file}: this file was imported before; nothing was done.`];
  const done = isDryRun ? 'would be submitted' : 'submitted';
  const lines = [
    `${file.file}: ${count(file.read, 'row')} read, ${file.accepted} accepted, ${count(file.documents, 'document')} ${done}.`,
    ...file.totals.map(
      ({ currency, count: documents, amountMinor }) => `  ${money(amountMinor, currency)} in ${count(documents, 'document')}`,
    ),
    ...file.notes.map((note) => `  note: ${note.told}`),
  ];
  if (file.proposed.length > 0 && file.onboarded === 0) {
    lines.push(
      `  ${count(file.proposed.length, 'company')} not onboarded: ${file.proposed
        .slice(0, 8)
        .map(({ id, name }) => `${id} (${name})`)
        .join(', ')}; add --onboard.`,
    );
  }
  if (file.onboarded > 0) lines.push(`  ${count(file.onboarded, 'company')} onboarded.`);
  if (file.refused.length === 0) return lines;
  const shown = file.refused.slice(0, MAX_ROWS_SHOWN);
  const rest = file.refused.length - shown.length;
  return [
    ...lines,
    '',
    `Refused (${count(file.refused.length, 'row')}):`,
    ...table(
      [right('row'), left('field'), left('value'), left('code'), left('what is wrong, and the mend')],
      shown.map(({ row, field, value, code, message }) => [String(row), field, value, code, message]),
    ),
    ...(rest > 0 ? [`and ${rest} more; --json lists all.`] : []),
  ];
}
