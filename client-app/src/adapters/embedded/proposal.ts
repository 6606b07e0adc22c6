import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import type { Identity } from '../../ports/ledger';

/** A call of a contract, signed by its creator, as Fabric's client sends it to each endorsing peer. */
export interface Proposal {
  /** Channel name. */
  readonly channel: string;
  /** Chaincode name. */
  readonly chaincode: string;
  /** SHA-256 of nonce and creator, lower-case hex. */
  readonly transactionId: string;
  /** `contract:method`. */
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly timestampMs: number;
  /** Who calls. */
  readonly creator: Identity;
  /** SHA-256 of header and payload without the transient data, lower-case hex. */
  readonly hash: string;
  /** The contract call as the stub takes it. */
  readonly input: peer.ChaincodeInput;
  /** The whole proposal, transient data included, with its creator's signature. */
  readonly signed: peer.SignedProposal;
}

/** What a proposal is made of. */
export interface ProposalTerms {
  /** Channel name. */
  readonly channel: string;
  /** Chaincode name. */
  readonly chaincode: string;
  /** `contract:method`. */
  readonly name: string;
  /** The client's clock, milliseconds since 1970 UTC. */
  readonly timestampMs: number;
  /** 24 random bytes. */
  readonly nonce: Uint8Array;
  /** Confidential input; reaches the contract and no block. */
  readonly transient: Readonly<Record<string, Uint8Array>>;
}

/** Makes proposals in the name of one identity. */
export class Proposer {
  private readonly key: KeyObject;
  private readonly creatorBytes: Uint8Array;

  constructor(private readonly identity: Identity) {
    this.key = createPrivateKey(identity.privateKey);
    const serialised = new msp.SerializedIdentity();
    serialised.setMspid(identity.msp);
    serialised.setIdBytes(Buffer.from(identity.certificate));
    this.creatorBytes = serialised.serializeBinary();
  }

  /** Builds and signs a proposal. */
  propose(terms: ProposalTerms): Proposal {
    const { channel, chaincode, name, timestampMs } = terms;
    const transactionId = createHash('sha256').update(terms.nonce).update(this.creatorBytes).digest('hex');
    const input = new peer.ChaincodeInput();
    input.setArgsList([Buffer.from(name)]);
    const header = this.header(terms, transactionId);
    const invocation = invocationOf(chaincode, input);
    const proposal = new peer.Proposal();
    proposal.setHeader(header);
    proposal.setPayload(payload(invocation, terms.transient));
    const bytes = proposal.serializeBinary();
    const signed = new peer.SignedProposal();
    signed.setProposalBytes(bytes);
    signed.setSignature(sign('sha256', bytes, this.key));
    const hash = createHash('sha256').update(header).update(payload(invocation, {})).digest('hex');
    return { channel, chaincode, transactionId, name, timestampMs, creator: this.identity, hash, input, signed };
  }

  private header({ channel, timestampMs, nonce }: ProposalTerms, transactionId: string): Uint8Array {
    const timestamp = new Timestamp();
    timestamp.setSeconds(Math.floor(timestampMs / 1000));
    timestamp.setNanos((timestampMs % 1000) * 1_000_000);
    const channelHeader = new common.ChannelHeader();
    channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
    channelHeader.setChannelId(channel);
    channelHeader.setTxId(transactionId);
    channelHeader.setTimestamp(timestamp);
    const signatureHeader = new common.SignatureHeader();
    signatureHeader.setCreator(this.creatorBytes);
    signatureHeader.setNonce(nonce);
    const header = new common.Header();
    header.setChannelHeader(channelHeader.serializeBinary());
    header.setSignatureHeader(signatureHeader.serializeBinary());
    return header.serializeBinary();
  }
}

function invocationOf(chaincode: string, input: peer.ChaincodeInput): Uint8Array {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.NODE);
  spec.setChaincodeId(id);
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  return invocation.serializeBinary();
}

function payload(invocation: Uint8Array, transient: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const message = new peer.ChaincodeProposalPayload();
  message.setInput(invocation);
  for (const [name, bytes] of Object.entries(transient)) message.getTransientmapMap().set(name, bytes);
  return message.serializeBinary();
}
