import { FIRST_POLICY, hmac, registration, sha256, TRANSACTIONS } from '@tierline/chaincode/api';
import { id, TypedDataEncoder, Wallet, type TypedDataField } from 'ethers';
import { golden, prepares, type GoldenStep } from './goldenLedger';
import { claim, DIGEST, FIRST_DAY, NETWORK, offsetFor, PAIR_A, PAIR_B, PROGRAM, supplier, TERMS } from './world';

const { company, program, receivable, token, financing, settlement } = TRANSACTIONS;
const OPERATOR = 'maker@OPERATOR-01';
const SELLER = 'maker@SUP-01';
const PAYEE = 'maker@SUP-02';
const BANK = 'maker@BANK-A-01';
const BANK_CHECKER = 'checker@BANK-A-01';
const UNTIL = '2026-03-04T00:00:00Z';

const SPRING_2026 = {
  kind: 'CALENDAR',
  schemaVersion: 1,
  currency: 'CNY',
  version: 1,
  from: '2026-01-01',
  to: '2026-12-31',
  holidays: ['2026-04-06', '2026-06-19'],
  workingWeekends: ['2026-05-09'],
  weekendsOnly: false,
} as const;

const organisations = NETWORK.organisations.map(({ name, msp, role }) => ({
  ...supplier(`${name}-01`),
  roles: [role],
  hostMsp: msp,
  sizeClass: 'LARGE' as const,
}));

/** The id of a network whose founding has the salt that a golden ledger gives it. */
const NETWORK_ID = hmac(sha256('salt of company:found'), 'network');

const walletOf = (seed: string): Wallet => new Wallet(id(seed));
const addressOf = (seed: string): string => walletOf(seed).address;

/** A key as it is proposed: signed by itself, and by another of the company where there is one. */
function newKey(named: string, person: string, seed: string, voucher: string | null) {
  const { address, signingKey } = walletOf(seed);
  const { channel, chaincode } = NETWORK;
  const { domain, types, message } = registration(NETWORK_ID, {
    company: named,
    person: `${named}/${person}`,
    address,
    channel,
    chaincode,
  });
  const digest = TypedDataEncoder.hash(domain, types as unknown as Record<string, TypedDataField[]>, message);
  const vouches = voucher === null ? null : walletOf(voucher).signingKey.sign(digest).serialized;
  return { company: named, address, person, possession: signingKey.sign(digest).serialized, voucher: vouches };
}

const FOUNDING: readonly GoldenStep[] = [
  golden(OPERATOR, company.found, { companies: organisations }),
  golden('checker@OPERATOR-01', company.setFingerprintKey, { version: 1 }),
  golden(OPERATOR, company.propose, { proposal: 'PROPOSAL-1', subject: 'POLICY', content: JSON.parse(JSON.stringify(FIRST_POLICY)) }),
  golden('checker@OPERATOR-01', company.approve, { proposal: 'PROPOSAL-1' }),
  prepares(OPERATOR, company.propose, {
    proposal: 'PROPOSAL-3',
    subject: 'POLICY',
    content: { ...JSON.parse(JSON.stringify(FIRST_POLICY)), version: 2 },
  }),
  golden(OPERATOR, company.refuse, { proposal: 'PROPOSAL-3' }),
  prepares(OPERATOR, company.propose, { proposal: 'PROPOSAL-2', subject: 'CALENDAR', content: JSON.parse(JSON.stringify(SPRING_2026)) }),
  prepares('checker@OPERATOR-01', company.approve, { proposal: 'PROPOSAL-2' }),
  golden(OPERATOR, program.create, {
    program: PROGRAM,
    name: 'Golden',
    mode: 'DEMO',
    clockOffsetDays: offsetFor(FIRST_DAY),
    core: 'CORE-01',
    banks: ['BANK-A-01', 'BANK-B-01'],
    settlementBank: 'BANK-A-01',
    ...TERMS,
    calendarVersion: 1,
    policyVersion: 1,
  }),
  golden(BANK, program.openPair, PAIR_A),
  prepares('maker@BANK-B-01', program.openPair, PAIR_B),
  golden(OPERATOR, company.onboard, { companies: [supplier('SUP-01'), supplier('SUP-02', { group: 'GROUP-1' })] }),
  prepares(OPERATOR, company.onboard, { companies: [supplier('SUP-03')] }),
  golden(SELLER, company.proposeKey, newKey('SUP-01', 'checker', 'golden one', null)),
  golden('checker@REGULATOR-01', company.approveKey, { company: 'SUP-01', address: addressOf('golden one') }),
  prepares(SELLER, company.proposeKey, newKey('SUP-01', 'maker', 'golden two', 'golden one')),
  golden('checker@SUP-01', company.revokeKey, { company: 'SUP-01', address: addressOf('golden two'), from: '2026-10-02T00:00:00Z' }),
  golden('checker@CORE-01', program.requireConsent, { program: PROGRAM, rules: [{ act: 'TAKE', fromMinor: 10n ** 15n }] }),
  golden(OPERATOR, company.setStatus, { company: 'SUP-03', status: 'SUSPENDED' }),
];

