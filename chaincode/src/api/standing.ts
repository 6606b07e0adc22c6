import { z } from 'zod';
import { id, tokenIdText } from './schemas';

/** The question what a token and its receivable are now: it changes nothing, and what is endorsed is the answer. */
export const STANDING = {
  /** `contract:method`. */
  name: 'token:standing',
  input: z.strictObject({ program: id, token: tokenIdText }),
} as const;

/** A record as it lies in the committed state: its leaf, which tells nothing without salts. */
export interface StandingFact {
  readonly place: string;
  /** As under a facts root, hex. */
  readonly digest: string;
}

/** What peers endorse of a token: that these records are the present ones. */
export interface TokenStanding {
  readonly kind: 'STANDING';
  readonly schema: 1;
  readonly channel: string;
  readonly program: string;
  /** The transaction's timestamp, RFC 3339 UTC with milliseconds. */
  readonly at: string;
  /** The program's public head, its terms, the head of the schedule, the receivable, the token. */
  readonly facts: readonly StandingFact[];
}
