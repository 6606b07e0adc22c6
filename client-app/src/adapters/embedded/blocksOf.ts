import type { Msp } from '@tierline/chaincode/api';
import type { BlockOptions, CommittedBlock } from '../../ports/ledger';
import { blockView } from './blockView';
import type { EmbeddedNetwork } from './embeddedNetwork';

/** The committed blocks as one organisation's peer gives them: with the private values of its own collections. */
export async function* blocksOf(network: EmbeddedNetwork, msp: Msp, from: number, options: BlockOptions): AsyncIterable<CommittedBlock> {
  const signal = AbortSignal.any([network.closing, ...(options.signal === undefined ? [] : [options.signal])]);
  for (let number = from; !signal.aborted; number += 1) {
    while (number >= network.height() && options.follow === true && !signal.aborted) await network.grown.next(signal);
    if (signal.aborted || number >= network.height()) return;
    yield blockView(network.store, number, network.rules.collectionsOf(msp));
  }
}
