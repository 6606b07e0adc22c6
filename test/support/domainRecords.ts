import {
  FIRST_POLICY,
  type Ask,
  type Calendar,
  type Caller,
  type Company,
  type CreditLimit,
  type DealHead,
  type DealTerms,
  type Offer,
  type Program,
  type ProgramHead,
  type Receivable,
  type Rules,
  type Schedule,
  type Settlement,
  type Token,
  type TokenCase,
  type TradeDocument,
  type Transfer,
} from '@tierline/chaincode/api';

/** The business date on which domain tests live, a Monday, and its noon in the program's zone. */
export const TODAY = '2026-03-02';
export const NOW = '2026-03-02T04:00:00Z';
/** A due date about four months later, a Monday. */
export const DUE = '2026-06-22';

const DIGEST = 'ab'.repeat(32);

/** 2026 with one holiday week and one working Sunday. */
export const CALENDAR: Calendar = {
  currency: 'CNY',
  version: 1,
  from: '2026-01-01',
  to: '2026-12-31',
  holidays: ['2026-06-19', '2026-10-01', '2026-10-02'],
  workingWeekends: ['2026-02-28'],
  weekendsOnly: false,
};

export const HEAD: ProgramHead = { kind: 'PROGRAM-HEAD', schemaVersion: 1, id: 'PRG-0001', name: 'Test', mode: 'DEMO', clockOffsetDays: 0 };

/** A program of core CORE-01, banks A and B, tiers 1 to 4, tokens from 100.00. */
export const PROGRAM: Program = {
  kind: 'PROGRAM',
  schemaVersion: 1,
  id: 'PRG-0001',
  core: 'CORE-01',
  hostMsp: 'OperatorMSP',
  coreMsp: 'CoreMSP',
  bankMsps: ['BankAMSP', 'BankBMSP'],
  settlementBankMsp: 'BankAMSP',
  regulatorMsp: 'RegulatorMSP',
  currency: 'CNY',
  dayCount: 'ACT/360',
  calendarVersion: 1,
  policyVersion: 1,
  utcOffsetMinutes: 480,
  maxTier: 4,
  minimumTokenMinor: 10_000n,
  recourse: true,
  payoutDays: 3,
  graceDays: 5,
  lateContract: null,
  termDays: 90,
};

/** The rules of {@link PROGRAM} at {@link NOW}. */
export const RULES: Rules = { head: HEAD, program: PROGRAM, policy: FIRST_POLICY, calendar: CALENDAR, time: { now: NOW, today: TODAY } };

/** The rules on another day, at noon in the program's zone. */
export const rulesOn = (today: string, program: Partial<Program> = {}): Rules => ({
  ...RULES,
  program: { ...PROGRAM, ...program },
  time: { now: `${today}T04:00:00Z`, today },
});

const company = (id: string, role: Company['roles'][number], hostMsp: string): Company => ({
  kind: 'COMPANY',
  schemaVersion: 1,
  id,
  name: id,
  identity: { scheme: 'VAT', value: id },
  roles: [role],
  hostMsp,
  sizeClass: 'SMALL',
  group: null,
  parent: null,
  status: 'ACTIVE',
  successor: null,
});

export const CORE = company('CORE-01', 'core', 'CoreMSP');
export const SUPPLIER = company('SUP-01', 'supplier', 'OperatorMSP');
export const PAYEE = company('SUP-02', 'supplier', 'OperatorMSP');
export const STRANGER = company('SUP-99', 'supplier', 'OperatorMSP');
export const BANK_A = company('BANK-A-01', 'bank', 'BankAMSP');
export const BANK_B = company('BANK-B-01', 'bank', 'BankBMSP');
export const REGULATOR = company('REGULATOR-01', 'regulator', 'RegulatorMSP');

/** A person of a company with both duties. */
export const callerOf = (of: Company, person = 'P1'): Caller => ({
  msp: of.hostMsp,
  company: of,
  duties: ['maker', 'checker'],
  person: `${of.id}/${person}`,
});

/** An invoice of 10,000.00. */
export const invoice = (more: Partial<TradeDocument> = {}): TradeDocument => ({
  type: 'INVOICE',
  number: 'INV-1',
  issueDate: '2026-02-20',
  amountMinor: 1_000_000n,
  digest: DIGEST,
  fingerprint: 'f1',
  ...more,
});

/** A confirmed receivable of 10,000.00. */
export const receivable = (more: Partial<Receivable> = {}): Receivable => ({
  ordinal: 1,
  documents: [invoice()],
  faceMinor: 1_000_000n,
  deliveryDate: '2026-02-20',
  dueDate: DUE,
  payDate: DUE,
  status: 'CONFIRMED',
  checkedBy: { person: 'CORE-01/P1', on: '2026-02-26' },
  confirmedBy: { person: 'CORE-01/P2', on: '2026-02-27' },
  undertakingDigest: DIGEST,
  cancelled: [],
  receivedMinor: 0n,
  paidMinor: 0n,
  interestReceivedMinor: 0n,
  interestPaidMinor: 0n,
  interestAccruedMinor: 0n,
  interestAccruedTo: null,
  returnReason: null,
  ...more,
});

/** A receivable that waits for the core: not checked, not confirmed. */
export const unconfirmed = (status: Receivable['status'], more: Partial<Receivable> = {}): Receivable =>
  receivable({ status, payDate: null, checkedBy: null, confirmedBy: null, undertakingDigest: null, ...more });

/** The schedule of one receivable, SUP-01 on CORE-01. */
export const schedule = (...receivables: readonly Receivable[]): Schedule => ({
  kind: 'SCHEDULE',
  schemaVersion: 1,
  id: 'SCH-0001',
  program: 'PRG-0001',
  creditor: 'SUP-01',
  debtor: 'CORE-01',
  receivables,
});

