/**
 * Who is answered: NOBODY_NEEDED without signing in; SIGNED_IN everybody who is; MEMBERS every company that an organisation of the
 * program hosts; SIDES creditor, debtor, and each member organisation's own company; ASKING the seller, and each member organisation's
 * own company; ACCOUNT the company itself, the settlement bank and the regulator; OWN each organisation's own company; SENDER the
 * person himself who began it.
 */
export const REACHES: Readonly<Record<string, readonly string[] | null>> = {
  NOBODY_NEEDED: null,
  SIGNED_IN: null,
  MEMBERS: [
    'SUP-01',
    'SUP-02',
    'CORE-01',
    'CORE-02',
    'BANK-A-01',
    'BANK-A-02',
    'BANK-B-01',
    'OPERATOR-01',
    'OPERATOR-02',
    'REGULATOR-01',
    'REGULATOR-02',
  ],
  SIDES: ['SUP-01', 'CORE-01', 'BANK-A-01', 'BANK-B-01', 'OPERATOR-01', 'REGULATOR-01'],
  ASKING: ['SUP-01', 'CORE-01', 'BANK-A-01', 'BANK-B-01', 'OPERATOR-01', 'REGULATOR-01'],
  ACCOUNT: ['SUP-01', 'BANK-A-01', 'REGULATOR-01'],
  OWN: ['CORE-01', 'CORE-B-01', 'BANK-A-01', 'BANK-B-01', 'BANK-X-01', 'OPERATOR-01', 'OPERATOR-B-01', 'REGULATOR-01', 'REGULATOR-B-01'],
};

/** One question: its address, in the world of the identity tests, and who is answered. */
export interface Asked {
  readonly path: string;
  readonly who: keyof typeof REACHES;
}

const P = '/programs/DEMO-CNY';

/** Every question of the table of operations, by its id; where an address can name another company, once with its own and once with another's. */
export const QUESTIONS: Readonly<Record<string, readonly Asked[]>> = {
  version: [{ path: '/version', who: 'NOBODY_NEEDED' }],
  me: [{ path: '/me', who: 'SIGNED_IN' }],
  people: [{ path: '/people', who: 'SIGNED_IN' }],
  exposure: [{ path: '/exposure', who: 'SIGNED_IN' }],
  search: [{ path: '/search?q=LATE', who: 'SIGNED_IN' }],
  refusals: [{ path: '/refusals', who: 'SIGNED_IN' }],
  blocks: [{ path: '/blocks?limit=1', who: 'SIGNED_IN' }],
  transaction: [{ path: '/transactions/{transaction}', who: 'SIGNED_IN' }],
  jobs: [{ path: '/jobs', who: 'SIGNED_IN' }],
  job: [{ path: '/jobs/{job}', who: 'SENDER' }],
  worklist: [{ path: `${P}/worklist`, who: 'MEMBERS' }],
  receivables: [{ path: `${P}/receivables`, who: 'MEMBERS' }],
  receivableTree: [{ path: `${P}/receivables/LATE-01/tree`, who: 'SIDES' }],
  tokens: [{ path: `${P}/tokens`, who: 'MEMBERS' }],
  tokenTree: [{ path: `${P}/tokens/LATE-01:0-1000000/tree`, who: 'SIDES' }],
  transfers: [{ path: `${P}/lists/transfers`, who: 'MEMBERS' }],
  asks: [{ path: `${P}/lists/asks`, who: 'MEMBERS' }],
  deals: [{ path: `${P}/lists/deals`, who: 'MEMBERS' }],
  companies: [{ path: `${P}/lists/companies`, who: 'MEMBERS' }],
  programs: [{ path: `${P}/lists/programs`, who: 'MEMBERS' }],
  offers: [{ path: `${P}/asks/ASK-OPEN/offers`, who: 'ASKING' }],
  dashboard: [{ path: `${P}/dashboard`, who: 'MEMBERS' }],
  ageing: [{ path: `${P}/ageing`, who: 'MEMBERS' }],
  portfolio: [
    { path: `${P}/portfolio`, who: 'MEMBERS' },
    { path: `${P}/portfolio?company=SUP-01`, who: 'MEMBERS' },
  ],
  statement: [
    { path: `${P}/statement`, who: 'MEMBERS' },
    { path: `${P}/statement?company=SUP-01`, who: 'ACCOUNT' },
  ],
  history: [
    { path: '/history/COMPANY/SUP-01', who: 'OWN' },
    { path: '/history/SCHEDULE/LATE?scope=PROGRAM-DEMO-CNY', who: 'OWN' },
  ],
};

/** One command: its body, and the persons for whom it would do something. */
export interface Commanded {
  readonly path: string;
  readonly body: object;
  readonly by: readonly string[];
}

const SELLER = ['maker@SUP-01', 'checker@SUP-01'];

/** Every command of the table of operations besides the transactions, by its id. */
export const COMMANDED: Readonly<Record<string, Commanded>> = {
  check: { path: `${P}/commands/check`, body: { receivables: ['DRAFT-01'] }, by: ['maker@CORE-01'] },
  confirm: { path: `${P}/commands/confirm`, body: { receivables: ['DRAFT-02'] }, by: ['checker@CORE-01'] },
  pay: {
    path: `${P}/commands/pay`,
    body: { payee: 'SUP-03', amountMinor: '1000000', invoice: { number: 'M-1', issueDate: '2026-03-01' } },
    by: SELLER,
  },
  ask: { path: `${P}/commands/ask`, body: { tokens: ['LATE-01:0-1000000'] }, by: SELLER },
  take: { path: `${P}/commands/take`, body: { offer: 'ASK-OPEN-OFFER', account: 'CN-1' }, by: SELLER },
  redeem: {
    path: `${P}/commands/redeem`,
    body: { receivable: 'LATE-09' },
    by: [...SELLER, 'maker@BANK-A-01', 'checker@BANK-A-01', 'maker@BANK-A-02', 'checker@BANK-A-02'],
  },
  checkJob: { path: `${P}/jobs/check`, body: { receivables: ['DRAFT-01'] }, by: ['maker@CORE-01'] },
  confirmJob: { path: `${P}/jobs/confirm`, body: { receivables: ['DRAFT-02'] }, by: ['checker@CORE-01'] },
};

/** Operations that are asked in tests of their own: a stream, a file, the end of a job. */
export const ELSEWHERE: readonly string[] = ['events', 'importJob', 'cancelJob'];
