import { getProof, makeMerkleTree, processProof } from '@openzeppelin/merkle-tree/dist/core';
import { keccak256 } from '@openzeppelin/merkle-tree/dist/hashes';

/** One endorsed transaction as it is notarised. */
export interface FactsEntry {
  /** Number of the ledger's block, from 0. */
  readonly block: number;
  /** The transaction's place in its block, from 0; invalid transactions are counted and have no entry. */
  readonly index: number;
  readonly transactionId: string;
  /** The facts root of the transaction's event: 64 characters of lower-case hex. */
  readonly factsRoot: string;
}

/** 32 bytes as the EVM's tools write them: `0x` and 64 characters of lower-case hex. */
export type Bytes32 = string;

/** The siblings of a leaf, from its own level up to the one below the root; empty for a batch of one entry. */
export type MerklePath = readonly Bytes32[];

/** The tree over one batch. */
export interface BatchTree {
  readonly root: Bytes32;
  /** The entries in the order of the ledger. */
  readonly entries: readonly FactsEntry[];
  /** The path of the entry at a place of {@link entries}. */
  readonly pathAt: (place: number) => MerklePath;
}

/** What a leaf binds, in the types of Solidity's ABI: block, index in the block, transaction id, facts root. */
export const LEAF_TYPES = ['uint64', 'uint32', 'string', 'bytes32'] as const;

/** A tree of more levels has more leaves than there can be. */
const MAX_PATH = 64;
const MAX_INDEX = 2 ** 32 - 1;
const BYTES32 = /^0x[0-9a-f]{64}$/;
const FACTS_ROOT = /^[0-9a-f]{64}$/;
const WORD_BYTES = 32;
/** Where the string begins: after the four words of the values' places. */
const STRING_AT = 4 * WORD_BYTES;

/**
 * The leaf of an entry, as OpenZeppelin's StandardMerkleTree makes it of {@link LEAF_TYPES}: keccak256(keccak256(abi.encode(block,
 * index, transactionId, factsRoot))). Hashed twice, so that no inner node of a tree can be passed off as a leaf.
 * @throws RangeError for values that are not of {@link LEAF_TYPES}, or a facts root in another form
 */
export function leafOf({ block, index, transactionId, factsRoot }: FactsEntry): Bytes32 {
  if (!FACTS_ROOT.test(factsRoot)) throw new RangeError('a facts root is 64 characters of lower-case hex');
  if (index > MAX_INDEX) throw new RangeError('a place in a block is of 32 bits');
  // The library's encoder takes twenty times as long as the two hashes; four values need no more than this.
  const id = new TextEncoder().encode(transactionId);
  const text = bytesHex(id).padEnd(Math.ceil(id.length / WORD_BYTES) * WORD_BYTES * 2, '0');
  return keccak256(keccak256(`0x${word(block)}${word(index)}${word(STRING_AT)}${factsRoot}${word(id.length)}${text}`));
}

function word(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('a number of a leaf is a whole one');
  return value.toString(16).padStart(WORD_BYTES * 2, '0');
}

const bytesHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The tree over the entries of a batch, its leaves in the order of the ledger. Pairs are hashed with keccak256, the smaller one first.
 * @param entries in the order of the ledger, at least one
 * @throws Error for no entries; RangeError as {@link leafOf}
 */
export function batchTree(entries: readonly FactsEntry[]): BatchTree {
  const tree = makeMerkleTree(entries.map(leafOf));
  const [root = ''] = tree;
  // The library lays leaves from the end of its list.
  return { root, entries, pathAt: (place) => getProof(tree, tree.length - 1 - place) };
}

/** The path of an entry; null when the batch has no such entry, with exactly these values. */
export function pathOf(tree: BatchTree, entry: FactsEntry): MerklePath | null {
  const place = tree.entries.findIndex(
    ({ block, index, transactionId, factsRoot }) =>
      block === entry.block && index === entry.index && transactionId === entry.transactionId && factsRoot === entry.factsRoot,
  );
  return place < 0 ? null : tree.pathAt(place);
}

/**
 * The root to which a path leads from an entry; a proof holds when it is the notarised one.
 * @throws RangeError for a path that is too long, or not written as {@link Bytes32}, so that one path has one form only
 */
export function rootOfPath(entry: FactsEntry, path: MerklePath): Bytes32 {
  if (path.length > MAX_PATH || !path.every((each) => BYTES32.test(each))) throw new RangeError('a path is a list of 32-byte hex values');
  return processProof(leafOf(entry), [...path]);
}
