import type { Msp, RecordKind } from '@tierline/chaincode/api';
import type { Moment, Position, Scope } from './books';
import type { ValidationCode } from './ledger';
import type { ReceivableView } from './projected';

/** Whose eyes a query reads with. */
export interface Viewer {
  /** His organisation: only rows that it may see are read. */
  readonly msp: Msp;
  /**
   * A company that another organisation hosts sees only what names it: its claims, its tokens, transfers and asks in which it
   * takes part. Null for the organisation's own company, which sees all that the organisation sees.
   */
  readonly company: string | null;
}

/** A part of a list. */
export interface PageOf {
  /** What the page before answered as `next`; null for the first. Opaque. */
  readonly after: string | null;
  /** 1 to 200. */
  readonly limit: number;
}

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Most items of a page. */
export const MAX_PAGE = 200;

/** In which order a list of receivables or tokens comes; equal ones by id, in the same direction. */
export const ORDERS = ['dueDate', '-dueDate', 'amount', '-amount', 'id'] as const;
/** One of {@link ORDERS}; a minus sign means falling. */
export type Order = (typeof ORDERS)[number];

/** Which receivables; a field that is left out filters nothing. */
export interface ReceivableFilter {
  readonly status?: readonly string[];
  readonly debtor?: string;
  readonly creditor?: string;
  /** Dates, both included. */
  readonly dueFrom?: string;
  readonly dueTo?: string;
  /** Faces, both included. */
  readonly minMinor?: bigint;
  readonly maxMinor?: bigint;
  /** Beginning of the first document's number. */
  readonly document?: string;
  /** Payable and past its payment date on this business date. */
  readonly overdueOn?: string;
  readonly order?: Order;
}

/** A receivable in a list; amounts in minor units. */
export interface ReceivableItem extends Omit<ReceivableView, 'id' | 'schedule' | 'interestPaidMinor'> {
  readonly receivable: string;
  /** True when a newer form of its record exists that this process has not received. */
  readonly incomplete: boolean;
}

/** Which tokens; a field that is left out filters nothing. */
export interface TokenFilter {
  readonly status?: readonly string[];
  readonly owner?: string;
  readonly receivable?: string;
  readonly debtor?: string;
  readonly tier?: number;
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly minMinor?: bigint;
  readonly maxMinor?: bigint;
  /** Whether a bank bought it. */
  readonly sold?: boolean;
  readonly order?: Order;
}

/** A token in a list, with what it has from its receivable. */
export interface TokenItem {
  readonly token: string;
  readonly receivable: string;
  readonly program: string;
  readonly debtor: string;
  readonly owner: string;
  readonly tier: number;
  readonly amountMinor: bigint;
  readonly dueDate: string;
  readonly payDate: string | null;
  readonly status: string;
  readonly lockedBy: string | null;
  readonly origin: string | null;
  readonly incomplete: boolean;
}

/** A sum of money and how many things make it. */
export interface Sum {
  readonly count: number;
  readonly amountMinor: bigint;
}

/** The live tokens of an owner on one debtor and payment date, with their faces: what instalments have paid of them is not taken off. */
export interface PortfolioLine extends Sum {
  readonly debtor: string;
  readonly payDate: string;
  /** Of it, tokens that a transfer or ask holds. */
  readonly lockedMinor: bigint;
}

/** A bank's limit on a core, and what of it is taken. */
export interface ExposureLine {
  /** The pair collection in which the limit lies. */
  readonly scope: Scope;
  readonly bank: string;
  readonly core: string;
  readonly hostMsp: Msp;
  readonly currency: string;
  readonly ceilingMinor: bigint;
  readonly usedMinor: bigint;
  readonly reservedMinor: bigint;
  /** Ceiling less used and reserved, never below 0. */
  readonly availableMinor: bigint;
  readonly expiresOn: string;
  /** Face of the tokens that the bank owns and that are not paid, on this core in this currency. */
  readonly heldMinor: bigint;
}

/** Days from the payment date to today: what is not due yet, then how late it is. */
export const AGES = [
  'DUE_LATER_THAN_90',
  'DUE_IN_61_90',
  'DUE_IN_31_60',
  'DUE_IN_1_30',
  'DUE_TODAY',
  'LATE_1_30',
  'LATE_31_60',
  'LATE_61_90',
  'LATE_OVER_90',
] as const;
/** One of {@link AGES}. */
export type Age = (typeof AGES)[number];