const twoDocuments = {
  ...claim('INV-0101', 1_000_000n),
  documents: [
    ...claim('INV-0101', 1_050_000n).documents,
    { type: 'CREDIT-NOTE' as const, number: 'CN-0101', issueDate: '2026-02-21', amountMinor: 50_000n, digest: DIGEST },
  ],
};
const CHECKED = [1, 2].map((ordinal) => `SCH-0001-0${ordinal}`);
const MORE = [1, 2, 3, 4, 5, 6].map((ordinal) => `SCH-0002-0${ordinal}`);

const CONFIRMING: readonly GoldenStep[] = [
  golden(SELLER, receivable.submit, {
    program: PROGRAM,
    schedules: [{ id: 'SCH-0001', creditor: 'SUP-01', debtor: 'CORE-01', claims: [twoDocuments, claim('INV-0102', 500_000n)] }],
  }),
  golden('maker@CORE-01', receivable.return, { program: PROGRAM, receivables: ['SCH-0001-02'], reason: 'WRONG-PRICE' }),
  golden(SELLER, receivable.revise, { program: PROGRAM, receivable: 'SCH-0001-02', claim: claim('INV-0103', 480_000n) }),
  golden(SELLER, receivable.resubmit, { program: PROGRAM, receivable: 'SCH-0001-02' }),
  golden('maker@CORE-01', receivable.check, { program: PROGRAM, receivables: CHECKED }),
  golden('checker@CORE-01', receivable.confirm, { program: PROGRAM, receivables: CHECKED, undertakingDigest: DIGEST }),
  prepares(SELLER, receivable.submit, {
    program: PROGRAM,
    schedules: [
      { id: 'SCH-0002', creditor: 'SUP-01', debtor: 'CORE-01', claims: MORE.map((id) => claim(`INV-${id}`, 1_000_000n)) },
      { id: 'SCH-0003', creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim('INV-0301', 1_000_000n)] },
    ],
  }),
  golden(SELLER, receivable.void, { program: PROGRAM, receivables: ['SCH-0003-01'] }),
  prepares('maker@CORE-01', receivable.check, { program: PROGRAM, receivables: MORE }),
  prepares('checker@CORE-01', receivable.confirm, { program: PROGRAM, receivables: MORE, undertakingDigest: DIGEST }),
  golden(PAYEE, receivable.openCredit, {
    program: PROGRAM,
    creditor: 'SUP-02',
    debtor: 'CORE-01',
    number: 'CN-0001',
    issueDate: '2026-02-21',
    amountMinor: 5_000n,
    digest: DIGEST,
  }),
  golden('checker@CORE-01', receivable.closeCredit, {
    program: PROGRAM,
    creditor: 'SUP-02',
    debtor: 'CORE-01',
    number: 'CN-0001',
    issueDate: '2026-02-21',
  }),
];

const payment = (transfer: string, from: string, amountMinor: bigint, expiresAt = '2026-03-10T00:00:00Z') => ({
  transfer,
  payee: 'SUP-02',
  expiresAt,
  document: { type: 'INVOICE' as const, number: `X-${transfer}`, issueDate: '2026-02-20', amountMinor, digest: DIGEST },
  takes: [{ token: from, amountMinor }],
});

