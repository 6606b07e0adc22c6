import { FIRST_POLICY, toWire, TRANSACTIONS } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { act, allow, sell, wholeToken, type Sale } from './sale';
import { proposed, registered, TestKey } from './signing';
import { claim, DIGEST, FIRST_DAY, offsetFor, PROGRAM, TERMS, World } from './world';
import { onboardSecondCompanies, OTHER_PROGRAM, WIDE_NETWORK } from './wideNetwork';

/** The business date on which every call of {@link identityCalls} is valid. */
export const CALL_DAY = '2026-03-16';
/** Face of every receivable of the fixture. */
export const FACE = 1_000_000n;
/** The second due date: far enough for locks, near enough for no note. */
export const LATE_DUE = '2026-08-20';

/** Seeds of the signing keys of SUP-01: one in force, one that waits for its approval. */
export const [KEY_IN_FORCE, KEY_WAITING] = ['identity fixture, in force', 'identity fixture, waiting'] as const;

const EARLY_DUE = '2026-03-10';
const EARLY = { deadline: '2026-03-03T00:00:00Z', valueDate: '2026-03-02' };
const LATE = { deadline: '2026-03-20T00:00:00Z', valueDate: '2026-03-17' };

/** The sale of one whole receivable on the first or the second date. */
const sale = (ask: string, receivable: string, when: typeof EARLY): Sale => ({ ask, tokens: [wholeToken(receivable, FACE)], ...when });

/** The sale whose payout is to be declared. */
export const REGISTERED_SALE = sale('ASK-REGISTERED', 'LATE-06', LATE);

const invoice = (number: string) => ({ type: 'INVOICE' as const, number, issueDate: '2026-02-25', amountMinor: FACE, digest: DIGEST });

/** A payment of a whole receivable by SUP-01 to SUP-02. */
export const payment = (transfer: string, receivable: string, expiresAt: string) => ({
  transfer,
  payee: 'SUP-02',
  document: invoice(`${transfer}-INV`),
  expiresAt,
  takes: [{ token: wholeToken(receivable, FACE), amountMinor: FACE }],
});

/** A world in which each transaction has one call that only the identity of its caller can spoil. */
export async function identityFixture(): Promise<World> {
  const world = await World.found({}, WIDE_NETWORK);
  await onboardSecondCompanies(world);
  await openOtherProgram(world);
  const key = await registered(world, 'SUP-01', 'checker', null, KEY_IN_FORCE);
  await proposed(world, 'SUP-01', 'maker', new TestKey(KEY_WAITING), key);
  await allow(world);
  await allow(world, 'CORE-02');
  await liveEarly(world);
  await world.goTo(CALL_DAY);
  await endEarly(world);
  await liveLate(world);
  await act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.propose, {
    proposal: 'PROPOSAL-1',
    subject: 'POLICY',
    content: toWire({ ...FIRST_POLICY, version: 2 }) as never,
  });
  return world;
}

async function openOtherProgram(world: World): Promise<void> {
  const { version } = calendarFor('CNY');
  await act(world, 'maker@OPERATOR-B-01', TRANSACTIONS.program.create, {
    program: OTHER_PROGRAM,
    name: 'Other',
    mode: 'DEMO',
    clockOffsetDays: offsetFor(FIRST_DAY),
    core: 'CORE-01',
    banks: ['BANK-A-01'],
    settlementBank: 'BANK-A-01',
    ...TERMS,
    calendarVersion: version,
    policyVersion: 1,
    minimumTokenMinor: 1n,
  });
}

/** What must be over on the day of the calls: a deal not paid in time twice, an ask and a transfer not answered, a debt not paid. */
async function liveEarly(world: World): Promise<void> {
  await confirmedOn(world, 'CORE-01', 'EARLY', 5, EARLY_DUE);
  await sell(world, sale('ASK-UNPAID', 'EARLY-01', EARLY), 'TAKEN');
  await sell(world, sale('ASK-FAILED', 'EARLY-02', EARLY), 'TAKEN');
  await sell(world, sale('ASK-OVER', 'EARLY-03', EARLY), 'ASKED');
  await act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, {
    program: PROGRAM,
    payments: [payment('TRANSFER-OVER', 'EARLY-04', '2026-03-04T00:00:00Z')],
  });
  await confirmedOn(world, 'CORE-02', 'UNPAID', 2, EARLY_DUE);
  await sell(world, { ...sale('ASK-BAD', 'UNPAID-01', EARLY), recourse: true }, 'COMPLETE');
}

