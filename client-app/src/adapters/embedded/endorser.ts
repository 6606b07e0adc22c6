import { createPrivateKey, type KeyObject } from 'node:crypto';
import { canonicalText, Fault, faultIn, type Msp } from '@tierline/chaincode/api';
import { LedgerBug } from '../../ports/ledgerBug';
import { lowSignature } from '../lowSignature';
import { endorsedBytes, signedBytes } from './endorsedBytes';
import type { ContractAnswer, ContractRuntime } from './fabricShim';
import type { NetworkRules } from './networkRules';
import { PeerHandler } from './peerHandler';
import type { Proposal } from './proposal';
import type { EndorsedPayload, EndorsementSignature, PrivateWrites, Version } from './records';
import { Simulation, type StateView } from './simulation';

/** One organisation's peer: its contracts, its clock, its signing key. */
export interface EndorsingPeer {
  /** Its organisation. */
  readonly msp: Msp;
  /** The contracts as this organisation runs them. */
  readonly runtime: ContractRuntime;
  /** Its node's clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Signs what it endorses. */
  readonly key: KeyObject;
  /** Its identity in Fabric's bytes, which stands beside each of its signatures. */
  readonly endorser: Uint8Array;
}

/** A transaction that its organisations endorsed and that may be ordered. */
export interface EndorsedTransaction {
  /** What every endorsing organisation found, and signed. */
  readonly payload: EndorsedPayload;
  /** One signature of each endorsing organisation. */
  readonly endorsements: readonly EndorsementSignature[];
  /** In clear what the payload holds as hashes. */
  readonly privateWrites: PrivateWrites;
  /** Each key read or written, with its version when it was endorsed. */
  readonly touched: ReadonlyMap<string, Version | null>;
}

/** One run of a contract on one peer. */
export interface Run {
  /** Where it ran. */
  readonly peer: EndorsingPeer;
  /** What it read and wrote. */
  readonly simulation: Simulation;
  /** What it returned. */
  readonly answer: ContractAnswer;
}

/** Reads an organisation's signing key. */
export const signingKey = (privateKey: string): KeyObject => createPrivateKey(privateKey);

/** Runs a proposal on one peer against a view of the state. Nothing is changed. */
export async function runOn(peer: EndorsingPeer, proposal: Proposal, view: StateView, rules: NetworkRules): Promise<Run> {
  const simulation = new Simulation(view, peer.msp);
  const handler = new PeerHandler(simulation, rules, proposal);
  const answer = await peer.runtime(proposal, handler, peer.now);
  return { peer, simulation, answer };
}

/** @throws Fault the contract's own refusal; LedgerBug when the contract failed otherwise */
export function assertSucceeded(proposal: Proposal, { failure }: ContractAnswer): void {
  if (failure === null) return;
  const cause = new Error(failure);
  throw faultIn(cause) ?? new LedgerBug(proposal.transactionId, cause);
}

/**
 * Compares the runs of all endorsing organisations byte for byte and lets each sign.
 * @throws Fault what every organisation refuses with; ENDORSEMENT_MISMATCH with each organisation's `outcomes` when any
 *   differs; LedgerBug when the contract failed the same way on all of them without a fault
 */
export function endorse(proposal: Proposal, runs: readonly [Run, ...Run[]], view: StateView): EndorsedTransaction {
  const [first, ...others] = runs;
  if (runs.some(({ answer }) => answer.failure !== first.answer.failure)) throw mismatch(runs);
  assertSucceeded(proposal, first.answer);
  const payload = payloadOf(proposal, first);
  const text = canonicalText(payload);
  if (others.some((run) => canonicalText(payloadOf(proposal, run)) !== text)) throw mismatch(runs);
  const bytes = endorsedBytes(payload);
  const endorsements = runs.map(({ peer }) => ({
    msp: peer.msp,
    signature: lowSignature(signedBytes(bytes, peer.endorser), peer.key).toString('base64'),
  }));
  return { payload, endorsements, privateWrites: first.simulation.clearWrites(), touched: touchedBy(payload, view) };
}

function payloadOf(proposal: Proposal, { simulation, answer }: Run): EndorsedPayload {
  const { creator } = proposal;
  return {
    channel: proposal.channel,
    chaincode: proposal.chaincode,
    transactionId: proposal.transactionId,
    timestamp: new Date(proposal.timestampMs).toISOString(),
    name: proposal.name,
    creator: { msp: creator.msp, certificate: creator.certificate },
    proposalHash: proposal.hash,
    ...simulation.readSet(),
    ...simulation.writeSet(),
    event: answer.event,
    result: answer.result,
  };
}

function touchedBy({ reads, writes, policies }: EndorsedPayload, view: StateView): ReadonlyMap<string, Version | null> {
  const written = [...writes, ...policies].map(({ key }) => [key, view.record(key)?.version ?? null] as const);
  return new Map([...reads.map(({ key, version }) => [key, version] as const), ...written]);
}

function mismatch(runs: readonly Run[]): Fault {
  const outcomes = runs.map(({ peer, answer }) => ({ msp: peer.msp, outcome: outcomeOf(answer) }));
  return new Fault('ENDORSEMENT_MISMATCH', { outcomes });
}

function outcomeOf({ failure }: ContractAnswer): string {
  return failure === null ? 'ENDORSED' : (faultIn(new Error(failure))?.code ?? 'FAILED');
}
