import { canonicalText, Fault, faultIn, sha256, TRANSACTIONS, type ProgramMembers } from '@tierline/chaincode/api';
import { execute } from '../execute';
import { onboardCompanies } from '../founding';
import type { ImportedDocument, ImportedFile, OpenCreditNote } from '../import/importedFile';
import type { RefusedRow } from '../import/refusal';
import { explain } from '../messages';
import { userName } from '../people';
import type { Session, Sessions } from '../session';
import { readReport, type FileReport } from './importReport';
import { partiesOfFile, type FileParties } from './partiesOfFile';
import {
  submitDocuments,
  type OwnedDocument,
  type RefusedDocument,
  type SubmitWatch,
  type Submitted,
  type SubmittedDocument,
} from './submitDocuments';

/** How a read file is brought to the ledger. */
export interface ImportFileOptions {
  /** The program for a currency; null when there is none. */
  readonly programFor: (currency: string) => string | null;
  /** Onboards the companies that the register does not know; otherwise their documents are left out. */
  readonly onboard: boolean;
  /** Reads and checks, and changes nothing. */
  readonly dryRun: boolean;
  /** Who submits; by default the maker of the file's own side: the core of a payable file, the creditor of a receivable one. */
  readonly user: string | null;
  /** Goes on with a file of which a part was submitted before: what is there is left as it is. */
  readonly resume?: boolean;
  /** Told of progress, and asked before each transaction whether to go on. */
  readonly watch?: SubmitWatch;
}

/** The beginning of the ids of a file's schedules: the file's own digest, so that the ledger itself knows the file again. */
export function schedulePrefix(digest: string): string {
  return `F${digest.slice(0, 16).toUpperCase()}`;
}

/** Brings a file's documents to the ledger, in the program of each currency. The same file again does nothing. @throws Fault */
export async function importFile(
  sessions: Sessions,
  reader: Session,
  imported: ImportedFile,
  options: ImportFileOptions,
): Promise<FileReport> {
  const report = readReport(imported);
  if (options.resume !== true && (await isImported(reader, imported.digest)))
    return { ...report, alreadyImported: true, accepted: 0, documents: 0, refused: [], totals: [] };
  const companies = (await reader.books.all('COMPANY')).map(({ record }) => record);
  const parties = partiesOfFile(imported, companies, membersOf(sessions, imported, options));
  if (options.onboard && !options.dryRun) await onboardCompanies(sessions, parties.proposed);
  const left = withoutProgram(options, withoutParties(imported, parties, options));
  options.watch?.expect(left.taken.length);
  const { submitted, refused, left: untouched } = await submitAll(sessions, imported, parties, left.taken, options);
  const credits = options.dryRun ? [] : await recordCredits(sessions, reader, imported, parties, submitted, options);
  const out = [...left.refused, ...refused.flatMap(refusedRowsOf), ...credits];
  const lost = new Set([...out.map(({ row }) => row), ...untouched.flatMap(({ document }) => rowNumbersOf(document))]);
  const taken = left.taken.filter(({ rows }) => !rows.some((row) => lost.has(row)));
  return {
    ...report,
    documents: taken.length,
    accepted: imported.accepted - lost.size,
    refused: [...imported.refused, ...out],
    totals: totalsOf(taken),
    proposed: parties.proposed,
    onboarded: options.onboard && !options.dryRun ? parties.proposed.length : 0,
  };
}

async function isImported({ books }: Session, digest: string): Promise<boolean> {
  return (await books.all('SCHEDULE', { where: { prefix: schedulePrefix(digest) } })).length > 0;
}

function membersOf(sessions: Sessions, imported: ImportedFile, { programFor }: ImportFileOptions): ProgramMembers {
  const ids = imported.totals.map(({ currency }) => programFor(currency));
  const found = sessions.network.programs.find(({ id }) => ids.includes(id)) ?? sessions.network.programs[0];
  if (found === undefined) throw new Fault('NOT_FOUND', { kind: 'program', mend: 'create a program first' });
  return found;
}

interface Taken {
  readonly taken: readonly ImportedDocument[];
  readonly refused: readonly RefusedRow[];
}

/** Leaves out documents of companies that nobody has onboarded. */
function withoutParties(imported: ImportedFile, { proposed, idOf }: FileParties, { onboard, dryRun }: ImportFileOptions): Taken {
  const unknown = new Set(onboard || dryRun ? [] : proposed.map(({ id }) => id));
  const isKnown = ({ creditor, debtor }: ImportedDocument): boolean => ![creditor, debtor].some((key) => unknown.has(idOf.get(key) ?? ''));
  return {
    taken: imported.documents.filter(isKnown),
    refused: imported.documents
      .filter((document) => !isKnown(document))
      .flatMap((document) =>
        rowsOf(document, {
          field: 'party',
          value: document.number,
          code: 'NOT_FOUND',
          message: 'A company of this row is not onboarded: onboard it, or import with --onboard.',
        }),
      ),
  };
}

/** Leaves out documents in a currency for which there is no program. */
function withoutProgram({ programFor }: ImportFileOptions, before: Taken): Taken {
  const out = before.taken.filter(({ currency }) => programFor(currency) === null);
  return {
    taken: before.taken.filter(({ currency }) => programFor(currency) !== null),
    refused: [
      ...before.refused,
      ...out.flatMap((document) =>
        rowsOf(document, {
          field: 'currency',
          value: document.currency,
          code: 'NOT_FOUND',
          message: `There is no program in ${document.currency}: create one, or name one with --program.`,
        }),
      ),
    ],
  };
}

