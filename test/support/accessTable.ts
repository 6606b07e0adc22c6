import type { FaultCode } from '@tierline/chaincode/api';

/**
 * Who is answered: NOBODY_NEEDED without signing in; SIGNED_IN everybody who is; MEMBERS every company that an organisation of the
 * program hosts; SIDES creditor, debtor, and each member organisation's own company; ASKING the seller, and each member organisation's
 * own company; HOLDER the owner, and OFFERED also who is offered it, each with each member organisation's own company; PARTIES payer
 * and payee; BANKS every company of the program's banks, BANKS_OWN their own; ACCOUNT the company itself, the settlement bank and the
 * regulator; OWN each organisation's own company, MEMBERS_OWN of the program's; BANK_A that bank's own company, and the regulator, who
 * may ask for any organisation; REGULATORS each regulator, of what it sees itself; SUP_AND_REGULATORS the company itself and every
 * regulator; SENDER the person himself who began it.
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
  HOLDER: ['SUP-01', 'CORE-01', 'BANK-A-01', 'BANK-B-01', 'OPERATOR-01', 'REGULATOR-01'],
  OFFERED: ['SUP-01', 'SUP-02', 'CORE-01', 'BANK-A-01', 'BANK-B-01', 'OPERATOR-01', 'REGULATOR-01'],
  PARTIES: ['SUP-01', 'SUP-02'],
  BANKS: ['BANK-A-01', 'BANK-A-02', 'BANK-B-01'],
  BANKS_OWN: ['BANK-A-01', 'BANK-B-01'],
  ACCOUNT: ['SUP-01', 'BANK-A-01', 'REGULATOR-01'],
  OWN: ['CORE-01', 'CORE-B-01', 'BANK-A-01', 'BANK-B-01', 'BANK-X-01', 'OPERATOR-01', 'OPERATOR-B-01', 'REGULATOR-01', 'REGULATOR-B-01'],
  MEMBERS_OWN: ['CORE-01', 'BANK-A-01', 'BANK-B-01', 'OPERATOR-01', 'REGULATOR-01'],
  BANK_A: ['BANK-A-01', 'REGULATOR-01'],
  SUP_AND_REGULATORS: ['SUP-01', 'REGULATOR-01', 'REGULATOR-02', 'REGULATOR-B-01'],
  REGULATORS: ['REGULATOR-01', 'REGULATOR-B-01'],
};

/** One question: its address, in the world of the identity tests, and who is answered. */
export interface Asked {
  readonly path: string;
  readonly who: keyof typeof REACHES;
  /** What is answered to one of them whose company has too little of its own. */
  readonly orElse?: FaultCode;
}

const P = '/programs/DEMO-CNY';
const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

/** Every list that can be taken home: the id of its operation, and its name in the address. */
const EXPORTED = [
  ['exportReceivables', 'receivables'],
  ['exportTokens', 'tokens'],
  ['exportTransfers', 'transfers'],
  ['exportAsks', 'asks'],
  ['exportDeals', 'deals'],
  ['exportCompanies', 'companies'],
  ['exportRefusals', 'refusals'],
  ['exportWorklist', 'worklist'],
  ['exportPortfolio', 'portfolio'],
  ['exportAgeing', 'ageing'],
  ['exportExposure', 'exposure'],
] as const;

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
  deadlines: [{ path: `${P}/deadlines`, who: 'MEMBERS' }],
  deadlineCalendar: [{ path: `${P}/deadlines/calendar`, who: 'MEMBERS' }],
  paymentLink: [{ path: `${P}/transfers/TRANSFER-OPEN/link`, who: 'PARTIES' }],
  tokenWorth: [
    { path: `${P}/tokens/LATE-01:0-1000000/worth`, who: 'HOLDER' },
    { path: `${P}/tokens/LATE-03:0-1000000/worth`, who: 'OFFERED' },
  ],
  amountWorth: [{ path: `${P}/worth?amountMinor=1000000`, who: 'MEMBERS', orElse: 'AMOUNT_EXCEEDS' }],
  cash: [{ path: `${P}/cash`, who: 'MEMBERS' }],
  quotes: [{ path: `${P}/asks/ASK-OPEN/quotes`, who: 'ASKING' }],
  bankDesk: [{ path: `${P}/bank-desk`, who: 'BANKS' }],
  askChecks: [
    { path: `${P}/asks/ASK-OPEN/checks`, who: 'BANKS' },
    { path: `${P}/asks/ASK-COMPLETE/checks`, who: 'BANKS_OWN' },
  ],
  ...Object.fromEntries(EXPORTED.map(([id, list]) => [id, [{ path: `${P}/exports/${list}`, who: 'MEMBERS' }]] as const)),
  statementFile: [
    { path: `${P}/statement/file`, who: 'MEMBERS' },
    { path: `${P}/statement/file?company=SUP-01`, who: 'ACCOUNT' },
    { path: `${P}/statement/file?company=SUP-01&format=csv`, who: 'ACCOUNT' },
  ],
  certificate: [
    { path: `${P}/tokens/LATE-01:0-1000000/certificate`, who: 'HOLDER' },
    { path: `${P}/tokens/LATE-03:0-1000000/certificate`, who: 'OFFERED' },
  ],
  proof: [
    { path: `${P}/tokens/LATE-01:0-1000000/proof`, who: 'HOLDER' },
    { path: `${P}/tokens/LATE-03:0-1000000/proof?disclose=value`, who: 'OFFERED' },
    { path: `${P}/tokens/LATE-03:0-1000000/proof?disclose=documents`, who: 'SIDES' },
  ],
  pins: [{ path: '/pins', who: 'SIGNED_IN' }],
  knowledge: [
    { path: `${P}/tokens/LATE-04:0-1000000/knowledge`, who: 'MEMBERS_OWN' },
    { path: `${P}/tokens/LATE-04:0-1000000/knowledge?organisation=BANK-A`, who: 'BANK_A' },
  ],
  signingKeys: [
    { path: '/signing-keys', who: 'SIGNED_IN' },
    { path: '/signing-keys?company=SUP-01', who: 'SUP_AND_REGULATORS' },
  ],
  keyRegistration: [{ path: `/signing-keys/registration?address=${ADDRESS}`, who: 'SIGNED_IN' }],
  audit: [{ path: '/audit', who: 'REGULATORS' }],
  reductions: [{ path: `${P}/reductions`, who: 'MEMBERS' }],
  latePayments: [{ path: `${P}/late-payments`, who: 'MEMBERS' }],
  endableDeals: [{ path: `${P}/endable-deals`, who: 'MEMBERS' }],
  policies: [{ path: '/policies', who: 'SIGNED_IN' }],
  proposals: [{ path: '/proposals', who: 'OWN' }],
};

