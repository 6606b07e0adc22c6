import { FIRST_POLICY, toWire, type Wire } from '@tierline/chaincode/api';
import { registrationOf } from '@tierline/client-app/dist/app/signingKeys';
import { FACE, KEY_IN_FORCE, KEY_WAITING, LATE_DUE, payment, REGISTERED_SALE } from './identityFixture';
import { offerOf, payoutOrder, wholeToken } from './sale';
import { TestKey } from './signing';
import { OTHER_PROGRAM } from './wideNetwork';
import { claim, DIGEST, offsetFor, PAIR_A, PROGRAM, supplier, TERMS, type World } from './world';

/** The input of one call without its request id, and the organisation whose peer is asked when it is not the operator's. */
export interface Call {
  readonly input: { readonly [name: string]: Wire };
  readonly at?: string;
}

const LIMIT = { core: 'CORE-01', currency: 'CNY' };
const receivables = (...named: readonly string[]) => ({ program: PROGRAM, receivables: named });
const receivable = (named: string) => ({ program: PROGRAM, receivable: named });
const ask = (named: string) => ({ program: PROGRAM, ask: named });
const pair = (named: string) => ({ ...PAIR_A, ask: named });
const transfers = (named: string) => ({ program: PROGRAM, transfers: [named] });

/** The companies that found a network: named by the caller, because no register stands yet. */
const FOUNDERS = (['operator', 'regulator', 'core', 'bank'] as const).map((role) => {
  const [id, hostMsp] = {
    operator: ['OPERATOR-01', 'OperatorMSP'],
    regulator: ['REGULATOR-01', 'RegulatorMSP'],
    core: ['CORE-01', 'CoreMSP'],
    bank: ['BANK-A-01', 'BankAMSP'],
  }[role] as [string, string];
  return supplier(id, { roles: [role], hostMsp });
});

const PROGRAM_RULES = {
  name: 'Second',
  mode: 'DEMO',
  clockOffsetDays: 0,
  core: 'CORE-01',
  banks: ['BANK-A-01', 'BANK-B-01'],
  settlementBank: 'BANK-A-01',
  ...TERMS,
  policyVersion: 1,
  minimumTokenMinor: 1n,
};

const OFFER = {
  ratePpm: 45_000,
  feesMinor: 0n,
  valueDate: '2026-03-17',
  validUntil: '2026-03-19T00:00:00Z',
  tenorNote: null,
  relatedNote: null,
};
const PAYMENT = { bankReference: 'BANK-REF-NEW', receivedMinor: FACE, interestMinor: 0n };

/** One valid call of each transaction in the world of the fixture, by the transaction's name. */
export async function identityCalls(world: World, calendarVersion: number): Promise<Readonly<Record<string, Call>>> {
  const inputs: Readonly<Record<string, unknown>> = {
    'company:found': { companies: FOUNDERS },
    'company:onboard': { companies: [supplier('SUP-09')] },
    'company:setStatus': { company: 'SUP-04', status: 'SUSPENDED' },
    'company:propose': { proposal: 'PROPOSAL-2', subject: 'POLICY', content: { ...FIRST_POLICY, version: 3 } },
    'company:approve': { proposal: 'PROPOSAL-1' },
    ...(await keyCalls(world)),
    'company:refuse': { proposal: 'PROPOSAL-1' },
    'company:setFingerprintKey': { version: 2 },
    'program:create': { program: 'DEMO-EUR', ...PROGRAM_RULES, calendarVersion },
    'program:advanceClock': { program: PROGRAM, clockOffsetDays: offsetFor('2026-03-17') },
    'program:requireConsent': { program: PROGRAM, rules: [{ act: 'TAKE', fromMinor: 0n }] },
    'program:openPair': { program: OTHER_PROGRAM, bankMsp: 'BankAMSP', hostMsp: 'OperatorBMSP' },
    ...receivableCalls(),
    ...tokenCalls(),
    ...financingCalls(),
    'financing:payout': await payoutOrder(world, REGISTERED_SALE),
    'settlement:settle': { ...receivable('LATE-01'), ...PAYMENT },
    'settlement:redeem': { program: PROGRAM, tokens: [wholeToken('LATE-09', FACE)] },
    'settlement:refund': { program: PROGRAM, bankReference: 'BANK-REF-LATE-10', refundReference: 'REFUND-01' },
  };
  const elsewhere: Readonly<Record<string, string>> = { 'program:openPair': 'BankAMSP' };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]): [string, Call] => {
      const at = elsewhere[name];
      return [name, { input: toWire(input) as Call['input'], ...(at === undefined ? {} : { at }) }];
    }),
  );
}

