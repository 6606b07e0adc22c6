import type { CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { parting, transactionText, TransactionNames } from '../lockstep/same';

const ONE = 'aa'.repeat(32);
const OTHER = 'bb'.repeat(32);

/** A transaction that wrote one value of each sort. */
const transaction = (id: string, more: Partial<CommittedTransaction> = {}): CommittedTransaction => ({
  id,
  timestamp: '2026-03-02T04:00:00.000Z',
  name: 'token:split',
  creator: 'OperatorMSP',
  endorsers: ['OperatorMSP', 'CoreMSP'],
  code: 'VALID',
  publicWrites: [{ key: 'DOCUMENT-1', value: 'FINANCED' }],
  hashedWrites: [{ collection: 'PROGRAM-1', keyHash: 'cc'.repeat(32), valueHash: id }],
  privateWrites: [{ collection: 'PROGRAM-1', key: 'TOKEN-1', value: `split by ${id}` }],
  policyWrites: [{ collection: 'PROGRAM-1', key: 'cc'.repeat(32) }],
  event: { name: 'facts', payload: `{"count":1,"factsRoot":"${id}"}` },
  ...more,
});

describe('comparing the transactions of two ledgers', () => {
  const names = new TransactionNames();
  names.pair(ONE, OTHER);
  const told = (other: CommittedTransaction): string | null =>
    parting('it', names.named(transactionText(transaction(ONE))), names.named(transactionText(other)));

  it('takes the same act for the same, whatever its id and the order of its endorsers', () => {
    expect(told(transaction(OTHER, { endorsers: ['CoreMSP', 'OperatorMSP'] }))).to.equal(null);
  });

  const differences: readonly (readonly [string, Partial<CommittedTransaction>])[] = [
    ['another validation code', { code: 'MVCC_READ_CONFLICT' }],
    ['another time', { timestamp: '2026-03-02T04:00:00.001Z' }],
    ['another caller', { creator: 'CoreMSP' }],
    ['one endorser less', { endorsers: ['OperatorMSP'] }],
    ['another public value', { publicWrites: [{ key: 'DOCUMENT-1', value: 'RELEASED' }] }],
    ['another private value', { privateWrites: [{ collection: 'PROGRAM-1', key: 'TOKEN-1', value: `merged by ${OTHER}` }] }],
    ['another private key', { hashedWrites: [{ collection: 'PROGRAM-1', keyHash: 'dd'.repeat(32), valueHash: OTHER }] }],
    ['a deleted value', { hashedWrites: [{ collection: 'PROGRAM-1', keyHash: 'cc'.repeat(32), valueHash: null }] }],
    ['a policy that was not written', { policyWrites: [] }],
    ['another event', { event: { name: 'facts', payload: `{"count":2,"factsRoot":"${OTHER}"}` } }],
    ['no event', { event: null }],
  ];
  for (const [what, more] of differences) {
    it(`finds ${what}`, () => {
      expect(told(transaction(OTHER, more))).to.contain('differs');
    });
  }

  it('finds an id of a transaction that is not the one of the other ledger', () => {
    const writes = [{ collection: 'PROGRAM-1', key: 'TOKEN-1', value: `split by ${'ee'.repeat(32)}` }];
    expect(told(transaction(OTHER, { privateWrites: writes }))).to.contain('differs');
  });
});
