import { createHash } from 'node:crypto';

/** Who may know a secret: the members of the program, of bank A's or bank B's pair with the host, or nobody on the ledger. */
export type Audience = 'PROGRAM' | 'PAIR_A' | 'PAIR_B' | 'NOBODY';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Makes distinct secrets that no text holds by chance, and remembers who may know them. */
export class Secrets {
  readonly #planted = new Map<string, Audience>();

  /** A text of capitals and digits, usable as an id, a number or a reference. */
  text(audience: Audience, prefix = 'S'): string {
    return this.keep(audience, `${prefix}-${sha256(`text ${this.#planted.size}`).slice(0, 14).toUpperCase()}`);
  }

  /** A SHA-256 digest. */
  digest(audience: Audience): string {
    return this.keep(audience, sha256(`digest ${this.#planted.size}`));
  }

  /** An amount above `fromMinor`, by at most `spreadMinor`; of nine digits by default. */
  amount(audience: Audience, fromMinor = 100_000_000n, spreadMinor = 90_000_000n): bigint {
    const above = BigInt(`0x${sha256(`amount ${this.#planted.size}`).slice(0, 8)}`) % spreadMinor;
    return this.keep(audience, fromMinor + above + 1n);
  }

  /** A rate of five digits, parts per million. */
  rate(audience: Audience): number {
    return this.keep(audience, 40_001 + ((this.#planted.size * 37) % 9_000));
  }

  /** Remembers a secret that was made elsewhere. */
  keep<T extends string | number | bigint>(audience: Audience, secret: T): T {
    this.#planted.set(String(secret), audience);
    return secret;
  }

  /** All secrets. */
  all(): readonly string[] {
    return [...this.#planted.keys()];
  }

  /** The secrets of these audiences. */
  of(audiences: readonly Audience[]): readonly string[] {
    return [...this.#planted].filter(([, audience]) => audiences.includes(audience)).map(([secret]) => secret);
  }
}

/**
 * The secrets that a text gives away, in clear or as one of the forms that a reader would try: hex, base64, and the
 * unsalted SHA-256 of the text or of its JSON. Digits count only where they stand alone: a hash is full of digits.
 */
export function found(secrets: readonly string[], text: string): readonly string[] {
  const numbers = new Set(text.match(/(?<![0-9A-Za-z])[0-9]{4,19}(?![0-9A-Za-z])/g));
  return secrets.filter((secret) => {
    const plain = /^[0-9]+$/.test(secret) ? numbers.has(secret) : text.includes(secret);
    return plain || disguises(secret).some((form) => text.includes(form));
  });
}

/** What a secret looks like to whoever does not write it in clear. */
export function disguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const long = bytes.length >= 8 ? [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')] : [];
  return [...long, sha256(secret), sha256(JSON.stringify(secret))];
}
