import type { BlockSource } from '../../ports/ledger';
import type { NotarisedRoot } from '../../ports/notary';
import { entriesOf } from './entries';
import { Pauses } from './pauses';
import { rootOf } from './rootAside';
import type { FactsEntry } from './tree';

/** A root over more entries is not one that a notary makes. */
const MAX_ENTRIES = 100_000;

/** Whether a root is the one over the ledger's own blocks of its range: another notary may have published it. */
export async function isRealRoot(source: BlockSource, { fromBlock, toBlock, root }: NotarisedRoot): Promise<boolean> {
  const entries: FactsEntry[] = [];
  const pauses = new Pauses();
  for await (const block of source.blocks(fromBlock)) {
    await pauses.taken();
    if (block.number > toBlock || entries.length > MAX_ENTRIES) break;
    entries.push(...entriesOf(block));
  }
  return entries.length > 0 && entries.length <= MAX_ENTRIES && (await rootOf(entries)) === root;
}
