import { sha256 } from './storeKeys';

/** The seal of a store that holds nothing. */
export const NO_SEAL = '0'.repeat(64);

const MODULUS = 1n << 256n;
const DIGITS = 64;

/**
 * A sum over all entries of a store, in whatever order they came: SHA-256 of key and text, added modulo 2^256. It follows a
 * change at the cost of that change, and one reading of the store tells whether anything differs from what was written.
 * Whoever can write to the store can make it anew: it finds damage, not fraud.
 */
export class Seal {
  private sum: bigint;

  /** @param hex a seal's 64 digits */
  constructor(hex: string) {
    this.sum = BigInt(`0x${hex}`);
  }

  /** Takes an entry in. */
  add(key: string, text: string): void {
    this.sum = (this.sum + digest(key, text)) % MODULUS;
  }

  /** Takes out an entry that was taken in before. */
  remove(key: string, text: string): void {
    this.sum = (this.sum + MODULUS - digest(key, text)) % MODULUS;
  }

  /** 64 lower-case hex digits. */
  toString(): string {
    return this.sum.toString(16).padStart(DIGITS, '0');
  }
}

function digest(key: string, text: string): bigint {
  return BigInt(`0x${sha256(`${key}\n${text}`)}`);
}
