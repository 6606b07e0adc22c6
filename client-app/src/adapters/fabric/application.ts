import type { Endorser } from 'fabric-common';
import { Fault, memberCollections, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';
import type { Endorsed, Identity } from '../../ports/ledger';
import type { SeenBlock } from './blockView';
import { blockOfTransaction, endorsedOf, heightOf, rootsOf } from './chainQueries';
import { deliver } from './delivery';
import type { SeenTransaction } from './expected';
import { Gateways, type Connection } from './gateways';
import { nodesOf, type Nodes } from './nodes';
import { Ordering } from './ordering';
import { PeerBlocks, type Known } from './peerBlocks';
import type { FabricProfile } from './profile';

const ORDER_MS = 10_000;

/** What an organisation's application is made of. */
export interface ApplicationParts {
  readonly network: NetworkDefinition;
  readonly profile: FabricProfile;
  /** May read full blocks. */
  readonly identity: Identity;
  readonly known: Known;
  readonly note: (line: string) => void;
  readonly closing: AbortSignal;
}

/** One organisation's application: its connections to the network's nodes and its reading of its own peer. */
export class FabricApplication {
  readonly nodes: Nodes;
  readonly gateways: Gateways;
  readonly ordering: Ordering;
  readonly blocks: PeerBlocks;

  constructor(private readonly parts: ApplicationParts) {
    const { network, profile, known, note, closing } = parts;
    this.nodes = nodesOf(profile);
    this.gateways = new Gateways(this.nodes, profile.channel);
    this.ordering = new Ordering(this.nodes.orderers, ORDER_MS);
    const access = {
      msp: profile.msp,
      height: async () => heightOf(await this.#own(), this.#peer()),
      follow: async (from: number, onBlock: (seen: SeenBlock) => void, signal: AbortSignal) =>
        deliver({ connection: await this.#own(), peer: this.#peer(), chaincode: profile.chaincode, from, onBlock, signal }),
      range: async (from: number, to: number) => (await this.#range(from, to)).map(({ block }) => block),
    };
    this.blocks = new PeerBlocks({ access, collections: memberCollections(network, profile.msp), known, note, closing });
  }

  get profile(): FabricProfile {
    return this.parts.profile;
  }

  /** A transaction as the own peer has committed it; null when it has not. @throws Fault UNAVAILABLE, NOT_AUTHORISED */
  async committed(transactionId: string): Promise<SeenTransaction | null> {
    const number = await blockOfTransaction(await this.#own(), this.#peer(), transactionId);
    const [seen] = number === null ? [] : await this.#range(number, number);
    const transaction = seen?.block.transactions.find(({ id }) => id === transactionId);
    return seen === undefined || transaction === undefined ? null : { ...seen, transaction };
  }

  /** What was endorsed of a transaction that the own peer has committed as valid; null when it has not. @throws as {@link committed} */
  async endorsed(transactionId: string): Promise<Endorsed | null> {
    return endorsedOf(await this.#own(), this.#peer(), transactionId);
  }

  /** The root certificates of the channel's organisations, PEM. @throws Fault UNAVAILABLE, NOT_AUTHORISED */
  async roots(): Promise<ReadonlyMap<Msp, readonly string[]>> {
    return rootsOf(await this.#own(), this.#peer());
  }

  /** Lets go of every connection; `closing` has aborted. */
  async close(): Promise<void> {
    await this.blocks.live.ended();
    this.nodes.client.close();
  }

  async #range(from: number, to: number): Promise<readonly SeenBlock[]> {
    const read: SeenBlock[] = [];
    const order = {
      connection: await this.#own(),
      peer: this.#peer(),
      chaincode: this.profile.chaincode,
      from,
      to,
      onBlock: (seen: SeenBlock) => void read.push(seen),
      signal: this.parts.closing,
    };
    await deliver(order);
    return read;
  }

  #own(): Promise<Connection> {
    return this.gateways.of(this.parts.identity);
  }

  #peer(): Endorser {
    const peer = this.nodes.peers.get(this.profile.msp);
    if (peer === undefined) throw new Fault('UNAVAILABLE', { reason: 'PEER', msp: this.profile.msp });
    return peer;
  }
}
