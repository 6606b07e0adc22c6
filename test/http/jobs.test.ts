import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const CORE = 'maker@CORE-01';
const CHECKER = 'checker@CORE-01';
const SUPPLIER = 'maker@SUP-01';
const IMPORT = `${PROGRAM}/jobs/import`;
const CSV = { 'content-type': 'text/csv' };

type Row = Readonly<Record<string, unknown>>;

/** A core's file: rows of invoice, supplier, amount. */
const fileOf = (rows: readonly (readonly [string, string, string])[]): string =>
  [
    'Invoice No,Supplier,Invoice Date,Due Date,Amount',
    ...rows.map(([number, supplier, amount]) => `${number},${supplier},2026-04-20,2026-08-24,${amount}`),
  ].join('\n');

/** Companies as files call them: by their name in any case, or by their id. */
const NAMES = ['Hengda Precision Parts', 'JIAXING CASTINGS', 'SUP-03', 'Taizhou Coatings'];
const MANY = fileOf(
  Array.from({ length: 450 }, (_row, index) => [`JOB-${index}`, NAMES[index % NAMES.length] ?? '', `${1000 + index}.50`]),
);

describe('jobs', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());
  afterEach('no job is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const upload = (query: string, body: string, as = CORE, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    served.post(`${IMPORT}${query}`, { as, body, headers: { ...CSV, ...headers } });

  const ended = async ({ status, body }: Reply, as: string): Promise<Row> => {
    expect(status, JSON.stringify(body)).to.equal(202);
    for (;;) {
      const { body: job } = await served.get(`/jobs/${String(body['job'])}`, as);
      if (job['state'] !== 'RUNNING') return job;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const resultOf = (job: Row): Row => {
    expect(job['problem']).to.equal(null);
    return job['result'] as Row;
  };
  const count = async (query: string): Promise<number> => {
    let found = 0;
    for (let after = ''; ;) {
      const { body } = await served.get(`${PROGRAM}/receivables?limit=200&${query}${after}`, CORE);
      found += (body['items'] as readonly Row[]).length;
      if (body['next'] === null) return found;
      after = `&after=${body['next'] as string}`;
    }
  };

  describe('that import a file', () => {
    it('are refused for what is no file of receivables, and the job says why', async () => {
      expect((await upload('', '', CORE, { 'content-type': 'application/json' })).status).to.equal(400);
      expect((await upload('?map=x', MANY)).status).to.equal(400);
      expect((await upload('?colour=red', MANY)).status).to.equal(400);
      const tooLarge = await upload('', 'x'.repeat(5_000_000));
      expect(tooLarge.body['details']).to.include({ reason: 'TOO_LARGE' });
      const job = await ended(await upload('', 'not, a, file'), CORE);
      expect(job).to.include({ state: 'FAILED', result: null });
      expect((job['problem'] as Row)['code']).to.equal('MALFORMED');
    });

    it('name every refused row with field, value, code and mend, and change nothing when dry', async () => {
      const before = await count('');
      const file = fileOf([
        ['DRY-1', 'SUP-02', '100.00'],
        ['DRY-2', 'Nobody At All', '100.00'],
        ['DRY-3', 'SUP-02', 'a lot'],
      ]);
      const result = resultOf(await ended(await upload('?dryRun=true&name=dry.csv', file), CORE));
      expect(result).to.include({ dryRun: true });
      const refused = result['refused'] as readonly Row[];
      expect(refused.map(({ item, field, code }) => [item, field, code])).to.deep.include(['4', 'amount', 'MALFORMED']);
      expect(refused[0]?.['mend']).to.be.a('string');
      expect((result['import'] as Row)['proposed'])
        .to.be.an('array')
        .with.length(1);
      expect(await count('')).to.equal(before);
    });

    it('submit as the caller alone: a supplier cannot bring claims of another one', async () => {
      const file = fileOf([['FOREIGN-1', 'SUP-02', '100.00']])
        .replace('Supplier', 'Supplier,Customer')
        .replace('SUP-02', 'SUP-02,CORE-01');
      const job = await ended(await upload('?view=receivable', file, SUPPLIER), SUPPLIER);
      const codes =
        job['problem'] === null ? (resultOf(job)['refused'] as readonly Row[]).map(({ code }) => code) : [(job['problem'] as Row)['code']];
      expect(codes).to.deep.equal(['NOT_AUTHORISED']);
      expect(await count('document=FOREIGN')).to.equal(0);
    });

    it('end at a transaction when they are cancelled, and go on where they were when the file comes again', async () => {
      const started = await upload('?name=many.csv', MANY);
      expect(started.headers.get('location')).to.equal(`/api/v1/jobs/${String(started.body['job'])}`);
      const path = `/api/v1/jobs/${String(started.body['job'])}`;
      expect((await served.send('DELETE', path, { as: CHECKER })).status, 'another person').to.equal(404);
      const { body: cancelled } = await served.send('DELETE', path, { as: CORE });
      expect(cancelled['state']).to.equal('CANCELLED');
      const accepted = Number(resultOf(cancelled)['accepted']);
      expect(accepted).to.be.below(450);
      expect(await count('document=JOB-'), 'what was accepted is there, and nothing else').to.equal(accepted);
      const rest = resultOf(await ended(await upload('?name=many.csv&resume=true', MANY), CORE));
      expect(rest['refused']).to.deep.equal([]);
      expect(await count('document=JOB-')).to.equal(450);
    });

    it('do nothing for the same file again, and say so', async () => {
      const result = resultOf(await ended(await upload('?name=again.csv', MANY), CORE));
      expect(result['import']).to.include({ alreadyImported: true });
      expect(result).to.include({ accepted: 0, refusedCount: 0 });
    });
  });

  describe('that check and confirm', () => {
    const job = (name: string, as: string, body: unknown, query = '', key?: string): Promise<Reply> =>
      served.post(`${PROGRAM}/jobs/${name}${query}`, { as, body, ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }) });

    it('are refused as a whole to who may not', async () => {
      const refused = await ended(await job('check', SUPPLIER, { receivables: ['SEED-0005-01'] }), SUPPLIER);
      expect(refused['state']).to.equal('FAILED');
      expect((refused['problem'] as Row)['code']).to.equal('NOT_AUTHORISED');
    });

    it('leave out what is refused, name it, and do the rest', async () => {
      const body = { receivables: ['SEED-0005-01', 'SEED-0001-01', 'SEED-9999-01'] };
      const survey = resultOf(await ended(await job('check', CORE, body, '?dryRun=true'), CORE));
      expect(survey).to.include({ dryRun: true, accepted: 1, refusedCount: 2 });
      const result = resultOf(await ended(await job('check', CORE, body), CORE));
      expect(result).to.include({ dryRun: false, accepted: 1, refusedCount: 2 });
      const refused = result['refused'] as readonly Row[];
      expect(refused.map(({ item, code }) => [item, code])).to.have.deep.members([
        ['SEED-0001-01', 'WRONG_STATE'],
        ['SEED-9999-01', 'NOT_FOUND'],
      ]);
    });

    it('are begun once for the same key, and refused for it with other content', async () => {
      const first = await job('check', CORE, {}, '', 'JOB-CHECK-1');
      const again = await job('check', CORE, {}, '', 'JOB-CHECK-1');
      expect(again.body['job']).to.equal(first.body['job']);
      const other = await job('check', CORE, { receivables: ['SEED-0005-02'] }, '', 'JOB-CHECK-1');
      expect(other.body['code']).to.equal('REQUEST_REPLAYED_DIFFERENT');
      const done = await ended(first, CORE);
      expect(done).to.include({ state: 'DONE', done: 451, of: 451 });
    });

    it('confirm hundreds in one act, by another person than the one who checked', async () => {
      const own = await ended(await job('confirm', CORE, {}), CORE);
      expect(JSON.stringify(own), 'the maker').to.match(/NOT_AUTHORISED|"accepted":0/);
      const result = resultOf(await ended(await job('confirm', CHECKER, {}), CHECKER));
      expect(result).to.include({ accepted: 454, refusedCount: 0 });
      expect(await count('status=CHECKED')).to.equal(0);
    });
  });

  describe('of a person', () => {
    it('are listed to him, newest first, page by page', async () => {
      const { body } = await served.get('/jobs?limit=2', CORE);
      expect(body['jobs']).to.have.length(2);
      const following = await served.get(`/jobs?limit=2&after=${String(body['next'])}`, CORE);
      expect((following.body['jobs'] as readonly Row[])[0]?.['job']).not.to.equal((body['jobs'] as readonly Row[])[1]?.['job']);
      expect((await served.get('/jobs', 'maker@BANK-A-01')).body['jobs']).to.deep.equal([]);
      expect((await served.get('/jobs/JOB-NONE', CORE)).status).to.equal(404);
    });
  });
});
