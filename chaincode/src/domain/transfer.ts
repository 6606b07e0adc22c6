import type { Instant } from './instant';
import type { DocumentMark } from './receivable';
import type { Moves } from './stateMachine';

export type TransferStatus = 'OPEN' | 'ACCEPTED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';

/** Every allowed move of a transfer. */
export const TRANSFER_MOVES: Moves<TransferStatus> = {
  OPEN: ['ACCEPTED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'],
  ACCEPTED: [],
  REJECTED: [],
  WITHDRAWN: [],
  EXPIRED: [],
};

/** Tokens offered to a payee as payment of a trade; nothing moves before he accepts. */
export interface Transfer {
  readonly kind: 'TRANSFER';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly program: string;
  /** Company that pays. */
  readonly payer: string;
  /** Company that is paid; only it may accept or reject. */
  readonly payee: string;
  /** Ids of the tokens, already cut to the amount and locked. */
  readonly tokens: readonly string[];
  readonly amountMinor: bigint;
  /** The trade that is paid: issued by the payee, known by digest and fingerprint only. */
  readonly document: DocumentMark;
  readonly expiresAt: Instant;
  /** Whether payer and payee belong together, or a token would come back to a former owner. */
  readonly related: boolean;
  readonly status: TransferStatus;
}

/** Most tokens of one transfer. */
export const MAX_TRANSFER_TOKENS = 50;
