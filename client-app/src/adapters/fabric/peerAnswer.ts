import { Fault, faultIn, type Msp } from '@tierline/chaincode/api';
import type { Identity } from '../../ports/ledger';
import { LedgerBug } from '../../ports/ledgerBug';
import { notAuthorised } from './credentials';

/** How a peer speaks of a contract that ran and failed; what follows is the contract's. */
const CONTRACT_FAILED = 'transaction returned with failure';
const NOT_HELD = 'private data matching public hash version is not available';
const NOT_DISTRIBUTED = 'failed to distribute private collection';
const CHAINCODE_AWAY =
  /could not launch chaincode|chaincode stream terminated|error sending|timeout expired while|is not installed|connection to .* (failed|terminated)|error starting container/;
const ACCESS_DENIED = 'access denied';
const DUPLICATE = 'duplicate transaction found';

/** Who asked whom, and for which transaction. */
export interface Question {
  readonly identity: Identity;
  /** The organisation whose peer was asked. */
  readonly msp: Msp;
  readonly transactionId: string;
}

/**
 * What a peer's refusal means, by its text: the contract's own fault; UNAVAILABLE {reason: PEER, PRIVATE_DATA or CHAINCODE,
 * msp}; NOT_AUTHORISED; POLICY_UNMET for a transaction id that was committed before; else a bug, with the text as its cause.
 */
export function meaningOf(text: string, question: Question): Fault | LedgerBug {
  const { msp, transactionId } = question;
  const fault = faultIn(new Error(text));
  if (fault !== null) return fault;
  if (text.includes(NOT_HELD) || text.includes(NOT_DISTRIBUTED)) return new Fault('UNAVAILABLE', { reason: 'PRIVATE_DATA', msp });
  if (!text.includes(CONTRACT_FAILED)) {
    if (text.includes(ACCESS_DENIED)) return notAuthorised(question.identity, 'REFUSED_BY_PEER');
    if (text.includes(DUPLICATE)) return new Fault('POLICY_UNMET', { transactionId, validation: 'DUPLICATE_TXID' });
    if (CHAINCODE_AWAY.test(text)) return new Fault('UNAVAILABLE', { reason: 'CHAINCODE', msp });
  }
  return new LedgerBug(transactionId, new Error(text));
}

/** What it means that a peer's answer did not come: by the library's error, or the transport's. */
export function failureOf(error: Error & { readonly code?: number }, question: Question): Fault | LedgerBug {
  const meaning = meaningOf(error.message, question);
  const isSaid = meaning instanceof Fault || error.code === GRPC_UNKNOWN;
  return isSaid ? meaning : peerAway(question.msp);
}

/** gRPC's status of what a peer refuses in words; every other one is the transport's. */
const GRPC_UNKNOWN = 2;

/** The organisation's peer does not answer. */
export function peerAway(msp: Msp): Fault {
  return new Fault('UNAVAILABLE', { reason: 'PEER', msp });
}
