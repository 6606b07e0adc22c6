import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { askOf, CORE, line, receivableOf, settlementOf, splitOf, tokenOf } from '../../support/endorsementRows';
import type { FabricWorld } from '../../support/fabricWorld';
import { act } from '../../support/sale';
import { eventually } from '../../support/fabricStage';
import { stage } from './stage';

const CORE_PEER = 'peer.core';
/** Longest wait for a peer that comes back. */
const CATCH_UP_MS = 30_000;

describe("when the debtor's peer is down, on Fabric", function () {
  this.timeout(180_000);
  let paid: FabricWorld;
  let unpaid: FabricWorld;
  let from: number;

  before(async () => {
    paid = stage.world().tagged('-PAID');
    await line(paid);
    unpaid = stage.world('LIFE-THREE').tagged('-DUE');
    await unpaid.settle();
    await line(unpaid, 'COMPLETE');
    await unpaid.goTo('2026-03-27');
    from = await stage.height();
    await stage.network.kill(CORE_PEER);
  });
  after(() => stage.network.start(CORE_PEER));

  it('a payment is settled', () => act(paid, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlementOf(paid)));

  it('the holder is redeemed', () =>
    act(paid, 'maker@BANK-A-01', TRANSACTIONS.settlement.redeem, { program: paid.program, tokens: [tokenOf(paid)] }));

  it('a supplier moves its token', async () => {
    const { submit, endorsers } = await splitOf(paid, 'maker@SUP-01');
    expect(endorsers).to.include(CORE);
    expect(await submit(endorsers)).to.equal('UNAVAILABLE');
    await act(paid, 'maker@SUP-01', TRANSACTIONS.token.split, {
      program: paid.program,
      token: tokenOf(paid),
      amountsMinor: [600_000n, 400_000n],
    });
  });

  it('what is unpaid is recorded overdue', () =>
    act(unpaid, 'maker@SUP-02', TRANSACTIONS.receivable.recordOverdue, { program: unpaid.program, receivable: receivableOf(unpaid) }));

  it('the bank takes recourse', () =>
    act(unpaid, 'checker@BANK-A-01', TRANSACTIONS.financing.recourse, {
      program: unpaid.program,
      ask: askOf(unpaid),
      tokens: [tokenOf(unpaid)],
    }));

  it('all of it is valid, and the core endorsed none of it', async () => {
    const committed = await stage.committedSince(from);
    expect(committed.map(({ name }) => name)).to.deep.equal([
      'settlement:settle',
      'settlement:redeem',
      'token:split',
      'receivable:recordOverdue',
      'financing:recourse',
    ]);
    expect(new Set(committed.map(({ code }) => code))).to.deep.equal(new Set(['VALID']));
    expect(committed.flatMap(({ endorsers }) => endorsers)).not.to.include(CORE);
  });

  it('it has everything that it may see within half a minute of its return', async () => {
    const startedMs = performance.now();
    await stage.network.start(CORE_PEER);
    await eventually(CATCH_UP_MS, async () => {
      const [told, there] = await Promise.all(['maker@REGULATOR-01', 'maker@CORE-01'].map(inProgram));
      expect(there).to.deep.equal(told);
      expect(there).to.have.length.above(5);
    });
    console.log(`      ${Math.round(performance.now() - startedMs)} ms from its start`);
  });

  /** What an organisation got of the programs' values since. */
  const inProgram = async (user: string) =>
    (await stage.committedSince(from, user)).flatMap(({ privateWrites }) =>
      privateWrites.filter(({ collection }) => isProgram(collection)),
    );
});

const isProgram = (collection: string): boolean => collection.startsWith('PROGRAM-');
