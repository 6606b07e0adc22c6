import { sha256 } from '@tierline/chaincode/api';
import type { CommittedBlock } from '../../ports/ledger';

/** Whether a block came with every private value that a member of the collections should have received. */
export function isComplete({ transactions }: CommittedBlock, collections: ReadonlySet<string>): boolean {
  return transactions.every(({ code, hashedWrites, privateWrites }) => {
    if (code !== 'VALID') return true;
    const held = hashedWrites.filter(({ collection }) => collections.has(collection));
    if (held.length === 0) return true;
    const arrived = new Set(privateWrites.map(({ collection, key }) => `${collection}\n${sha256(key)}`));
    return held.every(({ collection, keyHash, valueHash }) => valueHash === null || arrived.has(`${collection}\n${keyHash}`));
  });
}
