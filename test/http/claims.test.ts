import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const SUPPLIER = 'maker@SUP-01';
const CORE = 'checker@CORE-01';
const INVOICE = { number: 'FORM-1', issueDate: '2026-04-20', amountMinor: '7000000' };

type Row = Readonly<Record<string, unknown>>;

describe('one invoice at a time', () => {
  let served: Served;

  before(async function () {
    this.timeout(60_000);
    served = await Served.start();
  });
  after(() => served.end());
  afterEach('nothing is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const send = (command: string, as: string, body: object, query = ''): Promise<Reply> =>
    served.post(`${PROGRAM}/commands/${command}${query}`, { as, body });
  const tree = async (receivable: string): Promise<Row> => (await served.get(`${PROGRAM}/receivables/${receivable}/tree`, CORE)).body;

  describe('is submitted', () => {
    it('not in another supplier’s name, not for more than the invoice, and not when it is due already', async () => {
      expect((await send('submit', SUPPLIER, { creditor: 'SUP-02', invoice: INVOICE })).body['code']).to.equal('NOT_AUTHORISED');
      expect((await send('submit', SUPPLIER, { creditor: 'NOBODY', invoice: INVOICE })).body['code']).to.equal('NOT_FOUND');
      expect((await send('submit', SUPPLIER, { invoice: INVOICE, faceMinor: '7000001' })).body['code']).to.equal('AMOUNT_EXCEEDS');
      expect((await send('submit', SUPPLIER, { invoice: INVOICE, dueDate: '2026-04-27' })).body['code']).to.equal('CONDITION_UNMET');
    });

    it('with the program’s usual terms, once for one key', async () => {
      const headers = { 'idempotency-key': 'FORM-KEY-1' };
      const first = await served.post(`${PROGRAM}/commands/submit`, { as: SUPPLIER, body: { invoice: INVOICE }, headers });
      const again = await served.post(`${PROGRAM}/commands/submit`, { as: SUPPLIER, body: { invoice: INVOICE }, headers });
      expect(again.body['receivable']).to.equal(first.body['receivable']);
      expect(await tree(String(first.body['receivable']))).to.include({
        status: 'SUBMITTED',
        creditor: 'SUP-01',
        debtor: 'CORE-01',
        deliveryDate: '2026-04-20',
        dueDate: '2026-06-19',
      });
    });

    it('by the core in the name of a supplier, and no second time', async () => {
      const body = { creditor: 'SUP-02', invoice: { ...INVOICE, number: 'FORM-2' }, dueDate: '2026-08-24' };
      expect((await send('submit', CORE, body)).status).to.equal(200);
      expect((await send('submit', CORE, body)).body['code']).to.equal('DOCUMENT_ALREADY_USED');
    });

    it('and corrected after the core sent it back, by a job that names each', async () => {
      const submitted = await send('submit', SUPPLIER, { invoice: { ...INVOICE, number: 'FORM-3' } });
      const receivable = String(submitted.body['receivable']);
      const correction = { receivable, invoice: { ...INVOICE, number: 'FORM-3', amountMinor: '6500000' }, dueDate: '2026-08-24' };
      expect((await send('revise', SUPPLIER, correction)).body['code'], 'not sent back').to.equal('WRONG_STATE');
      const begun = await served.post(`${PROGRAM}/jobs/return`, {
        as: CORE,
        body: { receivables: [receivable, 'SEED-0001-01'], reason: 'WRONG_AMOUNT' },
      });
      let job = begun.body;
      while (job['state'] === 'RUNNING') job = (await served.get(`/jobs/${String(job['job'])}`, CORE)).body;
      expect(job).to.include({ kind: 'RETURN', state: 'DONE' });
      const { refused } = job['result'] as { readonly refused: readonly Row[] };
      expect(refused.map(({ item, code, details }) => [item, code, (details as Row)['current']])).to.deep.equal([
        ['SEED-0001-01', 'WRONG_STATE', 'SETTLED'],
      ]);
      expect((await send('revise', SUPPLIER, correction)).status).to.equal(200);
      expect(await tree(receivable)).to.include({ status: 'DRAFT', faceMinor: '6500000', dueDate: '2026-08-24' });
    });
  });

  describe('is reduced by a credit note', () => {
    const reduction = { receivable: 'SEED-0004-03', amountMinor: '100000', reason: 'PRICE_REDUCED' };

    it('not by a maker, not by more than is free, and not by a core where a token would have to be cut', async () => {
      expect((await send('reduce', 'maker@SUP-03', reduction)).body['code']).to.equal('NOT_AUTHORISED');
      expect((await send('reduce', 'checker@SUP-03', { ...reduction, amountMinor: '5500001' })).body['code']).to.equal('AMOUNT_EXCEEDS');
      const refused = await send('reduce', CORE, reduction);
      expect(refused.body).to.include({ code: 'CONDITION_UNMET' });
      expect(refused.body['details']).to.include({ condition: 'whole-tokens' });
      expect((await send('reduce', CORE, { ...reduction, receivable: 'SEED-0001-02' })).status, 'paid in part').to.be.above(400);
    });

    it('proposed by the supplier, whose token is cut, and agreed to by the other side alone', async () => {
      const proposed = await send('reduce', 'checker@SUP-03', reduction);
      expect(proposed.body).to.include({ dryRun: false });
      expect(proposed.body['tokens']).to.deep.equal(['SEED-0004-03:0-100000']);
      const id = String(proposed.body['reduction']);
      const rows = async (as: string): Promise<readonly Row[]> =>
        (await served.get(`${PROGRAM}/reductions`, as)).body['rows'] as readonly Row[];
      expect((await rows('checker@SUP-03'))[0]).to.include({ reduction: id, amountMinor: '100000', isOursToAgree: false });
      expect((await rows(CORE))[0]).to.include({ reduction: id, isOursToAgree: true, status: 'PROPOSED' });
      expect(await rows('checker@SUP-01'), 'another supplier').to.deep.equal([]);
      const agree = (as: string): Promise<Reply> =>
        served.post('/transactions/receivable/agreeReduction', { as, body: { program: 'DEMO-CNY', reduction: id } });
      expect((await agree('checker@SUP-03')).body['code']).to.equal('NOT_AUTHORISED');
      expect((await agree(CORE)).status).to.equal(200);
      expect((await rows(CORE))[0]).to.include({ status: 'AGREED', isOursToAgree: false });
    });

    it('as a whole: all of it is cancelled', async () => {
      const { body } = await send('reduce', CORE, { receivable: 'SEED-0004-04', reason: 'INVOICED_TWICE' });
      const order = { program: 'DEMO-CNY', reduction: body['reduction'] };
      expect((await served.post('/transactions/receivable/agreeReduction', { as: 'checker@SUP-03', body: order })).status).to.equal(200);
      expect(await tree('SEED-0004-04')).to.include({ status: 'CANCELLED' });
    });
  });
});
