import { OPERATIONS } from '@tierline/client-app/dist/http/operations';
import { expect } from 'chai';
import { COMMANDED, ELSEWHERE, QUESTIONS, REACHES, type Asked } from '../support/accessTable';
import type { Reply } from '../support/served';
import { PERSONS, servedIdentities, type ServedIdentities } from '../support/servedIdentities';

const MINUTES = 60_000;
const LOOK_MS = 20;
type Row = Readonly<Record<string, unknown>>;

/** Questions without limits to what they list, in every order and with every filter that could name somebody else's. */
const LISTS: readonly string[] = [
  '/programs/DEMO-CNY/worklist?limit=200',
  ...['', '&order=dueDate', '&order=-amount', '&creditor=SUP-01', '&debtor=CORE-01', '&document=LATE', '&overdue=true', '&minMinor=1'].map(
    (filter) => `/programs/DEMO-CNY/receivables?limit=200${filter}`,
  ),
  ...['', '&owner=SUP-01', '&receivable=LATE-01', '&debtor=CORE-01', '&tier=1', '&sold=true', '&status=LOCKED,ACTIVE'].map(
    (filter) => `/programs/DEMO-CNY/tokens?limit=200${filter}`,
  ),
  ...['transfers', 'asks', 'deals'].map((list) => `/programs/DEMO-CNY/lists/${list}?limit=200`),
  ...['LATE', 'DRAFT', 'EARLY', 'ASK-', 'TRANSFER', 'BANK-REF', 'REDUCTION', 'SUP-01', '%25', '__'].map((q) => `/search?q=${q}&limit=50`),
  ...['DEMO-CNY', 'OTHER-CNY'].flatMap((program) =>
    ['dashboard', 'ageing', 'portfolio', 'statement'].map((sum) => `/programs/${program}/${sum}`),
  ),
  '/programs/DEMO-CNY/portfolio?company=SUP-01',
  '/programs/DEMO-CNY/statement?company=SUP-01',
  '/exposure',
  '/refusals?limit=200',
  ...['deadlines?days=31', 'deadlines/calendar?days=31', 'cash', 'bank-desk', 'statement/file?format=csv'].map(
    (question) => `/programs/DEMO-CNY/${question}`,
  ),
  ...Object.entries(QUESTIONS).flatMap(([id, asked]) => (id.startsWith('export') ? asked.map(({ path }) => path) : [])),
];

