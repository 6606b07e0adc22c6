import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const SELLER = 'maker@SUP-04';
const BANKS = ['maker@BANK-A-01', 'maker@BANK-B-01'] as const;

type Row = Readonly<Record<string, unknown>>;
const rowsIn = (body: Row, name: string): readonly Row[] => body[name] as readonly Row[];

describe('cash for tokens over HTTP', () => {
  let served: Served;
  let ask: string;

  before(async () => {
    served = await Served.start();
    await command('check', 'maker@CORE-01', {});
    await command('confirm', 'checker@CORE-01', {});
  });
  after(() => served.end());

  const command = (name: string, as: string, body: unknown, query = ''): Promise<Reply> =>
    served.post(`${PROGRAM}/commands/${name}${query}`, { as, body });
  const checksOf = async (user: string): Promise<Row> => (await served.get(`${PROGRAM}/asks/${ask}/checks`, user)).body;

  it('refuses the desk of a bank to everybody else', async () => {
    for (const user of [SELLER, 'maker@CORE-01', 'maker@REGULATOR-01']) {
      expect((await served.get(`${PROGRAM}/bank-desk`, user)).body['code'], user).to.equal('NOT_AUTHORISED');
    }
  });

  it('refuses terms that no rate, fee or date is', async () => {
    for (const query of ['ratePpm=1.5', 'ratePpm=-1', 'ratePpm=9999999', 'feesMinor=-1', 'feesMinor=1e3', 'valueDate=2026-02-30', 'x=1']) {
      const { status, body } = await served.get(`${PROGRAM}/worth?amountMinor=1000000&${query}`, SELLER);
      expect([status, body['code']], query).to.deep.equal([400, 'MALFORMED']);
    }
  });

  it('tells nobody what another one’s token is worth, nor whether it is there', async () => {
    const [token] = rowsIn((await served.get(`${PROGRAM}/tokens?owner=SUP-04`, SELLER)).body, 'items');
    const path = `${PROGRAM}/tokens/${String(token?.['token'])}/worth`;
    expect((await served.get(path, SELLER)).status).to.equal(200);
    const [foreign, none] = [await served.get(path, 'maker@SUP-02'), await served.get(`${PROGRAM}/tokens/SEED-9999-01:0-5/worth`, SELLER)];
    expect([foreign.status, none.status]).to.deep.equal([404, 404]);
  });

  it('begins with what can be sold, what each per cent costs, and no account yet', async () => {
    const { status, body } = await served.get(`${PROGRAM}/cash`, SELLER);
    expect(status).to.equal(200);
    expect(body).to.include({ currency: 'CNY', account: null, saleableMinor: '5450000', saleableCount: 2 });
    expect((body['indication'] as Row)['quote']).to.equal(null);
    expect(Number((body['indication'] as Row)['onePercentMinor'])).to.be.greaterThan(0);
  });

  it('asks for an amount in one step', async () => {
    const asked = await command('ask', SELLER, { amountMinor: '1500000' });
    expect(asked.status).to.equal(200);
    ask = String(asked.body['ask']);
  });

  it('shows the ask to both banks with every check passed', async () => {
    for (const bank of BANKS) {
      const { body } = await served.get(`${PROGRAM}/bank-desk`, bank);
      const found = rowsIn(body, 'asks').find((each) => each['ask'] === ask);
      expect(found?.['canOffer'], bank).to.equal(true);
      expect(rowsIn(found ?? {}, 'checks').map(({ verdict }) => verdict)).to.not.include('FAIL');
    }
    expect((await checksOf(BANKS[0]))['offers']).to.deep.equal([]);
  });

  it('plans an offer with all that the seller would see, and makes it', async () => {
    const body = { ask, ratePpm: 45_000, feesMinor: '1000' };
    const planned = await command('offer', BANKS[0], body, '?dryRun=true');
    expect(planned.body).to.include({ dryRun: true, ok: true });
    const made = await command('offer', BANKS[0], body);
    expect(made.status, JSON.stringify(made.body)).to.equal(200);
    expect(made.body['quote']).to.deep.equal(planned.body['quote']);
    expect((await command('offer', BANKS[1], { ask, ratePpm: 39_000 })).status).to.equal(200);
    expect((await command('offer', SELLER, body)).body['code']).to.equal('NOT_AUTHORISED');
  });

  it('lets the seller compare: net cash first, nothing hidden', async () => {
    const { body } = await served.get(`${PROGRAM}/asks/${ask}/quotes`, SELLER);
    const quotes = rowsIn(body, 'quotes');
    expect(quotes.map(({ bank, isCheapest }) => [bank, isCheapest])).to.deep.equal([
      ['BANK-B-01', true],
      ['BANK-A-01', false],
    ]);
    for (const { quote } of quotes) {
      const { faceMinor, proceedsMinor, costMinor } = quote as Row;
      expect(BigInt(String(proceedsMinor)) + BigInt(String(costMinor))).to.equal(BigInt(String(faceMinor)));
    }
    expect(rowsIn((await served.get(`${PROGRAM}/asks/${ask}/quotes`, BANKS[0])).body, 'quotes').map(({ bank }) => bank)).to.deep.equal([
      'BANK-A-01',
    ]);
    expect((await served.get(`${PROGRAM}/asks/${ask}/quotes`, 'maker@SUP-01')).status).to.equal(404);
  });

  it('wants the account the first time only', async () => {
    const [best] = rowsIn((await served.get(`${PROGRAM}/asks/${ask}/quotes`, SELLER)).body, 'quotes');
    const missing = await command('take', SELLER, { offer: best?.['offer'] });
    expect(missing.body['details']).to.include({ field: 'account', reason: 'MISSING' });
    expect((await command('take', SELLER, { offer: best?.['offer'], account: 'CN-6222-0004' })).status).to.equal(200);
    const { body } = await served.get(`${PROGRAM}/cash`, SELLER);
    expect(body['account']).to.equal('CN-6222-0004');
    expect((body['indication'] as Row)['basis']).to.include({ kind: 'OFFER', bank: 'BANK-B-01' });
  });

  it('leads the bank through registry, payout and title, each with what it needs', async () => {
    const nextOf = async (): Promise<Row | undefined> => {
      const deals = rowsIn((await served.get(`${PROGRAM}/bank-desk`, 'checker@BANK-B-01')).body, 'deals');
      return deals.find((each) => each['ask'] === ask)?.['next'] as Row | undefined;
    };
    expect(await nextOf()).to.deep.include({ what: 'register', needs: ['registryNo'] });
    expect((await command('register', BANKS[1], { ask, registryNo: 'ZD-2026-0009' })).status).to.equal(200);
    expect(await nextOf()).to.deep.include({ what: 'payout', needs: ['reference'], duties: ['checker'] });
    expect((await command('payout', BANKS[1], { ask, reference: 'PAY-0009' })).body['code']).to.equal('NOT_AUTHORISED');
    expect((await command('payout', 'checker@BANK-B-01', { ask, reference: 'PAY-0009' })).status).to.equal(200);
    expect(await nextOf()).to.deep.include({ what: 'disburse', hasDeadline: false });
    expect((await command('disburse', 'checker@BANK-B-01', { ask })).status).to.equal(200);
    expect(await nextOf()).to.equal(undefined);
  });

  it('raised no alarm', () => expect(served.alarms).to.deep.equal([]));
});
