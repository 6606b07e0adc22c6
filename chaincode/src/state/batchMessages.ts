import { BinaryReader, BinaryWriter } from 'google-protobuf';

/** One write that a peer is asked for. `collection` is empty for public state. */
export type PeerWrite =
  | { readonly kind: 'PUT'; readonly collection: string; readonly key: string; readonly value: Uint8Array }
  | { readonly kind: 'DELETE'; readonly collection: string; readonly key: string }
  | { readonly kind: 'POLICY'; readonly collection: string; readonly key: string; readonly policy: Uint8Array };

/** The name under which a peer keeps a key's endorsement policy. */
const POLICY_NAME = 'VALIDATION_PARAMETER';
/** Fabric's numbers of the kinds of writes. */
const TYPES: Readonly<Record<PeerWrite['kind'], number>> = { PUT: 9, DELETE: 10, POLICY: 21 };
/** The only field of a list of writes, of keys, of values. */
const LIST = 1;

/** Fabric's WriteBatchState: the writes in their order. */
export function encodeWrites(writes: readonly PeerWrite[]): Uint8Array {
  return listOf(writes.map(encodeWrite));
}

/** Fabric's GetStateMultiple. `collection` is empty for public state. */
export function encodeKeys(collection: string, keys: readonly string[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const key of keys) writer.writeString(LIST, key);
  if (collection !== '') writer.writeString(2, collection);
  return writer.getResultBuffer();
}

/** Fabric's GetStateMultipleResult: the values in the order of the keys, empty where there is none. */
export function decodeValues(bytes: Uint8Array): readonly Uint8Array[] {
  const reader = new BinaryReader(bytes);
  const values: Uint8Array[] = [];
  while (reader.nextField()) {
    if (reader.getFieldNumber() === LIST) values.push(reader.readBytes());
    else reader.skipField();
  }
  return values;
}

function encodeWrite(write: PeerWrite): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeString(1, write.key);
  if (write.kind === 'PUT') writer.writeBytes(2, write.value);
  if (write.collection !== '') writer.writeString(3, write.collection);
  if (write.kind === 'POLICY') writer.writeBytes(4, encodePolicyEntry(write.policy));
  writer.writeEnum(5, TYPES[write.kind]);
  return writer.getResultBuffer();
}

function encodePolicyEntry(policy: Uint8Array): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeString(1, POLICY_NAME);
  writer.writeBytes(2, policy);
  return writer.getResultBuffer();
}

function listOf(items: readonly Uint8Array[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const item of items) writer.writeBytes(LIST, item);
  return writer.getResultBuffer();
}
