import { createHash } from 'node:crypto';
import type { TypedData } from '@tierline/chaincode/api';
import { SigningKey, TypedDataEncoder, computeAddress, verifyTypedData, type TypedDataField } from 'ethers';

const keys = new Map<string, SigningKey>();

/** The key of a wallet: all of it follows from its name. */
function keyOf(wallet: string): SigningKey {
  const known = keys.get(wallet) ?? new SigningKey(createHash('sha256').update(`wallet of ${wallet}`).digest());
  keys.set(wallet, known);
  return known;
}

/** The address of a wallet, EIP-55. */
export const addressOf = (wallet: string): string => computeAddress(keyOf(wallet));

/** A wallet's signature over typed data, `0x` and 65 bytes. */
export function signatureOf(wallet: string, { domain, types, message }: TypedData): string {
  return keyOf(wallet).sign(TypedDataEncoder.hash(domain, fieldsOf(types), message)).serialized;
}

/** Who signed typed data; null for what is no signature. */
export function signerOf({ domain, types, message }: TypedData, signature: string): string | null {
  try {
    return verifyTypedData(domain, fieldsOf(types), message, signature);
  } catch {
    return null;
  }
}

const fieldsOf = (types: TypedData['types']): Record<string, TypedDataField[]> => types as unknown as Record<string, TypedDataField[]>;

/** The wallets that a person may have, one after another. */
export const walletsOf = (person: string): readonly string[] => Array.from({ length: WALLETS }, (_each, index) => `${person}/${index + 1}`);

const WALLETS = 6;
