import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const BANK = 'maker@BANK-B-01';
const OPERATOR = 'maker@OPERATOR-01';

type Row = Readonly<Record<string, unknown>>;

describe('what is done when money does not come', () => {
  let served: Served;

  before(async function () {
    this.timeout(60_000);
    served = await Served.start();
  });
  after(() => served.end());
  afterEach('nothing is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const rowsOf = async (path: string, as: string): Promise<readonly Row[]> => (await served.get(path, as)).body['rows'] as readonly Row[];
  const endable = (as: string): Promise<readonly Row[]> => rowsOf(`${PROGRAM}/endable-deals`, as);
  const tell = (path: string, as: string, body: object): Promise<Reply> =>
    served.post(path, { as, body: { program: 'DEMO-CNY', ...body } });

  it('a payment that is late is noted once: after the days of grace as a default, and the core is stopped', async () => {
    const late = async (as: string): Promise<Row> => (await served.get(`${PROGRAM}/late-payments`, as)).body;
    const payments = (await late('maker@BANK-A-01'))['payments'] as readonly Row[];
    expect(payments.map(({ receivable, outstandingMinor, noted, next }) => [receivable, outstandingMinor, noted, next])).to.deep.equal([
      ['SEED-0001-02', '7500000', 'NOTHING', 'overdue'],
      ['SEED-0001-03', '4200000', 'NOTHING', 'overdue'],
    ]);
    expect((await late('maker@SUP-02'))['payments'], 'another supplier’s').to.deep.equal([]);
    const noted = await tell('/transactions/receivable/recordOverdue', 'maker@SUP-01', { receivable: 'SEED-0001-03' });
    expect(noted.status, JSON.stringify(noted.body)).to.equal(200);
    const after = await late('maker@SUP-01');
    expect((after['payments'] as readonly Row[])[1]).to.include({ noted: 'DEFAULT', next: null });
    expect(after['standings']).to.deep.equal([{ core: 'CORE-01', standing: 'STOPPED' }]);
    const paid = { receivable: 'SEED-0001-03', bankReference: 'LATE-0001', receivedMinor: '4200000', interestMinor: '0' };
    expect((await tell('/transactions/settlement/settle', 'maker@BANK-A-01', paid)).status).to.equal(200);
    expect(((await late('maker@SUP-01'))['payments'] as readonly Row[])[1]).to.include({ noted: 'DEFAULT', next: 'cure' });
    await tell('/transactions/receivable/recordCure', 'maker@SUP-01', { receivable: 'SEED-0001-03' });
    expect(((await late('maker@SUP-01'))['payments'] as readonly Row[]).map(({ receivable }) => receivable)).to.deep.equal([
      'SEED-0001-02',
    ]);
  });

  it('a deal that is not paid in time can be ended by seller and bank, not before; then the bank frees its limit', async () => {
    const release = (asks: readonly string[], as: string): Promise<Reply> =>
      served.post(`${PROGRAM}/commands/release`, { as, body: { asks } });
    expect(await endable('maker@SUP-02')).to.deep.equal([]);
    const [program] = await rowsOf(`${PROGRAM}/lists/programs`, OPERATOR);
    const clockOffsetDays = Number(program?.['clockOffsetDays']) + 6;
    expect((await tell('/transactions/program/advanceClock', OPERATOR, { clockOffsetDays })).status).to.equal(200);
    const [deal] = await endable('maker@SUP-02');
    expect(deal).to.deep.include({ seller: 'SUP-02', bank: 'BANK-B-01', endings: ['FAIL'] });
    const ask = String(deal?.['ask']);
    expect((await release([ask], BANK)).body['code']).to.equal('WRONG_STATE');
    expect((await tell('/transactions/financing/fail', 'maker@SUP-02', { ask })).status).to.equal(200);
    expect(await endable('maker@SUP-02')).to.deep.equal([]);
    expect((await endable(BANK))[0]).to.deep.include({ ask, state: 'FAILED', endings: ['RELEASE'] });
    expect((await release([ask], 'maker@BANK-A-01')).status, 'another bank').to.be.oneOf([403, 404]);
    expect((await release([ask], BANK)).status).to.equal(200);
    expect(await endable(BANK)).to.deep.equal([]);
    expect((await release([ask], BANK)).body['code'], 'once').to.equal('WRONG_STATE');
  });

  it('what the operator proposes is told with what it changes, to organisations’ own companies alone', async () => {
    const [policy = {}] = await rowsOf('/policies', OPERATOR);
    const rules = (policy['rules'] as readonly Row[]).map((each) => (each['rule'] === 'soft-tenor-months' ? { ...each, figure: 7 } : each));
    const content = { kind: 'POLICY', schemaVersion: 1, version: 2, effectiveFrom: '2026-05-01', rules };
    const proposed = await served.post('/transactions/company/propose', {
      as: OPERATOR,
      body: { proposal: 'PRO-HTTP-1', subject: 'POLICY', content },
    });
    expect(proposed.status, JSON.stringify(proposed.body)).to.equal(200);
    expect((await served.get('/proposals', 'maker@SUP-01')).status).to.equal(403);
    const [first = {}] = await rowsOf('/proposals', 'maker@REGULATOR-01');
    expect(first).to.include({ proposal: 'PRO-HTTP-1', subject: 'POLICY', about: '2', proposedBy: 'OPERATOR-01/maker', status: 'OPEN' });
    expect(first['changes']).to.deep.include({
      field: 'soft-tenor-months',
      was: '6 (Yinfa [2025] 77, Art 11)',
      becomes: '7 (Yinfa [2025] 77, Art 11)',
    });
    expect((first['changes'] as readonly Row[]).map(({ field }) => field)).to.have.members([
      'version',
      'effectiveFrom',
      'soft-tenor-months',
    ]);
    const refuse = (as: string): Promise<Reply> => served.post('/transactions/company/refuse', { as, body: { proposal: 'PRO-HTTP-1' } });
    expect((await refuse('maker@BANK-A-01')).body['code']).to.equal('NOT_AUTHORISED');
    expect((await refuse('checker@OPERATOR-01')).status).to.equal(200);
    const approved = await served.post('/transactions/company/approve', { as: 'checker@OPERATOR-01', body: { proposal: 'PRO-HTTP-1' } });
    expect(approved.body['code']).to.equal('WRONG_STATE');
  });
});
