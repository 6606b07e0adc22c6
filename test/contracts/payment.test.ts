import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act, allow, pay, sell, wholeToken } from '../support/sale';
import { confirmed, PROGRAM, submitted, World } from '../support/world';

const FACE = 1_000_000n;
const { financing, receivable, settlement, token, company } = TRANSACTIONS;

describe('payment of a receivable', function () {
  this.timeout(30_000);
  let world: World;
  beforeEach(async () => {
    world = await World.found();
  });
  afterEach(() => world.end());

  let references = 0;
  const settle = async (id: string, receivedMinor: bigint, interestMinor = 0n): Promise<string> => {
    references += 1;
    const bankReference = `BR-${id}-${references}`;
    await act(world, 'maker@BANK-A-01', settlement.settle, {
      program: PROGRAM,
      receivable: id,
      bankReference,
      receivedMinor,
      interestMinor,
    });
    return bankReference;
  };
  const redeem = (...tokens: readonly string[]) =>
    act(world, 'maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: [...tokens] });
  const first = async (schedule: string) => (await world.record('SCHEDULE', schedule))?.receivables[0];
  const overdue = (id: string) => act(world, 'maker@SUP-01', receivable.recordOverdue, { program: PROGRAM, receivable: id });
  const cure = (id: string) => act(world, 'maker@SUP-01', receivable.recordCure, { program: PROGRAM, receivable: id });
  const standing = async () => (await world.record('CORE-STANDING', 'CORE-01'))?.standing;

  it('is taken early, when due, overdue and after default alike', async () => {
    await confirmed(world, 'ALWAYS', [FACE], '2026-03-20');
    for (const day of ['2026-03-03', '2026-03-20', '2026-03-23']) {
      await world.goTo(day);
      await settle('ALWAYS-01', 200_000n);
      expect((await first('ALWAYS'))?.status, day).to.equal('PART_PAID');
    }
    await world.goTo('2026-03-27');
    await overdue('ALWAYS-01');
    expect((await first('ALWAYS'))?.status).to.equal('DEFAULTED');
    await settle('ALWAYS-01', 200_000n);
    expect((await first('ALWAYS'))?.status).to.equal('PART_PAID');
    await settle('ALWAYS-01', 200_000n);
    expect(await first('ALWAYS')).to.deep.include({ status: 'SETTLED', paidMinor: FACE });
  });

  it('of more than the debt becomes a refund item, given back once', async () => {
    await confirmed(world, 'OVER', [FACE]);
    const reference = await settle('OVER-01', FACE + 250n);
    expect(await world.record('SETTLEMENT', reference)).to.deep.include({
      principalMinor: FACE,
      overpaidMinor: 250n,
      refundReference: null,
    });
    const refund = (refundReference: string) =>
      act(world, 'maker@BANK-A-01', settlement.refund, { program: PROGRAM, bankReference: reference, refundReference });
    await refund('RF-0001');
    expect((await world.record('SETTLEMENT', reference))?.refundReference).to.equal('RF-0001');
    expect(await outcome(refund('RF-0002'))).to.equal('WRONG_STATE');
    expect(await first('OVER')).to.deep.include({ status: 'SETTLED', paidMinor: FACE });
  });

  it('is booked under a bank reference once, and by the settlement bank alone', async () => {
    await confirmed(world, 'ONCE', [FACE, FACE]);
    const book = (user: string, id: string) =>
      act(world, user, settlement.settle, {
        program: PROGRAM,
        receivable: id,
        bankReference: 'BR-SAME',
        receivedMinor: 50_000n,
        interestMinor: 0n,
      });
    await book('maker@BANK-A-01', 'ONCE-01');
    expect(await outcome(book('maker@BANK-A-01', 'ONCE-02'))).to.equal('WRONG_STATE');
    expect(await outcome(book('maker@BANK-B-01', 'ONCE-02'))).to.equal('NOT_AUTHORISED');
  });

  it('late carries interest apart from principal, 0.05 % a day from the payment date', async () => {
    await confirmed(world, 'LATE', [FACE], '2026-03-20');
    await world.goTo('2026-03-24');
    expect(await outcome(settle('LATE-01', 10_000n, 2_001n))).to.equal('AMOUNT_EXCEEDS');
    await settle('LATE-01', FACE + 2_000n, 2_000n);
    expect(await first('LATE')).to.deep.include({
      status: 'SETTLED',
      paidMinor: FACE,
      interestAccruedMinor: 2_000n,
      interestPaidMinor: 2_000n,
    });
    await redeem(wholeToken('LATE-01', FACE));
    expect((await world.record('RESTING', 'LATE'))?.tokens[0]).to.deep.include({
      status: 'REDEEMED',
      redeemedThroughMinor: FACE,
      interestThroughMinor: 2_000n,
    });
  });

  it('missing beyond the days of grace stops the core until it is cured', async () => {
    await confirmed(world, 'DEFAULT', [FACE], '2026-03-20');
    await confirmed(world, 'OTHER', [FACE]);
    const [next = ''] = await submitted(world, 'NEXT', [FACE]);
    const check = () => act(world, 'maker@CORE-01', receivable.check, { program: PROGRAM, receivables: [next] });
    expect(await outcome(overdue('DEFAULT-01'))).to.equal('CONDITION_UNMET');
    await world.goTo('2026-03-23');
    await overdue('DEFAULT-01');
    expect([await standing(), (await first('DEFAULT'))?.status]).to.deep.equal(['GOOD', 'CONFIRMED']);
    await world.goTo('2026-03-26');
    await overdue('DEFAULT-01');
    expect([await standing(), (await first('DEFAULT'))?.status]).to.deep.equal(['STOPPED', 'DEFAULTED']);
    expect((await refused(check())).details['items']).to.have.nested.property('[0].details.current', 'STOPPED');
    const split = { program: PROGRAM, token: wholeToken('DEFAULT-01', FACE), amountsMinor: [FACE / 2n, FACE / 2n] };
    expect((await refused(act(world, 'maker@SUP-01', token.split, split))).details).to.deep.include({
      current: 'DEFAULTED',
      of: 'receivable',
    });
    expect(await outcome(cure('DEFAULT-01'))).to.equal('WRONG_STATE');
    await settle('DEFAULT-01', FACE);
    await cure('DEFAULT-01');
    expect(await standing()).to.equal('GOOD');
    expect(await outcome(check())).to.equal('DONE');
  });

  it('to a blocked holder goes to him of record all the same, and he may not assign', async () => {
    await confirmed(world, 'BLOCKED', [FACE]);
    await act(world, 'maker@REGULATOR-01', company.setStatus, { company: 'SUP-01', status: 'BLOCKED' });
    const id = wholeToken('BLOCKED-01', FACE);
    expect(await outcome(pay(world, 'maker@SUP-01', { transfer: 'TRF-BLOCKED', payee: 'SUP-02', takes: { [id]: FACE } }))).to.equal(
      'NOT_AUTHORISED',
    );
    await settle('BLOCKED-01', FACE);
    await redeem(id);
    expect((await world.record('RESTING', 'BLOCKED'))?.tokens[0]).to.deep.include({
      owner: 'SUP-01',
      status: 'REDEEMED',
      redeemedThroughMinor: FACE,
    });
  });

  it('that never comes lets a bank take recourse, also when an instalment came after the default', async () => {
    await allow(world);
    await confirmed(world, 'RECOURSE', [FACE], '2026-03-20');
    const id = wholeToken('RECOURSE-01', FACE);
    await sell(
      world,
      {
        ask: 'ASK-REC',
        tokens: [id],
        recourse: true,
        deadline: '2026-03-05T00:00:00Z',
        valueDate: '2026-03-03',
      },
      'COMPLETE',
    );
    const recourse = () => act(world, 'checker@BANK-A-01', financing.recourse, { program: PROGRAM, ask: 'ASK-REC', tokens: [id] });
    expect(await outcome(recourse())).to.equal('WRONG_STATE');
    await world.goTo('2026-03-26');
    await overdue('RECOURSE-01');
    await settle('RECOURSE-01', 100_000n);
    await redeem(id);
    expect(await outcome(recourse()), 'no longer in default').to.equal('WRONG_STATE');
    await overdue('RECOURSE-01');
    await recourse();
    expect(await world.record('TOKEN', id)).to.deep.include({ owner: 'SUP-01', tier: 1, origin: null, redeemedThroughMinor: 100_000n });
    expect((await world.record('ASK', 'ASK-REC'))?.deal?.state).to.equal('RECOURSED');
  });

  it('goes to the pages of one host at a time, in any order', async () => {
    await allow(world);
    await confirmed(world, 'PAGES', [FACE, FACE]);
    const [kept, sold] = [wholeToken('PAGES-01', FACE), wholeToken('PAGES-02', FACE)];
    await sell(world, { ask: 'ASK-PAGES', tokens: [sold], deadline: '2026-03-05T00:00:00Z', valueDate: '2026-03-03' }, 'COMPLETE');
    for (const id of ['PAGES-01', 'PAGES-02']) await settle(id, FACE);
    expect((await refused(redeem(kept, sold))).details).to.deep.equal({ condition: 'one-host' });
    await redeem(sold);
    await redeem(kept);
    expect((await world.record('TOKEN', sold))?.status).to.equal('REDEEMED');
  });
});
