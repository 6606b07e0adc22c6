import type { Endorsement, EndorsementResponse, Endorser, IdentityContext, ServiceError } from 'fabric-common';
import { Fault, type Msp } from '@tierline/chaincode/api';
import type { Answer } from './endorsed';
import type { Connection } from './gateways';
import { isReady, type Nodes } from './nodes';
import { failureOf, meaningOf, peerAway, type Question } from './peerAnswer';

const REFUSED_FROM = 400;

/** What shall be run. */
export interface Call {
  readonly chaincode: string;
  /** `contract:method`. */
  readonly name: string;
  readonly transient: Readonly<Record<string, Buffer>>;
  /** Longest wait for a peer's answer. */
  readonly timeoutMs: number;
}

/** A proposal as it went out, and what came back. */
export interface Proposed {
  readonly context: IdentityContext;
  readonly endorsement: Endorsement;
  /** One for each organisation asked. */
  readonly answers: readonly Answer[];
}

/** The peers of organisations, each once. @throws Fault POLICY_UNMET when there are none or one is unknown */
export function peersOf({ peers }: Nodes, msps: readonly Msp[]): readonly Endorser[] {
  const found = [...new Set(msps)].map((msp) => {
    const peer = peers.get(msp);
    if (peer === undefined) throw new Fault('POLICY_UNMET', { reason: 'UNKNOWN_ORGANISATION', msp });
    return peer;
  });
  if (found.length === 0) throw new Fault('POLICY_UNMET', { reason: 'NO_ENDORSER' });
  return found;
}

/** Signs a proposal and asks peers to endorse it. @throws Fault UNAVAILABLE {reason: 'PEER', msp} when one of them is away */
export async function propose(connection: Connection, peers: readonly Endorser[], call: Call): Promise<Proposed> {
  await Promise.all(peers.map(assertReady));
  const context = connection.fresh();
  const endorsement = connection.channel.newEndorsement(call.chaincode);
  endorsement.build(context, { fcn: call.name, args: [], transientMap: call.transient, generateTransactionId: false });
  endorsement.sign(context);
  const { responses, errors } = await endorsement.send({ targets: [...peers], requestTimeout: call.timeoutMs });
  const mspOf = new Map(peers.map(({ name, mspid }) => [name, mspid]));
  const question = (name: string): Question => ({
    identity: connection.identity,
    msp: mspOf.get(name) ?? '',
    transactionId: context.transactionId,
  });
  const answers = [
    ...responses.map((response) => answerOf(response, question(response.connection.name))),
    ...errors.map((error) => failedAnswer(error, question(error.connection.name))),
  ];
  return { context, endorsement, answers };
}

async function assertReady(peer: Endorser): Promise<void> {
  if (!(await isReady(peer))) throw peerAway(peer.mspid);
}

function answerOf({ payload, response, endorsement }: EndorsementResponse, question: Question): Answer {
  if (response.status >= REFUSED_FROM) return { msp: question.msp, refusal: meaningOf(response.message, question) };
  return {
    msp: question.msp,
    payload,
    result: Buffer.from(response.payload).toString('utf8'),
    signature: endorsement ?? null,
    refusal: null,
  };
}

function failedAnswer(error: ServiceError, question: Question): Answer {
  return { msp: question.msp, refusal: failureOf(error, question) };
}
