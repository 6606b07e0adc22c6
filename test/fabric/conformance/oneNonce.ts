import crypto from 'node:crypto';

/** A transaction's id follows from its caller's certificate and so many random bytes. */
const NONCE_BYTES = 24;

/** Runs work during which every nonce that this process draws is one and the same, and so is every transaction id of one caller. */
export async function withOneNonce<T>(work: () => Promise<T>): Promise<T> {
  const drawn = crypto.randomBytes;
  const nonce = drawn(NONCE_BYTES);
  const fixed = ((count: number) => (count === NONCE_BYTES ? nonce : drawn(count))) as typeof crypto.randomBytes;
  crypto.randomBytes = fixed;
  try {
    return await work();
  } finally {
    crypto.randomBytes = drawn;
  }
}