/** What the day of the calls begins with: a failed deal, and the second core in default, so that the first is not stopped. */
async function endEarly(world: World): Promise<void> {
  await act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.fail, { program: PROGRAM, ask: 'ASK-FAILED' });
  for (const receivable of ['UNPAID-01', 'UNPAID-02']) {
    await act(world, 'maker@REGULATOR-01', TRANSACTIONS.receivable.recordOverdue, { program: PROGRAM, receivable });
  }
  await settled(world, 'UNPAID-02', FACE);
}

/** Receivables before their confirmation, in each state; then tokens at each step of a transfer, a sale and a payment. */
async function liveLate(world: World): Promise<void> {
  await submittedOn(world, 'CORE-01', 'DRAFT', 4, LATE_DUE);
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables: ['DRAFT-02'] });
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.return, {
    program: PROGRAM,
    receivables: ['DRAFT-03', 'DRAFT-04'],
    reason: 'PRICE',
  });
  await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.revise, {
    program: PROGRAM,
    receivable: 'DRAFT-04',
    claim: claim('DRAFT-4', FACE, LATE_DUE),
  });
  await confirmedOn(world, 'CORE-01', 'LATE', 11, LATE_DUE);
  await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, {
    program: PROGRAM,
    token: wholeToken('LATE-02', FACE),
    amountsMinor: [400_000n, 600_000n],
  });
  await act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, {
    program: PROGRAM,
    payments: [payment('TRANSFER-OPEN', 'LATE-03', '2026-03-20T00:00:00Z')],
  });
  await sell(world, sale('ASK-OPEN', 'LATE-04', LATE), 'OFFERED');
  await sell(world, sale('ASK-TAKEN', 'LATE-05', LATE), 'TAKEN');
  await sell(world, REGISTERED_SALE, 'REGISTERED');
  await sell(world, sale('ASK-PAYING', 'LATE-07', LATE), 'PAYING');
  await sell(world, sale('ASK-COMPLETE', 'LATE-08', LATE), 'COMPLETE');
  await settled(world, 'LATE-09', 500_000n);
  await settled(world, 'LATE-10', FACE + 1n);
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.openCredit, {
    program: PROGRAM,
    creditor: 'SUP-02',
    debtor: 'CORE-01',
    number: 'CN-OPEN',
    issueDate: '2026-03-01',
    amountMinor: 1_000n,
    digest: DIGEST,
  });
  await act(world, 'checker@CORE-01', TRANSACTIONS.receivable.proposeReduction, {
    program: PROGRAM,
    reduction: 'REDUCTION-1',
    receivable: 'LATE-11',
    what: 'CANCEL',
    tokens: [wholeToken('LATE-11', FACE)],
    reason: 'RETURNED',
    evidenceDigest: DIGEST,
  });
}

async function settled(world: World, receivable: string, receivedMinor: bigint): Promise<void> {
  await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, {
    program: PROGRAM,
    receivable,
    bankReference: `BANK-REF-${receivable}`,
    receivedMinor,
    interestMinor: 0n,
  });
}

async function submittedOn(world: World, debtor: string, schedule: string, count: number, dueDate: string): Promise<string[]> {
  const ordinals = Array.from({ length: count }, (_, index) => index + 1);
  await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, {
    program: PROGRAM,
    schedules: [
      { id: schedule, creditor: 'SUP-01', debtor, claims: ordinals.map((each) => claim(`${schedule}-INV-${each}`, FACE, dueDate)) },
    ],
  });
  return ordinals.map((each) => `${schedule}-${String(each).padStart(2, '0')}`);
}

async function confirmedOn(world: World, debtor: string, schedule: string, count: number, dueDate: string): Promise<void> {
  const receivables = await submittedOn(world, debtor, schedule, count, dueDate);
  await act(world, `maker@${debtor}`, TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
  await act(world, `checker@${debtor}`, TRANSACTIONS.receivable.confirm, { program: PROGRAM, receivables, undertakingDigest: DIGEST });
}
