import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act, pay, paymentOf, wholeToken } from '../support/sale';
import { claim, confirmed, DIGEST, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;

describe('nothing counts twice within one transaction', function () {
  this.timeout(30_000);
  let world: World;

  before(async () => {
    world = await World.found();
  });
  after(() => world.end());

  const schedule = (id: string, ...claims: readonly ReturnType<typeof claim>[]) => ({
    id,
    creditor: 'SUP-01',
    debtor: 'CORE-01',
    claims: [...claims],
  });
  const submit = (...schedules: readonly ReturnType<typeof schedule>[]) =>
    act(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, { program: PROGRAM, schedules: [...schedules] });

  describe('a document', () => {
    it('named twice in one claim does not back it twice', async () => {
      const { documents, ...rest } = claim('ONCE', FACE);
      const doubled = { ...rest, faceMinor: 2n * FACE, documents: [...documents, ...documents] };
      expect(await outcome(submit(schedule('TWICE', doubled)))).to.equal('DOCUMENT_ALREADY_USED');
    });

    it('in two claims, or in two schedules of one batch, backs neither', async () => {
      expect(await outcome(submit(schedule('BOTH', claim('SAME', FACE), claim('SAME', FACE))))).to.equal('DOCUMENT_ALREADY_USED');
      expect(await outcome(submit(schedule('FIRST', claim('SAME', FACE)), schedule('SECOND', claim('SAME', FACE))))).to.equal(
        'DOCUMENT_ALREADY_USED',
      );
    });

    it('written another way is the same document', async () => {
      await submit(schedule('PLAIN', claim('INV 007', FACE)));
      for (const number of ['inv-007', 'INV/007', 'ＩＮＶ007']) {
        expect(await outcome(submit(schedule('OTHER', claim(number, FACE)))), number).to.equal('DOCUMENT_ALREADY_USED');
      }
    });

    it('is free again after its claim was taken back', async () => {
      await submit(schedule('BACK', claim('RETAKEN', FACE)));
      await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.void, { program: PROGRAM, receivables: ['BACK-01'] });
      expect(await outcome(submit(schedule('AGAIN', claim('RETAKEN', FACE))))).to.equal('DONE');
    });

    it('that pays a transfer cannot be submitted while the transfer is open', async () => {
      await confirmed(world, 'PAYER', [FACE]);
      await pay(world, 'maker@SUP-01', { transfer: 'PAYS', payee: 'SUP-02', takes: { [wholeToken('PAYER-01', FACE)]: FACE } });
      const own = act(world, 'maker@SUP-02', TRANSACTIONS.receivable.submit, {
        program: PROGRAM,
        schedules: [{ id: 'OWNED', creditor: 'SUP-02', debtor: 'CORE-01', claims: [claim('PAYS-INV', FACE)] }],
      });
      expect(await outcome(own)).to.equal('DOCUMENT_ALREADY_USED');
    });
  });

  describe('a credit note', () => {
    const note = {
      program: PROGRAM,
      creditor: 'SUP-01',
      debtor: 'CORE-01',
      number: 'CN-1',
      issueDate: '2026-02-25',
      amountMinor: 300_000n,
      digest: DIGEST,
    };

    it('is recorded once, by whichever side', async () => {
      await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.openCredit, note);
      expect(await outcome(act(world, 'maker@CORE-01', TRANSACTIONS.receivable.openCredit, note))).to.equal('DOCUMENT_ALREADY_USED');
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.receivable.openCredit, note))).to.equal('DOCUMENT_ALREADY_USED');
      expect((await world.record('OPEN-CREDIT', 'SUP-01/CORE-01'))?.openMinor).to.equal(300_000n);
    });

    it('concerns a core: nobody names himself debtor to use up another’s document numbers', async () => {
      const grief = { ...note, debtor: 'SUP-03', number: 'CN-2' };
      expect((await refused(act(world, 'maker@SUP-03', TRANSACTIONS.receivable.openCredit, grief))).details).to.deep.include({
        condition: 'debtor-is-core',
      });
    });

    it('is covered by what the seller keeps, each token counted once', async () => {
      await confirmed(world, 'CREDIT', [FACE, 100_000n]);
      const [sold, kept] = [wholeToken('CREDIT-01', FACE), wholeToken('CREDIT-02', 100_000n)];
      const ask = (heldBack: string[]) =>
        act(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
          program: PROGRAM,
          ask: 'ASK-CREDIT',
          kind: 'SALE',
          recourse: false,
          deadline: '2026-03-05T00:00:00Z',
          tokens: [sold],
          heldBack,
        });
      expect(await outcome(ask([kept]))).to.equal('AMOUNT_EXCEEDS');
      expect(await outcome(ask([kept, kept, kept]))).to.equal('MALFORMED');
      expect(await outcome(ask([sold]))).to.equal('AMOUNT_EXCEEDS');
    });
  });

  describe('an id', () => {
    it('names one schedule, one transfer, one company of a batch', async () => {
      expect(await outcome(submit(schedule('IDEM', claim('IDEM-1', FACE)), schedule('IDEM', claim('IDEM-2', FACE))))).to.equal('MALFORMED');
      await confirmed(world, 'PARTS', [FACE, FACE]);
      const payments = [wholeToken('PARTS-01', FACE), wholeToken('PARTS-02', FACE)].map((token, index) =>
        paymentOf({ transfer: 'TWO-IN-ONE', payee: `SUP-0${index + 2}`, takes: { [token]: FACE } }),
      );
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, { program: PROGRAM, payments }))).to.equal('MALFORMED');
    });

    it('names a token once, in one payment and over all payments', async () => {
      const token = wholeToken('PARTS-01', FACE);
      const half = (transfer: string, payee: string) => paymentOf({ transfer, payee, takes: { [token]: 500_000n } });
      const payments = [half('HALF-1', 'SUP-02'), half('HALF-2', 'SUP-03')];
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, { program: PROGRAM, payments }))).to.equal('MALFORMED');
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.token.merge, { program: PROGRAM, tokens: [token, token] }))).to.equal(
        'MALFORMED',
      );
      expect(
        await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: [token, token] })),
      ).to.equal('MALFORMED');
    });
  });
});
