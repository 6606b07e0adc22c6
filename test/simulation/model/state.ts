import { instantAt, dateAt, type PaymentDays } from './days';

/** A half-open range of minor units. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** An onboarded company. */
export interface Company {
  readonly id: string;
  readonly host: string;
  readonly roles: readonly string[];
  /** Its registration code, by which its documents are known. */
  readonly code: string;
  readonly group: string | null;
  readonly parent: string | null;
  readonly status: string;
}

/** A trade document behind a claim: its place in the registry. */
export interface Backing {
  /** See {@link State.documents}. */
  readonly key: string;
  readonly type: string;
  readonly amountMinor: bigint;
}

/** A receivable. */
export interface Claim {
  readonly id: string;
  readonly schedule: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly documents: readonly Backing[];
  readonly faceMinor: bigint;
  readonly dueDate: string;
  readonly payDate: string | null;
  readonly status: string;
  readonly checkedBy: string | null;
  readonly cancelled: readonly Range[];
  readonly receivedMinor: bigint;
  readonly paidMinor: bigint;
  readonly interestReceivedMinor: bigint;
  readonly interestPaidMinor: bigint;
  readonly interestAccruedMinor: bigint;
  readonly accruedTo: string | null;
}

/** What holds a token. */
export interface Lock {
  readonly kind: 'TRANSFER' | 'ASK';
  readonly ref: string;
  readonly until: string;
}

/** A token. */
export interface Token extends Range {
  readonly claim: string;
  readonly owner: string;
  readonly tier: number;
  readonly status: string;
  readonly lock: Lock | null;
  readonly paidThroughMinor: bigint;
  readonly interestThroughMinor: bigint;
  readonly origin: string | null;
  readonly contestUntil: string | null;
  readonly former: readonly string[];
  readonly related: boolean;
}

/** A payment with tokens. */
export interface Transfer {
  readonly id: string;
  readonly payer: string;
  readonly payee: string;
  readonly tokens: readonly string[];
  /** The trade document's place in the registry. */
  readonly document: string;
  readonly expiresAt: string;
  readonly related: boolean;
  readonly status: string;
}

/** An agreed sale. */
export interface Deal {
  readonly bank: string;
  readonly pair: string;
  readonly state: string;
  readonly deadline: string;
  readonly abandonedBy: string | null;
  readonly faceMinor: bigint;
  readonly proceedsMinor: bigint;
  readonly valueDate: string;
  /** Whether the bank has declared its payout. */
  readonly declared: boolean;
  /** Whether its place in the limit has been given back. */
  readonly closed: boolean;
}

/** A wish to sell. */
export interface Ask {
  readonly id: string;
  readonly seller: string;
  readonly debtor: string;
  readonly tokens: readonly string[];
  readonly recourse: boolean;
  readonly deadline: string;
  readonly lockedUntil: string;
  readonly status: string;
  readonly deal: Deal | null;
  readonly receipt: string;
  readonly contestUntil: string | null;
}

/** A bank's price. */
export interface Offer {
  readonly id: string;
  readonly pair: string;
  readonly ask: string;
  readonly bank: string;
  readonly faceMinor: bigint;
  readonly proceedsMinor: bigint;
  readonly valueDate: string;
  readonly validUntil: string;
  readonly status: string;
}

/** A bank's limit on a core. */
export interface Limit {
  readonly ceilingMinor: bigint;
  readonly usedMinor: bigint;
  readonly reservedMinor: bigint;
  readonly expiresOn: string;
}

/** Money that arrived. */
export interface Receipt {
  readonly reference: string;
  readonly claim: string;
  readonly overpaidMinor: bigint;
  readonly refunded: boolean;
}

/** A wished change of a confirmed debt. */
export interface Reduction {
  readonly id: string;
  readonly claim: string;
  readonly what: string;
  readonly tokens: readonly string[];
  readonly proposedBy: string;
  readonly status: string;
}

/** A payment that did not come in time. */
export interface Overdue {
  readonly claim: string;
  readonly payDate: string;
  readonly defaulted: boolean;
  readonly curedOn: string | null;
}

/** A signing key of a company. */
export interface Key {
  readonly address: string;
  /** `company/person`. */
  readonly person: string;
  readonly proposedBy: string;
  readonly vouchedBy: string | null;
  /** Of the ledger's time; null until it is approved. */
  readonly validFrom: string | null;
  readonly revokedFrom: string | null;
}

/** A request that was applied. */
export interface Applied {
  readonly name: string;
  /** Its input as text. */
  readonly input: string;
}

/** The rules of the one program. */
export const RULES = { maxTier: 4, minimumMinor: 10_000n, payoutDays: 3, graceDays: 5, contestDays: 3, softMonths: 6, hardMonths: 12 };

/** All that the workload believes to be true. Records are replaced, never changed, so that a copy of the maps is a copy of the state. */
export class State {
  nowMs = 0;
  offsetDays = 0;
  isFounded = false;
  /** The network's id, which the founding draws. */
  network = '';
  hasProgram = false;
  days: PaymentDays | null = null;
  /** Versions of the fingerprints' key. */
  keyVersions = 0;
  readonly pairs = new Set<string>();
  readonly companies = new Map<string, Company>();
  readonly proposals = new Map<
    string,
    { readonly subject: string; readonly content: unknown; readonly proposedBy: string; readonly status: string }
  >();
  readonly policies = new Set<number>();
  readonly calendars = new Set<string>();
  /** By key version and the document's identity: what it backs. */
  readonly documents = new Map<string, { readonly state: string; readonly claim: string }>();
  readonly schedules = new Map<string, readonly string[]>();
  readonly claims = new Map<string, Claim>();
  readonly tokens = new Map<string, Token>();
  readonly transfers = new Map<string, Transfer>();
  readonly asks = new Map<string, Ask>();
  /** By pair and offer id. */
  readonly offers = new Map<string, Offer>();
  /** By pair, core and currency. */
  readonly limits = new Map<string, Limit>();
  readonly receipts = new Map<string, Receipt>();
  readonly reductions = new Map<string, Reduction>();
  /** By core. */
  readonly overdues = new Map<string, readonly Overdue[]>();
  /** Open credit notes by creditor and debtor. */
  readonly credits = new Map<string, readonly { readonly key: string; readonly amountMinor: bigint }[]>();
  /** By company. */
  readonly keys = new Map<string, readonly Key[]>();
  /** From which total on each act must be signed. */
  consentRules: ReadonlyMap<string, bigint> = new Map();
  /** What blocked holders were paid. */
  readonly frozen = new Map<string, bigint>();
  readonly requests = new Map<string, Applied>();

  /** The program's time. */
  get now(): string {
    return instantAt(this.nowMs, this.offsetDays);
  }

  /** The program's business date. */
  get today(): string {
    return dateAt(this.nowMs, this.offsetDays);
  }
}

/** `<claim>:<from>-<to>`. */
export const tokenKey = ({ claim, from, to }: Pick<Token, 'claim' | 'from' | 'to'>): string => `${claim}:${from}-${to}`;

/** The length of a range. */
export const lengthOf = ({ from, to }: Range): bigint => to - from;

/** The sum of amounts. */
export const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

/** The face less what was cancelled. */
export const liveMinor = ({ faceMinor, cancelled }: Claim): bigint => faceMinor - total(cancelled.map(lengthOf));

/** Principal that is still owed. */
export const owedMinor = (claim: Claim): bigint => liveMinor(claim) - claim.receivedMinor;
