import { keccak256 } from '@openzeppelin/merkle-tree/dist/hashes';
import type { Bytes32 } from './tree';

/** Which ledger a line of roots belongs to. */
export interface NotarisedChannel {
  /** The channel's name. */
  readonly name: string;
  /** Hash of the ledger's block 0: 64 characters of lower-case hex. It holds the organisations' own roots, so no two networks share it. */
  readonly genesisHash: string;
}

const HASH = /^[0-9a-f]{64}$/;

/** The channel as the contract knows it: keccak256(hash of block 0, UTF-8 name). @throws RangeError for another form of hash */
export function channelId({ name, genesisHash }: NotarisedChannel): Bytes32 {
  if (!HASH.test(genesisHash)) throw new RangeError('a block hash is 64 characters of lower-case hex');
  const hash = Uint8Array.from(genesisHash.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return keccak256(Uint8Array.from([...hash, ...new TextEncoder().encode(name)]));
}
