import { computeAddress, getAddress, hexlify, recoverAddress, Signature, SigningKey, TypedDataEncoder, type TypedDataField } from 'ethers';
import { SigningRefusal } from './refusal';
import type { TypedData } from './typedData';

const KEY_BYTES = 32;

type Types = Record<string, TypedDataField[]>;

const digestOf = ({ domain, types, message }: TypedData): string =>
  TypedDataEncoder.hash(domain, types as unknown as Types, { ...message });

/** A new private key, 32 bytes of the browser's own randomness. */
export const freshPrivateKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(KEY_BYTES));

/** The address of a private key, EIP-55. */
export const addressOf = (privateKey: Uint8Array): string => computeAddress(new SigningKey(hexlify(privateKey)));

/** Signs: `0x` and 65 bytes in lower-case hex. */
export function signedBy(privateKey: Uint8Array, data: TypedData): string {
  return new SigningKey(hexlify(privateKey)).sign(digestOf(data)).serialized;
}

/** A signature as the contracts take it, and who signed: null when nobody can have. */
export function verified(data: TypedData, signature: string): { readonly signature: string; readonly signer: string } | null {
  try {
    const parsed = Signature.from(signature.toLowerCase());
    return { signature: parsed.serialized, signer: recoverAddress(digestOf(data), parsed) };
  } catch {
    return null;
  }
}

/** An address with its EIP-55 check, as the contracts write it. @throws SigningRefusal WALLET_NO_ACCOUNT for what is none */
export function checkedAddress(account: string): string {
  try {
    return getAddress(account);
  } catch {
    throw new SigningRefusal('WALLET_NO_ACCOUNT');
  }
}
