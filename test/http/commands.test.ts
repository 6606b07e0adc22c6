import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const CORE = 'maker@CORE-01';
const CHECKER = 'checker@CORE-01';
const SUPPLIER = 'maker@SUP-01';
const CHECK = '/transactions/receivable/check';

type Row = Readonly<Record<string, unknown>>;

describe('commands over HTTP', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());

  const statusOf = async (receivable: string): Promise<unknown> => {
    const { body } = await served.get(`${PROGRAM}/receivables?limit=200`, CORE);
    return (body['items'] as readonly Row[]).find((row) => row['receivable'] === receivable)?.['status'];
  };

  describe('a transaction by its name', () => {
    const order = { program: 'DEMO-CNY', receivables: ['SEED-0005-01'] };

    it('asks for its conditions with dryRun, and changes nothing', async () => {
      const { status, body } = await served.post(`${CHECK}?dryRun=true`, { as: CORE, body: order });
      expect(status).to.equal(200);
      expect(body).to.include({ dryRun: true, ok: true, name: 'receivable:check' });
      expect(await statusOf('SEED-0005-01')).to.equal('SUBMITTED');
    });

    it('is refused to who may not, with the code, the status and what to do', async () => {
      const { status, body } = await served.post(CHECK, { as: SUPPLIER, body: order });
      expect(status).to.equal(403);
      expect(body).to.include({ code: 'NOT_AUTHORISED', title: 'NOT_AUTHORISED' });
      expect(body['detail']).to.be.a('string');
      expect(await statusOf('SEED-0005-01')).to.equal('SUBMITTED');
    });

    it('is done, and read at once', async () => {
      const { status, body } = await served.post(CHECK, { as: CORE, body: order, headers: { 'idempotency-key': 'HTTP-CHECK-1' } });
      expect(status).to.equal(200);
      expect((body['transactions'] as readonly Row[])[0]).to.include({ name: 'receivable:check', items: 1 });
      expect(await statusOf('SEED-0005-01')).to.equal('CHECKED');
    });

    it('is done once for the same key, and answers the same', async () => {
      const again = await served.post(CHECK, { as: CORE, body: order, headers: { 'idempotency-key': 'HTTP-CHECK-1' } });
      expect(again.status).to.equal(200);
      const third = await served.post(CHECK, { as: CORE, body: order, headers: { 'idempotency-key': 'HTTP-CHECK-1' } });
      const idsIn = ({ body }: Reply): unknown => (body['transactions'] as readonly Row[]).map(({ transactionId }) => transactionId);
      expect(idsIn(third)).to.deep.equal(idsIn(again));
      const other = { ...order, receivables: ['SEED-0005-02'] };
      const differs = await served.post(CHECK, { as: CORE, body: other, headers: { 'idempotency-key': 'HTTP-CHECK-1' } });
      expect(differs.status).to.equal(409);
      expect(differs.body['code']).to.equal('REQUEST_REPLAYED_DIFFERENT');
      expect(await statusOf('SEED-0005-02')).to.equal('SUBMITTED');
    });

    it('is refused in another state, naming the state', async () => {
      const { status, body } = await served.post(CHECK, { as: CORE, body: order });
      expect(status).to.equal(409);
      expect(body['code']).to.equal('WRONG_STATE');
    });
  });

  describe('a body', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['no JSON', '{'],
      ['a list', []],
      ['a text', '"x"'],
      ['an unknown field', { program: 'DEMO-CNY', receivables: ['SEED-0005-02'], more: 1 }],
      ['a request id of its own', { program: 'DEMO-CNY', receivables: ['SEED-0005-02'], requestId: 'MINE-0001' }],
      ['a prototype', '{"__proto__": {"program": "DEMO-CNY"}}'],
      ['a number for a list', { program: 'DEMO-CNY', receivables: 7 }],
      ['too many items', { program: 'DEMO-CNY', receivables: Array.from({ length: 201 }, (_id, n) => `SEED-${n}-01`) }],
      ['a lone surrogate', { program: 'DEMO-\ud800', receivables: ['SEED-0005-02'] }],
    ];
    for (const [what, body] of wrong) {
      it(`is refused as MALFORMED: ${what}`, async () => {
        const reply = await served.post(CHECK, { as: CORE, body });
        expect(reply.status).to.equal(400);
        expect(reply.body['code']).to.equal('MALFORMED');
      });
    }

    it('is refused when it is too large', async () => {
      const reply = await served.post(CHECK, { as: CORE, body: { program: 'x'.repeat(1_200_000) } });
      expect(reply.status).to.equal(400);
      expect(reply.body['details']).to.include({ reason: 'TOO_LARGE' });
    });

    it('is not taken from somebody who is not signed in', async () => {
      const reply = await served.post(CHECK, { body: {} });
      expect(reply.status).to.equal(401);
      expect(reply.body['code']).to.equal('NOT_SIGNED_IN');
    });
  });

  it('are refused by an unknown name', async () => {
    for (const path of [
      '/transactions/receivable/steal',
      '/transactions/constructor/name',
      '/transactions/__proto__/toString',
      `${PROGRAM}/commands/toString`,
    ]) {
      expect((await served.post(path, { as: CORE, body: {} })).status, path).to.equal(404);
    }
  });

  describe('a command that chooses for the caller', () => {
    const command = (name: string, as: string, body: unknown, key?: string): Promise<Reply> =>
      served.post(`${PROGRAM}/commands/${name}`, { as, body, ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }) });

    it('checks and confirms all that waits', async () => {
      expect((await command('check', CORE, {})).body['receivables']).to.deep.equal(['SEED-0005-02']);
      const { body } = await command('confirm', CHECKER, {});
      expect(body['receivables']).to.deep.equal(['SEED-0005-01', 'SEED-0005-02', 'SEED-0006-01', 'SEED-0006-02']);
      expect(await statusOf('SEED-0006-02')).to.equal('CONFIRMED');
    });

    it('pays an amount with tokens, once for the same key', async () => {
      const body = { payee: 'SUP-03', amountMinor: '1000000', invoice: { number: 'HTTP-1', issueDate: '2026-04-01' } };
      const first = await command('pay', SUPPLIER, body, 'HTTP-PAY-0001');
      expect(first.status).to.equal(200);
      const again = await command('pay', SUPPLIER, body, 'HTTP-PAY-0001');
      expect(again.body['transfer']).to.equal(first.body['transfer']);
      const other = await command('pay', SUPPLIER, { ...body, amountMinor: '2000000' }, 'HTTP-PAY-0001');
      expect(other.status).to.equal(409);
      expect((await command('pay', SUPPLIER, { ...body, amountMinor: '1e3' })).status).to.equal(400);
      expect((await command('pay', SUPPLIER, { ...body, amountMinor: '999999999999' })).body['code']).to.equal('AMOUNT_EXCEEDS');
    });

    it('is another one for the same key of another company, and tells nothing of the first', async () => {
      const body = { payee: 'SUP-04', amountMinor: '1000000', invoice: { number: 'HTTP-1', issueDate: '2026-04-01' } };
      const paid = await command('pay', SUPPLIER, body, 'HTTP-SHARED-1');
      const other = await command('pay', 'maker@SUP-02', { ...body, invoice: { ...body.invoice, number: 'HTTP-2' } }, 'HTTP-SHARED-1');
      expect([paid.status, other.status]).to.deep.equal([200, 200]);
      expect(other.body['transfer']).to.not.equal(paid.body['transfer']);
      const asked = await command('ask', SUPPLIER, { amountMinor: '1000000' }, 'HTTP-SHARED-2');
      const otherAsk = await command('ask', 'maker@SUP-02', { amountMinor: '1000000' }, 'HTTP-SHARED-2');
      expect([asked.status, otherAsk.status]).to.deep.equal([200, 200]);
      expect(otherAsk.body).to.include({ madeBefore: null });
      expect(otherAsk.body['tokens']).to.not.deep.equal(asked.body['tokens']);
    });

    it('tells nobody but the seller which offer is the cheapest', async () => {
      const [ask] = (await served.get(`${PROGRAM}/lists/asks`, 'maker@SUP-03')).body['rows'] as readonly Row[];
      const offers = (await served.get(`${PROGRAM}/asks/${String(ask?.['ask'])}/offers`, 'maker@SUP-03')).body['offers'] as readonly Row[];
      const dear = offers.find(({ isCheapest }) => isCheapest === false)?.['offer'] as Row;
      const body = { offer: dear['id'], account: 'CN-6222-0003' };
      expect((await command('take', 'maker@SUP-03', body)).body['details']).to.include({ condition: 'reason-for-choice' });
      const foreign = await command('take', 'maker@SUP-02', body);
      expect(foreign.body['code']).to.equal('NOT_FOUND');
      expect(foreign.body['details']).to.deep.equal({ kind: 'offer', id: dear['id'] });
    });

    it('asks for cash and takes the offer', async () => {
      const { body } = await served.get(`${PROGRAM}/worklist`, 'maker@SUP-03');
      const take = (body['work'] as readonly Row[]).find(({ what }) => what === 'take');
      const offers = (await served.get(`${PROGRAM}/asks/${String(take?.['id'])}/offers`, 'maker@SUP-03')).body['offers'] as readonly Row[];
      const best = offers.find(({ isCheapest }) => isCheapest === true)?.['offer'] as Row;
      const taken = await command('take', 'maker@SUP-03', { offer: best['id'], account: 'CN-6222-0003' });
      expect(taken.status).to.equal(200);
      const asked = await command('ask', 'maker@SUP-04', { amountMinor: '1500000' });
      expect(asked.status).to.equal(200);
      expect(asked.body['ask']).to.be.a('string');
    });
  });

  describe('afterwards', () => {
    it('keep what was refused, for the caller’s organisation and the regulator', async () => {
      const codes = async (user: string): Promise<unknown[]> => {
        const { body } = await served.get('/refusals?limit=200', user);
        return (body['items'] as readonly Row[]).map(({ user: who, code }) => `${String(who)} ${String(code)}`);
      };
      expect(await codes('maker@REGULATOR-01')).to.include.members([`${SUPPLIER} NOT_AUTHORISED`, `${CORE} WRONG_STATE`]);
      expect(await codes(CORE))
        .to.include(`${CORE} WRONG_STATE`)
        .and.not.to.include(`${SUPPLIER} NOT_AUTHORISED`);
      expect(await codes('maker@BANK-A-01')).to.deep.equal([]);
    });

    it('raised no alarm', () => {
      expect(served.alarms).to.deep.equal([]);
    });
  });
});
