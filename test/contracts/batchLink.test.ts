import { join } from 'node:path';
import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import type { ChaincodeStub } from 'fabric-shim';
import type { PeerState as State, PeerWrite } from '../../chaincode/src/state/peerState';

/** What lies beneath the contracts is not exported: it is taken from where it is built. */
const BUILT = join(__dirname, '../../../chaincode/dist/state/peerState.js');

/** A list of bytes as Fabric's messages have it in their first field. */
function items(payload: Uint8Array): readonly string[] {
  return peer.ChaincodeInput.deserializeBinary(payload)
    .getArgsList_asU8()
    .map((item) => Buffer.from(item).toString('latin1'));
}

function listOf(values: readonly string[]): Uint8Array {
  const list = new peer.ChaincodeInput();
  list.setArgsList(values.map((value) => Buffer.from(value)));
  return list.serializeBinary();
}

/** A stub whose peer takes many keys in one message. */
function stubOn(answer: (keys: readonly string[]) => Uint8Array): {
  readonly stub: ChaincodeStub;
  readonly asked: peer.ChaincodeMessage[];
} {
  const asked: peer.ChaincodeMessage[] = [];
  const handler = {
    _askPeerAndListen: async (message: peer.ChaincodeMessage): Promise<Uint8Array> => {
      asked.push(message);
      return answer(items(message.getPayload_asU8()));
    },
  };
  const stub = { handler, getTxID: () => 'TX', getChannelID: () => 'tierline' } as unknown as ChaincodeStub;
  return { stub, asked };
}

describe('a peer that takes many keys in one message', () => {
  let PeerState: typeof State;

  before(async () => {
    ({ PeerState } = (await import(BUILT)) as { readonly PeerState: typeof State });
  });

  it('is asked once for all public keys that are wanted at the same moment, and each gets its own value', async () => {
    const { stub, asked } = stubOn((keys) => listOf(keys.map((key) => (key === 'B' ? '' : `value of ${key}`))));
    const state = new PeerState(stub);
    const found = await Promise.all(['A', 'B', 'C'].map((key) => state.read('', key)));
    expect(found.map((value) => Buffer.from(value).toString())).to.deep.equal(['value of A', '', 'value of C']);
    expect(asked.map((message) => [message.getType(), message.getTxid(), message.getChannelId()])).to.deep.equal([[25, 'TX', 'tierline']]);
  });

  it('is asked once by those who waited for one answer, though some come to their question a few promises later', async () => {
    const { stub, asked } = stubOn((keys) => listOf(keys.map((key) => `value of ${key}`)));
    const state = new PeerState(stub);
    const later = async (promises: number): Promise<void> => {
      for (let each = 0; each < promises; each += 1) await Promise.resolve();
    };
    const found = await Promise.all(
      [0, 1, 10].map(async (promises) => {
        await later(promises);
        return state.read('', `KEY-${promises}`);
      }),
    );
    expect(found.map((value) => Buffer.from(value).toString())).to.deep.equal(['value of KEY-0', 'value of KEY-1', 'value of KEY-10']);
    expect(asked.map((message) => items(message.getPayload_asU8()))).to.deep.equal([['KEY-0', 'KEY-1', 'KEY-10']]);
  });

  it('is asked once for each collection, and for a key alone by itself', async () => {
    const { stub, asked } = stubOn(listOf);
    Object.assign(stub, { getState: async (key: string) => Buffer.from(`alone ${key}`) });
    const state = new PeerState(stub);
    const wanted = [
      ['', 'A'],
      ['C', 'B'],
      ['C', 'A'],
    ] as const;
    const found = await Promise.all(wanted.map(([collection, key]) => state.read(collection, key)));
    expect(found.map((value) => Buffer.from(value).toString())).to.deep.equal(['alone A', 'B', 'A']);
    expect(asked.map((message) => Buffer.from(message.getPayload_asU8()).toString('latin1'))).to.deep.equal([
      '\x0a\x01B\x0a\x01A\x12\x01C',
    ]);
  });

  it('is asked for at most a thousand keys in one message', async () => {
    const { stub, asked } = stubOn(listOf);
    const state = new PeerState(stub);
    const keys = Array.from({ length: 1_001 }, (_none, index) => `KEY-${index}`);
    const found = await Promise.all(keys.map((key) => state.read('', key)));
    expect(found.map((value) => Buffer.from(value).toString())).to.deep.equal(keys);
    expect(asked.map((message) => items(message.getPayload_asU8()).length)).to.deep.equal([1_000, 1]);
  });

  it('refuses every read of a message to which it refuses an answer, or gives too few values', async () => {
    const refusing = new PeerState(
      stubOn(() => {
        throw new Error('no such channel');
      }).stub,
    );
    const [one, other] = await Promise.allSettled([refusing.read('', 'A'), refusing.read('', 'B')]);
    expect([one?.status, other?.status]).to.deep.equal(['rejected', 'rejected']);
    const short = new PeerState(stubOn(() => listOf(['only one'])).stub);
    const [first] = await Promise.allSettled([short.read('', 'A'), short.read('', 'B')]);
    expect(first.status).to.equal('rejected');
  });

  it('gets all writes in one message in their order: values, deletions and policies, public and private', async () => {
    const { stub, asked } = stubOn(() => new Uint8Array());
    const writes: readonly PeerWrite[] = [
      { kind: 'PUT', collection: '', key: 'K', value: Buffer.from('v') },
      { kind: 'POLICY', collection: 'C', key: 'K', policy: Buffer.from('p') },
      { kind: 'DELETE', collection: 'C', key: 'K' },
    ];
    await new PeerState(stub).write(writes);
    expect(asked.map((message) => message.getType())).to.deep.equal([24]);
    expect(items(asked[0]?.getPayload_asU8() ?? new Uint8Array())).to.deep.equal([
      '\x0a\x01K\x12\x01v\x28\x09',
      '\x0a\x01K\x1a\x01C\x22\x19\x0a\x14VALIDATION_PARAMETER\x12\x01p\x28\x15',
      '\x0a\x01K\x1a\x01C\x28\x0a',
    ]);
  });

  it('is not asked when nothing is written', async () => {
    const { stub, asked } = stubOn(() => new Uint8Array());
    await new PeerState(stub).write([]);
    expect(asked).to.deep.equal([]);
  });
});
