import { Fault, pairCollection, TRANSACTIONS } from '@tierline/chaincode/api';
import { bankDeskOf, checkedAsk } from '@tierline/client-app/dist/app/bankDesk';
import { planOffer } from '@tierline/client-app/dist/app/bidding';
import { cashOf } from '@tierline/client-app/dist/app/cash';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { worthOfAmount, worthOfTokens } from '@tierline/client-app/dist/app/worth';
import { expect } from 'chai';
import { act, allow, pay, sell, wholeToken } from '../support/sale';
import { confirmed, PAIR_A, PROGRAM, TEST_NOW_MS, World } from '../support/world';

const FACE = 1_250_000n;
const ASK = 'ASK-0001';
const DEADLINE = '2026-03-04T15:59:59Z';

describe('the desks of a seller and of a bank', function () {
  this.timeout(60_000);
  let world: World;
  let token: string;

  const deskOf = async (user: string): Promise<Desk> => deskIn(await world.as(user), PROGRAM, null, TEST_NOW_MS);
  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (error instanceof Fault ? error.code : 'other'),
    );
  const verdicts = async (user: string): Promise<Record<string, string>> =>
    Object.fromEntries((await checkedAsk(await deskOf(user), ASK)).checks.map(({ check, verdict }) => [check, verdict]));

  before(async () => {
    world = await World.found();
    const [receivable = ''] = await confirmed(world, 'SCH-0001', [FACE]);
    await confirmed(world, 'SCH-0002', [700_000n], '2026-03-04');
    token = wholeToken(receivable, FACE);
  });
  after(() => world.end());

  describe('before any offer', () => {
    it('a token is worth nothing that is known, but each per cent is told', async () => {
      const { faceMinor, offers, indication } = await worthOfTokens(await deskOf('maker@SUP-01'), [token]);
      expect({ faceMinor, offers }).to.deep.equal({ faceMinor: FACE, offers: [] });
      expect(indication).to.include({ quote: null, basis: null, reason: 'NO_PRICE' });
      expect(indication.onePercentMinor > 0n).to.equal(true);
    });

    it('terms that are named give a figure', async () => {
      const terms = { ratePpm: 45_000, feesMinor: 100n, valueDate: '2026-03-03' };
      const { indication } = await worthOfTokens(await deskOf('maker@SUP-01'), [token], terms);
      expect(indication.basis?.kind).to.equal('TERMS');
      expect(indication.quote).to.include({ feesMinor: 100n, days: 111, discountMinor: 17_344n, proceedsMinor: 1_232_556n });
    });

    it('a token that is paid before a bank could pay has no worth to be told, and is no refusal', async () => {
      const terms = { ratePpm: 45_000, feesMinor: null, valueDate: '2026-06-22' };
      const { indication } = await worthOfTokens(await deskOf('maker@SUP-01'), [token], terms);
      expect(indication).to.include({ quote: null, reason: 'DUE_TOO_SOON', onePercentMinor: 0n });
    });

    it('nobody learns of a token that is neither his nor offered to him', async () => {
      expect(await codeOf(worthOfTokens(await deskOf('maker@SUP-02'), [token]))).to.equal('NOT_FOUND');
    });

    it('what falls due before a bank could pay is not for sale', async () => {
      const cash = await cashOf(await deskOf('maker@SUP-01'));
      expect(cash).to.include({ saleableMinor: FACE, saleableCount: 1, account: null });
      expect(cash.tokens.map((each) => each.token)).to.deep.equal([token]);
      expect(await codeOf(worthOfAmount(await deskOf('maker@SUP-01'), FACE + 1n))).to.equal('AMOUNT_EXCEEDS');
    });
  });

  describe('with an ask', () => {
    before(() => sell(world, { ask: ASK, tokens: [token], deadline: DEADLINE, valueDate: '2026-03-03' }, 'ASKED'));

    it('a supplier has no bank’s desk', async () => {
      expect(await codeOf(bankDeskOf(await deskOf('maker@SUP-01')))).to.equal('NOT_AUTHORISED');
      expect(await codeOf(checkedAsk(await deskOf('maker@CORE-01'), ASK))).to.equal('NOT_AUTHORISED');
    });

    it('a bank without a limit sees that one check fails, with the figures', async () => {
      const { checks, canOffer } = await checkedAsk(await deskOf('maker@BANK-A-01'), ASK);
      expect(canOffer).to.equal(false);
      expect(checks.filter(({ verdict }) => verdict !== 'PASS')).to.deep.equal([
        { check: 'bank-limit', verdict: 'FAIL', details: { haveMinor: '0', needMinor: String(FACE), expiresOn: null } },
      ]);
    });

    it('with a limit every check passes, and the contract agrees', async () => {
      await allow(world);
      expect(new Set(Object.values(await verdicts('maker@BANK-A-01')))).to.deep.equal(new Set(['PASS']));
      const desk = await deskOf('maker@BANK-A-01');
      const wanted = { ask: ASK, ratePpm: 45_000, feesMinor: 100n, valueDate: null, validUntil: null };
      const planned = await planOffer(desk, { ...wanted, tenorNote: null, relatedNote: null, offer: null, requestId: null });
      const { ok, conditions } = await planned.step.dryRun(desk.session);
      expect(ok, JSON.stringify(conditions)).to.equal(true);
      expect(planned.quote).to.include({ valueDate: '2026-03-03', proceedsMinor: 1_232_556n });
      expect(planned.validUntil).to.equal(DEADLINE);
    });

    it('each bank sees the ask, its own limit and its own offers alone', async () => {
      await sell(world, { ask: ASK, tokens: [token], deadline: DEADLINE, valueDate: '2026-03-03' }, 'OFFERED', 'OFFERED');
      const [a, b] = [await bankDeskOf(await deskOf('maker@BANK-A-01')), await bankDeskOf(await deskOf('maker@BANK-B-01'))];
      expect([a, b].map(({ asks }) => asks.map(({ ask, offers }) => [ask, offers.length]))).to.deep.equal([[[ASK, 1]], [[ASK, 0]]]);
      expect([a.limits.length, b.limits.length]).to.deep.equal([1, 0]);
    });

    it('the seller is told all that the offer comes to, as the ledger has it', async () => {
      const { offers } = await worthOfTokens(await deskOf('maker@SUP-01'), [token]);
      const [only] = offers;
      const stored = await world.record('OFFER', `${ASK}-OFFER`, pairCollection(PAIR_A.bankMsp, PAIR_A.hostMsp));
      expect(only?.quote).to.include({ faceMinor: FACE, feesMinor: 100n, discountMinor: 17_344n, proceedsMinor: 1_232_556n, days: 111 });
      expect([only?.quote.discountMinor, only?.quote.proceedsMinor]).to.deep.equal([stored?.discountMinor, stored?.proceedsMinor]);
      expect(only).to.include({ ask: ASK, isCheapest: true, standing: 'OPEN', bank: 'BANK-A-01' });
    });

    it('a deal shows what it needs next, and the account is known the next time', async () => {
      await sell(world, { ask: ASK, tokens: [token], deadline: DEADLINE, valueDate: '2026-03-03' }, 'TAKEN', 'TAKEN');
      const { deals } = await bankDeskOf(await deskOf('maker@BANK-A-01'));
      expect(deals.map(({ ask, state, next, proceedsMinor }) => [ask, state, next.what, next.needs, proceedsMinor])).to.deep.equal([
        [ASK, 'ACCEPTED', 'register', ['registryNo'], 1_232_556n],
      ]);
      expect((await cashOf(await deskOf('maker@SUP-01'))).account).to.equal('CN-ACCT-1');
      expect((await cashOf(await deskOf('maker@SUP-02'))).account).to.equal(null);
    });
  });

  describe('afterwards', () => {
    it('a payee sees what a payment offered to him is worth, on a price that he had himself or named', async () => {
      const [receivable = ''] = await confirmed(world, 'SCH-0003', [500_000n]);
      const whole = wholeToken(receivable, 500_000n);
      await pay(world, 'maker@SUP-01', { transfer: 'PAY-0001', payee: 'SUP-02', takes: { [whole]: 500_000n } });
      const { faceMinor, indication } = await worthOfTokens(await deskOf('maker@SUP-02'), [whole]);
      expect(faceMinor).to.equal(500_000n);
      expect(indication.quote).to.equal(null);
      expect((await worthOfTokens(await deskOf('maker@SUP-01'), [whole])).indication.basis).to.include({
        kind: 'OFFER',
        bank: 'BANK-A-01',
      });
    });

    it('a stopped core fails its check', async () => {
      const [receivable = ''] = await confirmed(world, 'SCH-0004', [100_000n]);
      await act(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
        program: PROGRAM,
        ask: 'ASK-0002',
        kind: 'SALE',
        recourse: false,
        deadline: '2026-03-20T00:00:00Z',
        tokens: [wholeToken(receivable, 100_000n)],
        heldBack: [],
      });
      await world.goTo('2026-03-16');
      await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.recordOverdue, { program: PROGRAM, receivable: 'SCH-0002-01' });
      const { checks, canOffer } = await checkedAsk(await deskOf('maker@BANK-A-01'), 'ASK-0002');
      expect(canOffer).to.equal(false);
      expect(checks.find(({ check }) => check === 'core-standing')).to.deep.include({ verdict: 'FAIL' });
    });
  });
});
