import { ledger, peer } from '@hyperledger/fabric-protos';
import type { StateRecord } from './records';
import type { RangeLog, Simulation } from './simulation';
import { justAfter, namedBy, type KeyRange } from './storeKeys';

const BATCH_SIZE = 100;
const RESULT_LIMIT = 100_000;

type Records = readonly (readonly [string, StateRecord])[];

interface OpenQuery {
  readonly range: KeyRange;
  readonly log: RangeLog | null;
  /** Where the next batch starts. */
  next: string;
  returned: number;
}

/** The range queries of one simulation, answered in batches as a peer does. */
export class RangeQueries {
  private readonly open = new Map<string, OpenQuery>();
  private count = 0;

  constructor(
    private readonly simulation: Simulation,
    private readonly chaincode: string,
  ) {}

  /** Opens a range of public state and answers its first batch. */
  openPublic(range: KeyRange): Promise<peer.QueryResponse> {
    return this.begin(range, this.simulation.beginRange(range));
  }

  /** Opens a range of a collection; private ranges are not checked at commit, so their transaction may not write. */
  openPrivate(range: KeyRange): Promise<peer.QueryResponse> {
    this.simulation.beginReadOnlyQuery();
    return this.begin(range, null);
  }

  /** Answers one page of public state; its bookmark is the first key of the next page, empty after the last. */
  async page(range: KeyRange, pageSize: number): Promise<peer.QueryResponse> {
    this.simulation.beginReadOnlyQuery();
    if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > RESULT_LIMIT) throw new Error(`page size ${pageSize} is out of bounds`);
    const found = await this.simulation.scan(range, pageSize + 1);
    const records = found.slice(0, pageSize);
    const next = found[pageSize];
    this.simulation.beginRange(range).add(records, next === undefined);
    const metadata = new peer.QueryResponseMetadata();
    metadata.setFetchedRecordsCount(records.length);
    metadata.setBookmark(next === undefined ? '' : namedBy(next[0]).key);
    const response = this.response('', records, false);
    response.setMetadata(metadata.serializeBinary());
    return response;
  }

  /** The next batch of an open query. */
  async next(id: string): Promise<peer.QueryResponse> {
    const query = this.open.get(id);
    if (query === undefined) throw new Error(`query ${id} is not open`);
    const found = await this.simulation.scan({ start: query.next, end: query.range.end }, BATCH_SIZE + 1);
    const records = found.slice(0, BATCH_SIZE);
    const last = records.at(-1);
    const exhausted = found.length <= BATCH_SIZE;
    query.log?.add(records, exhausted);
    query.returned += records.length;
    if (query.returned > RESULT_LIMIT) throw new Error(`a range query may return at most ${RESULT_LIMIT} records`);
    if (last !== undefined) query.next = justAfter(last[0]);
    return this.response(id, records, !exhausted);
  }

  /** Closes a query. */
  close(id: string): peer.QueryResponse {
    this.open.delete(id);
    return this.response(id, [], false);
  }

  private begin(range: KeyRange, log: RangeLog | null): Promise<peer.QueryResponse> {
    this.count += 1;
    const id = String(this.count);
    this.open.set(id, { range, log, next: range.start, returned: 0 });
    return this.next(id);
  }

  private response(id: string, records: Records, hasMore: boolean): peer.QueryResponse {
    const response = new peer.QueryResponse();
    response.setId(id);
    response.setHasMore(hasMore);
    response.setResultsList(records.map(([storeKey, { value }]) => this.resultBytes(namedBy(storeKey).key, value)));
    return response;
  }

  private resultBytes(key: string, value: string): peer.QueryResultBytes {
    const pair = new ledger.queryresult.KV();
    pair.setNamespace(this.chaincode);
    pair.setKey(key);
    pair.setValue(Buffer.from(value));
    const bytes = new peer.QueryResultBytes();
    bytes.setResultbytes(pair.serializeBinary());
    return bytes;
  }
}
