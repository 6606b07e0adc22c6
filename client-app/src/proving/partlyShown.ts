import { CONSENT_STRUCTS, type ConsentAct } from '@tierline/chaincode/consent';
import { typedDataOf, type TypedData } from '@tierline/chaincode/typedData';
import { concat, id, keccak256, TypedDataEncoder } from 'ethers';

/** A text that is shown, or hidden behind its keccak256. */
export type Hideable = string | { readonly keccak256: string };

/** A message of which some texts are hidden: its fields by name. */
export type PartMessage = { readonly [name: string]: Hideable | readonly Hideable[] };

const PREFIX = '0x1901';

/** A text hidden. */
export const hidden = (text: string): Hideable => ({ keccak256: id(text) });

/**
 * The EIP-712 digest of a message that is shown in part: EIP-712 takes of each text nothing but its keccak256, and of a list that of
 * its texts' side by side.
 * @param network id of the network, hex
 */
export function partDigest(network: string, act: ConsentAct, message: PartMessage): string {
  const { name, fields } = CONSENT_STRUCTS[act];
  const { domain, types } = typedDataOf(network, CONSENT_STRUCTS[act], {});
  const type = id(TypedDataEncoder.from(fieldsOf(types)).encodeType(name));
  const struct = keccak256(concat([type, ...fields.map((field) => hashOf(message[field.name] ?? ''))]));
  return keccak256(concat([PREFIX, TypedDataEncoder.hashDomain(domain), struct]));
}

function hashOf(value: Hideable | readonly Hideable[]): string {
  if (typeof value === 'string') return id(value);
  return 'keccak256' in value ? value.keccak256 : keccak256(concat(value.map(hashOf)));
}

const fieldsOf = (types: TypedData['types']) =>
  Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, fields.map((field) => ({ ...field }))]));
