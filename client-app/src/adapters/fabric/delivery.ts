import type { Endorser, EventInfo } from 'fabric-common';
import type { SeenBlock } from './blockView';
import type { Connection } from './gateways';
import { isReady } from './nodes';
import { peerAway } from './peerAnswer';
import { Reception } from './reception';

/** Which blocks a peer shall give, and to whom. */
export interface DeliveryOrder {
  /** Signs the request. */
  readonly connection: Connection;
  readonly peer: Endorser;
  readonly chaincode: string;
  /** The first block; it must be committed. */
  readonly from: number;
  /** The last block, committed too; without it the blocks to come are given as well. */
  readonly to?: number;
  /** Told of each block in order. Nothing more is given after it throws. */
  readonly onBlock: (seen: SeenBlock) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads blocks with private data from a peer until the last one is there, the peer goes away, or `signal` aborts.
 * @throws Fault UNAVAILABLE {reason: 'PEER', msp}; NOT_AUTHORISED {reason: 'BLOCKS_REFUSED'}; what `onBlock` throws
 */
export async function deliver(order: DeliveryOrder): Promise<void> {
  const { connection, peer, from, to, signal } = order;
  if (signal.aborted) return;
  if (!(await isReady(peer))) throw peerAway(peer.mspid);
  const eventer = connection.channel.client.newEventer(peer.name, peer.mspid);
  eventer.setEndpoint(peer.endpoint);
  const service = connection.channel.newEventService(peer.name);
  const close = (): void => {
    service.close();
    eventer.disconnect();
  };
  const reception = new Reception(order);
  const take = (error?: Error, event?: EventInfo): void => reception.take(error, event);
  service.registerBlockListener(take, { unregister: false });
  const context = connection.fresh();
  service.build(context, { blockType: 'private', startBlock: from, ...(to === undefined ? {} : { endBlock: to }) });
  service.sign(context);
  const sent = service.send({ targets: [eventer] }).catch(take);
  try {
    await reception.done;
  } finally {
    close();
    // Closing while the library still connects leaves what it connects to.
    void sent.then(close);
  }
}