/** One command: its body, and the persons for whom it would do something. */
export interface Commanded {
  readonly path: string;
  readonly body: object;
  readonly by: readonly string[];
}

const SELLER = ['maker@SUP-01', 'checker@SUP-01'];
const BANK_A = ['maker@BANK-A-01', 'checker@BANK-A-01'];

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
    by: [...SELLER, ...BANK_A, 'maker@BANK-A-02', 'checker@BANK-A-02'],
  },
  answerLink: { path: '/links/payment/answer', body: { link: '{link}', answer: 'ACCEPT' }, by: ['maker@SUP-02', 'checker@SUP-02'] },
  offer: {
    path: `${P}/commands/offer`,
    body: { ask: 'ASK-OPEN', ratePpm: 50_000 },
    // Bank B has no limit on this core.
    by: [...BANK_A, 'maker@BANK-A-02', 'checker@BANK-A-02'],
  },
  register: { path: `${P}/commands/register`, body: { ask: 'ASK-TAKEN', registryNo: 'REG-0001' }, by: BANK_A },
  payout: { path: `${P}/commands/payout`, body: { ask: 'ASK-REGISTERED', reference: 'PAID-0001' }, by: ['checker@BANK-A-01'] },
  disburse: { path: `${P}/commands/disburse`, body: { ask: 'ASK-PAYING' }, by: ['checker@BANK-A-01'] },
  submit: {
    path: `${P}/commands/submit`,
    body: { creditor: 'SUP-01', invoice: { number: 'M-2', issueDate: '2026-03-01', amountMinor: '1000000' }, dueDate: '2026-12-01' },
    by: [...SELLER, 'maker@CORE-01', 'checker@CORE-01'],
  },
  revise: {
    path: `${P}/commands/revise`,
    body: { receivable: 'DRAFT-03', invoice: { number: 'M-3', issueDate: '2026-03-01', amountMinor: '1000000' }, dueDate: '2026-12-01' },
    by: [...SELLER, 'maker@CORE-01', 'checker@CORE-01'],
  },
  reduce: {
    path: `${P}/commands/reduce`,
    body: { receivable: 'LATE-01', reason: 'GOODS-RETURNED' },
    by: ['checker@SUP-01', 'checker@CORE-01'],
  },
  release: { path: `${P}/commands/release`, body: { asks: ['ASK-FAILED'] }, by: BANK_A },
  recourse: { path: `${P}/commands/recourse`, body: { ask: 'ASK-BAD' }, by: ['checker@BANK-A-01'] },
  returnJob: {
    path: `${P}/jobs/return`,
    body: { receivables: ['DRAFT-02'], reason: 'WRONG_AMOUNT' },
    by: ['maker@CORE-01', 'checker@CORE-01'],
  },
  checkJob: { path: `${P}/jobs/check`, body: { receivables: ['DRAFT-01'] }, by: ['maker@CORE-01'] },
  confirmJob: { path: `${P}/jobs/confirm`, body: { receivables: ['DRAFT-02'] }, by: ['checker@CORE-01'] },
};

/** Operations that are asked in tests of their own: a stream, a file, the end of a job, what is open to who has a link. */
export const ELSEWHERE: readonly string[] = ['events', 'importJob', 'cancelJob', 'linkedPayment'];
