import '@tierline/client-app/dist/quietFabric';
import type { EventInfo } from 'fabric-common';
import type { Msp } from '@tierline/chaincode/api';
import { Gateways } from '@tierline/client-app/dist/adapters/fabric/gateways';
import { isReady, nodesOf, type Nodes } from '@tierline/client-app/dist/adapters/fabric/nodes';
import type { FabricProfile } from '@tierline/client-app/dist/adapters/fabric/profile';
import type { Identity } from '@tierline/client-app/dist/ports/ledger';

/** What a peer may be asked to stream. */
export type BlockType = 'full' | 'filtered' | 'private';

/** Everything that came, as text: of messages every string and every run of bytes, a line each. */
export interface Streamed {
  readonly blocks: string;
  readonly privateData: string;
}

const SILENCE_MS = 20_000;
const FORBIDDEN = /status:(FORBIDDEN|403)/;
const DENIED = /access denied/i;
const REFUSED_FROM = 400;
const QUERY_MS = 10_000;

/** Whoever holds a certificate, straight at any peer, past every application. */
export class Outsiders {
  readonly #nodes: Nodes;
  readonly #gateways: Gateways;

  /** @param profile of any organisation: it names every peer */
  constructor(profile: FabricProfile) {
    this.#nodes = nodesOf(profile);
    this.#gateways = new Gateways(this.#nodes, profile.channel);
  }

  /** All blocks up to a number that a peer streams to a certificate's holder; null when it refuses. */
  async streamed(identity: Identity, at: Msp, type: BlockType, to: number): Promise<Streamed | null> {
    const connection = await this.#gateways.of(identity);
    const { channel } = connection;
    const peer = await this.#peer(at);
    const eventer = channel.client.newEventer(peer.name, peer.mspid);
    eventer.setEndpoint(peer.endpoint);
    const service = channel.newEventService(peer.name);
    const got: EventInfo[] = [];
    try {
      await new Promise<void>((resolve, reject) => {
        const silence = setTimeout(() => reject(new Error(`${at} does not say anything`)), SILENCE_MS);
        const end = (settle: () => void): void => {
          clearTimeout(silence);
          settle();
        };
        const take = (error?: Error | null, event?: EventInfo): void => {
          if (event === undefined) return end(() => reject(error ?? new Error('nothing came')));
          got.push(event);
          if (Number(event.blockNumber) === to) end(resolve);
        };
        service.registerBlockListener(take, { unregister: false });
        const context = connection.fresh();
        service.build(context, { blockType: type, startBlock: 0, endBlock: to });
        service.sign(context);
        service.send({ targets: [eventer] }).catch(take);
      });
    } catch (error) {
      if (FORBIDDEN.test((error as Error).message)) return null;
      throw error;
    } finally {
      service.close();
      eventer.disconnect();
    }
    return {
      blocks: textOf(got.map(({ block, filteredBlock }) => block ?? filteredBlock)),
      privateData: textOf(got.map((each) => each.privateData)),
    };
  }

  /** Whether a peer answers a question about its copy of the channel; false when it refuses this certificate. */
  async isAnswered(identity: Identity, at: Msp, name: string, args: readonly string[]): Promise<boolean> {
    const connection = await this.#gateways.of(identity);
    const { channel } = connection;
    const query = channel.newQuery('qscc');
    const context = connection.fresh();
    query.build(context, { fcn: name, args: [channel.name, ...args], generateTransactionId: false });
    query.sign(context);
    const { responses, errors } = await query.send({ targets: [await this.#peer(at)], requestTimeout: QUERY_MS });
    const told = [
      ...errors.map(({ message }) => message),
      ...responses.filter(({ response }) => response.status >= REFUSED_FROM).map(({ response }) => response.message),
    ];
    if (told.length > 0 && !told.every((each) => DENIED.test(each))) throw new Error(told.join());
    return told.length === 0;
  }

  close(): void {
    this.#nodes.client.close();
  }

  async #peer(msp: Msp) {
    const peer = this.#nodes.peers.get(msp);
    if (peer === undefined || !(await isReady(peer))) throw new Error(`the peer of ${msp} does not answer`);
    return peer;
  }
}

function textOf(value: unknown): string {
  const leaves: string[] = [];
  gather(value, leaves);
  return leaves.join('\n');
}

function gather(value: unknown, leaves: string[]): void {
  if (typeof value === 'string') leaves.push(value);
  else if (value instanceof Uint8Array) leaves.push(Buffer.from(value).toString('latin1'));
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) gather(each, leaves);
}
