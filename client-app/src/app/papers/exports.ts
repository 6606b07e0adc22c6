import { Fault } from '@tierline/chaincode/api';
import type { Page, PageOf, Queries, ReceivableFilter, TokenFilter, Viewer } from '../../ports/queries';
import type { Desk } from '../desk';
import { listOf, type ListName } from '../listing';
import { viewerOf } from '../visible';
import { worklistOf } from '../worklist';
import type { Shown, ShownRow } from './sheets';

/** The lists that can be taken home, each with its columns. */
const COLUMNS = {
  receivables: ['receivable', 'creditor', 'debtor', 'invoice', 'faceMinor', 'outstandingMinor', 'dueDate', 'payDate', 'status'],
  tokens: ['token', 'debtor', 'owner', 'tier', 'amountMinor', 'dueDate', 'payDate', 'status', 'lockedBy', 'origin'],
  transfers: ['transfer', 'payer', 'payee', 'amountMinor', 'expiresAt', 'status'],
  asks: ['ask', 'seller', 'debtor', 'faceMinor', 'lastPayDate', 'recourse', 'deadline', 'status'],
  deals: ['ask', 'seller', 'bank', 'faceMinor', 'proceedsMinor', 'ratePercent', 'payoutDeadline', 'receipt', 'status'],
  companies: ['company', 'name', 'roles', 'scheme', 'code', 'host', 'size', 'status'],
  refusals: ['at', 'user', 'company', 'transaction', 'code', 'details'],
  worklist: ['what', 'id', 'about', 'amountMinor', 'until'],
  portfolio: ['debtor', 'payDate', 'count', 'amountMinor', 'lockedMinor'],
  ageing: ['debtor', 'age', 'count', 'amountMinor'],
  exposure: ['bank', 'core', 'ceilingMinor', 'usedMinor', 'reservedMinor', 'availableMinor', 'heldMinor', 'expiresOn'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names of the lists. */
export const EXPORTS = Object.keys(COLUMNS) as [ExportName, ...ExportName[]];
/** One of {@link EXPORTS}. */
export type ExportName = keyof typeof COLUMNS;

/** What of a list is wanted: the filter of the screen; each list takes what it knows. */
export interface ExportFilter {
  readonly receivables: ReceivableFilter;
  readonly tokens: TokenFilter;
  /** Codes of refusals. */
  readonly codes: readonly string[];
}

/** Most rows of a file. */
export const MAX_ROWS = 20_000;
const PAGE = 200;

/**
 * The rows of a list as the person at this desk may see them, all of them.
 * @throws Fault MALFORMED {field: 'filter'} when there are more than a file takes: nothing is left out silently
 */
export async function exported(desk: Desk, queries: Queries, name: ExportName, filter: ExportFilter): Promise<Shown> {
  const rows = await READERS[name](desk, queries, filter);
  if (rows.length > MAX_ROWS) throw tooMany();
  return { name, fields: COLUMNS[name], rows, currency: desk.view.program.currency };
}

type Reader = (desk: Desk, queries: Queries, filter: ExportFilter) => Promise<readonly ShownRow[]>;

const ofList =
  (name: ListName, isPublic = false): Reader =>
  async (desk) => {
    const { company } = await viewerOf(desk.session);
    const rows = await listOf(desk, name);
    return isPublic || company === null ? rows : rows.filter((row) => Object.values(row).includes(company));
  };

const READERS: Readonly<Record<ExportName, Reader>> = {
  receivables: async (desk, queries, { receivables }) => {
    const viewer = await viewerOf(desk.session);
    const rows = await allPages((page) => queries.receivables(viewer, desk.view.id, receivables, page));
    return rows.map((row) => ({ ...row, invoice: row.document }));
  },
  tokens: async (desk, queries, { tokens }) => {
    const viewer = await viewerOf(desk.session);
    return allPages((page) => queries.tokens(viewer, desk.view.id, tokens, page));
  },
  transfers: ofList('transfers'),
  asks: ofList('asks'),
  deals: ofList('deals'),
  companies: ofList('companies', true),
  refusals: async (desk, queries, { codes }) => {
    const viewer: Viewer = await viewerOf(desk.session);
    return allPages((page) => queries.refusals(viewer, codes, page));
  },
  worklist: worklistOf,
  portfolio: async ({ session, view, company }, queries) => queries.portfolio(await viewerOf(session), view.id, company.id),
  ageing: async ({ session, view }, queries) => queries.ageing(await viewerOf(session), view.id, view.time.today),
  exposure: async ({ session, view }, queries) => {
    const lines = await queries.exposure(await viewerOf(session));
    return lines.filter(({ currency }) => currency === view.program.currency);
  },
};

async function allPages<T extends object>(read: (page: PageOf) => Promise<Page<T>>): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let after: string | null = null; ;) {
    const page: Page<T> = await read({ after, limit: PAGE });
    rows.push(...page.items);
    if (rows.length > MAX_ROWS) throw tooMany();
    if (page.next === null) return rows;
    after = page.next;
  }
}

const tooMany = (): Fault => new Fault('MALFORMED', { field: 'filter', limit: `at most ${MAX_ROWS} rows in one file: narrow the filter` });
