import type { ConsentDraft } from './consent';
import type { Ask, DealTerms } from './financing';
import { formatAmount, sum } from './money';
import { receivableId, type Receivable, type Schedule } from './receivable';
import { lengthOf } from './subRange';
import { tokenId, type Token } from './token';
import type { Transfer } from './transfer';
import { faceOf, type TokenChange } from './transferring';

/** A title that is confirmed. */
export interface ConfirmedTitle {
  readonly schedule: Schedule;
  readonly receivable: Receivable;
}

/** Confirmation of title: one item a receivable. */
export function confirmationDraft(titles: readonly ConfirmedTitle[], undertakingDigest: string, currency: string): ConsentDraft {
  const items = titles.map(
    ({ schedule, receivable: { ordinal, faceMinor, dueDate } }) =>
      `${receivableId(schedule.id, ordinal)}: ${money(faceMinor, currency)} to ${schedule.creditor}, due ${dueDate}`,
  );
  const totalMinor = sum(titles.map(({ receivable }) => receivable.faceMinor));
  return draft('CONFIRM_TITLE', items, totalMinor, currency, [`undertaking ${undertakingDigest}`]);
}

/** Payments offered with tokens: one item a transfer, with the tokens that it holds. */
export function assignmentDraft(opened: readonly { readonly transfer: Transfer }[], currency: string): ConsentDraft {
  const items = opened.map(
    ({ transfer: { id, payee, amountMinor, tokens, expiresAt, document } }) =>
      `${id}: ${money(amountMinor, currency)} to ${payee} with ${tokens.join(' and ')}, to accept by ${expiresAt}, for document ${document.digest}`,
  );
  return draft('ASSIGN', items, sum(opened.map(({ transfer }) => transfer.amountMinor)), currency, []);
}

/** Payments accepted: one item a transfer. */
export function acceptanceDraft(accepted: readonly { readonly transfer: Transfer }[], currency: string): ConsentDraft {
  const items = accepted.map(
    ({ transfer: { id, payer, amountMinor, tokens, document } }) =>
      `${id}: ${money(amountMinor, currency)} from ${payer} with ${tokens.join(' and ')}, for document ${document.digest}`,
  );
  return draft('ACCEPT', items, sum(accepted.map(({ transfer }) => transfer.amountMinor)), currency, []);
}

/** An offer taken: one item a token, the price among the terms. */
export function sale({ ask, offer, bank, currency, tokens, faceMinor, recourse, account, ...price }: DealTerms): ConsentDraft {
  const { ratePpm, feesMinor, discountMinor, proceedsMinor, valueDate } = price;
  return draft('TAKE', tokens, faceMinor, currency, [
    `ask ${ask}`,
    `offer ${offer} of ${bank}`,
    `rate ${ratePpm} parts per million a year`,
    `discount ${money(discountMinor, currency)}`,
    `fees ${money(feesMinor, currency)}`,
    `you receive ${money(proceedsMinor, currency)} by ${valueDate}`,
    `to account ${account}`,
    recourse ? 'with recourse' : 'without recourse',
  ]);
}

/** Title taken after payment: one item a token; the price stands behind the digests of terms and payout. */
export function purchase({ id, seller, deal, currency }: Ask, { tokens }: TokenChange): ConsentDraft {
  const items = tokens.map((token: Token) => `${tokenId(token)}: ${money(lengthOf(token), currency)} of ${seller}`);
  const terms = [`ask ${id}`, `terms ${deal?.termsHash ?? ''}`, `payout ${deal?.payoutHash ?? ''}`];
  return draft('DISBURSE', items, faceOf(tokens), currency, terms);
}

const money = (minor: bigint, currency: string): string => `${formatAmount(minor, currency)} ${currency}`;

function draft(
  act: ConsentDraft['act'],
  items: readonly string[],
  totalMinor: bigint,
  currency: string,
  terms: readonly string[],
): ConsentDraft {
  return { act, items, totalMinor, total: money(totalMinor, currency), terms };
}