const rowNumbersOf = (document: ImportedDocument): readonly number[] => [
  ...document.rows,
  ...document.creditNotes.flatMap(({ rows }) => rows),
];

const rowsOf = (document: ImportedDocument, refusal: Omit<RefusedRow, 'row'>): RefusedRow[] =>
  rowNumbersOf(document).map((row) => ({ row, ...refusal }));

/** Documents that one person submits in one program. */
interface Share {
  readonly program: string;
  readonly user: string;
  readonly owned: OwnedDocument[];
}

async function submitAll(
  sessions: Sessions,
  imported: ImportedFile,
  parties: FileParties,
  documents: readonly ImportedDocument[],
  options: ImportFileOptions,
): Promise<Submitted> {
  const submitted: SubmittedDocument[] = [];
  const refused: RefusedDocument[] = [];
  const untouched: OwnedDocument[] = [];
  const unknown = new Set(parties.proposed.map(({ id }) => id));
  for (const [index, { program, user, owned }] of sharesOf(imported, parties, documents, options).entries()) {
    const known = options.dryRun ? owned.filter(({ creditor, debtor }) => !unknown.has(creditor) && !unknown.has(debtor)) : owned;
    if (known.length === 0) continue;
    const prefix = `${schedulePrefix(imported.digest)}-${index + 1}`;
    const how = {
      survey: options.dryRun,
      resume: options.resume === true,
      ...(options.watch === undefined ? {} : { watch: options.watch }),
    };
    const done = await submitDocuments(await sessions.as(user), program, known, prefix, how);
    submitted.push(...done.submitted);
    refused.push(...done.refused);
    untouched.push(...done.left);
  }
  return { submitted, refused, left: untouched };
}

function sharesOf(
  { view }: ImportedFile,
  { idOf }: FileParties,
  documents: readonly ImportedDocument[],
  options: ImportFileOptions,
): Share[] {
  const shares = new Map<string, Share>();
  for (const document of documents) {
    const owned = { document, creditor: idOf.get(document.creditor) ?? '', debtor: idOf.get(document.debtor) ?? '' };
    const user = options.user ?? userName('maker', view === 'payable' ? owned.debtor : owned.creditor);
    const program = options.programFor(document.currency) ?? '';
    const share = shares.get(`${program}\n${user}`) ?? { program, user, owned: [] };
    share.owned.push(owned);
    shares.set(`${program}\n${user}`, share);
  }
  return [...shares.values()];
}

function refusedRowsOf({ document, code, details }: RefusedDocument): RefusedRow[] {
  return rowsOf(document, { field: 'row', value: document.number, code, message: explain(new Fault(code, details)), details });
}

/**
 * Records the credit notes that nothing could net, so that as much is kept from finance; the rest of one that a receivable of
 * this file netted in part is recorded with that receivable. What the ledger refuses is named by its rows.
 */
async function recordCredits(
  sessions: Sessions,
  reader: Session,
  imported: ImportedFile,
  { idOf }: FileParties,
  submitted: readonly SubmittedDocument[],
  options: ImportFileOptions,
): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  for (const note of imported.openCredits) {
    const program = options.programFor(note.currency);
    const [creditor, debtor] = [idOf.get(note.creditor) ?? '', idOf.get(note.debtor) ?? ''];
    if (program === null || !(await areRegistered(reader, [creditor, debtor]))) continue;
    const session = await sessions.as(options.user ?? userName('maker', imported.view === 'payable' ? debtor : creditor));
    refused.push(...(await recordCredit(session, { program, creditor, debtor }, note, submitted)));
  }
  return refused;
}

async function recordCredit(
  session: Session,
  pair: { readonly program: string; readonly creditor: string; readonly debtor: string },
  note: OpenCreditNote,
  submitted: readonly SubmittedDocument[],
): Promise<RefusedRow[]> {
  const { number, issueDate, amountMinor } = note;
  const digest = sha256(canonicalText({ type: 'CREDIT-NOTE', number, issueDate, amountMinor }));
  const netted = submitted.find(({ document }) =>
    document.creditNotes.some((each) => each.number === number && each.issueDate === issueDate),
  );
  const nettedIn = netted === undefined ? {} : { nettedIn: netted.receivable };
  try {
    await execute(session, TRANSACTIONS.receivable.openCredit, { ...pair, number, issueDate, amountMinor, digest, ...nettedIn });
    return [];
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    const { code, details } = fault;
    return note.rows.map((row) => ({ row, field: 'row', value: number, code, message: explain(fault), details }));
  }
}

async function areRegistered({ books }: Session, companies: readonly string[]): Promise<boolean> {
  const found = await Promise.all(companies.map((id) => books.find('COMPANY', '', id)));
  return found.every((known) => known !== null);
}

function totalsOf(documents: readonly ImportedDocument[]): FileReport['totals'] {
  const currencies = [...new Set(documents.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = documents.filter((document) => document.currency === currency);
    return { currency, count: own.length, amountMinor: own.reduce((total, { amountMinor }) => total + amountMinor, 0n) };
  });
}

/** The program for each currency: the named one for all, else the first known program of the currency. */
export async function programsByCurrency({ books }: Session, named: string | null): Promise<(currency: string) => string | null> {
  const programs = (await books.all('PROGRAM')).map(({ record }) => record);
  const usable = named === null ? programs : programs.filter(({ id }) => id === named);
  if (named !== null && usable.length === 0) throw new Fault('NOT_FOUND', { kind: 'program', id: named });
  const found = new Map<string, string>();
  for (const { id, currency } of usable) if (!found.has(currency)) found.set(currency, id);
  return (currency) => found.get(currency) ?? null;
}
