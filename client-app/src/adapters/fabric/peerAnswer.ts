import { Fault, faultIn, type Msp } from '@tierline/chaincode/api';
import type { Identity } from '../../ports/ledger';
import { LedgerBug } from '../../ports/ledgerBug';
import { notAuthorised } from '../localCa/membership';

/** How a peer begins when its contract did not come to an answer; what a contract says itself never begins so. */
const NOT_RUN = /^(error in simulation: |make sure the chaincode )/;
/** The reasons of it that say that the contract could not be asked. */
const CHAINCODE_AWAY = [
  /could not launch chaincode/,
  /error sending/,
  /stream terminated/,
  /timeout expired/,
  /connection to .* (failed|terminated)/,
  /has been successfully defined/,
];
const NOT_HELD = 'private data matching public hash version is not available';
const NOT_DISTRIBUTED = 'failed to distribute private collection';
const ACCESS_DENIED = 'access denied';
const DUPLICATE = 'duplicate transaction found';
/** gRPC's status of what a peer refuses in words; every other one is the transport's. */
const GRPC_UNKNOWN = 2;

/** Who asked whom, and for which transaction. */
export interface Question {
  readonly identity: Identity;
  /** The organisation whose peer was asked. */
  readonly msp: Msp;
  readonly transactionId: string;
}

/**
 * What a peer's answer means that endorses nothing, by its text: the contract's own fault; UNAVAILABLE {reason: PRIVATE_DATA or
 * CHAINCODE, msp}; else a bug, with the text as its cause.
 */
export function meaningOf(text: string, { msp, transactionId }: Question): Fault | LedgerBug {
  const fault = faultIn(new Error(text));
  if (fault !== null) return fault;
  if (text.includes(NOT_HELD) || text.includes(NOT_DISTRIBUTED)) return new Fault('UNAVAILABLE', { reason: 'PRIVATE_DATA', msp });
  if (NOT_RUN.test(text) && CHAINCODE_AWAY.some((reason) => reason.test(text)))
    return new Fault('UNAVAILABLE', { reason: 'CHAINCODE', msp });
  return new LedgerBug(transactionId, new Error(text));
}

/**
 * What it means that a peer did not even run the contract: NOT_AUTHORISED; POLICY_UNMET for a transaction id that was committed
 * before; UNAVAILABLE {reason: PEER, msp}.
 */
export function failureOf(error: Error & { readonly code?: number }, { identity, msp, transactionId }: Question): Fault {
  if (error.code === GRPC_UNKNOWN && error.message.includes(ACCESS_DENIED)) return notAuthorised(identity, 'REFUSED_BY_PEER');
  if (error.code === GRPC_UNKNOWN && error.message.includes(DUPLICATE)) {
    return new Fault('POLICY_UNMET', { transactionId, validation: 'DUPLICATE_TXID' });
  }
  return peerAway(msp);
}

/** The organisation's peer does not answer. */
export function peerAway(msp: Msp): Fault {
  return new Fault('UNAVAILABLE', { reason: 'PEER', msp });
}