const TOKENS: readonly GoldenStep[] = [
  golden(SELLER, token.split, { program: PROGRAM, token: 'SCH-0001-01:0-1000000', amountsMinor: [300_000n, 300_000n, 400_000n] }),
  golden(SELLER, token.merge, { program: PROGRAM, tokens: ['SCH-0001-01:300000-600000', 'SCH-0001-01:600000-1000000'] }),
  golden(SELLER, token.assign, { program: PROGRAM, payments: [payment('TRF-0001', 'SCH-0001-01:300000-1000000', 200_000n)] }),
  golden(PAYEE, token.accept, { program: PROGRAM, transfers: ['TRF-0001'] }),
  prepares(SELLER, token.assign, {
    program: PROGRAM,
    payments: [
      payment('TRF-0002', 'SCH-0001-01:500000-1000000', 100_000n),
      payment('TRF-0003', 'SCH-0001-01:0-300000', 300_000n),
      payment('TRF-0004', 'SCH-0001-02:0-480000', 480_000n, '2026-03-05T00:00:00Z'),
    ],
  }),
  golden(PAYEE, token.reject, { program: PROGRAM, transfers: ['TRF-0002'] }),
  golden(SELLER, token.withdraw, { program: PROGRAM, transfers: ['TRF-0003'] }),
  prepares(SELLER, token.split, { program: PROGRAM, token: 'SCH-0002-01:0-1000000', amountsMinor: [400_000n, 600_000n] }),
  golden('checker@CORE-01', receivable.proposeReduction, {
    program: PROGRAM,
    reduction: 'RED-0001',
    receivable: 'SCH-0002-01',
    what: 'REDUCE',
    tokens: ['SCH-0002-01:0-400000'],
    reason: 'CREDIT-NOTE',
    evidenceDigest: DIGEST,
  }),
  golden('checker@SUP-01', receivable.agreeReduction, { program: PROGRAM, reduction: 'RED-0001' }),
];

const asking = (ask: string, receivableId: string) => ({
  program: PROGRAM,
  ask,
  kind: 'SALE' as const,
  recourse: true,
  deadline: UNTIL,
  tokens: [`${receivableId}:0-1000000`],
  heldBack: [],
});
const offering = (ask: string, offer: string) => ({
  ...PAIR_A,
  ask,
  offer,
  ratePpm: 45_000,
  feesMinor: 100n,
  valueDate: '2026-03-03',
  validUntil: UNTIL,
  tenorNote: null,
  relatedNote: null,
});
const taking = (ask: string, offer: string) => ({ ...PAIR_A, ask, offer, account: 'CN-ACCT-1', reason: null });
const paying = (ask: string) => ({
  ...PAIR_A,
  ask,
  amountMinor: 986_025n,
  valueDate: '2026-03-03',
  reference: `PAY-${ask}`,
  proofDigest: DIGEST,
});
const dealing = (ask: string, offer: string, receivableId: string): readonly GoldenStep[] => [
  prepares(SELLER, financing.ask, asking(ask, receivableId)),
  prepares(BANK, financing.offer, offering(ask, offer)),
  prepares(SELLER, financing.take, taking(ask, offer)),
];
const dealPaid = (ask: string): readonly GoldenStep[] => [
  prepares(BANK, financing.register, { ...PAIR_A, ask, registryNo: `ZD-${ask}` }),
  prepares(BANK_CHECKER, financing.payout, paying(ask)),
];
const ofAsk = (ask: string) => ({ program: PROGRAM, ask });

