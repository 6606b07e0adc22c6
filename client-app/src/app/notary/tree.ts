import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { processProof } from '@openzeppelin/merkle-tree/dist/core';
import { standardLeafHash } from '@openzeppelin/merkle-tree/dist/hashes';

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

type LeafValues = [bigint, number, string, Bytes32];

/** What a leaf binds, in the types of Solidity's ABI: block, index in the block, transaction id, facts root. */
export const LEAF_TYPES = ['uint64', 'uint32', 'string', 'bytes32'] as const;
const TYPES: string[] = [...LEAF_TYPES];
/** A tree of more levels has more leaves than there can be. */
const MAX_PATH = 64;
const BYTES32 = /^0x[0-9a-f]{64}$/;
const FACTS_ROOT = /^[0-9a-f]{64}$/;

function valuesOf({ block, index, transactionId, factsRoot }: FactsEntry): LeafValues {
  if (!FACTS_ROOT.test(factsRoot)) throw new RangeError('a facts root is 64 characters of lower-case hex');
  return [BigInt(block), index, transactionId, `0x${factsRoot}`];
}

/**
 * The leaf of an entry: keccak256(keccak256(abi.encode(block, index, transactionId, factsRoot))). Hashed twice, so that no inner
 * node of a tree can be passed off as a leaf. @throws Error for values that are not of {@link LEAF_TYPES}, or a facts root in another form
 */
export function leafOf(entry: FactsEntry): Bytes32 {
  return standardLeafHash(TYPES, valuesOf(entry));
}

/**
 * The tree over the entries of a batch, its leaves in the order of the ledger. Pairs are hashed with keccak256, the smaller one first.
 * @param entries in the order of the ledger, at least one
 * @throws Error for no entries, or values that are not of {@link LEAF_TYPES}
 */
export function batchTree(entries: readonly FactsEntry[]): BatchTree {
  const tree = StandardMerkleTree.of(entries.map(valuesOf), TYPES, { sortLeaves: false });
  return { root: tree.root, entries, pathAt: (place) => tree.getProof(place) };
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
