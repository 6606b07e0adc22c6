import {
  addDaysToInstant,
  compareDates,
  epochMsOf,
  Fault,
  faultIn,
  formatAmount,
  instantOf,
  partsOfTokenId,
  TRANSACTIONS,
  type Instant,
  type ProgramMode,
  type Transfer,
} from '@tierline/chaincode/api';
import type { Language } from '../ports/documents';
import type { LinkClaims, LinkSeal } from '../ports/links';
import { companyNamed, deskIn, type Desk } from './desk';
import { receivablesOf } from './receivables';
import type { Session, Sessions } from './session';
import { step, type Step } from './step';

/** A link to a payment that is offered. */
export interface PaymentLink {
  readonly link: string;
  /** When it ends, by the clock on the wall. */
  readonly expiresAt: Instant;
  /** One line to be sent before the address. */
  readonly message: string;
}

/** A payment as the page behind a link shows it. */
export interface LinkedPayment {
  readonly program: string;
  readonly mode: ProgramMode;
  /** Registered names. */
  readonly payer: string;
  readonly payee: string;
  /** Company id of who is paid: who signs in to answer. */
  readonly payeeCompany: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Registered names of who owes the money. */
  readonly debtors: readonly string[];
  readonly firstPayDate: string;
  readonly lastPayDate: string;
  /** Until when it can be accepted, in the program's time. */
  readonly acceptUntil: Instant;
  /** When the link ends, by the clock on the wall. */
  readonly expiresAt: Instant;
  /** The payment in plain words. */
  readonly sentence: string;
}

/** Hours for which a link is good, at most. */
const HOURS = 72;
const HOUR_MS = 3_600_000;

/**
 * Makes a link to an open payment, for payer or payee. It takes nobody's place: it shows the payment in the name of the one who made it,
 * and whoever answers signs in as the payee.
 * @throws Fault NOT_FOUND for a payment of others; WRONG_STATE for one that is not open any more
 */
export async function paymentLink(desk: Desk, transfer: string, seal: LinkSeal, nowMs: number, language: Language): Promise<PaymentLink> {
  const { session, company, view } = desk;
  const found = await openTransfer(desk, transfer, [company.id]);
  const endsMs = epochMsOf(addDaysToInstant(found.expiresAt, -view.head.clockOffsetDays));
  const expiresAtMs = Math.min(nowMs + HOURS * HOUR_MS, endsMs);
  const claims: LinkClaims = { program: view.id, transfer, payee: found.payee, maker: session.identity.name, expiresAtMs };
  const payment = await described(desk, found, instantOf(expiresAtMs), language);
  return { link: seal.seal(claims), expiresAt: payment.expiresAt, message: payment.sentence };
}

/**
 * The payment behind a link, for whoever has it.
 * @throws Fault NOT_FOUND {kind: 'link'} for one that was not made here; WRONG_STATE {current: 'EXPIRED'} when its time is over, or the
 *   payment's state when it was answered
 */
export async function linkedPayment(
  sessions: Sessions,
  seal: LinkSeal,
  link: string,
  nowMs: number,
  language: Language,
): Promise<LinkedPayment> {
  const claims = liveClaims(seal, link, nowMs);
  const maker = await makerOf(sessions, claims);
  const desk = await deskIn(maker, claims.program, null, nowMs);
  const found = await openTransfer(desk, claims.transfer, [desk.company.id]);
  return described(desk, found, instantOf(claims.expiresAtMs), language);
}

/**
 * Orders the answer to a payment behind a link. The authority is the session's own: its company is the payee, and the contract asks again.
 * @throws Fault as {@link linkedPayment}; NOT_AUTHORISED {need} for a session of another company
 */
export async function answerToLink(
  session: Session,
  seal: LinkSeal,
  link: string,
  answer: 'ACCEPT' | 'REJECT',
  nowMs: number,
): Promise<{ readonly program: string; readonly transfer: string; readonly step: Step }> {
  const { program, transfer, payee } = liveClaims(seal, link, nowMs);
  if (session.attributes.company !== payee) throw new Fault('NOT_AUTHORISED', { need: 'somebody of the company that is paid' });
  await openTransfer(await deskIn(session, program, null, nowMs), transfer, [payee]);
  const spec = answer === 'ACCEPT' ? TRANSACTIONS.token.accept : TRANSACTIONS.token.reject;
  return { program, transfer, step: step(spec, { program, transfers: [transfer] }) };
}

