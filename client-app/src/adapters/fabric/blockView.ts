import type {
  CommittedBlock,
  CommittedTransaction,
  HashedWrite,
  PolicyWrite,
  PrivateWrite,
  PublicWrite,
  ValidationCode,
} from '../../ports/ledger';
import { blockHash } from './blockHash';
import type { DecodedAction, DecodedBlock, DecodedEnvelope, DecodedNamespace, DecodedPrivateData, DecodedWrite } from './decodedBlock';

/** Fabric's number of an endorser's transaction among the types of envelopes. */
const TRANSACTION = 3;
const VALIDATION_CODES = 2;
const HASH_HEX_LENGTH = 64;

/** TxValidationCode of fabric-protos, as far as the project tells them apart. */
const CODES: Readonly<Record<number, ValidationCode>> = {
  0: 'VALID',
  9: 'DUPLICATE_TXID',
  10: 'ENDORSEMENT_POLICY_FAILURE',
  11: 'MVCC_READ_CONFLICT',
  12: 'PHANTOM_READ_CONFLICT',
};

/** A block with what only a submitter asks of it. */
export interface SeenBlock {
  readonly block: CommittedBlock;
  /** Every key that a transaction refused for its endorsements read or wrote, by transaction id; see {@link keyName}. */
  readonly touched: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One name for a key of public state (collection empty) or for the hash of a key in a collection. */
export const keyName = (collection: string, key: string): string => `${collection}\n${key}`;

/**
 * A block as the port tells it: the transactions of one chaincode, and of the valid ones the private values that the peer
 * holds. Configurations and other chaincodes' transactions leave no trace but their block.
 */
export function blockView(decoded: DecodedBlock, privateData: DecodedPrivateData, chaincode: string): SeenBlock {
  const codes = decoded.metadata.metadata[VALIDATION_CODES] as readonly number[];
  const touched = new Map<string, ReadonlySet<string>>();
  const transactions = decoded.data.data.flatMap((envelope, place) => {
    const action = actionOf(envelope);
    if (action === null || !concerns(action, chaincode)) return [];
    const code = CODES[codes[place] ?? -1] ?? 'OTHER';
    const seen = transactionView(envelope, action, code, chaincode);
    if (code === 'ENDORSEMENT_POLICY_FAILURE') touched.set(seen.id, touchedBy(namespaceOf(action, chaincode)));
    return [code === 'VALID' ? { ...seen, privateWrites: privateWrites(privateData[place], chaincode) } : seen];
  });
  const { header } = decoded;
  const number = Number(header.number.toString());
  const previousHash = number === 0 ? '0'.repeat(HASH_HEX_LENGTH) : hex(header.previous_hash);
  return { block: { number, previousHash, hash: blockHash(header), transactions }, touched };
}

function actionOf({ payload }: DecodedEnvelope): DecodedAction | null {
  if (payload.header.channel_header.type !== TRANSACTION) return null;
  return payload.data.actions?.[0]?.payload ?? null;
}

function concerns(action: DecodedAction, chaincode: string): boolean {
  const invoked = action.chaincode_proposal_payload.input.chaincode_spec.chaincode_id.name;
  return invoked === chaincode || namespaceOf(action, chaincode).length > 0;
}

function namespaceOf({ action }: DecodedAction, chaincode: string): readonly DecodedNamespace[] {
  return action.proposal_response_payload.extension.results.ns_rwset.filter(({ namespace }) => namespace === chaincode);
}

function transactionView(
  { payload: { header } }: DecodedEnvelope,
  action: DecodedAction,
  code: ValidationCode,
  chaincode: string,
): CommittedTransaction {
  const namespaces = namespaceOf(action, chaincode);
  const { events } = action.action.proposal_response_payload.extension;
  return {
    id: header.channel_header.tx_id,
    timestamp: new Date(header.channel_header.timestamp).toISOString(),
    name: text(action.chaincode_proposal_payload.input.chaincode_spec.input.args[0] ?? new Uint8Array()),
    creator: header.signature_header.creator.mspid,
    endorsers: action.action.endorsements.map(({ endorser }) => endorser.mspid),
    code,
    publicWrites: namespaces.flatMap(({ rwset }) => rwset.writes.map(clearWrite)),
    hashedWrites: namespaces.flatMap(hashedWrites),
    privateWrites: [],
    policyWrites: namespaces.flatMap(policyWrites),
    event: events.event_name === '' ? null : { name: events.event_name, payload: text(events.payload) },
  };
}

function hashedWrites({ collection_hashed_rwset: collections }: DecodedNamespace): readonly HashedWrite[] {
  return collections.flatMap(({ collection_name: collection, hashed_rwset: { hashed_writes: writes } }) =>
    writes.map((write) => ({ collection, keyHash: hex(write.key_hash), valueHash: write.is_delete ? null : hex(write.value_hash) })),
  );
}

function policyWrites({ rwset, collection_hashed_rwset: collections }: DecodedNamespace): readonly PolicyWrite[] {
  return [
    ...rwset.metadata_writes.map(({ key }) => ({ collection: '', key })),
    ...collections.flatMap(({ collection_name: collection, hashed_rwset: { metadata_writes: writes } }) =>
      writes.map((write) => ({ collection, key: hex(write.key_hash) })),
    ),
  ];
}

function privateWrites(held: DecodedPrivateData[number] | undefined, chaincode: string): readonly PrivateWrite[] {
  const ours = held?.ns_pvt_rwset.filter(({ namespace }) => namespace === chaincode) ?? [];
  return ours.flatMap(({ collection_pvt_rwset: collections }) =>
    collections.flatMap(({ collection_name: collection, rwset }) => rwset.writes.map((write) => ({ collection, ...clearWrite(write) }))),
  );
}

function touchedBy(namespaces: readonly DecodedNamespace[]): ReadonlySet<string> {
  return new Set(
    namespaces.flatMap(({ rwset, collection_hashed_rwset: collections }) => [
      ...[...rwset.reads, ...rwset.writes, ...rwset.metadata_writes].map(({ key }) => keyName('', key)),
      ...collections.flatMap(({ collection_name: collection, hashed_rwset: hashed }) =>
        [...hashed.hashed_reads, ...hashed.hashed_writes, ...hashed.metadata_writes].map((each) => keyName(collection, hex(each.key_hash))),
      ),
    ]),
  );
}

function clearWrite({ key, is_delete: isDeleted, value }: DecodedWrite): PublicWrite {
  return { key, value: isDeleted ? null : text(value) };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
