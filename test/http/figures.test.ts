import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const P = '/programs/DEMO-CNY';
const CORE = 'maker@CORE-01';
const SUPPLIER = 'maker@SUP-01';
const INVOICE = { number: 'FIG-1', issueDate: '2026-04-01' };
const LIMIT = {
  program: 'DEMO-CNY',
  bankMsp: 'BankAMSP',
  hostMsp: 'OperatorMSP',
  core: 'CORE-01',
  currency: 'CNY',
  expiresOn: '2027-03-01',
};

/** What no amount of money is. */
const NO_AMOUNTS: readonly unknown[] = [
  '',
  ' ',
  ' 1',
  '1 ',
  '00',
  '01',
  '-0',
  '-1',
  '+1',
  '0x10',
  '1e3',
  '1e309',
  'NaN',
  'Infinity',
  '1.005',
  '1,000',
  '１２３',
  '١٢٣',
  '1\u200b',
  '1\n',
  String(10n ** 18n + 1n),
  String(2n ** 64n),
  '9'.repeat(400),
  1,
  1.5,
  true,
  null,
  [],
  ['1'],
  {},
];

/** What is neither an id nor anything else that is looked up. */
const NO_IDS: readonly unknown[] = [
  '',
  ' ',
  'sup-01',
  'SUP 01',
  'SUP-01 ',
  'SUP-01\u0000',
  'SUP-01\n',
  'SUP-0\u0131',
  '\u0405UP-01',
  'SUP\u200b-01',
  '\u202eSUP-01',
  'SU\u0308P-01',
  '\ud800SUP-01',
  '\u{10ffff}SUP-01',
  '../SUP-01',
  "SUP-01' or '1'='1",
  'X'.repeat(81),
  1,
  null,
  ['SUP-01'],
  { id: 'SUP-01' },
];

/** What an address cannot hold, or means another address with. */
const UNSENDABLE = ['', '../SUP-01', '\ud800SUP-01'];

describe('figures and ids that come from outside', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());
  afterEach('none is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const expectMalformed = ({ status, body }: Reply, value: unknown): void => {
    expect([status, body['code']], JSON.stringify(value)).to.deep.equal([400, 'MALFORMED']);
  };

  /** Each field of money that a body has, with a body around it. */
  const money: Readonly<Record<string, (amount: unknown) => Promise<Reply>>> = {
    'pay: amountMinor': (amountMinor) =>
      served.post(`${P}/commands/pay?dryRun=true`, { as: SUPPLIER, body: { payee: 'SUP-03', amountMinor, invoice: INVOICE } }),
    'pay: invoice.amountMinor': (amountMinor) =>
      served.post(`${P}/commands/pay?dryRun=true`, {
        as: SUPPLIER,
        body: { payee: 'SUP-03', amountMinor: '100', invoice: { ...INVOICE, amountMinor } },
      }),
    'ask: amountMinor': (amountMinor) => served.post(`${P}/commands/ask?dryRun=true`, { as: SUPPLIER, body: { amountMinor } }),
    'setLimit: ceilingMinor': (ceilingMinor) =>
      served.post('/transactions/financing/setLimit?dryRun=true', { as: 'checker@BANK-A-01', body: { ...LIMIT, ceilingMinor } }),
    'settle: receivedMinor': (receivedMinor) =>
      served.post('/transactions/settlement/settle?dryRun=true', {
        as: 'maker@BANK-A-01',
        body: { program: 'DEMO-CNY', receivable: 'SEED-0001-01', bankReference: 'REF-FIG-1', receivedMinor, interestMinor: '0' },
      }),
    'submit: faceMinor': (faceMinor) =>
      served.post('/transactions/receivable/submit?dryRun=true', { as: SUPPLIER, body: submission({ faceMinor }) }),
    'submit: documents.amountMinor': (amountMinor) =>
      served.post('/transactions/receivable/submit?dryRun=true', { as: SUPPLIER, body: submission({}, { amountMinor }) }),
  };
  const submission = (claim: object, document: object = {}): object => ({
    program: 'DEMO-CNY',
    schedules: [
      {
        id: 'FIGURES',
        creditor: 'SUP-01',
        debtor: 'CORE-01',
        claims: [
          {
            documents: [{ type: 'INVOICE', ...INVOICE, amountMinor: '100', digest: 'ab'.repeat(32), ...document }],
            faceMinor: '100',
            deliveryDate: '2026-04-01',
            dueDate: '2026-06-22',
            ...claim,
          },
        ],
      },
    ],
  });

  for (const [field, send] of Object.entries(money)) {
    it(`${field} takes digits of minor units, and none of ${NO_AMOUNTS.length} other things`, async () => {
      for (const value of NO_AMOUNTS) expectMalformed(await send(value), value);
      expect((await send('100')).status, 'digits').to.not.equal(400);
    });
  }

  for (const field of ['minMinor', 'maxMinor']) {
    it(`${field} in an address takes the same and no more`, async () => {
      for (const value of NO_AMOUNTS.filter((each): each is string => typeof each === 'string')) {
        expectMalformed(await served.get(`${P}/receivables?${field}=${encodeURIComponent(value)}`, CORE), value);
      }
      expect((await served.get(`${P}/receivables?${field}=0`, CORE)).status).to.equal(200);
      expectMalformed(await served.get(`${P}/receivables?${field}=1&${field}=2`, CORE), 'twice');
    });
  }

  /** Each kind of id that a body or an address has. */
  const ids: Readonly<Record<string, (id: unknown) => Promise<Reply>>> = {
    'pay: payee': (payee) =>
      served.post(`${P}/commands/pay?dryRun=true`, { as: SUPPLIER, body: { payee, amountMinor: '100', invoice: INVOICE } }),
    'take: offer': (offer) => served.post(`${P}/commands/take?dryRun=true`, { as: 'maker@SUP-03', body: { offer, account: 'CN-1' } }),
    'check: receivables': (id) => served.post(`${P}/commands/check?dryRun=true`, { as: CORE, body: { receivables: [id] } }),
    'setStatus: company': (company) =>
      served.post('/transactions/company/setStatus?dryRun=true', { as: 'maker@OPERATOR-01', body: { company, status: 'SUSPENDED' } }),
  };
  for (const [field, send] of Object.entries(ids)) {
    it(`${field} takes an id in its own letters, and none of ${NO_IDS.length} that look like one`, async () => {
      for (const value of NO_IDS) expectMalformed(await send(value), value);
    });
  }

  it('an address takes no such id either', async () => {
    for (const value of NO_IDS.filter((each): each is string => typeof each === 'string' && !UNSENDABLE.includes(each))) {
      const { status } = await served.get(`${P}/receivables?creditor=${encodeURIComponent(value)}`, CORE);
      expect(status, JSON.stringify(value)).to.equal(400);
      const inPath = await served.get(`/programs/${encodeURIComponent(value)}/worklist`, CORE);
      expect(inPath.status, JSON.stringify(value)).to.be.oneOf([400, 404]);
    }
  });

  it('a key of a request is an id as well', async () => {
    for (const key of ['a', 'lower-case', 'X'.repeat(81), 'A B C D', "A';--"]) {
      const sent = await served.post(`${P}/commands/check?dryRun=true`, { as: CORE, body: {}, headers: { 'idempotency-key': key } });
      expectMalformed(sent, key);
    }
  });
});
