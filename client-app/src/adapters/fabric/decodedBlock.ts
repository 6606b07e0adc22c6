import type { BlockHeader } from './blockHash';

/** A block as the library decodes it; of each message only what is used here. */
export interface DecodedBlock {
  readonly header: BlockHeader;
  readonly data: { readonly data: readonly DecodedEnvelope[] };
  /** At index 2 the validation code of each envelope. */
  readonly metadata: { readonly metadata: readonly unknown[] };
}

/** An ordered envelope: a transaction, or a configuration. */
export interface DecodedEnvelope {
  readonly payload: {
    readonly header: {
      readonly channel_header: { readonly type: number; readonly tx_id: string; readonly timestamp: string | Date };
      readonly signature_header: { readonly creator: { readonly mspid: string } };
    };
    readonly data: { readonly actions?: readonly { readonly payload: DecodedAction }[] };
  };
}

/** What a transaction asked for and what its endorsers found. */
export interface DecodedAction {
  readonly chaincode_proposal_payload: {
    readonly input: {
      readonly chaincode_spec: {
        readonly chaincode_id: { readonly name: string };
        readonly input: { readonly args: readonly Uint8Array[] };
      };
    };
  };
  readonly action: {
    readonly endorsements: readonly { readonly endorser: { readonly mspid: string } }[];
    readonly proposal_response_payload: {
      readonly extension: {
        readonly results: { readonly ns_rwset: readonly DecodedNamespace[] };
        readonly events: { readonly event_name: string; readonly payload: Uint8Array };
      };
    };
  };
}

/** What a transaction read and wrote of one chaincode's state. */
export interface DecodedNamespace {
  readonly namespace: string;
  readonly rwset: {
    readonly reads: readonly { readonly key: string }[];
    readonly writes: readonly DecodedWrite[];
    readonly metadata_writes: readonly { readonly key: string }[];
  };
  readonly collection_hashed_rwset: readonly {
    readonly collection_name: string;
    readonly hashed_rwset: {
      readonly hashed_reads: readonly { readonly key_hash: Uint8Array }[];
      readonly hashed_writes: readonly { readonly key_hash: Uint8Array; readonly is_delete: boolean; readonly value_hash: Uint8Array }[];
      readonly metadata_writes: readonly { readonly key_hash: Uint8Array }[];
    };
  }[];
}

/** One key written, in clear. */
export interface DecodedWrite {
  readonly key: string;
  readonly is_delete: boolean;
  readonly value: Uint8Array;
}

/** Private values of a block that its peer holds, by the place of their transaction in the block. */
export type DecodedPrivateData = Readonly<
  Record<
    number,
    {
      readonly ns_pvt_rwset: readonly {
        readonly namespace: string;
        readonly collection_pvt_rwset: readonly {
          readonly collection_name: string;
          readonly rwset: { readonly writes: readonly DecodedWrite[] };
        }[];
      }[];
    }
  >
>;