/** SUP-01 has a key in force that vouches for a third, while a second waits to be approved. */
async function keyCalls(world: World): Promise<Readonly<Record<string, unknown>>> {
  const company = 'SUP-01';
  const [inForce, waiting, third] = [new TestKey(KEY_IN_FORCE), new TestKey(KEY_WAITING), new TestKey()];
  const data = await registrationOf(await world.as('maker@SUP-01'), third.address, 'maker');
  const signatures = { possession: await third.sign(data), voucher: await inForce.sign(data) };
  return {
    'company:proposeKey': { company, address: third.address, person: 'maker', ...signatures },
    'company:approveKey': { company, address: waiting.address },
    'company:revokeKey': { company, address: inForce.address, from: null },
  };
}

function receivableCalls(): Readonly<Record<string, unknown>> {
  return {
    'receivable:submit': {
      program: PROGRAM,
      schedules: [{ id: 'NEWS', creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim('NEWS-1', FACE, LATE_DUE)] }],
    },
    'receivable:revise': { ...receivable('DRAFT-03'), claim: claim('DRAFT-3', FACE, LATE_DUE) },
    'receivable:resubmit': receivable('DRAFT-04'),
    'receivable:void': receivables('DRAFT-01'),
    'receivable:check': receivables('DRAFT-01'),
    'receivable:return': { ...receivables('DRAFT-01'), reason: 'PRICE' },
    'receivable:confirm': { ...receivables('DRAFT-02'), undertakingDigest: DIGEST },
    'receivable:proposeReduction': {
      ...receivable('LATE-01'),
      reduction: 'REDUCTION-2',
      what: 'CANCEL',
      tokens: [wholeToken('LATE-01', FACE)],
      reason: 'RETURNED',
      evidenceDigest: DIGEST,
    },
    'receivable:agreeReduction': { program: PROGRAM, reduction: 'REDUCTION-1' },
    'receivable:openCredit': {
      program: PROGRAM,
      creditor: 'SUP-01',
      debtor: 'CORE-01',
      number: 'CN-1',
      issueDate: '2026-03-01',
      amountMinor: 1_000n,
      digest: DIGEST,
    },
    'receivable:closeCredit': { program: PROGRAM, creditor: 'SUP-02', debtor: 'CORE-01', number: 'CN-OPEN', issueDate: '2026-03-01' },
    'receivable:recordOverdue': receivable('EARLY-05'),
    'receivable:recordCure': receivable('UNPAID-02'),
  };
}

function tokenCalls(): Readonly<Record<string, unknown>> {
  return {
    'token:split': { program: PROGRAM, token: wholeToken('LATE-01', FACE), amountsMinor: [400_000n, 600_000n] },
    'token:merge': { program: PROGRAM, tokens: ['LATE-02:0-400000', 'LATE-02:400000-1000000'] },
    'token:assign': { program: PROGRAM, payments: [payment('TRANSFER-NEW', 'LATE-01', '2026-03-20T00:00:00Z')] },
    'token:accept': transfers('TRANSFER-OPEN'),
    'token:reject': transfers('TRANSFER-OPEN'),
    'token:withdraw': transfers('TRANSFER-OPEN'),
    'token:expire': transfers('TRANSFER-OVER'),
  };
}

function financingCalls(): Readonly<Record<string, unknown>> {
  return {
    'financing:setLimit': { ...PAIR_A, ...LIMIT, ceilingMinor: 1n, expiresOn: '2026-12-31' },
    'financing:ask': {
      ...ask('ASK-NEW'),
      kind: 'SALE',
      recourse: false,
      deadline: '2026-03-20T00:00:00Z',
      tokens: [wholeToken('LATE-01', FACE)],
      heldBack: [],
    },
    'financing:close': ask('ASK-OPEN'),
    'financing:cancel': ask('ASK-OPEN'),
    'financing:expire': ask('ASK-OVER'),
    'financing:offer': { ...pair('ASK-OPEN'), offer: 'OFFER-NEW', ...OFFER },
    'financing:withdraw': { ...PAIR_A, offer: offerOf('ASK-OPEN') },
    'financing:take': { ...pair('ASK-OPEN'), offer: offerOf('ASK-OPEN'), account: 'CN-ACCT-1', reason: null },
    'financing:register': { ...pair('ASK-TAKEN'), registryNo: 'ZD-0002' },
    'financing:disburse': ask('ASK-PAYING'),
    'financing:confirmReceipt': ask('ASK-COMPLETE'),
    'financing:contestReceipt': ask('ASK-COMPLETE'),
    'financing:fail': ask('ASK-UNPAID'),
    'financing:abandon': ask('ASK-PAYING'),
    'financing:recourse': { ...ask('ASK-BAD'), tokens: [wholeToken('UNPAID-01', FACE)] },
    'financing:release': { ...PAIR_A, ...LIMIT, deals: [{ ask: 'ASK-FAILED', tokens: [wholeToken('EARLY-02', FACE)], writeOff: false }] },
  };
}
