import { SigningRefusal } from './refusal';

/** A private key under a passphrase. */
export interface SealedKey {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  /** AES-256-GCM over the 32 bytes; the address is bound to them. */
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/*
 * PBKDF2 and AES-GCM are the browser's own: quick on a phone, and no script of ours waits with the passphrase. A million rounds are above
 * what OWASP asks for (600,000 of SHA-256). A CryptoKey that cannot be exported would add little: it lies in the same profile, in clear.
 */
const ITERATIONS = 1_000_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;

/** The least characters of a passphrase: whoever copies the browser's profile may try as often as he likes. */
export const LEAST_PASSPHRASE = 12;

/** Seals a private key. */
export async function seal(address: string, privateKey: Uint8Array, passphrase: string): Promise<SealedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyOf(passphrase, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(address) }, key, Uint8Array.from(privateKey));
  return { salt, iterations: ITERATIONS, iv, sealed: new Uint8Array(sealed) };
}

/** Opens a sealed key. @throws SigningRefusal WRONG_PASSPHRASE */
export async function unseal(address: string, { salt, iterations, iv, sealed }: SealedKey, passphrase: string): Promise<Uint8Array> {
  const key = await keyOf(passphrase, salt, iterations);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(address) }, key, sealed));
  } catch {
    throw new SigningRefusal('WRONG_PASSPHRASE');
  }
}

async function keyOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytesOf(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
