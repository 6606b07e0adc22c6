import { addDays, compareDates, Fault, MAX_TRANSFER_TOKENS, TRANSACTIONS, type Instant, type Transfer } from '@tierline/chaincode/api';
import type { Moment } from '../ports/books';
import type { Desk } from './desk';
import { documentWith } from './documents';
import { shortId } from './names';
import { pick, type Pick } from './picking';
import { step, type Step } from './step';
import type { TokenRow } from './tokens';
import { endOfDay } from './typed';
import { spendableTokens } from './wallet';

/** What somebody wants to pay. */
export interface WantedPayment {
  readonly amountMinor: bigint;
  /** Company id of who is paid. */
  readonly payee: string;
  /** The payee's invoice, or another trade document of the payee. */
  readonly document: { readonly number: string; readonly issueDate: string; readonly amountMinor: bigint; readonly file: string | null };
  /** Until when the payee may accept; null for a week, or for the day before the first token is due. */
  readonly expiresAt: Instant | null;
  /** The transfer's id; null for one of its own. */
  readonly transfer: string | null;
  /** The client's request id: its repeat answers what was done. */
  readonly requestId: string | null;
}

/** A payment that is ready to be made, or the one that the same request made before. */
export interface PlannedPayment {
  readonly transfer: string;
  readonly expiresAt: Instant;
  readonly picks: readonly Pick<TokenRow>[];
  /** Null when it was made before. */
  readonly step: Step | null;
  readonly madeBefore: Moment | null;
}

const DAYS_TO_ACCEPT = 7;

/**
 * Plans a payment with tokens: whole tokens and one part, earliest due first, nobody types a range.
 * @throws Fault AMOUNT_EXCEEDS as {@link pick} does; REQUEST_REPLAYED_DIFFERENT when the request made another payment before
 */
export async function planPayment(desk: Desk, wanted: WantedPayment): Promise<PlannedPayment> {
  const transfer = wanted.transfer ?? shortId('TRF', desk.company.id, wanted.requestId);
  const before = await desk.session.books.find('TRANSFER', desk.view.scope, transfer);
  const isOwn = before?.record.payer === desk.company.id;
  if (before !== null && isOwn && wanted.requestId !== null) return repeated(desk, before.record, wanted);
  const tokens = (await spendableTokens(desk)).filter(({ token }) => token.tier < desk.view.program.maxTier);
  const picks = pick(tokens, ({ token }) => token, {
    amountMinor: wanted.amountMinor,
    minimumMinor: desk.view.program.minimumTokenMinor,
    maxTokens: MAX_TRANSFER_TOKENS,
  });
  const expiresAt =
    wanted.expiresAt ??
    timeToAccept(
      desk,
      picks.map(({ from }) => from),
    );
  const document = await documentOf(wanted);
  const payment = {
    transfer,
    payee: wanted.payee,
    document,
    expiresAt,
    takes: picks.map(({ from, amountMinor }) => ({ token: from.id, amountMinor })),
  };
  const ordered = step(TRANSACTIONS.token.assign, { program: desk.view.id, payments: [payment] }, picks.length);
  return { transfer, expiresAt, picks, step: ordered, madeBefore: null };
}

const documentOf = ({ document: { file, ...named } }: WantedPayment): ReturnType<typeof documentWith> =>
  documentWith({ type: 'INVOICE', ...named }, file);

/** A week, but no longer than to the end of the day before the first of the tokens is due. */
export function timeToAccept({ view }: Desk, tokens: readonly TokenRow[]): Instant {
  const lastDays = [addDays(view.time.today, DAYS_TO_ACCEPT), ...tokens.map(({ receivable }) => addDays(receivable.dueDate, -1))];
  return endOfDay(lastDays.sort(compareDates)[0] as string, view.program.utcOffsetMinutes);
}

/** The tokens are cut by now, so that the same order cannot be written again: what was paid is compared instead. */
async function repeated(desk: Desk, before: Transfer, wanted: WantedPayment): Promise<PlannedPayment> {
  const document = await documentOf(wanted);
  const differs = [
    ...(before.payee === wanted.payee ? [] : ['payee']),
    ...(before.amountMinor === wanted.amountMinor ? [] : ['amountMinor']),
    ...(before.document.digest === document.digest ? [] : ['document']),
  ];
  if (differs.length > 0) throw new Fault('REQUEST_REPLAYED_DIFFERENT', { differs });
  const [first] = await desk.session.books.history('TRANSFER', desk.view.scope, before.id);
  return { transfer: before.id, expiresAt: before.expiresAt, picks: [], step: null, madeBefore: first?.at ?? null };
}
