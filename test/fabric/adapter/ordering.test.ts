import { expect } from 'chai';
import type { Commit, Committer } from 'fabric-common';
import { keyName } from '@tierline/client-app/dist/adapters/fabric/blockView';
import { lostRace } from '@tierline/client-app/dist/adapters/fabric/lostRace';
import { Ordering } from '@tierline/client-app/dist/adapters/fabric/ordering';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { refusal } from '../../conformance/fixture';
import { block, transaction } from './chain';

const READY = 2;
const TRANSIENT_FAILURE = 3;

/** An orderer whose connection is in a state. */
const orderer = (name: string, state = READY): Committer =>
  ({ name, service: { getChannel: () => ({ getConnectivityState: () => state }) } }) as unknown as Committer;

describe('having a transaction ordered', () => {
  const asked: string[] = [];
  const commit = (answers: Readonly<Record<string, string>>): Commit =>
    ({
      send: async ({ targets: [target] }: { readonly targets: readonly Committer[] }) => {
        const name = target?.name ?? '';
        asked.push(name);
        if (answers[name] === 'LOST') throw new Error('REQUEST TIMEOUT');
        return { status: answers[name] };
      },
    }) as unknown as Commit;
  beforeEach(() => asked.splice(0));

  it('asks the next orderer when one is away, has no leader or does not answer', async () => {
    const ordering = new Ordering([orderer('a', TRANSIENT_FAILURE), orderer('b'), orderer('c'), orderer('d')], 1_000);
    expect(await ordering.order(commit({ b: 'SERVICE_UNAVAILABLE', c: 'LOST', d: 'SUCCESS' }))).to.equal('TAKEN');
    expect(asked).to.deep.equal(['b', 'c', 'd']);
  });

  it('asks first the one that took the last transaction', async () => {
    const ordering = new Ordering([orderer('a'), orderer('b')], 1_000);
    await ordering.order(commit({ a: 'SERVICE_UNAVAILABLE', b: 'SUCCESS' }));
    await ordering.order(commit({ b: 'SUCCESS' }));
    expect(asked).to.deep.equal(['a', 'b', 'b']);
  });

  it('does not know when an answer was lost and nobody else took it', async () => {
    const ordering = new Ordering([orderer('a'), orderer('b', TRANSIENT_FAILURE)], 1_000);
    expect(await ordering.order(commit({ a: 'LOST' }))).to.equal('LOST');
  });

  it('says that nothing was ordered when none can have taken it', async () => {
    const ordering = new Ordering([orderer('a', TRANSIENT_FAILURE), orderer('b')], 1_000);
    const fault = await refusal(ordering.order(commit({ b: 'FORBIDDEN' })), 'UNAVAILABLE');
    expect(fault.details).to.deep.equal({ reason: 'ORDERER' });
  });
});

describe('a transaction that was refused for its endorsements', () => {
  const own = transaction('own', { code: 'ENDORSEMENT_POLICY_FAILURE', publicWrites: [{ key: 'k', value: 'mine' }] });
  const touched = new Map([['own', new Set([keyName('', 'k'), keyName('PAIR', 'ab')])]]);
  const isLost = (...between: readonly CommittedBlock[]): boolean => {
    const last = between.at(-1) as CommittedBlock;
    return lostRace({ block: last, touched, transaction: own }, between);
  };
  const k = { publicWrites: [{ key: 'k', value: 'theirs' }] };

  it('lost a race when a valid one wrote one of its keys since it was endorsed', () => {
    expect(isLost(block(4, transaction('other', k)), block(5, own))).to.equal(true);
    expect(isLost(block(5, transaction('other', k), own))).to.equal(true);
    const hashed = { hashedWrites: [{ collection: 'PAIR', keyHash: 'ab', valueHash: null }] };
    expect(isLost(block(4, transaction('other', hashed)), block(5, own))).to.equal(true);
    expect(isLost(block(4, transaction('other', { policyWrites: [{ collection: 'PAIR', key: 'ab' }] })), block(5, own))).to.equal(true);
  });

  it('lost it too when an earlier one of its block, endorsed but in conflict, set the policy of its key', () => {
    const policy = { policyWrites: [{ collection: '', key: 'k' }] };
    expect(isLost(block(5, transaction('other', { ...policy, code: 'MVCC_READ_CONFLICT' }), own))).to.equal(true);
    expect(isLost(block(5, transaction('other', { ...policy, code: 'ENDORSEMENT_POLICY_FAILURE' }), own))).to.equal(false);
    expect(isLost(block(4, transaction('other', { ...policy, code: 'MVCC_READ_CONFLICT' })), block(5, own))).to.equal(false);
  });

  it('lost none when others wrote other keys, were invalid, or came after it', () => {
    const elsewhere = { publicWrites: [{ key: 'other', value: 'v' }] };
    expect(isLost(block(4, transaction('other', elsewhere)), block(5, own))).to.equal(false);
    expect(isLost(block(4, transaction('other', { ...k, code: 'MVCC_READ_CONFLICT' })), block(5, own))).to.equal(false);
    expect(isLost(block(5, own, transaction('other', k)))).to.equal(false);
  });
});
