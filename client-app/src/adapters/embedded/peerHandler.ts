import { toUSVString } from 'node:util';
import { peer } from '@hyperledger/fabric-protos';
import { organisationsOf } from '@tierline/chaincode/api';
import { queryAnswer } from './fabricShim';
import type { NetworkRules } from './networkRules';
import { storedPolicy } from './policyBytes';
import type { Proposal } from './proposal';
import { RangeQueries } from './rangeQueries';
import type { StateRecord } from './records';
import type { Simulation } from './simulation';
import { privateRange, publicRange, type KeyRange } from './storeKeys';

const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a range query answers: Fabric's iterator, and for a page its metadata. */
export interface RangeAnswer {
  readonly iterator: object;
  readonly metadata?: { readonly fetchedRecordsCount: number; readonly bookmark: string };
}

/**
 * Stands beneath Fabric's own stub where its connection to one organisation's peer would be, and answers as that peer
 * does, with that organisation's membership of the collections. Every method throws a plain Error for what a peer refuses.
 */
export class PeerHandler {
  private readonly queries: RangeQueries;

  constructor(
    private readonly simulation: Simulation,
    private readonly rules: NetworkRules,
    private readonly proposal: Proposal,
  ) {
    this.queries = new RangeQueries(simulation, proposal.chaincode);
  }

  async handleGetState(collection: string, key: string): Promise<Buffer> {
    assertKey(key);
    if (collection === '') return valueOf(this.simulation.readPublic(key));
    this.assertReadable(collection);
    return valueOf(this.simulation.readPrivate(collection, key));
  }

  async handleGetPrivateDataHash(collection: string, key: string): Promise<Buffer> {
    assertKey(key);
    this.rules.isMember(collection, this.simulation.peer);
    return Buffer.from(this.simulation.readHash(collection, key)?.value ?? '', 'hex');
  }

  async handlePutState(collection: string, key: string, value: unknown): Promise<Buffer> {
    this.write(collection, key, utf8Text(value), false);
    return Buffer.alloc(0);
  }

  async handleDeleteState(collection: string, key: string): Promise<Buffer> {
    this.write(collection, key, null, false);
    return Buffer.alloc(0);
  }

  async handlePurgeState(collection: string, key: string): Promise<Buffer> {
    this.write(collection, key, null, true);
    return Buffer.alloc(0);
  }

  async handleGetStateMetadata(collection: string, key: string): Promise<Record<string, Buffer>> {
    assertKey(key);
    if (collection !== '') this.assertCreatorIsMember(collection, 'read');
    const record = collection === '' ? this.simulation.readPublic(key) : this.simulation.readHash(collection, key);
    const policy = record?.policy ?? null;
    return policy === null ? {} : { [VALIDATION_PARAMETER]: Buffer.from(policy, 'base64') };
  }

  async handlePutStateMetadata(collection: string, key: string, metadataKey: string, bytes: Uint8Array): Promise<Buffer> {
    assertKey(key);
    if (metadataKey !== VALIDATION_PARAMETER) throw notSupported(`state metadata ${metadataKey}`);
    if (collection !== '') this.assertCreatorIsMember(collection, 'write');
    const policy = Buffer.from(bytes);
    const stranger = organisationsOf(storedPolicy(policy.toString('base64'))).find((msp) => !this.rules.hasOrganisation(msp));
    if (stranger !== undefined) throw new Error(`policy names ${stranger}, which is not an organisation of the network`);
    this.simulation.setPolicy({ collection, key, policy });
    return Buffer.alloc(0);
  }

  async handleGetStateByRange(
    collection: string,
    startKey: string,
    endKey: string,
    _channel: string,
    _transactionId: string,
    pagination?: Uint8Array,
  ): Promise<RangeAnswer> {
    if (collection !== '') {
      this.assertReadable(collection);
      return this.answer(await this.queries.openPrivate(privateRange(collection, startKey, endKey)));
    }
    const range = publicRange(startKey, endKey);
    if (pagination === undefined) return this.answer(await this.queries.openPublic(range));
    return this.page(range, peer.QueryMetadata.deserializeBinary(pagination));
  }

  handleQueryStateNext(id: string): Promise<peer.QueryResponse> {
    return this.queries.next(id);
  }

  async handleQueryStateClose(id: string): Promise<peer.QueryResponse> {
    return this.queries.close(id);
  }

  async handleGetQueryResult(): Promise<never> {
    throw notSupported('a rich query');
  }

  async handleGetHistoryForKey(): Promise<never> {
    throw notSupported('the history of a key');
  }

  async handleInvokeChaincode(): Promise<never> {
    throw notSupported('calling another chaincode');
  }

  private async page(range: KeyRange, pagination: peer.QueryMetadata): Promise<RangeAnswer> {
    const bookmark = pagination.getBookmark();
    const from = bookmark === '' ? range : { start: publicRange(bookmark, '').start, end: range.end };
    const response = await this.queries.page(from, pagination.getPagesize());
    const bytes = response.getMetadata_asU8();
    // An empty page has no metadata on Fabric either: its bytes are empty, and the shim leaves them out.
    if (bytes.length === 0) return this.answer(response);
    const metadata = peer.QueryResponseMetadata.deserializeBinary(bytes);
    return {
      ...this.answer(response),
      metadata: { fetchedRecordsCount: metadata.getFetchedRecordsCount(), bookmark: metadata.getBookmark() },
    };
  }

  private answer(response: peer.QueryResponse): RangeAnswer {
    return { iterator: queryAnswer(this, this.proposal, response) };
  }

  private write(collection: string, key: string, value: string | null, purge: boolean): void {
    assertKey(key);
    if (collection !== '') this.assertCreatorIsMember(collection, 'write');
    this.simulation.write(collection, key, value, purge);
  }

  private assertReadable(collection: string): void {
    this.assertCreatorIsMember(collection, 'read');
    if (!this.rules.isMember(collection, this.simulation.peer)) {
      throw new Error(`private data of collection ${collection} is not available on a peer of ${this.simulation.peer}`);
    }
  }

  private assertCreatorIsMember(collection: string, access: 'read' | 'write'): void {
    if (!this.rules.isMember(collection, this.proposal.creator.msp)) {
      throw new Error(`tx creator does not have ${access} access permission on collection ${collection}`);
    }
  }
}

function valueOf(record: StateRecord | null): Buffer {
  return Buffer.from(record?.value ?? '');
}

function assertKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || key === '') throw new Error('a key must be a string that is not empty');
  if (toUSVString(key) !== key) throw new Error('a key must be well-formed UTF-16: a peer could not encode it as UTF-8');
}

function utf8Text(value: unknown): string {
  if (!(value instanceof Uint8Array)) throw new Error('a value must be bytes');
  if (value.length === 0) throw new Error('a value must not be empty: a peer would delete the key');
  return UTF8.decode(value);
}

function notSupported(what: string): Error {
  return new Error(`${what} is not supported by the embedded ledger`);
}