function liveClaims(seal: LinkSeal, link: string, nowMs: number): LinkClaims {
  const claims = seal.open(link);
  if (claims === null) throw new Fault('NOT_FOUND', { kind: 'link', id: '' });
  if (claims.expiresAtMs <= nowMs) {
    throw new Fault('WRONG_STATE', { current: 'EXPIRED', allowed: ['OPEN'], of: 'link', expiresAt: instantOf(claims.expiresAtMs) });
  }
  return claims;
}

/** The session in whose name a link is read; a link of somebody who is gone is none. */
async function makerOf(sessions: Sessions, { maker }: LinkClaims): Promise<Session> {
  try {
    return await sessions.as(maker);
  } catch (error) {
    throw faultIn(error)?.code === 'NOT_FOUND' ? new Fault('NOT_FOUND', { kind: 'link', id: '' }) : error;
  }
}

async function openTransfer({ session, view }: Desk, id: string, parties: readonly string[]): Promise<Transfer> {
  const found = (await session.books.find('TRANSFER', view.scope, id))?.record;
  if (found === undefined || ![found.payer, found.payee].some((company) => parties.includes(company))) {
    throw new Fault('NOT_FOUND', { kind: 'transfer', id });
  }
  const current = found.status === 'OPEN' && found.expiresAt <= view.time.now ? 'EXPIRED' : found.status;
  if (current !== 'OPEN') throw new Fault('WRONG_STATE', { current, allowed: ['OPEN'], of: 'transfer', expiresAt: found.expiresAt });
  return found;
}

async function described({ session, view }: Desk, transfer: Transfer, expiresAt: Instant, language: Language): Promise<LinkedPayment> {
  const rows = await receivablesOf(session.books, view.id, { ids: transfer.tokens.map((token) => partsOfTokenId(token).receivable) });
  const payDates = rows.map(({ receivable }) => receivable.payDate ?? receivable.dueDate).sort(compareDates);
  const debtorIds = [...new Set(rows.map(({ schedule }) => schedule.debtor))];
  const nameOf = async (id: string): Promise<string> => (await companyNamed(session, id)).name;
  const payment = {
    program: view.id,
    mode: view.head.mode,
    payer: await nameOf(transfer.payer),
    payee: await nameOf(transfer.payee),
    payeeCompany: transfer.payee,
    currency: view.program.currency,
    amountMinor: transfer.amountMinor,
    debtors: await Promise.all(debtorIds.map(nameOf)),
    firstPayDate: payDates[0] ?? '',
    lastPayDate: payDates.at(-1) ?? '',
    acceptUntil: transfer.expiresAt,
    expiresAt,
  };
  return { ...payment, sentence: sentenceOf(payment, language) };
}

function sentenceOf(payment: Omit<LinkedPayment, 'sentence'>, language: Language): string {
  const { payer, payee, debtors, amountMinor, currency, firstPayDate, lastPayDate, mode } = payment;
  const money = `${formatAmount(amountMinor, currency)} ${currency}`;
  if (language === 'zh') {
    const days = firstPayDate === lastPayDate ? firstPayDate : `${firstPayDate} 至 ${lastPayDate}`;
    return `${mode === 'DEMO' ? '【演示】' : ''}${payer} 拟以 ${debtors.join('、')} 的已确权应收账款向 ${payee} 支付 ${money}，付款日 ${days}。`;
  }
  const days = firstPayDate === lastPayDate ? firstPayDate : `${firstPayDate} to ${lastPayDate}`;
  return `${mode === 'DEMO' ? 'DEMO: ' : ''}${payer} offers to pay ${payee} ${money} with a confirmed debt of ${debtors.join(', ')}, paid on ${days}.`;
}
