import { canonical } from '../auditor/canonical';
import { writeOf, type Edit } from './edit';
import { at, plus, receivable, record, token, type Fields, type Violation } from './planting';

const OTHER_DIGEST = 'cd'.repeat(32);

const inEvent = (change: Fields) => (edit: Edit) => edit.event((event) => ({ ...event, ...change }));

/** Wrongs done to money, secrecy, determinism and requests. */
export const ORDER_VIOLATIONS: readonly Violation[] = [
  at(
    14,
    'a share-out of one unit more than arrived',
    'settlement:settle',
    1,
    receivable(({ paidMinor }) => ({ paidMinor: plus(paidMinor, 1n) })),
  ),
  at(
    14,
    'interest of one unit more than arrived',
    'settlement:settle',
    2,
    receivable(({ interestPaidMinor }) => ({ interestPaidMinor: plus(interestPaidMinor, 1n) })),
  ),
  at(
    14,
    'a payment booked one unit short',
    'settlement:settle',
    1,
    receivable(({ receivedMinor, paidMinor }) => ({ receivedMinor: plus(receivedMinor, -1n), paidMinor: plus(paidMinor, -1n) })),
  ),
  at(
    14,
    'a payment that does not add up',
    'settlement:settle',
    1,
    record('SETTLEMENT', ({ overpaidMinor }) => ({ overpaidMinor: plus(overpaidMinor, 1n) })),
  ),
  at(14, 'a payout before anything was paid', 'token:split', 1, token('400000', { redeemedThroughMinor: '100000' })),
  at(14, 'a payout that was not paid through', 'settlement:redeem', 1, token('400000', { redeemedThroughMinor: '333332' })),
  at(14, 'a payout that is taken back', 'settlement:redeem', 3, token('0', { redeemedThroughMinor: '0' })),
  at(
    14,
    'a frozen result of one unit more',
    'settlement:redeem',
    1,
    record('FROZEN-RESULT', ({ amountMinor }) => ({ amountMinor: plus(amountMinor, 1n) })),
  ),
  at(15, 'a late payment that is sent back whole', 'settlement:settle', 1, (edit) => {
    receivable({ receivedMinor: '0', paidMinor: '0', status: 'CONFIRMED' })(edit);
    record('SETTLEMENT', ({ receivedMinor }) => ({ principalMinor: '0', overpaidMinor: receivedMinor }))(edit);
  }),
  at(15, 'a debt that stays in default although it is paid', 'settlement:settle', 2, receivable({ status: 'DEFAULTED' })),
  at(16, 'an offer that reaches another bank', 'financing:offer', 1, (edit) => {
    const seen = edit.streams.get('RegulatorMSP')?.privateWrites ?? [];
    edit.streams.get('BankBMSP')?.privateWrites.push(...seen.filter(({ collection }) => collection.startsWith('PAIR-')));
  }),
  at(16, 'a value that a member never received', 'financing:take', 1, (edit) => {
    const bank = edit.streams.get('BankAMSP');
    if (bank !== undefined) bank.privateWrites = bank.privateWrites.slice(1);
  }),
  at(16, 'an offer that lies where the whole program reads', 'financing:offer', 1, (edit) =>
    edit.transaction((each) => {
      for (const write of [...each.privateWrites, ...each.hashedWrites]) {
        if (write.collection.startsWith('PAIR-')) write.collection = 'PROGRAM-DEMO-CNY';
      }
    }),
  ),
  at(
    17,
    'a confirmation on another day',
    'receivable:confirm',
    1,
    receivable(({ confirmedBy }) => ({ confirmedBy: { ...(confirmedBy as Fields), on: '2015-01-04' } })),
  ),
  at(17, 'a payment on another day', 'settlement:settle', 1, record('SETTLEMENT', { on: '2015-01-20' })),
  at(17, 'a salt that two records share', 'token:split', 1, record('TOKEN', { salt: 'ab'.repeat(32) })),
  at(17, 'a private record without a salt', 'token:split', 1, (edit) => edit.records('TOKEN', ({ salt: _salt, ...token }) => token)),
  at(17, 'names in another order', 'token:split', 1, (edit) =>
    edit.texts('TOKEN', (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as Fields).reverse()))),
  ),
  at(18, 'an event with a field more', 'token:split', 1, inEvent({ amountMinor: '1' })),
  at(18, 'an event of another transaction', 'token:split', 1, inEvent({ transaction: 'token:merge' })),
  at(18, 'a root of other facts', 'token:split', 1, (edit) => inEvent({ factsRoot: OTHER_DIGEST })(edit.unsealed())),
  at(18, 'a public record with an amount', 'receivable:submit', 1, record('FINGERPRINT', { amountMinor: '1000000' })),
  at(18, 'a receivable named in public', 'receivable:submit', 1, record('FINGERPRINT', { claim: 'LINE-01' })),
  at(18, 'a public record of a kind that is private', 'token:split', 1, (edit) =>
    edit.transaction((each) => each.publicWrites.push({ key: 'NOTE', value: canonical({ kind: 'NOTE', schemaVersion: 1 }) })),
  ),
  at(
    19,
    'a request id that is used with other content',
    'token:split',
    2,
    record('REQUEST', ({ fields }) => ({ fields: { ...(fields as Fields), token: OTHER_DIGEST } })),
  ),
  at(19, 'a request that says that another transaction applied it', 'token:split', 1, record('REQUEST', { transaction: OTHER_DIGEST })),
  at(19, 'a transaction that notes no request', 'token:split', 1, (edit) => edit.records('REQUEST', () => null)),
  at(19, 'a repeat that changes a token', 'token:split', 2, (edit, blocks) => {
    const write = writeOf(blocks, 'token:split', ({ from }) => from === '500000');
    edit.add({ ...write, value: canonical({ ...(JSON.parse(write.value ?? '') as Fields), related: true, salt: 'ef'.repeat(32) }) });
  }),
];
