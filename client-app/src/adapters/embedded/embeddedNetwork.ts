import { Fault, type Msp } from '@tierline/chaincode/api';
import { CallGate } from '../callGate';
import type { Committer } from './committer';
import type { EndorsingPeer } from './endorser';
import type { Signal } from '../signal';
import type { NetworkRules } from './networkRules';
import type { OpenView, Store } from './store';

/** What the embedded network is made of. */
export interface EmbeddedNetworkParts {
  /** The one store of all organisations of the process. */
  readonly store: Store;
  /** Collections and policies. */
  readonly rules: NetworkRules;
  /** The peer of each organisation. */
  readonly peers: ReadonlyMap<Msp, EndorsingPeer>;
  /** Root certificate of each organisation, PEM. */
  readonly roots: ReadonlyMap<Msp, string>;
  /** Orders, validates and commits. */
  readonly committer: Committer;
  /** Notified after each block. */
  readonly grown: Signal;
  /** The clients' clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Source of nonces and salts. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Calls that may be under way at a time. */
  readonly callLimit: number;
}

/** What all connections to one embedded ledger share. */
export class EmbeddedNetwork {
  private readonly stop = new AbortController();
  private readonly gate: CallGate;

  constructor(private readonly parts: EmbeddedNetworkParts) {
    this.gate = new CallGate(parts.callLimit, null);
  }

  get store(): Store {
    return this.parts.store;
  }
  get rules(): NetworkRules {
    return this.parts.rules;
  }
  get committer(): Committer {
    return this.parts.committer;
  }
  get grown(): Signal {
    return this.parts.grown;
  }
  get roots(): ReadonlyMap<Msp, string> {
    return this.parts.roots;
  }
  /** Aborts when the ledger closes. */
  get closing(): AbortSignal {
    return this.stop.signal;
  }

  now(): number {
    return this.parts.now();
  }

  randomBytes(count: number): Uint8Array {
    return this.parts.randomBytes(count);
  }

  /** Number of committed blocks. */
  height(): number {
    return this.parts.store.head()?.height ?? 0;
  }

  /** The peer of one organisation. @throws Fault POLICY_UNMET for an organisation that is not of the network */
  peer(msp: Msp): EndorsingPeer {
    const peer = this.parts.peers.get(msp);
    if (peer === undefined) throw new Fault('POLICY_UNMET', { reason: 'UNKNOWN_ORGANISATION', msp });
    return peer;
  }

  /** The peers that shall endorse, each once. @throws Fault POLICY_UNMET when there are none or one is unknown */
  endorsingPeers(endorsers: readonly Msp[]): readonly [EndorsingPeer, ...EndorsingPeer[]] {
    const [first, ...others] = [...new Set(endorsers)].map((msp) => this.peer(msp));
    if (first === undefined) throw new Fault('POLICY_UNMET', { reason: 'NO_ENDORSER' });
    return [first, ...others];
  }

  /** Runs a call unless too many are under way. @throws Fault UNAVAILABLE with `reason` CLOSED or QUEUE_FULL */
  admitted<T>(call: () => Promise<T>): Promise<T> {
    return this.gate.admitted(call);
  }

  /** Runs work on a view of the state as of now. */
  async viewing<T>(work: (view: OpenView) => Promise<T>): Promise<T> {
    const view = this.parts.store.view();
    try {
      return await work(view);
    } finally {
      await view.close();
    }
  }

  /** Refuses further calls and waits for those under way. */
  async shut(): Promise<void> {
    this.stop.abort();
    await this.gate.shut();
    await this.parts.committer.drain();
  }
}
