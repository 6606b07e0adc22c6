import { hash } from 'node:crypto';
import { msp as identities, peer } from '@hyperledger/fabric-protos';
import { canonicalText, type Msp } from '@tierline/chaincode/api';
import type { EndorsedPayload } from './records';
import { readWriteSet } from './readWriteSet';

const WELL = 200;

/**
 * What organisations endorse, as Fabric's ProposalResponsePayload: whoever can check an endorsement of one ledger can check one of the
 * other. What Fabric has in the header of its envelope is bound by the hash of the proposal.
 */
export function endorsedBytes(payload: EndorsedPayload): Uint8Array {
  const { channel, chaincode, transactionId, timestamp, name, creator, proposalHash, event, result } = payload;
  const response = new peer.Response();
  response.setStatus(WELL);
  response.setPayload(Buffer.from(result));
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const action = new peer.ChaincodeAction();
  action.setResults(readWriteSet(payload));
  if (event !== null) action.setEvents(eventBytes(chaincode, transactionId, event));
  action.setResponse(response);
  action.setChaincodeId(id);
  const proposal = canonicalText({ channel, chaincode, transactionId, timestamp, name, creator, proposalHash });
  const message = new peer.ProposalResponsePayload();
  message.setProposalHash(hash('sha256', proposal, 'buffer'));
  message.setExtension$(action.serializeBinary());
  return message.serializeBinary();
}

/** An organisation's peer as Fabric names it beside a signature. @param certificate PEM */
export function endorserBytes(msp: Msp, certificate: string): Uint8Array {
  const identity = new identities.SerializedIdentity();
  identity.setMspid(msp);
  identity.setIdBytes(Buffer.from(certificate));
  return identity.serializeBinary();
}

/** The bytes that an endorser signs. */
export const signedBytes = (endorsed: Uint8Array, endorser: Uint8Array): Buffer => Buffer.concat([endorsed, endorser]);

function eventBytes(chaincode: string, transactionId: string, { name, payload }: NonNullable<EndorsedPayload['event']>): Uint8Array {
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId(chaincode);
  event.setTxId(transactionId);
  event.setEventName(name);
  event.setPayload(Buffer.from(payload));
  return event.serializeBinary();
}
