import type { BlockViews } from '../chain';
import { doctored, type Edit } from './edit';

type Fields = { [field: string]: unknown };

/** A wrong that is done to a recorded stream, and the one invariant that it breaks. */
export interface Violation {
  readonly invariant: number;
  readonly says: string;
  readonly plant: (blocks: readonly BlockViews[]) => readonly BlockViews[];
}

const at = (invariant: number, says: string, name: string, nth: number, change: (edit: Edit) => unknown): Violation => ({
  invariant,
  says,
  plant: (blocks) => doctored(blocks, name, nth, change),
});

/** Changes the receivable of an ordinal in a schedule. */
const receivable =
  (change: (receivable: Fields) => Fields, ordinal = 1) =>
  (edit: Edit): Edit =>
    edit.records('SCHEDULE', (schedule) => ({
      ...schedule,
      receivables: (schedule['receivables'] as Fields[]).map((each) => (each['ordinal'] === ordinal ? { ...each, ...change(each) } : each)),
    }));

/** Changes the token that begins at a unit. */
const token =
  (from: string, change: Fields) =>
  (edit: Edit): Edit =>
    edit.records('TOKEN', (each) => (each['from'] === from ? { ...each, ...change } : each));

const record =
  (kind: string, change: Fields | ((record: Fields) => Fields)) =>
  (edit: Edit): Edit =>
    edit.records(kind, (each) => ({ ...each, ...(typeof change === 'function' ? change(each) : change) }));

const plus = (amount: unknown, more: bigint): string => String(BigInt(amount as string) + more);
const deal = (change: Fields) => record('ASK', (ask) => ({ deal: { ...(ask['deal'] as Fields), ...change } }));