const FINANCING: readonly GoldenStep[] = [
  golden(BANK_CHECKER, financing.setLimit, {
    ...PAIR_A,
    core: 'CORE-01',
    currency: 'CNY',
    ceilingMinor: 90_000_000n,
    expiresOn: '2026-12-31',
  }),
  golden(SELLER, financing.ask, asking('ASK-0001', MORE[1] ?? '')),
  golden(BANK, financing.offer, offering('ASK-0001', 'OFF-0001')),
  prepares(BANK, financing.offer, offering('ASK-0001', 'OFF-0002')),
  golden(BANK, financing.withdraw, { ...PAIR_A, offer: 'OFF-0002' }),
  golden(SELLER, financing.close, ofAsk('ASK-0001')),
  golden(SELLER, financing.take, taking('ASK-0001', 'OFF-0001')),
  golden(BANK, financing.register, { ...PAIR_A, ask: 'ASK-0001', registryNo: 'ZD-ASK-0001' }),
  golden(BANK_CHECKER, financing.payout, paying('ASK-0001')),
  golden(BANK_CHECKER, financing.disburse, ofAsk('ASK-0001')),
  golden(SELLER, financing.confirmReceipt, ofAsk('ASK-0001')),
  prepares(SELLER, financing.ask, asking('ASK-0002', MORE[2] ?? '')),
  golden(SELLER, financing.cancel, ofAsk('ASK-0002')),
  prepares(SELLER, financing.ask, asking('ASK-0003', MORE[2] ?? '')),
  ...dealing('ASK-0004', 'OFF-0004', MORE[3] ?? ''),
  ...dealing('ASK-0005', 'OFF-0005', MORE[4] ?? ''),
  ...dealPaid('ASK-0005'),
  prepares('checker@SUP-01', financing.abandon, ofAsk('ASK-0005')),
  golden(BANK_CHECKER, financing.abandon, ofAsk('ASK-0005')),
  ...dealing('ASK-0006', 'OFF-0006', MORE[5] ?? ''),
  ...dealPaid('ASK-0006'),
  prepares(BANK_CHECKER, financing.disburse, ofAsk('ASK-0006')),
  golden(SELLER, financing.contestReceipt, ofAsk('ASK-0006')),
  golden(OPERATOR, program.advanceClock, { program: PROGRAM, clockOffsetDays: offsetFor('2026-03-09') }),
  golden(SELLER, financing.fail, ofAsk('ASK-0004')),
  golden(OPERATOR, financing.expire, ofAsk('ASK-0003')),
  golden(OPERATOR, token.expire, { program: PROGRAM, transfers: ['TRF-0004'] }),
  golden(BANK, financing.release, {
    ...PAIR_A,
    core: 'CORE-01',
    currency: 'CNY',
    deals: [{ ask: 'ASK-0004', tokens: [`${MORE[3]}:0-1000000`], writeOff: false }],
  }),
];

const PAYMENT: readonly GoldenStep[] = [
  prepares(OPERATOR, program.advanceClock, { program: PROGRAM, clockOffsetDays: offsetFor('2026-06-24') }),
  golden('maker@REGULATOR-01', receivable.recordOverdue, { program: PROGRAM, receivable: 'SCH-0001-01' }),
  golden(BANK, settlement.settle, {
    program: PROGRAM,
    receivable: 'SCH-0001-01',
    bankReference: 'BR-0001',
    receivedMinor: 400_900n,
    interestMinor: 900n,
  }),
  golden(BANK, settlement.redeem, { program: PROGRAM, tokens: ['SCH-0001-01:0-300000', 'SCH-0001-01:300000-500000'] }),
  prepares(BANK, settlement.settle, {
    program: PROGRAM,
    receivable: 'SCH-0001-01',
    bankReference: 'BR-0002',
    receivedMinor: 650_000n,
    interestMinor: 100n,
  }),
  golden(BANK, settlement.refund, { program: PROGRAM, bankReference: 'BR-0002', refundReference: 'RF-0002' }),
  golden(BANK, receivable.recordCure, { program: PROGRAM, receivable: 'SCH-0001-01' }),
  prepares(OPERATOR, program.advanceClock, { program: PROGRAM, clockOffsetDays: offsetFor('2026-06-29') }),
  prepares(BANK, receivable.recordOverdue, { program: PROGRAM, receivable: MORE[1] ?? '' }),
  golden(BANK_CHECKER, financing.recourse, { ...ofAsk('ASK-0001'), tokens: [`${MORE[1]}:0-1000000`] }),
];

/** A network's life in which every transaction happens, one call of each of them golden. */
export const GOLDEN_STEPS: readonly GoldenStep[] = [...FOUNDING, ...CONFIRMING, ...TOKENS, ...FINANCING, ...PAYMENT];