/** Outstanding principal of one debtor in one age. */
export interface AgeingLine extends Sum {
  readonly debtor: string;
  readonly age: Age;
}

/** What a page of sums shows of one program. */
export interface Dashboard {
  readonly program: string;
  readonly currency: string;
  /** Receivables by state: count and face. */
  readonly receivables: readonly (Sum & { readonly status: string })[];
  /** Live tokens by tier: count and amount. */
  readonly tokens: readonly (Sum & { readonly tier: number })[];
  readonly outstandingMinor: bigint;
  readonly overdue: Sum;
  readonly dueIn30Days: Sum;
  readonly openAsks: Sum;
  /** Deals that were paid out: count and face. */
  readonly sold: Sum;
}

/** One thing that a search found. */
export interface Found {
  readonly what: 'receivable' | 'token' | 'transfer' | 'ask' | 'settlement' | 'company' | 'program' | 'transaction';
  readonly id: string;
  /** Empty for what is public. */
  readonly program: string;
  /** Company's name, document's number, ...: what matched, in words. */
  readonly title: string;
}

/** A refused command, as the application kept it: no refusal reaches a block. */
export interface Refusal {
  readonly at: string;
  readonly user: string;
  readonly msp: Msp;
  readonly company: string;
  /** `contract:method`. */
  readonly transaction: string;
  readonly code: string;
  readonly details: unknown;
}

/** A block for the explorer. */
export interface BlockItem {
  readonly number: number;
  readonly hash: string;
  readonly previousHash: string;
  readonly transactions: readonly TransactionItem[];
}

/** A transaction for the explorer: what everybody in the channel sees. */
export interface TransactionItem {
  readonly id: string;
  readonly block: number;
  readonly name: string;
  readonly timestamp: string;
  readonly creator: Msp;
  readonly endorsers: readonly Msp[];
  readonly code: ValidationCode;
  readonly program: string | null;
  readonly count: number | null;
  readonly factsRoot: string | null;
}

/** A record that changed, for those who watch. */
export interface Change {
  readonly kind: RecordKind;
  readonly scope: Scope;
  readonly id: string;
  readonly at: Moment;
}

/**
 * What people ask of the read model. Every answer holds only what the viewer may see. Nothing here decides a command.
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL'} when the database cannot be had; MALFORMED {field: 'after'} for a cursor
 *   that no page gave
 */
export interface Queries {
  position(): Promise<Position>;
  receivables(viewer: Viewer, program: string, filter: ReceivableFilter, page: PageOf): Promise<Page<ReceivableItem>>;
  tokens(viewer: Viewer, program: string, filter: TokenFilter, page: PageOf): Promise<Page<TokenItem>>;
  /** What a company owns and is still owed, by debtor and payment date. */
  portfolio(viewer: Viewer, program: string, owner: string): Promise<readonly PortfolioLine[]>;
  /** The limits that the viewer's organisation sees: its own as a bank, its sellers' as a host. */
  exposure(viewer: Viewer): Promise<readonly ExposureLine[]>;
  /** Outstanding principal by debtor and age on a business date. */
  ageing(viewer: Viewer, program: string, today: string): Promise<readonly AgeingLine[]>;
  dashboard(viewer: Viewer, program: string, today: string): Promise<Dashboard>;
  /**
   * Things whose id, number or name begins with the text, at most `limit`, at most 50; of each sort the first, then of each the
   * second, so that no sort crowds out the others. @param text 2 to 100 characters
   */
  search(viewer: Viewer, text: string, limit: number): Promise<readonly Found[]>;
  /** Refused commands, newest first: of the viewer's organisation; of all for the regulator. */
  refusals(viewer: Viewer, codes: readonly string[], page: PageOf): Promise<Page<Refusal>>;
  /** Keeps a refused command. @param readers organisations that may see it */
  keepRefusal(refusal: Refusal, readers: readonly Msp[]): Promise<void>;
  /** Blocks, newest first. */
  blocks(page: PageOf): Promise<Page<BlockItem>>;
  transaction(id: string): Promise<TransactionItem | null>;
  /**
   * Records that changed in blocks from number `from` on, oldest first, at most `limit`, whole blocks: the first one however many
   * changes it holds.
   */
  changes(viewer: Viewer, from: number, limit: number): Promise<readonly Change[]>;
}
