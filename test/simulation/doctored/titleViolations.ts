import { canonical } from '../auditor/canonical';
import { writeOf } from './edit';
import { at, firstTokens, lock, plus, receivable, record, token, type Fields, type Violation } from './planting';

const OTHER_CLAIM = 'cd'.repeat(32);

/** Wrongs done to title, documents and locks. */
export const TITLE_VIOLATIONS: readonly Violation[] = [
  at(1, 'a first token that is one unit short', 'receivable:confirm', 1, firstTokens({ to: '999999' })),
  at(1, 'a first token that begins one unit late', 'receivable:confirm', 1, firstTokens({ from: '1' })),
  at(1, 'a token of a receivable that nobody confirmed', 'receivable:confirm', 1, receivable({ status: 'CHECKED' }, 2)),
  at(
    1,
    'a reduction that the receivable does not know',
    'receivable:agreeReduction',
    1,
    receivable({ cancelled: [{ from: '0', to: '299999' }] }, 2),
  ),
  at(2, 'a part of a split that another owns', 'token:split', 1, token('400000', { owner: 'SUP-03' })),
  at(2, 'an empty part', 'token:split', 1, (edit, blocks) => {
    const write = writeOf(blocks, 'token:split', ({ from }) => from === '500000');
    const empty = { ...(JSON.parse(write.value ?? '') as Fields), to: '500000', salt: 'ef'.repeat(32) };
    edit.add({ ...write, key: `${write.key}-EMPTY`, value: canonical(empty) });
  }),
  at(2, 'title that moves with a payout', 'settlement:redeem', 2, token('0', { owner: 'SUP-03', ownerMsp: 'OperatorMSP' })),
  { ...at(2, 'parts that are less than the whole', 'token:split', 1, token('500000', { to: '999999' })), also: 1 },
  at(3, 'a token with a due date of its own', 'token:split', 1, token('400000', { dueDate: '2015-01-20' })),
  at(3, 'a due date that moves with a payment', 'settlement:settle', 1, receivable({ dueDate: '2015-01-21' })),
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
  at(5, 'an invoice that goes to another claim', 'token:withdraw', 1, record('FINGERPRINT', { claim: OTHER_CLAIM })),
  at(6, 'a token that is locked and cut all the same', 'token:assign', 1, token('400000', { status: 'LOCKED', lock: lock('TRF-1') })),
  at(6, 'a lock that outlasts the due date', 'token:assign', 1, token('0', { lock: lock('TRF-1', '2015-02-01T00:00:00Z') })),
  at(6, 'a lock for a transfer that nobody opened', 'receivable:confirm', 1, firstTokens({ status: 'LOCKED', lock: lock('TRF-0') })),
  at(6, 'a token that says that it is locked and by nobody', 'token:split', 1, token('400000', { status: 'LOCKED' })),
  at(20, 'a withdrawn transfer that keeps its token', 'token:withdraw', 1, token('0', { status: 'LOCKED', lock: lock('TRF-2') })),
  at(20, 'a withdrawn transfer that gives its token back redeemed', 'token:withdraw', 1, token('0', { status: 'REDEEMED' })),
  at(
    20,
    'a transfer that names a token which it does not hold',
    'token:assign',
    1,
    record('TRANSFER', ({ tokens }) => ({ tokens: [...(tokens as string[]), 'LINE-02:0-1000000'] })),
  ),
  at(20, 'a withdrawn transfer that changes a token of nobody’s', 'token:withdraw', 1, (edit, blocks) => {
    const write = writeOf(blocks, 'token:split', ({ from }) => from === '500000');
    edit.add({ ...write, value: canonical({ ...(JSON.parse(write.value ?? '') as Fields), related: true, salt: 'ef'.repeat(32) }) });
  }),
];
