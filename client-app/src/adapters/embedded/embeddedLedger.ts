import type { X509Certificate } from 'node:crypto';
import { Fault, type Msp } from '@tierline/chaincode/api';
import type { BlockOptions, Committed, CommittedBlock, Endorsed, EvaluateOptions, Identity, Json, Ledger } from '../../ports/ledger';
import { assertInForce, provenCertificate } from '../localCa/membership';
import { blocksOf } from './blocksOf';
import { CONFLICTS, inputBytes, resultOf, SALT_BYTES } from '../contractCall';
import type { Outcome } from './committer';
import { evidenceOf, signedBy } from './evidence';
import { assertSucceeded, endorse, runOn, type EndorsedTransaction, type EndorsingPeer, type Run } from './endorser';
import type { EmbeddedNetwork } from './embeddedNetwork';
import { Proposer, type Proposal } from './proposal';
import { sameVersion } from './records';
import type { StateView } from './simulation';
import { simulated, type Simulated } from './simulated';

const NONCE_BYTES = 24;

/** An identity that was proven to be of its organisation. */
interface Credentials {
  readonly certificate: X509Certificate;
  readonly proposer: Proposer;
}

/** The embedded ledger as one identity sees it. Every call is refused NOT_AUTHORISED unless the organisation's root issued the identity. */
export class EmbeddedLedger implements Ledger {
  private readonly closing = new AbortController();
  private credentials: Credentials | null = null;

  constructor(
    private readonly network: EmbeddedNetwork,
    private readonly identity: Identity,
  ) {}

  /** A block is cut as soon as something waits. */
  readonly blockTimeMs = 10;

  get msp(): Msp {
    return this.identity.msp;
  }

  submit(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Committed> {
    return this.network.admitted(async () => {
      const endorsed = await this.endorsed(transaction, input, endorsers, (runs, proposal, view) => endorse(proposal, runs, view));
      const result = resultOf(endorsed.payload.transactionId, endorsed.payload.result);
      const outcome = await this.network.committer.order(endorsed);
      if (outcome.code !== 'VALID') throw this.refusal(endorsed, outcome);
      return { transactionId: endorsed.payload.transactionId, block: outcome.block, result };
    });
  }

  evaluate(transaction: string, input: Json, options: EvaluateOptions = {}): Promise<Json> {
    return this.network.admitted(async () => {
      const proposal = this.proposal(transaction, input, options.dryRun === true ? { dryRun: Buffer.from('1') } : {});
      const peer = this.network.peer(options.at ?? this.msp);
      const { answer } = await this.network.viewing((view) => this.run(peer, proposal, view));
      assertSucceeded(proposal, answer);
      return resultOf(proposal.transactionId, answer.result);
    });
  }

  /** What a transaction would read and write when endorsed by `endorsers`. Changes nothing. @throws as `submit` does before ordering */
  simulate(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Simulated> {
    return this.network.admitted(() =>
      this.endorsed(transaction, input, endorsers, (runs, proposal, view) => simulated(endorse(proposal, runs, view), runs[0])),
    );
  }

  async evidence(block: number, transactionId: string): Promise<Endorsed> {
    this.proven();
    return evidenceOf(this.network, block, transactionId);
  }

  attest(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Endorsed> {
    return this.network.admitted(() =>
      this.endorsed(transaction, input, endorsers, (runs, proposal, view) => signedBy(this.network, endorse(proposal, runs, view))),
    );
  }

  async roots(): Promise<ReadonlyMap<Msp, readonly string[]>> {
    return new Map([...this.network.roots].map(([msp, root]) => [msp, [root]]));
  }

  height(): Promise<number> {
    return Promise.resolve(this.network.height());
  }

  async *blocks(from: number, options: BlockOptions = {}): AsyncIterable<CommittedBlock> {
    this.proven();
    const signals = [this.closing.signal, ...(options.signal === undefined ? [] : [options.signal])];
    yield* blocksOf(this.network, this.msp, from, { ...options, signal: AbortSignal.any(signals) });
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private async endorsed<T>(
    transaction: string,
    input: Json,
    endorsers: readonly Msp[],
    work: (runs: readonly [Run, ...Run[]], proposal: Proposal, view: StateView) => T,
  ): Promise<T> {
    const [first, ...others] = this.network.endorsingPeers(endorsers);
    const proposal = this.proposal(transaction, input, {});
    return this.network.viewing(async (view) => {
      const runs: [Run, ...Run[]] = [await this.run(first, proposal, view)];
      for (const peer of others) runs.push(await this.run(peer, proposal, view));
      return work(runs, proposal, view);
    });
  }

  private run(peer: EndorsingPeer, proposal: Proposal, view: StateView): Promise<Run> {
    return runOn(peer, proposal, view, this.network.rules);
  }

  private proposal(name: string, input: Json, flags: Readonly<Record<string, Uint8Array>>): Proposal {
    if (this.closing.signal.aborted) throw new Fault('UNAVAILABLE', { reason: 'CLOSED' });
    const { channel, chaincode } = this.network.rules.network;
    const { certificate, proposer } = this.proven();
    const timestampMs = this.network.now();
    assertInForce(this.identity, certificate, timestampMs);
    const transient = { input: inputBytes(input), salt: this.network.randomBytes(SALT_BYTES), ...flags };
    return proposer.propose({ channel, chaincode, name, timestampMs, nonce: this.network.randomBytes(NONCE_BYTES), transient });
  }

  private proven(): Credentials {
    this.credentials ??= {
      certificate: provenCertificate(this.identity, this.network.roots, 'client'),
      proposer: new Proposer(this.identity),
    };
    return this.credentials;
  }

  private refusal(endorsed: EndorsedTransaction, { code, policyContended }: Outcome): Fault {
    const details = { transactionId: endorsed.payload.transactionId, validation: code };
    const lostRace = code === 'ENDORSEMENT_POLICY_FAILURE' && (policyContended || this.hasMoved(endorsed));
    return new Fault(lostRace ? 'MVCC_CONFLICT' : (CONFLICTS[code] ?? 'POLICY_UNMET'), details);
  }

  /** Whether any key that the transaction read or wrote has another version than when it was endorsed. */
  private hasMoved({ touched }: EndorsedTransaction): boolean {
    return [...touched].some(([key, version]) => !sameVersion(version, this.network.store.record(key)?.version ?? null));
  }
}
