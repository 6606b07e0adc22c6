import { expect } from 'chai';
import { blockView, keyName } from '@tierline/client-app/dist/adapters/fabric/blockView';
import { configurationBlock, decodedBlock, namespace } from './decoded';

const ENDORSEMENT_POLICY_FAILURE = 10;
const MVCC_READ_CONFLICT = 11;
const BAD_PAYLOAD = 2;
const HASH = Buffer.alloc(32, 0xab);
const HASH_HEX = 'ab'.repeat(32);

const write = (key: string, value: string | null) => ({ key, is_delete: value === null, value: Buffer.from(value ?? '') });
const collection = (hashed: Partial<ReturnType<typeof emptyHashed>>) => ({
  collection_name: 'PAIR',
  hashed_rwset: { ...emptyHashed(), ...hashed },
});
const emptyHashed = () => ({
  hashed_reads: [] as { key_hash: Uint8Array }[],
  hashed_writes: [] as { key_hash: Uint8Array; is_delete: boolean; value_hash: Uint8Array }[],
  metadata_writes: [] as { key_hash: Uint8Array }[],
});
const privately = (place: number, chaincode = 'tierline') => ({
  [place]: {
    ns_pvt_rwset: [
      {
        namespace: chaincode,
        collection_pvt_rwset: [{ collection_name: 'PAIR', rwset: { writes: [write('rate', '5'), write('old', null)] } }],
      },
    ],
  },
});

describe('a block of Fabric as the ledger port tells it', () => {
  it('tells who asked for a transaction, when, who endorsed it and its event', () => {
    const { block } = blockView(decodedBlock(7, [{ id: 'tx-1', event: 'Moved' }]), {}, 'tierline');
    expect(block).to.deep.include({ number: 7, previousHash: '07'.repeat(32) });
    expect(block.transactions).to.deep.equal([
      {
        id: 'tx-1',
        timestamp: '2026-11-22T12:00:00.123Z',
        name: 'Token:move',
        creator: 'BankMSP',
        endorsers: ['HostMSP'],
        code: 'VALID',
        publicWrites: [],
        hashedWrites: [],
        privateWrites: [],
        policyWrites: [],
        event: { name: 'Moved', payload: '{"count":1}' },
      },
    ]);
  });

  it('tells what was written, in clear and as hashes, and whose policies were set', () => {
    const hashed = collection({
      hashed_writes: [
        { key_hash: HASH, is_delete: false, value_hash: HASH },
        { key_hash: HASH, is_delete: true, value_hash: Buffer.alloc(0) },
      ],
      metadata_writes: [{ key_hash: HASH }],
    });
    const rwset = { writes: [write('é', '值'), write('gone', null)], metadata_writes: [{ key: 'é' }] };
    const { block } = blockView(decodedBlock(1, [{ id: 'tx', namespaces: [namespace('tierline', rwset, [hashed])] }]), {}, 'tierline');
    expect(block.transactions[0]).to.deep.include({
      publicWrites: [
        { key: 'é', value: '值' },
        { key: 'gone', value: null },
      ],
      hashedWrites: [
        { collection: 'PAIR', keyHash: HASH_HEX, valueHash: HASH_HEX },
        { collection: 'PAIR', keyHash: HASH_HEX, valueHash: null },
      ],
      policyWrites: [
        { collection: '', key: 'é' },
        { collection: 'PAIR', key: HASH_HEX },
      ],
      event: null,
    });
  });

  it('tells private values of valid transactions, and of this chaincode, only', () => {
    const codes: readonly (readonly [number, string, number])[] = [
      [0, 'tierline', 2],
      [MVCC_READ_CONFLICT, 'tierline', 0],
      [0, 'other', 0],
    ];
    for (const [code, chaincode, count] of codes) {
      const { block } = blockView(decodedBlock(1, [{ id: 'tx', code }]), privately(0, chaincode), 'tierline');
      expect(block.transactions[0]?.privateWrites).to.have.lengthOf(count);
    }
  });

  it('gives a transaction the private values of its own place in the block', () => {
    const block = decodedBlock(1, [{ id: 'other', chaincode: '_lifecycle' }, { id: 'a' }, { id: 'b' }]);
    const seen = blockView(block, privately(2), 'tierline').block.transactions;
    expect(seen.map(({ id, privateWrites }) => [id, privateWrites.length])).to.deep.equal([
      ['a', 0],
      ['b', 2],
    ]);
    expect(seen[1]?.privateWrites).to.deep.equal([
      { collection: 'PAIR', key: 'rate', value: '5' },
      { collection: 'PAIR', key: 'old', value: null },
    ]);
  });

  it('keeps a block of the chain whose transactions are not ours', () => {
    const own = [{ id: 'touches', chaincode: 'other', namespaces: [namespace('tierline', { writes: [write('k', 'v')] })] }];
    const foreign = [{ id: 'foreign', chaincode: '_lifecycle', namespaces: [namespace('_lifecycle', { writes: [write('k', 'v')] })] }];
    expect(blockView(configurationBlock(0), {}, 'tierline').block).to.deep.include({
      number: 0,
      previousHash: '0'.repeat(64),
      transactions: [],
    });
    expect(blockView(decodedBlock(2, foreign), {}, 'tierline').block.transactions).to.deep.equal([]);
    expect(blockView(decodedBlock(2, own), {}, 'tierline').block.transactions.map(({ id }) => id)).to.deep.equal(['touches']);
  });

  it('flags invalid transactions with the code, or as some other one', () => {
    const codes = [0, MVCC_READ_CONFLICT, 12, ENDORSEMENT_POLICY_FAILURE, 9, BAD_PAYLOAD];
    const { block } = blockView(
      decodedBlock(
        1,
        codes.map((code) => ({ id: String(code), code })),
      ),
      {},
      'tierline',
    );
    expect(block.transactions.map(({ code }) => code)).to.deep.equal([
      'VALID',
      'MVCC_READ_CONFLICT',
      'PHANTOM_READ_CONFLICT',
      'ENDORSEMENT_POLICY_FAILURE',
      'DUPLICATE_TXID',
      'OTHER',
    ]);
  });

  it('notes every key that a transaction refused for its endorsements touched', () => {
    const hashed = collection({ hashed_reads: [{ key_hash: HASH }] });
    const namespaces = [
      namespace('tierline', { reads: [{ key: 'read' }], writes: [write('written', 'v')], metadata_writes: [{ key: 'set' }] }, [hashed]),
    ];
    const { touched } = blockView(
      decodedBlock(1, [
        { id: 'refused', code: ENDORSEMENT_POLICY_FAILURE, namespaces },
        { id: 'fine', namespaces },
      ]),
      {},
      'tierline',
    );
    expect([...touched.keys()]).to.deep.equal(['refused']);
    const keys = [keyName('', 'read'), keyName('', 'written'), keyName('', 'set'), keyName('PAIR', HASH_HEX)];
    expect([...(touched.get('refused') ?? [])]).to.have.members(keys);
  });
});
