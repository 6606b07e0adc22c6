import type { DecodedBlock, DecodedEnvelope, DecodedNamespace } from '@tierline/client-app/dist/adapters/fabric/decodedBlock';

const TRANSACTION = 3;
const CONFIGURATION = 1;

/** What a transaction of a made-up block holds. */
export interface MadeTransaction {
  readonly id: string;
  readonly code?: number;
  readonly chaincode?: string;
  readonly namespaces?: readonly DecodedNamespace[];
  readonly event?: string;
}

/** A chaincode's part of a transaction; what is left out is empty. */
export function namespace(name: string, rwset: Partial<DecodedNamespace['rwset']>, collections: Collections = []): DecodedNamespace {
  return { namespace: name, rwset: { reads: [], writes: [], metadata_writes: [], ...rwset }, collection_hashed_rwset: collections };
}

type Collections = DecodedNamespace['collection_hashed_rwset'];

/** A block as the library would decode it. */
export function decodedBlock(number: number, transactions: readonly MadeTransaction[]): DecodedBlock {
  return {
    header: { number, previous_hash: Buffer.alloc(32, number), data_hash: Buffer.alloc(32, 1) },
    data: { data: transactions.map(envelope) },
    metadata: { metadata: [null, null, transactions.map(({ code }) => code ?? 0)] },
  };
}

/** A block that holds a configuration of the channel. */
export function configurationBlock(number: number): DecodedBlock {
  const block = decodedBlock(number, [{ id: '' }]);
  const [{ payload }] = block.data.data as [DecodedEnvelope];
  const header = { ...payload.header, channel_header: { ...payload.header.channel_header, type: CONFIGURATION } };
  return { ...block, data: { data: [{ payload: { header, data: {} } }] } };
}

function envelope({ id, chaincode = 'tierline', namespaces = [], event = '' }: MadeTransaction): DecodedEnvelope {
  const input = { args: [Buffer.from('Token:move')] };
  const extension = { results: { ns_rwset: namespaces }, events: { event_name: event, payload: Buffer.from('{"count":1}') } };
  const payload = {
    chaincode_proposal_payload: { input: { chaincode_spec: { chaincode_id: { name: chaincode }, input } } },
    action: { endorsements: [{ endorser: { mspid: 'HostMSP' } }], proposal_response_payload: { extension } },
  };
  return {
    payload: {
      header: {
        channel_header: { type: TRANSACTION, tx_id: id, timestamp: '2026-11-22T12:00:00.123Z' },
        signature_header: { creator: { mspid: 'BankMSP' } },
      },
      data: { actions: [{ payload }] },
    },
  };
}
