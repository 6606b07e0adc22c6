import { createHash } from 'node:crypto';
import { derInteger, derOctets, derSequence } from '../der';

/** The header of a block, as the library decodes it. */
export interface BlockHeader {
  /** A number, or the library's own long integer. */
  readonly number: number | { toString(): string };
  readonly previous_hash: Uint8Array;
  readonly data_hash: Uint8Array;
}

/** The hash of a block, by which the next one refers to it: lower-case hex SHA-256 of its header in DER. */
export function blockHash({ number, previous_hash: previousHash, data_hash: dataHash }: BlockHeader): string {
  const header = derSequence(derInteger(BigInt(number.toString())), derOctets(previousHash), derOctets(dataHash));
  return createHash('sha256').update(header).digest('hex');
}
