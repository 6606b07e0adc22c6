import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';

const SALT_BYTES = 32;

/** What must be the same on both ledgers while one call is made. */
export interface Moment {
  /** From it follows the salt of every transaction of the call. */
  readonly label: string;
  /** What the clock says, milliseconds since 1970 UTC; the system's when null. */
  readonly nowMs: number | null;
}

const moments = new AsyncLocalStorage<Moment>();

/** Makes a call in a moment. */
export const inMoment = <T>(moment: Moment, call: () => Promise<T>): Promise<T> => moments.run(moment, call);

/** The salts of a ledger follow from the moment; every other random byte is drawn. */
export function momentBytes(count: number): Uint8Array {
  const moment = moments.getStore();
  return moment === undefined || count !== SALT_BYTES ? randomBytes(count) : createHash('sha256').update(moment.label).digest();
}

/** The clock of a ledger. */
export const momentClock = (): number => moments.getStore()?.nowMs ?? Date.now();
