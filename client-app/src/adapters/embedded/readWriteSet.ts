import { ledger } from '@hyperledger/fabric-protos';
import type { EndorsedPayload, KeyRead, KeyWrite, PolicySet, RangeRead, Version } from './records';
import { namedBy } from './storeKeys';

const { rwset } = ledger;
const { kvrwset } = rwset;

/** Fabric's name for the entry of a key's metadata that holds its policy. */
const POLICY = 'VALIDATION_PARAMETER';

type Sets = Pick<EndorsedPayload, 'chaincode' | 'reads' | 'ranges' | 'writes' | 'policies'>;

/** What a transaction read and wrote, as Fabric's TxReadWriteSet. */
export function readWriteSet({ chaincode, reads, ranges, writes, policies }: Sets): Uint8Array {
  const of = <T extends { readonly key: string }>(all: readonly T[], collection: string): readonly T[] =>
    all.filter(({ key }) => namedBy(key).collection === collection);
  const collections = new Set([...reads, ...writes, ...policies].map(({ key }) => namedBy(key).collection));
  const namespace = new rwset.NsReadWriteSet();
  namespace.setNamespace(chaincode);
  namespace.setRwset(publicSet(of(reads, ''), ranges, of(writes, ''), of(policies, '')));
  for (const collection of [...collections].filter((name) => name !== '').sort()) {
    const hashed = new rwset.CollectionHashedReadWriteSet();
    hashed.setCollectionName(collection);
    hashed.setHashedRwset(hashedSet(of(reads, collection), of(writes, collection), of(policies, collection)));
    namespace.addCollectionHashedRwset(hashed);
  }
  const set = new rwset.TxReadWriteSet();
  set.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  set.addNsRwset(namespace);
  return set.serializeBinary();
}

function publicSet(
  reads: readonly KeyRead[],
  ranges: readonly RangeRead[],
  writes: readonly KeyWrite[],
  policies: readonly PolicySet[],
): Uint8Array {
  const set = new kvrwset.KVRWSet();
  set.setReadsList(reads.map(readOf));
  set.setRangeQueriesInfoList(ranges.map(rangeOf));
  set.setWritesList(
    writes.map(({ key, value }) => {
      const write = new kvrwset.KVWrite();
      write.setKey(namedBy(key).key);
      write.setIsDelete(value === null);
      write.setValue(Buffer.from(value ?? ''));
      return write;
    }),
  );
  set.setMetadataWritesList(
    policies.map(({ key, policy }) => {
      const write = new kvrwset.KVMetadataWrite();
      write.setKey(namedBy(key).key);
      write.setEntriesList([policyOf(policy)]);
      return write;
    }),
  );
  return set.serializeBinary();
}

function hashedSet(reads: readonly KeyRead[], writes: readonly KeyWrite[], policies: readonly PolicySet[]): Uint8Array {
  const set = new kvrwset.HashedRWSet();
  set.setHashedReadsList(
    reads.map(({ key, version }) => {
      const read = new kvrwset.KVReadHash();
      read.setKeyHash(hashOf(key));
      if (version !== null) read.setVersion(versionOf(version));
      return read;
    }),
  );
  set.setHashedWritesList(
    writes.map(({ key, value, purge }) => {
      const write = new kvrwset.KVWriteHash();
      write.setKeyHash(hashOf(key));
      write.setIsDelete(value === null);
      write.setValueHash(Buffer.from(value ?? '', 'hex'));
      write.setIsPurge(purge);
      return write;
    }),
  );
  set.setMetadataWritesList(
    policies.map(({ key, policy }) => {
      const write = new kvrwset.KVMetadataWriteHash();
      write.setKeyHash(hashOf(key));
      write.setEntriesList([policyOf(policy)]);
      return write;
    }),
  );
  return set.serializeBinary();
}

function rangeOf({ start, end, reads }: RangeRead): InstanceType<typeof kvrwset.RangeQueryInfo> {
  const found = new kvrwset.QueryReads();
  found.setKvReadsList(reads.map(readOf));
  const range = new kvrwset.RangeQueryInfo();
  range.setStartKey(namedBy(start).key);
  range.setEndKey(namedBy(end).key);
  range.setRawReads(found);
  return range;
}

function readOf({ key, version }: KeyRead): InstanceType<typeof kvrwset.KVRead> {
  const read = new kvrwset.KVRead();
  read.setKey(namedBy(key).key);
  if (version !== null) read.setVersion(versionOf(version));
  return read;
}

function versionOf({ block, transaction }: Version): InstanceType<typeof kvrwset.Version> {
  const version = new kvrwset.Version();
  version.setBlockNum(block);
  version.setTxNum(transaction);
  return version;
}

function policyOf(policy: string): InstanceType<typeof kvrwset.KVMetadataEntry> {
  const entry = new kvrwset.KVMetadataEntry();
  entry.setName(POLICY);
  entry.setValue(Buffer.from(policy, 'base64'));
  return entry;
}

const hashOf = (storeKey: string): Buffer => Buffer.from(namedBy(storeKey).key, 'hex');
