import type { Msp } from './endorsement';
import type { Instant } from './instant';
import type { Moves } from './stateMachine';
import type { SubRange } from './subRange';

export type TokenStatus = 'ACTIVE' | 'LOCKED' | 'REDEEMED' | 'CANCELLED';

/** Every allowed move of a token. */
export const TOKEN_MOVES: Moves<TokenStatus> = {
  ACTIVE: ['ACTIVE', 'LOCKED', 'REDEEMED', 'CANCELLED'],
  LOCKED: ['ACTIVE', 'LOCKED', 'REDEEMED'],
  REDEEMED: ['REDEEMED'],
  CANCELLED: [],
};

/** What holds a token: it moves only through `ref`. */
export interface Lock {
  readonly kind: 'TRANSFER' | 'ASK';
  /** Id of the transfer or ask. */
  readonly ref: string;
  /** Past this time the lock counts as none, except while the ask's deal is PAYING. */
  readonly until: Instant;
}

/** A sub-range of a confirmed receivable's face, with one owner. */
export interface Token extends SubRange {
  readonly kind: 'TOKEN';
  readonly schemaVersion: 1;
  /** Receivable id. */
  readonly receivable: string;
  /** Company id. */
  readonly owner: string;
  /** The organisation that hosts the owner. */
  readonly ownerMsp: Msp;
  /** The owner's distance from the core; the first creditor is tier 1; a sale to a bank adds none. */
  readonly tier: number;
  readonly status: TokenStatus;
  readonly lock: Lock | null;
  /** The receivable's paidMinor when this token was last paid out. */
  readonly redeemedThroughMinor: bigint;
  /** The receivable's interestPaidMinor when this token was last paid out. */
  readonly interestThroughMinor: bigint;
  /** The ask by whose deal a bank bought it; null when it was never sold. */
  readonly origin: string | null;
  /** Last date on which the seller may contest the payout; until then the bank cannot sell it on. Null when never sold. */
  readonly contestUntil: string | null;
  /** Its owners before, each once, the first creditor first. */
  readonly lineage: readonly string[];
  /** True once it passed between related companies or came back to a former owner: a bank reviews before it offers. */
  readonly related: boolean;
}

/** Tokens of one schedule that never moved: one document of the ledger. */
export interface RestingTokens {
  readonly kind: 'RESTING';
  readonly schemaVersion: 1;
  readonly schedule: string;
  readonly tokens: readonly Token[];
}

/** `<receivableId>:<from>-<to>`: tells the amount, so it is confidential. */
export function tokenId(token: { readonly receivable: string } & SubRange): string {
  return `${token.receivable}:${token.from}-${token.to}`;
}

/** The parts of a token's id. */
export function partsOfTokenId(id: string): { readonly receivable: string } & SubRange {
  const [receivable = '', range = ''] = id.split(':');
  const [from = '0', to = '0'] = range.split('-');
  return { receivable, from: BigInt(from), to: BigInt(to) };
}