/** SUP-01's token over the whole face. */
export const token = (more: Partial<Token> = {}): Token => ({
  kind: 'TOKEN',
  schemaVersion: 1,
  receivable: 'SCH-0001-01',
  from: 0n,
  to: 1_000_000n,
  owner: 'SUP-01',
  ownerMsp: 'OperatorMSP',
  tier: 1,
  status: 'ACTIVE',
  lock: null,
  redeemedThroughMinor: 0n,
  interestThroughMinor: 0n,
  origin: null,
  contestUntil: null,
  lineage: [],
  related: false,
  ...more,
});

/** A token with what decides about it; its lock counts. */
export const tokenCase = (of: Partial<Token> = {}, more: Partial<TokenCase> = {}): TokenCase => {
  const found = token(of);
  return { token: found, receivable: receivable(), debtor: 'CORE-01', creditor: 'SUP-01', held: found.lock, contestable: false, ...more };
};

/** SUP-01 pays 4,000.00 to SUP-02. */
export const transfer = (more: Partial<Transfer> = {}): Transfer => ({
  kind: 'TRANSFER',
  schemaVersion: 1,
  id: 'TRF-0001',
  program: 'PRG-0001',
  payer: 'SUP-01',
  payee: 'SUP-02',
  tokens: ['SCH-0001-01:0-400000'],
  amountMinor: 400_000n,
  document: { type: 'INVOICE', digest: DIGEST, fingerprint: 'f1' },
  expiresAt: '2026-03-10T00:00:00Z',
  related: false,
  status: 'OPEN',
  ...more,
});

/** A deal of BANK-A-01 that has been accepted. */
export const deal = (more: Partial<DealHead> = {}): DealHead => ({
  bank: 'BankAMSP',
  bankCompany: 'BANK-A-01',
  state: 'ACCEPTED',
  termsKey: 'k1',
  termsHash: 'h1',
  payoutKey: null,
  payoutHash: null,
  payoutDeadline: '2026-03-05T04:00:00Z',
  abandonedBy: null,
  ...more,
});

/** SUP-01 asks for money for the whole token. */
export const ask = (more: Partial<Ask> = {}): Ask => ({
  kind: 'ASK',
  schemaVersion: 1,
  id: 'ASK-0001',
  program: 'PRG-0001',
  seller: 'SUP-01',
  sellerMsp: 'OperatorMSP',
  debtor: 'CORE-01',
  currency: 'CNY',
  tokens: ['SCH-0001-01:0-1000000'],
  faceMinor: 1_000_000n,
  lastPayDate: DUE,
  recourse: true,
  deadline: '2026-03-05T00:00:00Z',
  lockedUntil: '2026-03-08T00:00:00Z',
  status: 'OPEN',
  deal: null,
  receipt: 'WAITING',
  contestUntil: null,
  ...more,
});

/** BANK-A-01's offer of 4.5 % for the whole: discount 13,875 for 111 days, fees 1.00. */
export const offer = (more: Partial<Offer> = {}): Offer => ({
  kind: 'OFFER',
  schemaVersion: 1,
  id: 'OFF-0001',
  program: 'PRG-0001',
  ask: 'ASK-0001',
  bank: 'BANK-A-01',
  bankMsp: 'BankAMSP',
  ratePpm: 45_000,
  dayCount: 'ACT/360',
  feesMinor: 100n,
  valueDate: '2026-03-03',
  faceMinor: 1_000_000n,
  discountMinor: 13_875n,
  proceedsMinor: 986_025n,
  validUntil: '2026-03-04T00:00:00Z',
  tenorNote: null,
  relatedNote: null,
  status: 'OPEN',
  ...more,
});

/** The terms of {@link offer}. */
export const terms = (more: Partial<DealTerms> = {}): DealTerms => ({
  kind: 'DEAL-TERMS',
  schemaVersion: 1,
  ask: 'ASK-0001',
  offer: 'OFF-0001',
  program: 'PRG-0001',
  bank: 'BANK-A-01',
  bankMsp: 'BankAMSP',
  seller: 'SUP-01',
  debtor: 'CORE-01',
  currency: 'CNY',
  tokens: ['SCH-0001-01:0-1000000'],
  faceMinor: 1_000_000n,
  ratePpm: 45_000,
  feesMinor: 100n,
  discountMinor: 13_875n,
  proceedsMinor: 986_025n,
  valueDate: '2026-03-03',
  recourse: true,
  account: 'CN-ACCT-1',
  reason: null,
  ...more,
});

/** BANK-A-01's limit of 50,000.00 on CORE-01. */
export const limit = (more: Partial<CreditLimit> = {}): CreditLimit => ({
  kind: 'CREDIT-LIMIT',
  schemaVersion: 1,
  bank: 'BANK-A-01',
  core: 'CORE-01',
  hostMsp: 'OperatorMSP',
  currency: 'CNY',
  ceilingMinor: 5_000_000n,
  usedMinor: 0n,
  reservedMinor: 0n,
  expiresOn: '2026-12-31',
  ...more,
});

/** 10,000.00 that arrived, 500.00 of it too much. */
export const settlement = (more: Partial<Settlement> = {}): Settlement => ({
  kind: 'SETTLEMENT',
  schemaVersion: 1,
  receivable: 'SCH-0001-01',
  bankReference: 'BR-0001',
  receivedMinor: 1_050_000n,
  principalMinor: 1_000_000n,
  interestMinor: 0n,
  overpaidMinor: 50_000n,
  refundReference: null,
  on: TODAY,
  ...more,
});
