import { doctored, sha256, type Edit } from './edit';
import { at, deal, plus, receivable, record, token, type Fields, type Violation } from './planting';

const OTHER_DIGEST = 'cd'.repeat(32);

/** Changes the terms or the payout of a deal, and the digest of it in the ask. */
const sealed = (kind: 'DEAL-TERMS' | 'PAYOUT', change: Fields) => (edit: Edit) => {
  record(kind, change)(edit);
  const digest = sha256(edit.textOf(kind));
  deal(kind === 'PAYOUT' ? { payoutHash: digest } : { termsHash: digest })(edit);
};

/** Due in the next half-year but one. */
const dueLate = ({ payDate }: Fields): Fields => ({ dueDate: '2015-11-20', payDate: payDate === null ? null : '2015-11-20' });

/** Wrongs done to authority, terms, limits and sales. */
export const DEAL_VIOLATIONS: readonly Violation[] = [
  at(7, 'a bank that cuts a supplier’s token', 'token:split', 1, (edit) => edit.transaction((each) => (each.creator = 'BankBMSP'))),
  at(7, 'another bank that reports a payment', 'settlement:settle', 1, (edit) => edit.transaction((each) => (each.creator = 'BankBMSP'))),
  at(7, 'a token whose owner is said to be hosted elsewhere', 'token:accept', 1, token('0', { ownerMsp: 'BankBMSP' })),
  at(7, 'an ask whose seller is said to be hosted elsewhere', 'financing:ask', 1, record('ASK', { sellerMsp: 'CoreMSP' })),
  at(
    8,
    'one person who checks and confirms',
    'receivable:confirm',
    1,
    receivable(({ checkedBy }) => ({ confirmedBy: checkedBy })),
  ),
  at(
    8,
    'a person of another core who confirms',
    'receivable:confirm',
    1,
    receivable({ confirmedBy: { person: 'CORE-02/checker', on: '2015-01-05' } }),
  ),
  at(
    8,
    'a submission that was checked before',
    'receivable:submit',
    1,
    receivable({ checkedBy: { person: 'CORE-01/maker', on: '2015-01-05' } }, 2),
  ),
  at(9, 'a payee two tiers down', 'token:accept', 1, token('0', { tier: 3 })),
  at(9, 'a transfer to the debtor', 'token:assign', 1, record('TRANSFER', { payee: 'CORE-01' })),
  at(9, 'a transfer to a suspended company', 'company:onboard', 1, record('COMPANY', { status: 'SUSPENDED' })),
  at(
    10,
    'a confirmation of what is due in two years',
    'receivable:confirm',
    1,
    receivable({ dueDate: '2017-01-05', payDate: '2017-01-05' }),
  ),
  {
    invariant: 10,
    says: 'an offer that gives no reason for a long tenor',
    plant: (blocks) =>
      ['submit', 'check', 'confirm', 'agreeReduction'].reduce(
        (planted, method) => doctored(planted, `receivable:${method}`, 1, receivable(dueLate, 2)),
        blocks,
      ),
  },
  at(
    11,
    'a sale that reserves too little',
    'financing:take',
    1,
    record('CREDIT-LIMIT', ({ reservedMinor }) => ({ reservedMinor: plus(reservedMinor, -1n) })),
  ),
  at(11, 'a sale above the ceiling', 'financing:take', 1, record('CREDIT-LIMIT', { ceilingMinor: '399999' })),
  at(11, 'a sale on a limit that is over', 'financing:take', 1, record('CREDIT-LIMIT', { expiresOn: '2015-01-01' })),
  at(11, 'a sale on a limit that was never set', 'financing:take', 1, sealed('DEAL-TERMS', { currency: 'EUR' })),
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
  at(13, 'title for less than the proceeds', 'financing:payout', 1, sealed('PAYOUT', { amountMinor: '1' })),
  at(13, 'title without a proof of payment', 'financing:payout', 1, sealed('PAYOUT', { proofDigest: null })),
  at(13, 'title without an offer that was taken', 'financing:take', 1, record('OFFER', { status: 'OPEN' })),
  at(13, 'an offer taken after its end', 'financing:take', 1, record('OFFER', { validUntil: '2015-01-01T00:00:00Z' })),
  at(13, 'a digest of other terms', 'financing:take', 1, deal({ termsHash: OTHER_DIGEST })),
  at(13, 'a digest of another payout', 'financing:payout', 1, deal({ payoutHash: OTHER_DIGEST })),
  at(13, 'title on terms with another bank', 'financing:disburse', 1, deal({ bank: 'BankBMSP' })),
  at(13, 'title that goes to another bank', 'financing:disburse', 1, token('0', { owner: 'BANK-B-01', ownerMsp: 'BankBMSP' })),
  at(13, 'recourse to another than the seller', 'financing:recourse', 1, token('300000', { owner: 'SUP-03' })),
];
