import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act, allow, offerOf, pay, payoutOrder, sell, wholeToken, type Sale } from '../support/sale';
import { askedInSecond, openSecond, SECOND } from '../support/secondProgram';
import { confirmed, PAIR_A, PAIR_B, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;
const PAIR_SCOPE = 'PAIR-BankAMSP-OperatorMSP';

describe('a deal is what was offered, once', function () {
  this.timeout(30_000);
  let world: World;

  beforeEach(async () => {
    world = await World.found();
    await allow(world);
    await confirmed(world, 'DEAL', [FACE, FACE]);
  });
  afterEach(() => world.end());

  const sale = (ask: string, receivable = 'DEAL-01'): Sale => ({
    ask,
    tokens: [wholeToken(receivable, FACE)],
    deadline: '2026-03-05T00:00:00Z',
    valueDate: '2026-03-03',
  });
  const take = (ask: string, offer: string, more: object = {}) =>
    act(world, 'maker@SUP-01', TRANSACTIONS.financing.take, {
      ...PAIR_A,
      ask,
      offer,
      account: 'CN-ACCT-1',
      reason: null,
      ...more,
    });
  const limit = async () => {
    const found = await world.record('CREDIT-LIMIT', 'CORE-01/CNY', PAIR_SCOPE);
    return { usedMinor: found?.usedMinor, reservedMinor: found?.reservedMinor };
  };
  const release = (...deals: readonly { readonly ask: string; readonly tokens: readonly string[]; readonly writeOff?: boolean }[]) =>
    act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.release, {
      ...PAIR_A,
      core: 'CORE-01',
      currency: 'CNY',
      deals: deals.map((deal) => ({ writeOff: false, ...deal, tokens: [...deal.tokens] })),
    });

  describe('an offer', () => {
    it('for another ask of the same seller is not taken', async () => {
      await sell(world, sale('ASK-1'), 'OFFERED');
      await sell(world, sale('ASK-2', 'DEAL-02'), 'ASKED');
      expect(await outcome(take('ASK-2', offerOf('ASK-1')))).to.equal('NOT_FOUND');
    });

    it('for an ask of another program with the same id is not taken', async () => {
      await openSecond(world);
      await sell(world, sale('ASK-CROSS'), 'OFFERED');
      await askedInSecond(world, 'CHEAP', 1n, { ask: 'ASK-CROSS', deadline: '2026-03-05T00:00:00Z' });
      expect(await outcome(take('ASK-CROSS', offerOf('ASK-CROSS'), { program: SECOND }))).to.equal('NOT_FOUND');
    });

    it('is taken in the pair of its own bank only', async () => {
      await sell(world, sale('ASK-1'), 'OFFERED');
      expect(await outcome(take('ASK-1', offerOf('ASK-1'), PAIR_B))).to.equal('NOT_FOUND');
    });

    it('past its end is never taken, and not twice', async () => {
      await sell(world, { ...sale('ASK-1'), validUntil: '2026-03-03T00:00:00Z' }, 'OFFERED');
      await sell(world, sale('ASK-2', 'DEAL-02'), 'TAKEN');
      expect(await outcome(take('ASK-2', offerOf('ASK-2')))).to.equal('WRONG_STATE');
      await world.goTo('2026-03-04');
      expect(await outcome(take('ASK-1', offerOf('ASK-1')))).to.equal('WRONG_STATE');
    });
  });

  it('the terms of a deal are never overwritten by a deal of another program under the same id', async () => {
    await openSecond(world);
    await sell(world, sale('ASK-CROSS'), 'TAKEN');
    const before = await world.record('DEAL-TERMS', 'ASK-CROSS', PAIR_SCOPE);
    await askedInSecond(world, 'CHEAP', FACE, { ask: 'ASK-CROSS', deadline: '2026-03-05T00:00:00Z' });
    await act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.offer, {
      ...PAIR_A,
      program: SECOND,
      ask: 'ASK-CROSS',
      offer: 'OFFER-SECOND',
      ratePpm: 900_000,
      feesMinor: 0n,
      valueDate: '2026-03-03',
      validUntil: '2026-03-05T00:00:00Z',
      tenorNote: null,
      relatedNote: null,
    });
    expect(await outcome(take('ASK-CROSS', 'OFFER-SECOND', { program: SECOND }))).to.equal('WRONG_STATE');
    expect(await world.record('DEAL-TERMS', 'ASK-CROSS', PAIR_SCOPE)).to.deep.equal(before);
    await sell(world, sale('ASK-CROSS'), 'COMPLETE', 'REGISTERED');
  });

  it('a payout is the proceeds to the minor unit, declared once, after the registration', async () => {
    await sell(world, sale('ASK-1'), 'TAKEN');
    const order = await payoutOrder(world, sale('ASK-1'));
    const declare = (more: object) => outcome(act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.payout, { ...order, ...more }));
    expect(await declare({})).to.equal('WRONG_STATE');
    await sell(world, sale('ASK-1'), 'REGISTERED', 'REGISTERED');
    expect(await declare({ amountMinor: order.amountMinor - 1n })).to.equal('AMOUNT_EXCEEDS');
    expect(await declare({ amountMinor: order.amountMinor + 1n })).to.equal('AMOUNT_EXCEEDS');
    expect(await declare({})).to.equal('DONE');
    expect(await declare({ reference: 'PAY-0002' })).to.equal('WRONG_STATE');
  });

  describe('the limit', () => {
    it('lowered below its use takes nothing back and nothing new', async () => {
      await sell(world, sale('ASK-1'), 'TAKEN');
      await sell(world, sale('ASK-2', 'DEAL-02'), 'OFFERED');
      await allow(world, 'CORE-01', FACE / 2n);
      expect(await outcome(take('ASK-2', offerOf('ASK-2')))).to.equal('CONDITION_UNMET');
      await sell(world, sale('ASK-1'), 'COMPLETE', 'REGISTERED');
      expect(await limit()).to.deep.equal({ usedMinor: FACE, reservedMinor: 0n });
    });

    it('is not given back twice, in one transaction or in two', async () => {
      await sell(world, sale('ASK-1'), 'TAKEN');
      await world.goTo('2026-03-06');
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.fail, { program: PROGRAM, ask: 'ASK-1' });
      const tokens = [wholeToken('DEAL-01', FACE)];
      expect(await outcome(release({ ask: 'ASK-1', tokens }, { ask: 'ASK-1', tokens, writeOff: true }))).to.equal('MALFORMED');
      expect(await outcome(release({ ask: 'ASK-1', tokens }))).to.equal('DONE');
      expect(await outcome(release({ ask: 'ASK-1', tokens }))).to.equal('WRONG_STATE');
      expect(await limit()).to.deep.equal({ usedMinor: 0n, reservedMinor: 0n });
    });

    it('is not given back for tokens that are other, too few, or not paid', async () => {
      await sell(world, sale('ASK-1'), 'COMPLETE');
      const own = wholeToken('DEAL-01', FACE);
      expect(await outcome(release({ ask: 'ASK-1', tokens: [own] }))).to.equal('WRONG_STATE');
      expect(await outcome(release({ ask: 'ASK-1', tokens: [wholeToken('DEAL-02', FACE)] }))).to.equal('CONDITION_UNMET');
      expect(await outcome(release({ ask: 'ASK-1', tokens: [own, wholeToken('DEAL-02', FACE)] }))).to.equal('CONDITION_UNMET');
      expect(await outcome(release({ ask: 'ASK-1', tokens: ['DEAL-01:0-500000'] }))).to.equal('CONDITION_UNMET');
      expect(await outcome(release({ ask: 'ASK-1', tokens: [own], writeOff: true }))).to.equal('WRONG_STATE');
      expect(await limit()).to.deep.equal({ usedMinor: FACE, reservedMinor: 0n });
    });

    it('is not overdrawn by two takes at the same time', async () => {
      await allow(world, 'CORE-01', FACE + FACE / 2n);
      await sell(world, sale('ASK-1'), 'OFFERED');
      await sell(world, sale('ASK-2', 'DEAL-02'), 'OFFERED');
      const outcomes = await Promise.all(['ASK-1', 'ASK-2'].map((ask) => outcome(take(ask, offerOf(ask)))));
      expect(outcomes.toSorted()).to.deep.equal(['CONDITION_UNMET', 'DONE']);
      expect(await limit()).to.deep.equal({ usedMinor: 0n, reservedMinor: FACE });
    });
  });

  it('one side does not give up a payment in progress, nor the operator, nor the same side twice', async () => {
    await sell(world, sale('ASK-1'), 'PAYING');
    const abandon = (user: string) => outcome(act(world, user, TRANSACTIONS.financing.abandon, { program: PROGRAM, ask: 'ASK-1' }));
    expect(await abandon('checker@OPERATOR-01')).to.equal('NOT_AUTHORISED');
    expect(await abandon('checker@SUP-02')).to.equal('NOT_AUTHORISED');
    expect(await abandon('checker@SUP-01')).to.equal('DONE');
    expect(await abandon('checker@SUP-01')).to.equal('WRONG_STATE');
    expect((await world.record('ASK', 'ASK-1'))?.deal?.state).to.equal('PAYING');
    expect(await abandon('checker@BANK-A-01')).to.equal('DONE');
    expect((await world.record('ASK', 'ASK-1'))?.deal?.state).to.equal('FAILED');
  });

  it('a bank sells nothing on while its seller may contest the payout', async () => {
    await sell(world, sale('ASK-1'), 'COMPLETE');
    const own = { program: PROGRAM, token: wholeToken('DEAL-01', FACE), amountsMinor: [400_000n, 600_000n] };
    const split = () => outcome(act(world, 'maker@BANK-A-01', TRANSACTIONS.token.split, own));
    expect((await refused(act(world, 'maker@BANK-A-01', TRANSACTIONS.token.split, own))).details['current']).to.equal('CONTESTABLE');
    expect(await outcome(pay(world, 'maker@BANK-A-01', { transfer: 'BANK-PAYS', payee: 'SUP-02', takes: { [own.token]: FACE } }))).to.equal(
      'NOT_AUTHORISED',
    );
    await act(world, 'maker@SUP-01', TRANSACTIONS.financing.confirmReceipt, { program: PROGRAM, ask: 'ASK-1' });
    expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.financing.contestReceipt, { program: PROGRAM, ask: 'ASK-1' }))).to.equal(
      'WRONG_STATE',
    );
    expect(await split()).to.equal('DONE');
  });
});
