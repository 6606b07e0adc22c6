import type { EventInfo } from 'fabric-common';
import type { Fault } from '@tierline/chaincode/api';
import { blockView } from './blockView';
import { notAuthorised } from '../localCa/membership';
import type { DecodedBlock } from './decodedBlock';
import type { DeliveryOrder } from './delivery';
import { peerAway } from './peerAnswer';

/** Longest silence of a peer that has blocks to give. */
const SILENCE_MS = 15_000;
/** The peer's word that this identity may not read blocks. */
const FORBIDDEN = /status:(FORBIDDEN|403)/;

/** Takes what a peer sends for one order, until it is complete, given up, or broken. */
export class Reception {
  /** Settles once. */
  readonly done: Promise<void>;
  #settle: (error?: unknown) => void = () => undefined;
  #isDone = false;
  readonly #silence: NodeJS.Timeout;

  constructor(private readonly order: DeliveryOrder) {
    const giveUp = (): void => this.#settle();
    this.#silence = setTimeout(() => this.#settle(peerAway(order.peer.mspid)), SILENCE_MS);
    this.done = new Promise((resolve, reject) => {
      this.#settle = (error) => {
        this.#isDone = true;
        clearTimeout(this.#silence);
        order.signal.removeEventListener('abort', giveUp);
        if (error === undefined) resolve();
        else reject(error);
      };
    });
    order.signal.addEventListener('abort', giveUp);
  }

  /** Called by the library with a block, or with the reason why there will be none. */
  take(error?: Error | null, event?: EventInfo | null): void {
    if (this.#isDone) return;
    try {
      if (event === undefined || event === null) this.#settle(this.#told(error));
      else this.#receive(event);
    } catch (failure) {
      this.#settle(failure);
    }
  }

  #receive({ block, privateData }: EventInfo): void {
    const { chaincode, onBlock, to } = this.order;
    const seen = blockView(block as unknown as DecodedBlock, privateData ?? {}, chaincode);
    onBlock(seen);
    if (seen.block.number === to) this.#settle();
    else if (to === undefined) clearTimeout(this.#silence);
    else this.#silence.refresh();
  }

  #told(error: Error | null | undefined): Fault {
    const { connection, peer } = this.order;
    const isForbidden = FORBIDDEN.test(error?.message ?? '');
    return isForbidden ? notAuthorised(connection.identity, 'BLOCKS_REFUSED') : peerAway(peer.mspid);
  }
}