/** At least one wrong for each invariant. */
export const VIOLATIONS: readonly Violation[] = [
  at(1, 'a first token that is one unit short', 'receivable:confirm', 1, (edit) =>
    edit.records('RESTING', (resting) => ({
      ...resting,
      tokens: (resting['tokens'] as Fields[]).map((each) => ({ ...each, to: '999999' })),
    })),
  ),
  at(
    1,
    'a reduction that the receivable does not know',
    'receivable:agreeReduction',
    1,
    receivable(() => ({ cancelled: [{ from: '0', to: '299999' }] }), 2),
  ),
  at(2, 'a part of a split that another owns', 'token:split', 1, token('400000', { owner: 'SUP-03' })),
  at(2, 'title that moves with a payout', 'settlement:redeem', 2, token('0', { owner: 'SUP-03', ownerMsp: 'OperatorMSP' })),
  at(3, 'a token with a due date of its own', 'token:split', 1, token('400000', { dueDate: '2015-01-20' })),
  at(
    3,
    'a due date that moves with a payment',
    'settlement:settle',
    1,
    receivable(() => ({ dueDate: '2015-01-21' })),
  ),
  at(
    4,
    'a face above its invoice',
    'receivable:submit',
    1,
    receivable(({ faceMinor }) => ({ faceMinor: plus(faceMinor, 1n) })),
  ),
  at(4, 'one invoice behind two claims', 'receivable:submit', 1, (edit) =>
    edit.records('SCHEDULE', (schedule) => {
      const [first, second] = schedule['receivables'] as [Fields, Fields];
      return { ...schedule, receivables: [first, { ...second, documents: first['documents'] }] };
    }),
  ),
  at(5, 'an invoice that is financed when it is submitted', 'receivable:submit', 1, record('FINGERPRINT', { state: 'FINANCED' })),
  at(5, 'a sale that leaves its invoice unfinanced', 'financing:disburse', 1, (edit) => edit.records('FINGERPRINT', () => null)),
  at(6, 'a token that is locked and cut all the same', 'token:assign', 1, token('400000', { status: 'LOCKED', lock: lock('TRF-1') })),
  at(6, 'a lock that outlasts the due date', 'token:assign', 1, token('0', { lock: { ...lock('TRF-1'), until: '2015-02-01T00:00:00Z' } })),
  at(6, 'a lock for a transfer that nobody opened', 'receivable:confirm', 1, (edit) =>
    edit.records('RESTING', (resting) => ({
      ...resting,
      tokens: (resting['tokens'] as Fields[]).map((each) => ({ ...each, status: 'LOCKED', lock: lock('TRF-0') })),
    })),
  ),
  at(7, 'a bank that cuts a supplier’s token', 'token:split', 1, (edit) => edit.transaction((each) => (each.creator = 'BankBMSP'))),
  at(7, 'another bank that reports a payment', 'settlement:settle', 1, (edit) => edit.transaction((each) => (each.creator = 'BankBMSP'))),
  at(7, 'a token whose owner is said to be hosted elsewhere', 'token:accept', 1, token('0', { ownerMsp: 'BankBMSP' })),
  at(
    8,
    'one person who checks and confirms',
    'receivable:confirm',
    1,
    receivable(({ checkedBy }) => ({ confirmedBy: checkedBy })),
  ),
  at(
    8,
    'a draft that keeps an old check',
    'receivable:submit',
    1,
    receivable(() => ({ checkedBy: { person: 'CORE-01/maker', on: '2015-01-05' } }), 2),
  ),
  at(9, 'a payee two tiers down', 'token:accept', 1, token('0', { tier: 3 })),
  at(9, 'a transfer to the debtor', 'token:assign', 1, record('TRANSFER', { payee: 'CORE-01' })),
  at(
    10,
    'a confirmation of what is due in two years',
    'receivable:confirm',
    1,
    receivable(() => ({ dueDate: '2017-01-05', payDate: '2017-01-05' })),
  ),
  at(
    11,
    'a sale that reserves too little',
    'financing:take',
    1,
    record('CREDIT-LIMIT', ({ reservedMinor }) => ({ reservedMinor: plus(reservedMinor, -1n) })),
  ),
  at(11, 'a sale above the ceiling', 'financing:take', 1, record('CREDIT-LIMIT', { ceilingMinor: '399999' })),
  at(11, 'a limit given back twice', 'financing:release', 1, record('CREDIT-LIMIT', { usedMinor: '1' })),
  at(
    12,
    'proceeds of one unit more',
    'financing:offer',
    1,
    record('OFFER', ({ proceedsMinor }) => ({ proceedsMinor: plus(proceedsMinor, 1n) })),
  ),
  at(
    12,
    'a discount of one unit more',
    'financing:offer',
    1,
    record('OFFER', ({ discountMinor, proceedsMinor }) => ({
      discountMinor: plus(discountMinor, 1n),
      proceedsMinor: plus(proceedsMinor, -1n),
    })),
  ),
  at(13, 'title without a registration', 'financing:register', 1, record('REGISTRATION', { registryNo: null })),
  at(13, 'an offer taken after its end', 'financing:take', 1, record('OFFER', { validUntil: '2015-01-01T00:00:00Z' })),
  at(13, 'a digest of other terms', 'financing:take', 1, deal({ termsHash: 'cd'.repeat(32) })),
  at(
    14,
    'a share-out of one unit more than arrived',
    'settlement:settle',
    1,
    receivable(({ paidMinor }) => ({ paidMinor: plus(paidMinor, 1n) })),
  ),
  at(14, 'a payout that was not paid through', 'settlement:redeem', 1, token('400000', { redeemedThroughMinor: '333332' })),
  at(
    14,
    'a frozen result of one unit more',
    'settlement:redeem',
    1,
    record('FROZEN-RESULT', ({ amountMinor }) => ({ amountMinor: plus(amountMinor, 1n) })),
  ),
  at(15, 'a late payment that is sent back whole', 'settlement:settle', 1, (edit) =>
    receivable(() => ({ receivedMinor: '0', paidMinor: '0', status: 'CONFIRMED' }))(edit).records('SETTLEMENT', (each) => ({
      ...each,
      principalMinor: '0',
      overpaidMinor: each['receivedMinor'],
    })),
  ),
  at(
    15,
    'a debt that stays in default although it is paid',
    'settlement:settle',
    2,
    receivable(() => ({ status: 'DEFAULTED' })),
  ),
  at(16, 'an offer that reaches another bank', 'financing:offer', 1, (edit) => {
    const seen = edit.streams.get('RegulatorMSP')?.privateWrites ?? [];
    edit.streams.get('BankBMSP')?.privateWrites.push(...seen.filter(({ collection }) => collection.startsWith('PAIR-')));
  }),
  at(16, 'a value that a member never received', 'financing:take', 1, (edit) => {
    const bank = edit.streams.get('BankAMSP');
    if (bank !== undefined) bank.privateWrites = bank.privateWrites.slice(1);
  }),
  at(
    17,
    'a confirmation on another day',
    'receivable:confirm',
    1,
    receivable(({ confirmedBy }) => ({ confirmedBy: { ...(confirmedBy as Fields), on: '2015-01-04' } })),
  ),
  at(17, 'a salt that two records share', 'token:split', 1, record('TOKEN', { salt: 'ab'.repeat(32) })),
  at(18, 'an event with a field more', 'token:split', 1, (edit) => edit.event((event) => ({ ...event, amountMinor: '1' }))),
  at(18, 'a public record with an amount', 'receivable:submit', 1, record('FINGERPRINT', { amountMinor: '1000000' })),
  at(
    19,
    'a request id that is used with other content',
    'token:split',
    2,
    record('REQUEST', ({ fields }) => ({ fields: { ...(fields as Fields), token: 'cd'.repeat(32) } })),
  ),
  at(19, 'a request that says that another transaction applied it', 'token:split', 1, record('REQUEST', { transaction: 'cd'.repeat(32) })),
  at(20, 'a withdrawn transfer that keeps its token', 'token:withdraw', 1, token('0', { status: 'LOCKED', lock: lock('TRF-2') })),
  at(20, 'a withdrawn transfer that gives its token a deeper payout', 'token:withdraw', 1, token('0', { status: 'REDEEMED' })),
];

function lock(ref: string): Fields {
  return { kind: 'TRANSFER', ref, until: '2015-01-08T00:00:00Z' };
}
