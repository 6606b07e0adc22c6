// Of its parts: the whole library takes twice as long to load, in every command line.
import { getAddress } from 'ethers/address';
import { keccak256, Signature } from 'ethers/crypto';
import { id, TypedDataEncoder, type TypedDataField } from 'ethers/hash';
import { recoverAddress } from 'ethers/transaction';

/** An EIP-712 struct: its name, and its fields in the order in which they are hashed and shown. */
export interface Struct {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: 'string' | 'string[]' | 'address' }[];
}

/** What a struct holds: its fields by name. */
export type StructValue = { readonly [name: string]: string | readonly string[] };

/** What a wallet is given to sign, in the form of `eth_signTypedData_v4` without its `EIP712Domain` type. */
export interface TypedData {
  readonly domain: { readonly name: string; readonly version: string; readonly salt: string };
  readonly types: { readonly [name: string]: Struct['fields'] };
  readonly primaryType: string;
  readonly message: StructValue;
}

const NAME = 'Tierline';
const VERSION = '1';

/** @param network 64 hex digits: the network's own id, without which a signature of one network would count in another. */
export function typedDataOf(network: string, struct: Struct, message: StructValue): TypedData {
  return {
    domain: { name: NAME, version: VERSION, salt: `0x${network}` },
    types: { [struct.name]: struct.fields },
    primaryType: struct.name,
    message,
  };
}

/** Whether an address is written with its EIP-55 check. */
export function isCheckedAddress(text: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(text) && getAddress(text.toLowerCase()) === text;
}

/** A text, or its keccak256 (`0x` and 32 bytes in hex) in its place: EIP-712 takes nothing else of a text. */
export type Hideable = string | { readonly keccak256: string };

/** A message of which some texts are hidden: its fields by name. */
export type PartMessage = { readonly [name: string]: Hideable | readonly Hideable[] };

/** EIP-712 puts it before what is signed. */
const PREFIX = '0x1901';

/** The digest of the data that is signed: `0x` and 32 bytes, lower-case hex. */
export function signedDigest(data: TypedData): string {
  return partDigest(data, data.message);
}

/**
 * The EIP-712 digest of a message that is shown whole or in part. The library's encoder knows no hidden texts, and takes twice the time
 * for a list of hundreds.
 */
export function partDigest({ domain, types, primaryType }: Omit<TypedData, 'message'>, message: PartMessage): string {
  const fields = types[primaryType] ?? [];
  const type = TypedDataEncoder.from({ [primaryType]: fields as TypedDataField[] }).encodeType(primaryType);
  const struct = hashOfAll([id(type), ...fields.map((field) => wordOf(field.type, message[field.name] ?? ''))]);
  return hashOfAll([PREFIX, TypedDataEncoder.hashDomain(domain), struct]);
}

/** A field as it is hashed: 32 bytes in hex. */
function wordOf(type: Struct['fields'][number]['type'], value: Hideable | readonly Hideable[]): string {
  if (typeof value === 'string') return type === 'address' ? `0x${value.slice(2).toLowerCase().padStart(64, '0')}` : id(value);
  return 'keccak256' in value ? value.keccak256 : hashOfAll(value.map((each) => wordOf('string', each)));
}

const hashOfAll = (words: readonly string[]): string => keccak256(`0x${words.map((word) => word.slice(2)).join('')}`);

/** The address whose key signed the data; null as for {@link recovered}. @param signature `0x` and 65 bytes in hex: r, s, v */
export function signerOf(data: TypedData, signature: string): string | null {
  return recovered(signedDigest(data), signature);
}

/**
 * The address whose key signed a digest, with its EIP-55 check; null for a signature from which none can be recovered, or one
 * that is written in any other way than the one: each signature has several.
 * @param digest of {@link signedDigest}
 * @param signature `0x` and 65 bytes in hex: r, s, v
 */
export function recovered(digest: string, signature: string): string | null {
  try {
    const read = Signature.from(signature);
    return read.serialized === signature ? recoverAddress(digest, read) : null;
  } catch {
    return null;
  }
}
