import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const CORE = 'maker@CORE-01';

type Row = Readonly<Record<string, unknown>>;

describe('lists and what was answered before', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());

  const rowsIn = ({ body }: Reply, name = 'rows'): readonly Row[] => body[name] as readonly Row[];

  /** All rows of a list, a few at a time. */
  const paged = async (path: string, name: string, as: string): Promise<readonly Row[]> => {
    const seen: Row[] = [];
    for (let after = ''; ;) {
      const reply = await served.get(`${path}${path.includes('?') ? '&' : '?'}limit=2${after}`, as);
      expect(rowsIn(reply, name).length).to.be.at.most(2);
      seen.push(...rowsIn(reply, name));
      if (reply.body['next'] === null) return seen;
      after = `&after=${reply.body['next'] as string}`;
    }
  };

  const LISTS: readonly (readonly [string, string, string?])[] = [
    ['/people', 'people'],
    ['/exposure', 'lines'],
    [`${PROGRAM}/worklist`, 'work', CORE],
    [`${PROGRAM}/ageing`, 'lines'],
    [`${PROGRAM}/portfolio?company=SUP-01`, 'lines'],
    [`${PROGRAM}/lists/companies`, 'rows'],
    [`${PROGRAM}/lists/companies?order=-name`, 'rows'],
    [`${PROGRAM}/lists/transfers?order=amountMinor`, 'rows'],
    [`${PROGRAM}/lists/asks?order=-faceMinor`, 'rows'],
    [`${PROGRAM}/lists/deals`, 'rows'],
    [`${PROGRAM}/lists/programs`, 'rows'],
    ['/history/SCHEDULE/SEED-0001?scope=PROGRAM-DEMO-CNY', 'versions'],
  ];
  for (const [path, name, as = 'maker@REGULATOR-01'] of LISTS) {
    it(`are read page by page, each thing once and in the same order: ${path}`, async () => {
      const whole = rowsIn(await served.get(`${path}${path.includes('?') ? '&' : '?'}limit=200`, as), name);
      expect(whole.length).to.be.greaterThan(0);
      expect(await paged(path, name, as)).to.deep.equal(whole);
    });
  }

  it('are ordered by amounts as numbers, not as text', async () => {
    const amounts = rowsIn(await served.get(`${PROGRAM}/lists/transfers?order=-amountMinor`, CORE)).map(({ amountMinor }) =>
      BigInt(String(amountMinor)),
    );
    expect(amounts).to.deep.equal(amounts.toSorted((a, b) => (a < b ? 1 : -1)));
  });

  it('are filtered by the fields that may be filtered', async () => {
    const open = rowsIn(await served.get(`${PROGRAM}/lists/transfers?status=OPEN`, CORE));
    expect(new Set(open.map(({ status }) => status))).to.deep.equal(new Set(['OPEN']));
    const banks = rowsIn(await served.get(`${PROGRAM}/lists/companies?roles=bank`, CORE));
    expect(banks.map(({ company }) => company)).to.deep.equal(['BANK-A-01', 'BANK-B-01']);
  });

  it('refuse a filter, an order, a value and a page that there is not', async () => {
    for (const query of ['colour=red', 'order=payer', 'status=LOUD', 'limit=0', 'limit=201', 'after=x', 'after=WyJhIl0']) {
      const { status, body } = await served.get(`${PROGRAM}/lists/transfers?${query}`, CORE);
      expect([status, body['code']], query).to.deep.equal([400, 'MALFORMED']);
    }
  });

  describe('an answer that was had before', () => {
    const asked = (path: string, as: string, tag: string): Promise<Reply> =>
      served.send('GET', `/api/v1${path}`, { as, headers: { 'if-none-match': tag } });

    it('is not sent again while no block has come', async () => {
      const path = `${PROGRAM}/tokens?limit=5`;
      const { headers } = await served.get(path, CORE);
      const tag = headers.get('etag') ?? '';
      expect(tag).to.match(/^W\/"[\w-]{43}"$/);
      expect((await asked(path, CORE, tag)).status).to.equal(304);
      expect((await asked(path, CORE, `"other", ${tag}`)).status).to.equal(304);
    });

    it('is sent to another person, for another question, and after a block', async () => {
      const path = `${PROGRAM}/tokens?limit=5`;
      const tag = (await served.get(path, CORE)).headers.get('etag') ?? '';
      expect((await asked(path, 'checker@CORE-01', tag)).status).to.equal(200);
      expect((await asked(`${PROGRAM}/tokens?limit=6`, CORE, tag)).status).to.equal(200);
      expect((await asked(path, CORE, '"other"')).status).to.equal(200);
      await served.post(`${PROGRAM}/commands/check`, { as: CORE, body: { receivables: ['SEED-0005-01'] } });
      expect((await asked(path, CORE, tag)).status).to.equal(200);
    });

    it('has no tag where something else than blocks decides it', async () => {
      expect((await served.get('/refusals', CORE)).headers.get('etag')).to.equal(null);
      expect((await served.get('/me', CORE)).headers.get('etag')).to.equal(null);
    });
  });
});
