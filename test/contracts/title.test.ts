import { TRANSACTIONS, type Fault } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { itemsOf, outcome, refused } from '../support/refused';
import { act, wholeToken } from '../support/sale';
import { claim, confirmed, DIGEST, PROGRAM, submitted, World } from '../support/world';

const FACE = 1_000_000n;
const { receivable, token } = TRANSACTIONS;

describe('title to a receivable', function () {
  this.timeout(30_000);
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.end());

  const check = (...receivables: readonly string[]) =>
    act(world, 'maker@CORE-01', receivable.check, { program: PROGRAM, receivables: [...receivables] });
  const confirm = (user: string, ...receivables: readonly string[]) =>
    act(world, user, receivable.confirm, { program: PROGRAM, receivables: [...receivables], undertakingDigest: DIGEST });
  const stateOf = async (schedule: string) => (await world.record('SCHEDULE', schedule))?.receivables[0];
  const figures = ({ details }: Fault) => (details['items'] as readonly { readonly details: object }[])[0]?.details;

  describe('is not confirmed', () => {
    it('beyond the hard tenor, and the refusal names rule, version and figure', async () => {
      const [id = ''] = await submitted(world, 'TENOR', [FACE], '2027-03-03');
      const fault = await refused(check(id));
      expect([fault.code, figures(fault)]).to.deep.equal([
        'POLICY_REFUSED',
        { rule: 'hard-tenor-months', version: 1, figure: 12, found: '2027-03-03' },
      ]);
    });

    it('beyond the horizon of the calendar: CNY is known to the end of 2026', async () => {
      const [id = ''] = await submitted(world, 'HORIZON', [FACE], '2027-01-04');
      await check(id);
      const fault = await refused(confirm('checker@CORE-01', id));
      expect(fault.code).to.equal('POLICY_REFUSED');
      expect(figures(fault)).to.deep.include({ rule: 'calendar', currency: 'CNY', to: '2026-12-31' });
    });

    it('by a maker, nor before it was checked', async () => {
      const [id = ''] = await submitted(world, 'PERSONS', [FACE]);
      expect(await outcome(confirm('checker@CORE-01', id))).to.equal('WRONG_STATE');
      await check(id);
      expect(await outcome(confirm('maker@CORE-01', id))).to.equal('NOT_AUTHORISED');
      expect(await outcome(act(world, 'checker@CORE-01', receivable.check, { program: PROGRAM, receivables: [id] }))).to.equal(
        'NOT_AUTHORISED',
      );
    });

    it('for more than its invoices less its credit notes', async () => {
      const note = { type: 'CREDIT-NOTE' as const, number: 'NET-CN', issueDate: '2026-02-21', amountMinor: 1n, digest: DIGEST };
      const netted = (faceMinor: bigint) =>
        act(world, 'maker@SUP-01', receivable.submit, {
          program: PROGRAM,
          schedules: [
            {
              id: 'NETTED',
              creditor: 'SUP-01',
              debtor: 'CORE-01',
              claims: [{ ...claim('NET-1', faceMinor), documents: [...claim('NET-1', FACE).documents, note] }],
            },
          ],
        });
      expect(await outcome(netted(FACE))).to.equal('AMOUNT_EXCEEDS');
      expect(await outcome(netted(FACE - 1n))).to.equal('DONE');
    });
  });

  it('that falls due on a holiday is paid on the next working day', async () => {
    await confirmed(world, 'HOLIDAY', [FACE], '2026-06-19'); // the Dragon Boat Festival, a Friday
    expect(await stateOf('HOLIDAY')).to.deep.include({ dueDate: '2026-06-19', payDate: '2026-06-22', status: 'CONFIRMED' });
  });

  it('is checked anew after a return: what was checked before is cleared', async () => {
    const [id = ''] = await submitted(world, 'RETURNED', [FACE]);
    await check(id);
    await act(world, 'maker@CORE-01', receivable.return, { program: PROGRAM, receivables: [id], reason: 'WRONG-PRICE' });
    expect(await stateOf('RETURNED')).to.deep.include({ status: 'RETURNED', checkedBy: null, returnReason: 'WRONG-PRICE' });
    await act(world, 'maker@SUP-01', receivable.revise, { program: PROGRAM, receivable: id, claim: claim('RETURNED-INV-2', FACE - 1n) });
    await act(world, 'maker@SUP-01', receivable.resubmit, { program: PROGRAM, receivable: id });
    expect(await stateOf('RETURNED')).to.deep.include({ status: 'SUBMITTED', checkedBy: null, faceMinor: FACE - 1n, returnReason: null });
    expect(await outcome(confirm('checker@CORE-01', id))).to.equal('WRONG_STATE');
    await check(id);
    expect(await outcome(confirm('checker@CORE-01', id))).to.equal('DONE');
  });

  describe('is reduced or cancelled by debtor and first creditor together', () => {
    const propose = (user: string, reduction: string, schedule: string, what: 'REDUCE' | 'CANCEL', ...tokens: readonly string[]) =>
      act(world, user, receivable.proposeReduction, {
        program: PROGRAM,
        reduction,
        receivable: `${schedule}-01`,
        what,
        tokens: [...tokens],
        reason: 'CREDIT-NOTE',
        evidenceDigest: DIGEST,
      });
    const agree = (user: string, reduction: string) => act(world, user, receivable.agreeReduction, { program: PROGRAM, reduction });

    it('one side alone changes nothing, a third party less', async () => {
      await confirmed(world, 'ALONE', [FACE]);
      expect(await outcome(propose('checker@SUP-02', 'RED-0', 'ALONE', 'CANCEL', wholeToken('ALONE-01', FACE)))).to.equal('NOT_AUTHORISED');
      await propose('checker@SUP-01', 'RED-1', 'ALONE', 'CANCEL', wholeToken('ALONE-01', FACE));
      expect(await outcome(agree('checker@SUP-01', 'RED-1'))).to.equal('NOT_AUTHORISED');
      expect((await stateOf('ALONE'))?.status).to.equal('CONFIRMED');
    });

    it('a cancellation ends the receivable and its only token', async () => {
      await confirmed(world, 'CANCEL', [FACE]);
      await propose('checker@CORE-01', 'RED-2', 'CANCEL', 'CANCEL', wholeToken('CANCEL-01', FACE));
      await agree('checker@SUP-01', 'RED-2');
      expect(await stateOf('CANCEL')).to.deep.include({ status: 'CANCELLED', cancelled: [{ from: 0n, to: FACE }] });
      expect((await world.record('RESTING', 'CANCEL'))?.tokens[0]?.status).to.equal('CANCELLED');
    });

    it('a reduction takes a range out, and what is left is the whole debt', async () => {
      await confirmed(world, 'REDUCE', [FACE]);
      await act(world, 'maker@SUP-01', token.split, {
        program: PROGRAM,
        token: wholeToken('REDUCE-01', FACE),
        amountsMinor: [300_000n, 700_000n],
      });
      await propose('checker@SUP-01', 'RED-3', 'REDUCE', 'REDUCE', 'REDUCE-01:0-300000');
      await agree('checker@CORE-01', 'RED-3');
      const paid = { program: PROGRAM, receivable: 'REDUCE-01', bankReference: 'BR-RED', receivedMinor: 700_001n, interestMinor: 0n };
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, paid);
      expect(await stateOf('REDUCE')).to.deep.include({ status: 'SETTLED', paidMinor: 700_000n });
      expect((await world.record('SETTLEMENT', 'BR-RED'))?.overpaidMinor).to.equal(1n);
    });

    it('not once anything was paid, and not of a token that has moved on', async () => {
      await confirmed(world, 'PAID', [FACE]);
      const paid = { program: PROGRAM, receivable: 'PAID-01', bankReference: 'BR-PAID', receivedMinor: 50_000n, interestMinor: 0n };
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, paid);
      expect(await outcome(propose('checker@CORE-01', 'RED-4', 'PAID', 'CANCEL', wholeToken('PAID-01', FACE)))).to.equal('WRONG_STATE');
      expect(await outcome(propose('checker@CORE-01', 'RED-5', 'HOLIDAY', 'REDUCE', 'HOLIDAY-01:0-300000'))).to.equal('NOT_FOUND');
    });
  });

  describe('in a batch of 200 is all or nothing', () => {
    const ids = Array.from(
      { length: 200 },
      (_none, index) => `BIG-${1 + Math.floor(index / 25)}-${String(1 + (index % 25)).padStart(2, '0')}`,
    );
    const schedules = (face: (id: string) => bigint) =>
      Array.from({ length: 8 }, (_none, schedule) => ({
        id: `BIG-${schedule + 1}`,
        creditor: 'SUP-01',
        debtor: 'CORE-01',
        claims: ids.slice(schedule * 25, schedule * 25 + 25).map((id) => ({ ...claim(`INV-${id}`, FACE), faceMinor: face(id) })),
      }));
    const BAD = [ids[3] ?? '', ids[199] ?? ''];
    const named = (code: string, details: object) => BAD.map((item) => ({ item, code, details }));

    it('of submission: two claims above their invoices are named and no schedule is made', async () => {
      const order = (face: (id: string) => bigint) => ({ program: PROGRAM, schedules: schedules(face) });
      const fault = await refused(
        act(
          world,
          'maker@SUP-01',
          receivable.submit,
          order((id) => (BAD.includes(id) ? FACE + 1n : FACE)),
        ),
      );
      expect([fault.code, itemsOf(fault)]).to.deep.equal(['AMOUNT_EXCEEDS', named('AMOUNT_EXCEEDS', { have: '1000000', need: '1000001' })]);
      expect(await world.record('SCHEDULE', 'BIG-1')).to.equal(null);
      await act(
        world,
        'maker@SUP-01',
        receivable.submit,
        order(() => FACE),
      );
    });

    it('of check and of confirmation: the two that were returned are named and nothing changes', async () => {
      await act(world, 'maker@CORE-01', receivable.return, { program: PROGRAM, receivables: BAD, reason: 'WRONG-PRICE' });
      const wrong = named('WRONG_STATE', { current: 'RETURNED', allowed: ['SUBMITTED'] });
      expect(itemsOf(await refused(check(...ids)))).to.deep.equal(wrong);
      expect((await stateOf('BIG-1'))?.status).to.equal('SUBMITTED');
      await check(...ids.filter((id) => !BAD.includes(id)));
      expect(itemsOf(await refused(confirm('checker@CORE-01', ...ids)))).to.deep.equal(
        named('WRONG_STATE', { current: 'RETURNED', allowed: ['CHECKED'] }),
      );
      expect(await world.record('RESTING', 'BIG-1')).to.equal(null);
      expect((await confirm('checker@CORE-01', ...ids.filter((id) => !BAD.includes(id)))).result).to.deep.include({ count: 198 });
    });

    it('of one item more is refused before anything is looked at', async () => {
      expect(await outcome(check(...ids, 'TENOR-01'))).to.equal('MALFORMED');
    });
  });
});
