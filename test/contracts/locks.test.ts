import { tokenId, TRANSACTIONS, type Token } from '@tierline/chaincode/api';
import { tokenOf, tokensOf } from '@tierline/client-app/dist/app/tokens';
import type { Json } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { outcome } from '../support/refused';
import { act, allow, offerOf, pay, payoutOrder, sell, wholeToken } from '../support/sale';
import { confirmed, PAIR_A, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;
const MINUTE_MS = 60_000;
const HALF_DAY_MS = 12 * 60 * MINUTE_MS;

describe('a token is used by one lock at a time', function () {
  this.timeout(30_000);
  let world: World;

  beforeEach(async () => {
    world = await World.found();
    await allow(world);
    await confirmed(world, 'LOCK', [FACE]);
  });
  afterEach(() => world.end());

  const token = wholeToken('LOCK-01', FACE);
  const stored = async (): Promise<Token> => tokenOf((await world.as('maker@REGULATOR-01')).books, PROGRAM, token);
  const answer = (user: string, spec: typeof TRANSACTIONS.token.withdraw, transfer: string) =>
    outcome(act(world, user, spec, { program: PROGRAM, transfers: [transfer] }));
  const sale = (ask: string, deadline = '2026-03-06T00:00:00Z') => ({ ask, tokens: [token], deadline, valueDate: '2026-03-04' });

  it('ending an old transfer does not free a token that an ask of the same id holds', async () => {
    await pay(world, 'maker@SUP-01', { transfer: 'SAME-ID', payee: 'SUP-02', takes: { [token]: FACE }, expiresAt: '2026-03-03T00:00:00Z' });
    await world.goTo('2026-03-04');
    await sell(world, sale('SAME-ID'), 'PAYING');
    expect(await answer('maker@SUP-01', TRANSACTIONS.token.withdraw, 'SAME-ID')).to.equal('DONE');
    expect((await stored()).lock).to.deep.include({ kind: 'ASK', ref: 'SAME-ID' });
    await sell(world, sale('SAME-ID'), 'COMPLETE', 'COMPLETE');
    expect((await stored()).owner).to.equal('BANK-A-01');
  });

  it('ending an old ask does not free a token that a transfer of the same id holds', async () => {
    await sell(world, { ...sale('SAME-ID', '2026-03-03T00:00:00Z') }, 'ASKED');
    await world.goTo('2026-03-07');
    await pay(world, 'maker@SUP-01', { transfer: 'SAME-ID', payee: 'SUP-02', takes: { [token]: FACE } });
    expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.financing.cancel, { program: PROGRAM, ask: 'SAME-ID' }))).to.equal('DONE');
    expect((await stored()).lock).to.deep.include({ kind: 'TRANSFER', ref: 'SAME-ID' });
    expect(await answer('maker@SUP-02', TRANSACTIONS.token.accept, 'SAME-ID')).to.equal('DONE');
  });

  it('a locked token is neither split, paid, nor asked for again', async () => {
    await sell(world, sale('ASK-FIRST'), 'ASKED');
    const split = act(world, 'maker@SUP-01', TRANSACTIONS.token.split, { program: PROGRAM, token, amountsMinor: [400_000n, 600_000n] });
    expect(await outcome(split)).to.equal('WRONG_STATE');
    expect(await outcome(pay(world, 'maker@SUP-01', { transfer: 'PAY-LOCKED', payee: 'SUP-02', takes: { [token]: FACE } }))).to.equal(
      'WRONG_STATE',
    );
    expect(await outcome(sell(world, sale('ASK-SECOND'), 'ASKED'))).to.equal('WRONG_STATE');
  });

  it('after both locks are over, only what came last may still be used', async () => {
    await pay(world, 'maker@SUP-01', { transfer: 'OLD-PAY', payee: 'SUP-02', takes: { [token]: FACE }, expiresAt: '2026-03-03T00:00:00Z' });
    await world.goTo('2026-03-04');
    expect(await answer('maker@SUP-02', TRANSACTIONS.token.accept, 'OLD-PAY')).to.equal('WRONG_STATE');
    await sell(world, sale('ASK-NEXT', '2026-03-05T00:00:00Z'), 'ASKED');
    await world.goTo('2026-03-09');
    await pay(world, 'maker@SUP-01', { transfer: 'NEW-PAY', payee: 'SUP-03', takes: { [token]: FACE }, expiresAt: '2026-03-20T00:00:00Z' });
    expect(await outcome(sell(world, sale('ASK-NEXT'), 'OFFERED', 'OFFERED'))).to.equal('WRONG_STATE');
    expect(await answer('maker@SUP-03', TRANSACTIONS.token.accept, 'NEW-PAY')).to.equal('DONE');
    expect((await stored()).owner).to.equal('SUP-03');
  });

  describe('with clocks some minutes apart', () => {
    const deal = { ...sale('ASK-CLOCK', '2026-03-03T00:00:00Z'), validUntil: '2026-03-05T23:00:00Z', valueDate: '2026-03-06' };
    /** The lock of the ask is over for the one, not yet for the other: both within the accepted window. */
    const atLockEnd = (minutes: number): void => {
      world.clock.now += HALF_DAY_MS + minutes * MINUTE_MS;
    };

    it('a bank does not pay for a token that its seller has used when the lock was over', async () => {
      await sell(world, deal, 'OFFERED');
      await world.goTo('2026-03-05');
      await sell(world, deal, 'REGISTERED', 'TAKEN');
      const order = await payoutOrder(world, deal);
      atLockEnd(1);
      await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, { program: PROGRAM, token, amountsMinor: [400_000n, 600_000n] });
      world.clock.now -= 2 * MINUTE_MS;
      expect(await outcome(act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.payout, order))).to.equal('WRONG_STATE');
    });

    it('a seller does not take an offer for a token that he has used when the lock was over', async () => {
      await sell(world, { ...deal, validUntil: '2026-03-06T00:00:00Z' }, 'OFFERED');
      await world.goTo('2026-03-05');
      atLockEnd(1);
      await pay(world, 'maker@SUP-01', {
        transfer: 'PAY-LATE',
        payee: 'SUP-02',
        takes: { [token]: FACE },
        expiresAt: '2026-03-20T00:00:00Z',
      });
      world.clock.now -= 2 * MINUTE_MS;
      expect(await outcome(sell(world, deal, 'TAKEN', 'TAKEN'))).to.equal('WRONG_STATE');
    });
  });

  it('two moves of one token at the same time: one commits, the other loses, and the ranges still cover the face', async () => {
    const seller = await world.as('maker@SUP-01');
    const endorsers = ['OperatorMSP', 'CoreMSP'];
    const submit = (name: string, input: { readonly [name: string]: Json }) =>
      outcome(seller.ledger.submit(name, { program: PROGRAM, ...input }, endorsers));
    const outcomes = await Promise.all([
      submit('token:split', { requestId: 'RACE-1', token, amountsMinor: ['400000', '600000'] }),
      submit('token:split', { requestId: 'RACE-2', token, amountsMinor: ['500000', '500000'] }),
      submit('financing:ask', {
        requestId: 'RACE-3',
        ask: 'ASK-RACE',
        kind: 'SALE',
        recourse: false,
        deadline: '2026-03-05T00:00:00Z',
        tokens: [token],
        heldBack: [],
      }),
    ]);
    expect(outcomes.toSorted()).to.deep.equal(['DONE', 'MVCC_CONFLICT', 'MVCC_CONFLICT']);
    const rows = await tokensOf((await world.as('maker@REGULATOR-01')).books, PROGRAM);
    expect(rows.reduce((total, { token: each }) => total + each.to - each.from, 0n)).to.equal(FACE);
    expect(new Set(rows.map((row) => tokenId(row.token))).size).to.equal(rows.length);
  });

  it('no transfer goes to the debtor, to the owner himself, or to a company of no member', async () => {
    const to = (payee: string) => outcome(pay(world, 'maker@SUP-01', { transfer: 'PAY-WRONG', payee, takes: { [token]: FACE } }));
    expect(await to('CORE-01')).to.equal('CONDITION_UNMET');
    expect(await to('SUP-01')).to.equal('CONDITION_UNMET');
    expect(await to('NOBODY')).to.equal('NOT_FOUND');
  });

  it('title does not move before the payout, nor twice', async () => {
    const disburse = () => outcome(act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: PROGRAM, ask: 'ASK-PAY' }));
    await sell(world, sale('ASK-PAY'), 'REGISTERED');
    expect(await disburse()).to.equal('WRONG_STATE');
    await sell(world, sale('ASK-PAY'), 'PAYING', 'PAYING');
    expect(await disburse()).to.equal('DONE');
    expect(await disburse()).to.equal('WRONG_STATE');
    expect(
      await outcome(
        act(world, 'maker@SUP-01', TRANSACTIONS.financing.take, {
          ...PAIR_A,
          ask: 'ASK-PAY',
          offer: offerOf('ASK-PAY'),
          account: 'CN-ACCT-1',
          reason: null,
        }),
      ),
    ).to.equal('WRONG_STATE');
  });
});
