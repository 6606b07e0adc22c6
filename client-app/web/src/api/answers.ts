/** Roles of companies. */
export type Role = 'core' | 'supplier' | 'bank' | 'operator' | 'regulator';

/** A company as the register has it. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** A program of the caller. */
export interface ProgramOfMe {
  readonly id: string;
  readonly name: string;
  readonly mode: 'REAL' | 'DEMO';
  readonly currency: string;
  readonly businessDate: string;
  /** The program's own time when it was asked, RFC 3339 UTC: a DEMO program's clock is ahead or behind. */
  readonly businessTime: string;
  readonly utcOffsetMinutes: number;
  /** MSP id of the host of its sellers. */
  readonly hostMsp: string;
  /** Company id of its core. */
  readonly core: string;
  /** MSP id of the bank that settles. */
  readonly settlementBankMsp: string;
  readonly maxTier: number;
  readonly minimumTokenMinor: string;
  readonly payoutDays: number;
  readonly dayCount: string;
  /** Whether sales with recourse are allowed. */
  readonly recourse: boolean;
}

/** Who asks. */
export interface Me {
  readonly user: string;
  readonly msp: string;
  readonly company: Company;
  readonly duties: readonly string[];
  readonly person: string;
  readonly programs: readonly ProgramOfMe[];
}

/** One person who can act. */
export interface Person {
  readonly user: string;
  readonly duty: string;
  readonly company: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** One thing that waits. */
export interface WorkItem {
  readonly what: string;
  readonly id: string;
  readonly about: string;
  readonly amountMinor: string | null;
  readonly until: string | null;
}

/** A count and a sum, minor units. */
export interface Sum {
  readonly count: number;
  readonly amountMinor: string;
}

/** Sums of a program. */
export interface Dashboard {
  readonly program: string;
  readonly currency: string;
  readonly receivables: readonly (Sum & { readonly status: string })[];
  readonly tokens: readonly (Sum & { readonly tier: number })[];
  readonly outstandingMinor: string;
  readonly overdue: Sum;
  readonly dueIn30Days: Sum;
  readonly openAsks: Sum;
  readonly sold: Sum;
}

/** A page of a list. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A receivable in a list. */
export interface Receivable {
  readonly receivable: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly document: string;
  readonly faceMinor: string;
  readonly outstandingMinor: string;
  readonly receivedMinor: string;
  readonly paidMinor: string;
  readonly deliveryDate: string;
  readonly dueDate: string;
  readonly payDate: string | null;
  readonly status: string;
}

/** A token in a list. */
export interface Token {
  readonly token: string;
  readonly receivable: string;
  readonly debtor: string;
  readonly owner: string;
  readonly tier: number;
  readonly amountMinor: string;
  readonly dueDate: string;
  readonly payDate: string | null;
  readonly status: string;
  readonly lockedBy: string | null;
  readonly origin: string | null;
}

/** A company in a list. */
export interface CompanyRow {
  readonly company: string;
  readonly name: string;
  readonly roles: string;
  readonly scheme: string;
  readonly code: string;
  readonly host: string;
  readonly size: string;
  readonly status: string;
}

/** A payment with tokens. */
export interface Transfer {
  readonly transfer: string;
  readonly payer: string;
  readonly payee: string;
  readonly amountMinor: string;
  readonly expiresAt: string;
  readonly status: string;
}

/** A wish to sell. */
export interface Ask {
  readonly ask: string;
  readonly seller: string;
  readonly debtor: string;
  readonly faceMinor: string;
  readonly lastPayDate: string;
  readonly recourse: boolean;
  readonly deadline: string;
  readonly status: string;
}

/** An agreed sale. */
export interface Deal {
  readonly ask: string;
  readonly seller: string;
  readonly bank: string;
  readonly faceMinor: string;
  readonly proceedsMinor: string | null;
  readonly ratePpm: number | null;
  readonly payoutDeadline: string;
  readonly receipt: string | null;
  readonly status: string;
}

/** What is owned on one debtor and payment date. */
export interface PortfolioLine extends Sum {
  readonly debtor: string;
  readonly payDate: string;
  readonly lockedMinor: string;
}

/** Outstanding principal in one age. */
export interface AgeingLine extends Sum {
  readonly debtor: string;
  readonly age: string;
}

/** A bank's limit on a core. */
export interface ExposureLine {
  readonly scope: string;
  readonly bank: string;
  readonly core: string;
  readonly hostMsp: string;
  readonly currency: string;
  readonly ceilingMinor: string;
  readonly usedMinor: string;
  readonly reservedMinor: string;
  readonly availableMinor: string;
  readonly expiresOn: string;
  readonly heldMinor: string;
}

/** One condition of a dry run. */
export interface Condition {
  readonly condition: string;
  readonly item: string | null;
  readonly ok: boolean;
  readonly code: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** What a dry run answers. */
export interface DryRun {
  readonly ok: boolean;
  readonly conditions: readonly Condition[];
}
