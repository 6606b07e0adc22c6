import { TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act, allow, offerOf, pay, sell, wholeToken, type Sale } from '../support/sale';
import { confirmed, DIGEST, PAIR_A, PROGRAM, supplier, World } from '../support/world';

const FACE = 1_000_000n;
const PAIR_SCOPE = 'PAIR-BankAMSP-OperatorMSP';
const { financing, receivable, token } = TRANSACTIONS;

describe('sales of tokens', function () {
  this.timeout(30_000);
  let world: World;
  beforeEach(async () => {
    world = await World.found();
    await allow(world);
  });
  afterEach(() => world.end());

  const sale = (ask: string, schedule: string, more: Partial<Sale> = {}): Sale => ({
    ask,
    tokens: [wholeToken(`${schedule}-01`, FACE)],
    deadline: '2026-03-05T00:00:00Z',
    valueDate: '2026-03-03',
    ...more,
  });
  const ofAsk = (ask: string) => ({ program: PROGRAM, ask });
  const fail = (user: string, ask: string) => act(world, user, financing.fail, ofAsk(ask));
  const usage = async () => {
    const limit = await world.record('CREDIT-LIMIT', 'CORE-01/CNY', PAIR_SCOPE);
    return [limit?.usedMinor, limit?.reservedMinor];
  };

  it('a bank that accepts and never pays: after the deadline the tokens and the limit are free', async () => {
    await confirmed(world, 'NEVER', [FACE]);
    const made = sale('ASK-NEVER', 'NEVER');
    await sell(world, made, 'REGISTERED');
    expect(await outcome(fail('maker@SUP-01', 'ASK-NEVER'))).to.equal('WRONG_STATE');
    await world.goTo('2026-03-09');
    await fail('maker@SUP-01', 'ASK-NEVER');
    expect(await world.record('TOKEN', made.tokens[0] ?? '')).to.deep.include({ owner: 'SUP-01', status: 'ACTIVE', lock: null });
    expect(await usage()).to.deep.equal([0n, FACE]);
    await act(world, 'maker@BANK-A-01', financing.release, {
      ...PAIR_A,
      core: 'CORE-01',
      currency: 'CNY',
      deals: [{ ask: 'ASK-NEVER', tokens: [...made.tokens], writeOff: false }],
    });
    expect(await usage()).to.deep.equal([0n, 0n]);
  });

  it('while the bank pays the deadline does not run and the lock holds, however late it is', async () => {
    await confirmed(world, 'PAYING', [FACE]);
    const made = sale('ASK-PAYING', 'PAYING');
    await sell(world, made, 'PAYING');
    await world.goTo('2026-05-04');
    expect(await outcome(fail('maker@SUP-01', 'ASK-PAYING'))).to.equal('WRONG_STATE');
    const cut = { program: PROGRAM, token: made.tokens[0] ?? '', amountsMinor: [FACE / 2n, FACE / 2n] };
    const fault = await refused(act(world, 'maker@SUP-01', token.split, cut));
    expect([fault.code, fault.details['lockedBy']]).to.deep.equal(['WRONG_STATE', 'ASK-PAYING']);
    await act(world, 'checker@BANK-A-01', financing.disburse, ofAsk('ASK-PAYING'));
    expect((await world.record('TOKEN', made.tokens[0] ?? ''))?.owner).to.equal('BANK-A-01');
  });

  it('an offer withdrawn and taken at the same time: one commits, the other is told a stable code', async () => {
    await confirmed(world, 'RACE', [FACE]);
    await sell(world, sale('ASK-RACE', 'RACE'), 'OFFERED');
    const [seller, bank] = [await world.as('maker@SUP-01'), await world.as('maker@BANK-A-01')];
    const outcomes = await Promise.all([
      outcome(
        execute(seller, financing.take, { ...PAIR_A, ask: 'ASK-RACE', offer: offerOf('ASK-RACE'), account: 'CN-ACCT-1', reason: null }),
      ),
      outcome(execute(bank, financing.withdraw, { ...PAIR_A, offer: offerOf('ASK-RACE') })),
    ]);
    expect(outcomes).to.have.members(['DONE', 'WRONG_STATE']);
    const status = (await world.record('OFFER', offerOf('ASK-RACE'), PAIR_SCOPE))?.status;
    expect(status).to.equal(outcomes[0] === 'DONE' ? 'WON' : 'WITHDRAWN');
  });

  it('a tenor above the soft limit needs a note of the bank', async () => {
    await confirmed(world, 'LONG', [FACE], '2026-10-12');
    await sell(world, sale('ASK-LONG', 'LONG'), 'ASKED');
    const offer = (tenorNote: string | null) =>
      act(world, 'maker@BANK-A-01', financing.offer, {
        ...PAIR_A,
        ask: 'ASK-LONG',
        offer: 'OFF-LONG',
        ratePpm: 45_000,
        feesMinor: 0n,
        valueDate: '2026-03-03',
        validUntil: '2026-03-04T00:00:00Z',
        tenorNote,
        relatedNote: null,
      });
    const fault = await refused(offer(null));
    expect([fault.code, fault.details]).to.deep.equal([
      'POLICY_REFUSED',
      { rule: 'soft-tenor-months', version: 1, figure: 6, found: '2026-10-12' },
    ]);
    expect(await outcome(offer('harvest comes in autumn'))).to.equal('DONE');
  });

  it('related parties are financed only after a bank has reviewed them', async () => {
    await onboardCompanies(world.open.sessions, [supplier('SUP-KIN', { parent: 'CORE-01' })]);
    await confirmed(world, 'KINSHIP', [FACE]);
    await pay(world, 'maker@SUP-01', { transfer: 'TRF-KIN', payee: 'SUP-KIN', takes: { [wholeToken('KINSHIP-01', FACE)]: FACE } });
    await act(world, 'maker@SUP-KIN', token.accept, { program: PROGRAM, transfers: ['TRF-KIN'] });
    await sell(world, sale('ASK-KIN', 'KINSHIP', { seller: 'SUP-KIN' }), 'ASKED');
    const offer = (relatedNote: string | null) =>
      act(world, 'maker@BANK-A-01', financing.offer, {
        ...PAIR_A,
        ask: 'ASK-KIN',
        offer: 'OFF-KIN',
        ratePpm: 45_000,
        feesMinor: 0n,
        valueDate: '2026-03-03',
        validUntil: '2026-03-04T00:00:00Z',
        tenorNote: null,
        relatedNote,
      });
    expect((await refused(offer(null))).details).to.deep.include({ condition: 'related-parties-reviewed' });
    expect(await outcome(offer('priced as for strangers'))).to.equal('DONE');
  });

  it('as much as an open credit note is kept from sale', async () => {
    await confirmed(world, 'CREDIT', [FACE]);
    await act(world, 'maker@CORE-01', receivable.openCredit, {
      program: PROGRAM,
      creditor: 'SUP-01',
      debtor: 'CORE-01',
      number: 'CN-9',
      issueDate: '2026-02-27',
      amountMinor: 100_000n,
      digest: DIGEST,
    });
    const ask = (tokens: readonly string[], heldBack: readonly string[]) =>
      act(world, 'maker@SUP-01', financing.ask, {
        program: PROGRAM,
        ask: 'ASK-CREDIT',
        kind: 'SALE',
        recourse: false,
        deadline: '2026-03-05T00:00:00Z',
        tokens: [...tokens],
        heldBack: [...heldBack],
      });
    const fault = await refused(ask([wholeToken('CREDIT-01', FACE)], []));
    expect([fault.code, fault.details]).to.deep.equal(['AMOUNT_EXCEEDS', { limit: 'open credit note', have: '0', need: '100000' }]);
    await act(world, 'maker@SUP-01', token.split, {
      program: PROGRAM,
      token: wholeToken('CREDIT-01', FACE),
      amountsMinor: [900_000n, 100_000n],
    });
    expect(await outcome(ask(['CREDIT-01:0-900000'], ['CREDIT-01:900000-1000000']))).to.equal('DONE');
  });

  it('a pledge is not offered', async () => {
    await confirmed(world, 'PLEDGE', [FACE]);
    const fault = await refused(
      act(world, 'maker@SUP-01', financing.ask, {
        program: PROGRAM,
        ask: 'ASK-PLEDGE',
        kind: 'PLEDGE',
        recourse: false,
        deadline: '2026-03-05T00:00:00Z',
        tokens: [wholeToken('PLEDGE-01', FACE)],
        heldBack: [],
      }),
    );
    expect(fault.details).to.deep.include({ condition: 'kind-offered' });
  });

  it('a bank sells its purchase on only once its seller has the money, however long that takes', async () => {
    await confirmed(world, 'ONWARD', [FACE]);
    const made = sale('ASK-ONWARD', 'ONWARD');
    await sell(world, made, 'COMPLETE');
    const onward = () =>
      act(world, 'maker@BANK-A-01', financing.ask, {
        program: PROGRAM,
        ask: 'ASK-ON-2',
        kind: 'SALE',
        recourse: false,
        deadline: '2026-03-12T00:00:00Z',
        tokens: [...made.tokens],
        heldBack: [],
      });
    expect((await refused(onward())).details).to.deep.include({ current: 'CONTESTABLE' });
    await act(world, 'maker@SUP-01', financing.contestReceipt, ofAsk('ASK-ONWARD'));
    await world.goTo('2026-03-09');
    expect((await refused(onward())).details, 'contested').to.deep.include({ current: 'CONTESTABLE' });
    await act(world, 'maker@SUP-01', financing.confirmReceipt, ofAsk('ASK-ONWARD'));
    expect(await outcome(onward())).to.equal('DONE');
  });
});
