import { SerializedIdentity } from '@hyperledger/fabric-protos/lib/msp/identities_pb';
import { HashedRWSet, KVRWSet, type KVMetadataEntry } from '@hyperledger/fabric-protos/lib/ledger/rwset/kvrwset/kv_rwset_pb';
import { TxReadWriteSet } from '@hyperledger/fabric-protos/lib/ledger/rwset/rwset_pb';
import { ChaincodeEvent } from '@hyperledger/fabric-protos/lib/peer/chaincode_event_pb';
import { ChaincodeAction } from '@hyperledger/fabric-protos/lib/peer/proposal_pb';
import { ProposalResponsePayload } from '@hyperledger/fabric-protos/lib/peer/proposal_response_pb';

/** What an endorsed payload says, as far as proofs use it. */
export interface EndorsedMessage {
  readonly chaincode: string;
  /** What the contract returned. */
  readonly response: string;
  /** Private keys that were read, as `collection/hash of the key` in hex, each with the block that had written it last. */
  readonly reads: ReadonlyMap<string, number>;
  /** Null for what sets no event. */
  readonly event: { readonly chaincode: string; readonly transaction: string; readonly name: string; readonly payload: string } | null;
}

/** Reads Fabric's ProposalResponsePayload. @throws Error for bytes that are none */
export function endorsedMessage(payload: Uint8Array): EndorsedMessage {
  const action = ChaincodeAction.deserializeBinary(ProposalResponsePayload.deserializeBinary(payload).getExtension_asU8());
  const event = action.getEvents_asU8();
  const chaincode = action.getChaincodeId()?.getName() ?? '';
  return {
    chaincode,
    reads: readsIn(TxReadWriteSet.deserializeBinary(action.getResults_asU8()), chaincode),
    response: text(action.getResponse()?.getPayload_asU8() ?? new Uint8Array()),
    event: event.length === 0 ? null : eventIn(ChaincodeEvent.deserializeBinary(event)),
  };
}

function readsIn(set: TxReadWriteSet, chaincode: string): ReadonlyMap<string, number> {
  const collections = set
    .getNsRwsetList()
    .filter((each) => each.getNamespace() === chaincode)
    .flatMap((each) => each.getCollectionHashedRwsetList());
  return new Map(
    collections.flatMap((collection) =>
      HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8())
        .getHashedReadsList()
        .map(
          (read) => [`${collection.getCollectionName()}/${hex(read.getKeyHash_asU8())}`, read.getVersion()?.getBlockNum() ?? -1] as const,
        ),
    ),
  );
}

function eventIn(event: ChaincodeEvent): EndorsedMessage['event'] {
  return {
    chaincode: event.getChaincodeId(),
    transaction: event.getTxId(),
    name: event.getEventName(),
    payload: text(event.getPayload_asU8()),
  };
}

/** What an endorsed payload changes. Keys are `collection/hash of the key` in hex, those of public state `/key`. */
export interface EndorsedChanges {
  /** Keys whose value is written; false for one that is deleted. */
  readonly writes: ReadonlyMap<string, boolean>;
  /** The bytes of each rule that is set on a key: a SignaturePolicyEnvelope. */
  readonly rules: ReadonlyMap<string, Uint8Array>;
}

/** Fabric's name for the entry of a key's metadata that holds its rule. */
const RULE = 'VALIDATION_PARAMETER';

/** Reads what Fabric's ProposalResponsePayload changes. @throws Error for bytes that are none */
export function endorsedChanges(payload: Uint8Array): EndorsedChanges {
  const action = ChaincodeAction.deserializeBinary(ProposalResponsePayload.deserializeBinary(payload).getExtension_asU8());
  const writes = new Map<string, boolean>();
  const rules = new Map<string, Uint8Array>();
  const own = TxReadWriteSet.deserializeBinary(action.getResults_asU8())
    .getNsRwsetList()
    .filter((each) => each.getNamespace() === action.getChaincodeId()?.getName());
  for (const namespace of own) {
    const open = KVRWSet.deserializeBinary(namespace.getRwset_asU8());
    for (const write of open.getWritesList()) writes.set(`/${write.getKey()}`, !write.getIsDelete());
    for (const write of open.getMetadataWritesList()) setRule(rules, `/${write.getKey()}`, write.getEntriesList());
    for (const collection of namespace.getCollectionHashedRwsetList()) {
      const hashed = HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
      const named = (keyHash: Uint8Array): string => `${collection.getCollectionName()}/${hex(keyHash)}`;
      for (const write of hashed.getHashedWritesList()) writes.set(named(write.getKeyHash_asU8()), !write.getIsDelete());
      for (const write of hashed.getMetadataWritesList()) setRule(rules, named(write.getKeyHash_asU8()), write.getEntriesList());
    }
  }
  return { writes, rules };
}

function setRule(rules: Map<string, Uint8Array>, key: string, entries: readonly KVMetadataEntry[]): void {
  const rule = entries.find((entry) => entry.getName() === RULE);
  if (rule !== undefined) rules.set(key, rule.getValue_asU8());
}

/** Reads Fabric's SerializedIdentity. @throws Error for bytes that are none */
export function identityIn(bytes: Uint8Array): { readonly msp: string; readonly certificate: string } {
  const identity = SerializedIdentity.deserializeBinary(bytes);
  return { msp: identity.getMspid(), certificate: text(identity.getIdBytes_asU8()) };
}

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