describe('who is answered what', function () {
  this.timeout(10 * MINUTES);
  let world: ServedIdentities;
  let job = '';
  let transaction = '';
  let link = '';
  let cells = 0;

  before(async () => {
    world = await servedIdentities();
    const begun = await world.served.post('/programs/DEMO-CNY/jobs/check?dryRun=true', {
      as: 'maker@CORE-01',
      body: { receivables: ['DRAFT-01'] },
    });
    job = String(begun.body['job']);
    const { body } = await world.served.get('/blocks?limit=1', 'maker@SUP-01');
    const [block] = body['items'] as readonly { readonly transactions: readonly Row[] }[];
    transaction = String(block?.transactions[0]?.['id']);
    link = String((await world.served.get('/programs/DEMO-CNY/transfers/TRANSFER-OPEN/link', 'maker@SUP-01')).body['link']);
  });
  after(async () => {
    console.log(`      ${cells} cells compared`);
    await world.served.end();
  });
  afterEach('no cell is a bug of the server', () => expect(world.served.alarms).to.deep.equal([]));

  it('stands in one table, for every operation there is', () => {
    const transactions = OPERATIONS.filter(({ path }) => path.startsWith('/transactions/') && !path.includes('{')).map(({ id }) => id);
    const told = [...Object.keys(QUESTIONS), ...Object.keys(COMMANDED), ...ELSEWHERE, ...transactions];
    expect(told).to.have.members(OPERATIONS.map(({ id }) => id));
  });

  const isAnswered = ({ who }: Asked, { user, company }: (typeof PERSONS)[number]): boolean => {
    if (who === 'SENDER') return user === 'maker@CORE-01';
    return REACHES[who]?.includes(company) ?? true;
  };

  for (const [id, addresses] of Object.entries(QUESTIONS)) {
    it(`${id} is answered to those of the table, and to nobody else`, async () => {
      for (const asked of addresses) {
        const path = asked.path.replace('{job}', job).replace('{transaction}', transaction);
        const anonymous = await world.served.get(path);
        expect(anonymous.status, `nobody: ${path}`).to.equal(asked.who === 'NOBODY_NEEDED' ? 200 : 401);
        const wrong: string[] = [];
        for (const person of PERSONS) {
          cells += 1;
          const { status, body } = await world.served.get(path, person.user);
          const isTold = status === 200 || (asked.orElse !== undefined && body['code'] === asked.orElse);
          const isRight = isAnswered(asked, person) ? isTold : status === 403 || status === 404;
          if (!isRight) wrong.push(`${person.user}: ${status}`);
        }
        expect(wrong, path).to.deep.equal([]);
      }
    });
  }

  /** What would be done: items that hold all conditions. */
  const doneBy = async (user: string, { status, body }: Reply): Promise<number> => {
    if (status === 202) {
      for (let told = body; ; told = (await world.served.get(`/jobs/${String(body['job'])}`, user)).body) {
        if (told['state'] !== 'RUNNING') return Number((told['result'] as Row | null)?.['accepted'] ?? 0);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    }
    return status === 200 && body['ok'] === true ? (body['conditions'] as readonly unknown[]).length : 0;
  };

  for (const [id, { path, body, by }] of Object.entries(COMMANDED)) {
    it(`${id} does something for those of the table, and for nobody else`, async () => {
      const sent = JSON.stringify(body).replace('{link}', link);
      expect((await world.served.post(`${path}?dryRun=true`, { body: sent })).status, 'nobody').to.equal(401);
      const able: string[] = [];
      for (const { user } of PERSONS) {
        cells += 1;
        const reply = await world.served.post(`${path}?dryRun=true`, { as: user, body: sent });
        expect(reply.status, user).to.be.below(500);
        if ((await doneBy(user, reply)) > 0) able.push(user);
      }
      expect(able).to.have.members(by);
    });
  }

  it('a stream, a file and the end of a job are nobody’s without signing in, and no stranger’s', async () => {
    const { served } = world;
    expect((await served.get('/events')).status).to.equal(401);
    const importing = { body: 'a,b\n1,2\n', headers: { 'content-type': 'text/csv' } };
    expect((await served.post('/programs/DEMO-CNY/jobs/import?dryRun=true', importing)).status).to.equal(401);
    expect((await served.post('/programs/DEMO-CNY/jobs/import?dryRun=true', { as: 'maker@SUP-X1', ...importing })).status).to.equal(404);
    expect((await served.send('DELETE', `/api/v1/jobs/${job}`, {})).status).to.equal(401);
    for (const as of ['checker@CORE-01', 'maker@CORE-02', 'maker@OPERATOR-01', 'maker@REGULATOR-01']) {
      expect((await served.send('DELETE', `/api/v1/jobs/${job}`, { as })).status, as).to.equal(404);
    }
  });

  it('what a link shows is shown to whoever has it, signed in or not, and to nobody else', async () => {
    const { served } = world;
    const look = (shown: string, as?: string): Promise<Reply> =>
      served.send('GET', '/api/v1/links/payment', { ...(as === undefined ? {} : { as }), headers: { 'tierline-link': shown } });
    const { status, body: open } = await look(link);
    expect(status).to.equal(200);
    for (const { user } of PERSONS) {
      cells += 1;
      expect((await look(link, user)).body, user).to.deep.equal(open);
      expect((await look(`x${link}`, user)).status, user).to.equal(404);
      expect((await served.get('/links/payment', user)).status, user).to.equal(400);
    }
  });

  it('a command that is refused tells no price, and not whether an ask is there', async () => {
    const told = async (as: string, command: string, body: object): Promise<Row> => {
      const { body: answer } = await world.served.post(`/programs/DEMO-CNY/commands/${command}?dryRun=true`, { as, body });
      return { code: answer['code'], details: answer['details'], quote: answer['quote'], amountMinor: answer['amountMinor'] };
    };
    for (const { user, company } of PERSONS) {
      cells += 1;
      const payout = await told(user, 'payout', { ask: 'ASK-REGISTERED', reference: 'PAID-0001' });
      if (company !== 'BANK-A-01') expect(payout, user).to.include({ quote: undefined, amountMinor: undefined });
      if (REACHES['BANKS']?.includes(company)) continue;
      const offer = await told(user, 'offer', { ask: 'ASK-OPEN', ratePpm: 50_000 });
      expect(offer, user).to.deep.equal(await told(user, 'offer', { ask: 'ASK-NONE', ratePpm: 50_000 }));
      expect(payout, user).to.deep.equal(await told(user, 'payout', { ask: 'ASK-NONE', reference: 'PAID-0001' }));
    }
  });

  describe('another organisation’s', () => {
    const everything = async (user: string, paths: readonly string[]): Promise<string> => {
      const told: string[] = [];
      for (const path of paths) {
        cells += 1;
        const { status, bytes } = await world.served.file(path, user);
        if (status === 200) told.push(bytes.toString());
      }
      return told.join('\n');
    };
    /** Ids of what is private in the program. */
    const PRIVATE =
      /\b(LATE|DRAFT|EARLY|UNPAID)-\d\d|\bASK-(OPEN|TAKEN|PAYING|COMPLETE|REGISTERED|FAILED|UNPAID|OVER|BAD)\b|\bTRANSFER-(OPEN|OVER)\b|BANK-REF/g;

    for (const stranger of ['SUP-X1', 'CORE-B-01', 'BANK-X-01', 'OPERATOR-B-01', 'REGULATOR-B-01']) {
      it(`things are told to ${stranger} by no filter, order, search or sum`, async () => {
        const told = await everything(`maker@${stranger}`, LISTS);
        expect([...new Set(told.match(PRIVATE) ?? [])]).to.deep.equal([]);
      });
    }

    it('company’s things are told to a supplier of the same host only where he is a party', async () => {
      const told = await everything('maker@SUP-02', LISTS);
      expect([...new Set(told.match(PRIVATE) ?? [])].toSorted()).to.deep.equal(['EARLY-04', 'LATE-03', 'TRANSFER-OPEN', 'TRANSFER-OVER']);
    });

    it('bank’s prices are told to no bank and to no core', async () => {
      const ofAsks = ['OPEN', 'TAKEN', 'PAYING'].flatMap((ask) => ['offers', 'quotes', 'checks'].map((what) => `asks/ASK-${ask}/${what}`));
      const ofTokens = ['04', '05', '07'].flatMap((each) => ['worth', 'knowledge'].map((what) => `tokens/LATE-${each}:0-1000000/${what}`));
      const paths = [...LISTS, ...[...ofAsks, ...ofTokens].map((path) => `/programs/DEMO-CNY/${path}`)];
      const prices = /"ratePpm":"?\d+|,\d\.\d{4},|"proceedsMinor":"\d+"|"discountMinor":"\d+"|[\w-]+-OFFER|"ceilingMinor":"\d+"/g;
      const seen = async (user: string): Promise<readonly string[]> => [...new Set((await everything(user, paths)).match(prices) ?? [])];
      for (const user of ['maker@BANK-B-01', 'maker@CORE-01', 'maker@SUP-02', 'maker@BANK-A-02']) {
        expect(await seen(user), user).to.deep.equal([]);
      }
      expect(await seen('maker@BANK-A-01'), 'its own').to.include.members(['ASK-OPEN-OFFER', ',4.5000,']);
    });

    it('things cannot be found by trying their ids', async () => {
      const ids = ['LATE', 'DRAFT', 'EARLY', 'UNPAID'].flatMap((schedule) =>
        Array.from({ length: 12 }, (_each, index) => `${schedule}-${String(index + 1).padStart(2, '0')}`),
      );
      const told = { 'maker@SUP-02': new Set<string>(), 'maker@BANK-X-01': new Set<string>(), 'maker@SUP-X1': new Set<string>() };
      for (const [user, seen] of Object.entries(told)) {
        for (const id of ids) {
          for (const path of [`receivables/${id}`, `tokens/${id}:0-1000000`]) {
            cells += 1;
            const { status, body } = await world.served.get(`/programs/DEMO-CNY/${path}/tree`, user);
            expect(status, `${user} ${path}`).to.be.oneOf([200, 404]);
            if (status === 200) seen.add(id);
            else expect(body['details'], 'the same whether it is there or not').to.have.all.keys('kind', 'id');
          }
        }
      }
      expect([...told['maker@BANK-X-01'], ...told['maker@SUP-X1']]).to.deep.equal([]);
      expect([...told['maker@SUP-02']]).to.have.members(['LATE-03', 'EARLY-04']);
    });
  });
});
