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
