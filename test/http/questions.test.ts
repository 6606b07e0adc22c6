import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const CORE = 'maker@CORE-01';
const REGULATOR = 'maker@REGULATOR-01';
const BANK = 'maker@BANK-A-01';
const OTHER_BANK = 'maker@BANK-B-01';
const SUPPLIER = 'maker@SUP-02';

type Row = Readonly<Record<string, unknown>>;
const rowsIn = ({ body }: Reply, name: string): readonly Row[] => body[name] as readonly Row[];

describe('questions over HTTP', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());

  describe('who asks', () => {
    it('must be signed in', async () => {
      const { status, headers, body } = await served.get('/me');
      expect(status).to.equal(401);
      expect(body).to.include({ code: 'NOT_SIGNED_IN', type: 'urn:tierline:fault:NOT_SIGNED_IN', status: 401 });
      expect(headers.get('www-authenticate')).to.equal('Bearer');
    });

    it('is named by no header and no address', async () => {
      expect((await served.send('GET', '/api/v1/me', { headers: { 'tierline-user': CORE } })).status).to.equal(401);
      expect((await served.get(`/me?as=${encodeURIComponent(CORE)}`)).status).to.equal(401);
    });

    it('is the person of his token, and is told how he signed in', async () => {
      const { status, body } = await served.get('/me', CORE);
      expect(status).to.equal(200);
      expect(body).to.include({ user: CORE, msp: 'CoreMSP', csrf: null, developmentSignIn: true });
    });

    it('must ask this machine by its own name, so that no name that points here can be used by a page elsewhere', async () => {
      expect(await served.askedAs('tierline.example', '/api/v1/me')).to.equal(403);
      expect(await served.askedAs('127.0.0.1.example', '/api/v1/me')).to.equal(403);
      expect(await served.askedAs('localhost:1', '/api/v1/me')).to.equal(200);
    });

    it('is told the program with its mode, its business date and its rules', async () => {
      const { body } = await served.get('/me', SUPPLIER);
      const [{ businessTime, ...program } = {}] = rowsIn({ body } as Reply, 'programs');
      expect(businessTime).to.match(/^2026-04-27T0[4-9]:\d\d:\d\dZ$/);
      expect(program).to.deep.equal({
        id: 'DEMO-CNY',
        name: 'Demonstration',
        mode: 'DEMO',
        currency: 'CNY',
        businessDate: '2026-04-27',
        core: 'CORE-01',
        hostMsp: 'OperatorMSP',
        settlementBankMsp: 'BankAMSP',
        dayCount: 'ACT/360',
        termDays: 60,
        utcOffsetMinutes: 480,
        maxTier: 4,
        minimumTokenMinor: '10000',
        payoutDays: 3,
        recourse: true,
        consent: [],
      });
    });
  });

  describe('worklists', () => {
    const kinds = async (user: string): Promise<readonly unknown[]> => {
      const reply = await served.get(`${PROGRAM}/worklist`, user);
      expect(reply.status).to.equal(200);
      return [...new Set(rowsIn(reply, 'work').map(({ what }) => String(what)))].toSorted();
    };

    it("give the core's maker what is to be checked, and its checker what is to be confirmed", async () => {
      expect(await kinds(CORE)).to.deep.equal(['check']);
      expect(await kinds('checker@CORE-01')).to.deep.equal(['confirm']);
    });

    it('give a payee what he may accept, and a seller the offer that brings most', async () => {
      expect(await kinds('maker@SUP-04')).to.include('accept');
      expect(await kinds('maker@SUP-03')).to.include('take');
    });

    it('give a bank the deal that it is to register, and the settlement bank what is overdue', async () => {
      expect(await kinds(OTHER_BANK)).to.deep.equal(['register']);
      expect(await kinds(BANK)).to.include('settle');
    });
  });

  describe('lists of receivables and tokens', () => {
    it('are read page by page, each thing once', async () => {
      const seen: unknown[] = [];
      for (let after: string | null = null; ;) {
        const { body } = await served.get(`${PROGRAM}/receivables?limit=5${after === null ? '' : `&after=${after}`}`, CORE);
        const items = body['items'] as readonly Row[];
        expect(items.length).to.be.at.most(5);
        seen.push(...items.map(({ receivable }) => receivable));
        after = body['next'] as string | null;
        if (after === null) break;
      }
      expect(seen).to.have.length(16);
      expect(new Set(seen)).to.have.property('size', 16);
    });

    it('are filtered by state, date, amount and lateness', async () => {
      const count = async (query: string): Promise<number> =>
        rowsIn(await served.get(`${PROGRAM}/receivables?${query}`, CORE), 'items').length;
      expect(await count('status=SUBMITTED')).to.equal(2);
      expect(await count('status=SUBMITTED,CHECKED')).to.equal(4);
      expect(await count('dueTo=2026-04-30')).to.equal(3);
      expect(await count('overdue=true')).to.equal(2);
      expect(await count('minMinor=20000000')).to.equal(2);
      expect(await count('creditor=SUP-04')).to.equal(2);
    });

    it('write amounts as digit strings of minor units', async () => {
      const [item] = rowsIn(await served.get(`${PROGRAM}/receivables?minMinor=30000000`, CORE), 'items');
      expect(item).to.include({ receivable: 'SEED-0002-01', faceMinor: '30000000', incomplete: false });
    });

    it('show a supplier his own claims and tokens alone', async () => {
      const claims = rowsIn(await served.get(`${PROGRAM}/receivables`, SUPPLIER), 'items');
      expect(new Set(claims.map(({ creditor }) => creditor))).to.deep.equal(new Set(['SUP-02']));
      const tokens = rowsIn(await served.get(`${PROGRAM}/tokens?limit=200`, SUPPLIER), 'items');
      expect(new Set(tokens.map(({ owner }) => owner))).to.deep.equal(new Set(['SUP-02']));
      expect(rowsIn(await served.get(`${PROGRAM}/tokens?owner=SUP-01`, SUPPLIER), 'items')).to.deep.equal([]);
    });

    it('refuse what no filter, order or page is', async () => {
      for (const query of [
        'limit=0',
        'limit=201',
        'limit=x',
        'order=face;drop',
        'status=a',
        'dueFrom=2026-02-30',
        'colour=red',
        'after=%27',
      ]) {
        const { status, body } = await served.get(`${PROGRAM}/receivables?${query}`, CORE);
        expect(status, query).to.equal(400);
        expect(body['code'], query).to.equal('MALFORMED');
      }
    });
  });

  describe('sums', () => {
    it('of the dashboard agree with the lists', async () => {
      const { body } = await served.get(`${PROGRAM}/dashboard`, REGULATOR);
      expect(body).to.include({ program: 'DEMO-CNY', currency: 'CNY', mode: 'DEMO', businessDate: '2026-04-27' });
      const items = rowsIn(await served.get(`${PROGRAM}/receivables?limit=200`, REGULATOR), 'items');
      const payable = items.filter(({ status }) => ['CONFIRMED', 'PART_PAID', 'DEFAULTED'].includes(String(status)));
      const outstanding = payable.reduce((total, { outstandingMinor }) => total + BigInt(String(outstandingMinor)), 0n);
      expect(body['outstandingMinor']).to.equal(String(outstanding));
      expect((body['overdue'] as Row)['count']).to.equal(2);
    });

    it('of the ageing add up to what is outstanding', async () => {
      const lines = rowsIn(await served.get(`${PROGRAM}/ageing`, CORE), 'lines');
      const total = lines.reduce((sum, { amountMinor }) => sum + BigInt(String(amountMinor)), 0n);
      const { body } = await served.get(`${PROGRAM}/dashboard`, CORE);
      expect(String(total)).to.equal(body['outstandingMinor']);
      expect(lines.filter(({ age }) => age === 'LATE_1_30').length).to.equal(1);
    });

    it("of a portfolio are what the bank's tokens come to", async () => {
      const lines = rowsIn(await served.get(`${PROGRAM}/portfolio`, BANK), 'lines');
      const total = lines.reduce((sum, { amountMinor }) => sum + BigInt(String(amountMinor)), 0n);
      expect(total).to.equal(12_000_000n);
    });

    it('of the exposure show each bank its own limit, and the regulator both', async () => {
      const banks = async (user: string): Promise<unknown[]> =>
        rowsIn(await served.get('/exposure', user), 'lines').map(({ bank, usedMinor, reservedMinor }) => [bank, usedMinor, reservedMinor]);
      expect(await banks(BANK)).to.deep.equal([['BANK-A-01', '12000000', '0']]);
      expect(await banks(OTHER_BANK)).to.deep.equal([['BANK-B-01', '0', '5000000']]);
      expect(await banks(REGULATOR)).to.have.length(2);
      expect(await banks(SUPPLIER)).to.deep.equal([]);
    });
  });

  describe('prices', () => {
    it('are told to the seller and to the bank that made them', async () => {
      const [ask] = rowsIn(await served.get(`${PROGRAM}/lists/asks`, 'maker@SUP-03'), 'rows');
      const path = `${PROGRAM}/asks/${String(ask?.['ask'])}/offers`;
      const banks = async (user: string): Promise<unknown[]> =>
        rowsIn(await served.get(path, user), 'offers').map(({ offer }) => (offer as Row)['bank']);
      expect(await banks('maker@SUP-03')).to.have.members(['BANK-A-01', 'BANK-B-01']);
      expect(await banks(BANK)).to.deep.equal(['BANK-A-01']);
      expect(await banks(OTHER_BANK)).to.deep.equal(['BANK-B-01']);
      expect(await banks(CORE)).to.deep.equal([]);
      const [foreign, none] = [await served.get(path, 'maker@SUP-01'), await served.get(`${PROGRAM}/asks/ASK-NONE/offers`, 'maker@SUP-01')];
      expect([foreign.status, none.status], 'an ask of another supplier is as one that is not there').to.deep.equal([404, 404]);
    });
  });

  it('find things by the beginning of their number or name, as far as the caller may see them', async () => {
    const found = async (text: string, user: string): Promise<unknown[]> =>
      rowsIn(await served.get(`/search?q=${encodeURIComponent(text)}`, user), 'found').map(({ id }) => id);
    expect(await found('SEED-0002', CORE)).to.include('SEED-0002-01');
    expect(await found('jiaxing', CORE)).to.deep.equal(['SUP-02']);
    expect(await found('SEED-0002', SUPPLIER)).to.deep.equal([]);
    expect(await found('%', CORE).catch(() => [])).to.deep.equal([]);
  });

  it('draw the tree of a receivable', async () => {
    const { status, body } = await served.get(`${PROGRAM}/receivables/SEED-0002-01/tree`, REGULATOR);
    expect(status).to.equal(200);
    expect(body).to.include({ receivable: 'SEED-0002-01', faceMinor: '30000000' });
    expect((body['tokens'] as readonly Row[]).length).to.be.greaterThan(0);
  });

  it('tell a holder his statement, and nobody another one’s', async () => {
    expect((await served.get(`${PROGRAM}/statement`, SUPPLIER)).status).to.equal(200);
    expect((await served.get(`${PROGRAM}/statement?company=SUP-01`, SUPPLIER)).status).to.equal(403);
    expect((await served.get(`${PROGRAM}/statement?company=SUP-01`, REGULATOR)).status).to.equal(200);
  });

  it('show blocks and transactions to everybody, without a private value', async () => {
    const { body } = await served.get('/blocks?limit=200', 'maker@SUP-01');
    const text = JSON.stringify(body);
    expect(text).not.to.include('SEED-0001').and.not.to.include('12500000').and.not.to.include('INV-2026');
    const [block] = body['items'] as readonly { readonly transactions: readonly Row[] }[];
    const id = String(block?.transactions[0]?.['id']);
    expect((await served.get(`/transactions/${id}`, SUPPLIER)).body).to.include({ id, code: 'VALID' });
    expect((await served.get('/transactions/none', SUPPLIER)).status).to.equal(404);
  });

  it('tell all forms of a record to an organisation of its collection', async () => {
    const path = `/history/SCHEDULE/SEED-0001?scope=PROGRAM-DEMO-CNY`;
    const versions = rowsIn(await served.get(path, CORE), 'versions');
    expect(versions.length).to.be.greaterThan(3);
    expect((await served.get(path, SUPPLIER)).status).to.equal(403);
    expect((await served.get('/history/SALT/x', CORE)).status).to.equal(404);
  });

  it('say which block they were read up to', async () => {
    const { headers } = await served.get('/me', CORE);
    expect(Number(headers.get('tierline-block'))).to.be.greaterThan(10);
    expect(headers.get('tierline-missing')).to.equal('0');
  });

  it('answer 404 as a problem for what is not there', async () => {
    for (const path of [
      '/nothing',
      '/programs/DEMO-XXX/worklist',
      `${PROGRAM}/lists/secrets`,
      `${PROGRAM}/receivables/SEED-9999-01/tree`,
    ]) {
      const { status, headers, body } = await served.get(path, CORE);
      expect(status, path).to.equal(404);
      expect(headers.get('content-type'), path).to.match(/^application\/problem\+json/);
      expect(body['code'], path).to.equal('NOT_FOUND');
    }
  });

  it('refuse a path with what no id holds', async () => {
    for (const path of [
      '/programs/%00/worklist',
      '/transactions/%0a',
      `/history/COMPANY/${'x'.repeat(201)}`,
      '/history/COMPANY/SUP-01?scope=%00',
    ]) {
      const { status, body } = await served.get(path, CORE);
      expect(status, path).to.equal(400);
      expect(body['code'], path).to.equal('MALFORMED');
    }
    expect(served.alarms).to.deep.equal([]);
  });

  it('tell health and version without an identity', async () => {
    expect((await served.send('GET', '/health/live', {})).body).to.deep.equal({ status: 'UP' });
    expect((await served.send('GET', '/health/ready', {})).body).to.deep.include({ status: 'UP' });
    expect((await served.get('/version')).body).to.include({ name: 'tierline' });
  });
});
