import { getProof, makeMerkleTree } from '@openzeppelin/merkle-tree/dist/core';
import { canonicalText, hmac, sha256 } from './digest';

/** A record as the facts root sees it. */
export interface Fact {
  /** Where it lies: collection, key and, for a part of a document, the part's name; unique in a transaction. */
  readonly place: string;
  /** 32 bytes, hex; hides the fields. */
  readonly salt: string;
  /** The record; null when it was deleted. */
  readonly record: object | null;
}

/** One record under a facts root, with the way up to it. */
export interface OpenedFact extends Fact {
  /** Its leaf, hex. */
  readonly digest: string;
  /** The digests beside the way from the leaf to the root, hex; each pair is hashed in the order of its bytes. */
  readonly path: readonly string[];
}

/**
 * The Merkle root over the digests of all records changed, in the order of their places: hex. A record's digest binds the channel and
 * the salted digest of each of its fields, so that one field can be opened later and the others stay hidden.
 */
export function factsRoot(channel: string, facts: readonly Fact[]): string {
  const { leaves, tree } = treeOf(channel, facts);
  return leaves.length === 0 ? sha256('') : hexOf(tree[0]);
}

/** Every record under a facts root, parts of documents each on its own, in the order of their places. */
export function openedFacts(channel: string, facts: readonly Fact[]): readonly OpenedFact[] {
  const { leaves, tree } = treeOf(channel, facts);
  return leaves.map(({ fact, leaf }, index) => ({
    ...fact,
    digest: leaf.toString('hex'),
    path: getProof([...tree], tree.length - 1 - index).map(hexOf),
  }));
}

interface Tree {
  readonly leaves: readonly { readonly fact: Fact; readonly leaf: Buffer }[];
  /** The root first, the leaves last and backwards; empty without leaves. */
  readonly tree: readonly string[];
}

function treeOf(channel: string, facts: readonly Fact[]): Tree {
  const leaves = facts
    .flatMap(partsOf)
    .sort((a, b) => Buffer.compare(Buffer.from(a.place), Buffer.from(b.place)))
    .map((fact) => ({ fact, leaf: Buffer.from(recordDigest(channel, fact), 'hex') }));
  const tree =
    leaves.length === 0
      ? []
      : makeMerkleTree(
          leaves.map(({ leaf }) => leaf),
          pairHash,
        );
  return { leaves, tree };
}

const hexOf = (node = ''): string => node.slice(2);

/** The digest of one record: SHA-256 over channel, place and, in the order of their names, its fields' digests. */
export function recordDigest(channel: string, { place, salt, record }: Fact): string {
  if (record === null) return sha256(`${channel}\n${place}\ndeleted`);
  const fields = record as { readonly [name: string]: unknown };
  let text = `${channel}\n${place}\n`;
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name];
    if (value !== null && value !== undefined) text += `${name}\n${fieldDigest(salt, name, value)}\n`;
  }
  return sha256(text);
}

/** The digest of one field: SHA-256 over the field's own salt and its canonical value, see {@link canonicalText}. */
export function fieldDigest(recordSalt: string, name: string, value: unknown): string {
  return sha256(`${fieldSalt(recordSalt, name)}\n${canonicalText(value)}`);
}

/** The salt that opens one field and no other: SHA-256 over the record's salt, of fixed length, and the field's name. */
export function fieldSalt(recordSalt: string, name: string): string {
  return sha256(`${recordSalt}\n${name}`);
}

/** A document that holds several records (receivables of a schedule, tokens at rest) counts as those records and a head. */
function partsOf(fact: Fact): Fact[] {
  const { record, place, salt } = fact;
  if (record === null) return [fact];
  const lists = Object.entries(record).filter(([name]) => name === 'receivables' || (name === 'tokens' && isResting(record)));
  if (lists.length === 0) return [fact];
  const parts = lists.flatMap(([name, list]) =>
    (list as object[]).map((part, index): Fact => {
      const own = `${name}/${String(index).padStart(2, '0')}`;
      return { place: `${place}/${own}`, salt: hmac(salt, own), record: part };
    }),
  );
  const head = Object.fromEntries(Object.entries(record).filter(([name]) => !lists.some(([list]) => list === name)));
  return [{ place, salt, record: head }, ...parts];
}

const isResting = (record: object): boolean => 'kind' in record && record.kind === 'RESTING';

type Node = string | Uint8Array | readonly number[];

function pairHash(a: Node, b: Node): string {
  const [left, right] = [bytesOf(a), bytesOf(b)].sort((one, other) => Buffer.compare(one, other)) as [Buffer, Buffer];
  return `0x${sha256(Buffer.concat([left, right]))}`;
}

function bytesOf(node: Node): Buffer {
  return typeof node === 'string' ? Buffer.from(node.slice(2), 'hex') : Buffer.from(node);
}
