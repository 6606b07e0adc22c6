import { epochMsOf, formatAmount, instantOf, type Instant } from '@tierline/chaincode/api';
import type { CalendarFile, Language } from '../../ports/documents';
import type { Desk } from '../desk';
import { phrase } from '../papers/phrases';
import type { Deadline, DeadlineKind } from './deadline';

/** An e-mail: plain text. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** What ends, and what to do: `{who}` is the other side, `{money}` the amount. */
const SENTENCES: Readonly<Record<DeadlineKind, readonly [string, string]>> = {
  OFFER: ['Offer of {who} ends: {money} net cash', '{who} 的报价失效：融资净额 {money}'],
  PAYMENT_TO_ACCEPT: ['Accept or refuse the payment of {who}: {money}', '请接受或拒绝 {who} 的转让：{money}'],
  PAYMENT_OFFERED: ['Your payment to {who} ends unless accepted: {money}', '对 {who} 的转让未被接受将失效：{money}'],
  ASK: ['Time for offers ends, ask of {who}: {money}', '{who} 的融资申请报价截止：{money}'],
  PAYOUT: ['Payout is due, deal with {who}: face {money}', '与 {who} 的成交须放款：面额 {money}'],
  CONTEST: ['Last day to say that the money of {who} did not come: face {money}', '对 {who} 放款提出异议的最后一天：面额 {money}'],
  MONEY_IN: ['{who} pays {money} to you', '{who} 应向贵司付款 {money}'],
  MONEY_OUT: ['You pay {money}, first creditor {who}', '贵司应付款 {money}，原始债权人 {who}'],
};

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const MINUTES = 16;

function sentenceOf({ kind, about, amountMinor }: Deadline, currency: string, language: Language): string {
  const money = `${formatAmount(amountMinor, currency)} ${currency}`;
  return SENTENCES[kind][language === 'zh' ? 1 : 0].replace('{who}', () => about).replace('{money}', () => money);
}

/** A time as the program's zone shows it; a date as it is. */
function clock(at: Instant, utcOffsetMinutes: number): string {
  if (!at.includes('T')) return at;
  return instantOf(epochMsOf(at) + utcOffsetMinutes * MINUTE_MS)
    .slice(0, MINUTES)
    .replace('T', ' ');
}

/** A zone as people read it: `UTC+08:00`. */
function zoneName(utcOffsetMinutes: number): string {
  const apart = Math.abs(utcOffsetMinutes);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${two(Math.floor(apart / HOUR_MINUTES))}:${two(apart % HOUR_MINUTES)}`;
}

const heading = ({ company, view }: Desk, language: Language): string =>
  `${view.head.mode === 'DEMO' ? 'DEMO ' : ''}${view.id} ${company.id}: ${phrase('deadlines', language)}`;

/** The deadlines as an e-mail, a line each. */
export function mailOf(desk: Desk, deadlines: readonly Deadline[], language: Language): Mail {
  const { program, time } = desk.view;
  const lines = deadlines.map(
    (each) => `${clock(each.at, program.utcOffsetMinutes)}  ${sentenceOf(each, program.currency, language)} (${each.id})`,
  );
  const head = `${phrase('businessDate', language)}: ${time.today} (${zoneName(program.utcOffsetMinutes)})`;
  const body = lines.length === 0 ? [phrase('nothingExpires', language)] : lines;
  return { subject: `${heading(desk, language)} (${deadlines.length})`, text: [head, '', ...body, ''].join('\n') };
}

/** The deadlines as a calendar. @param madeAt RFC 3339 UTC */
export function calendarOfDeadlines(desk: Desk, deadlines: readonly Deadline[], language: Language, madeAt: Instant): CalendarFile {
  const { id: program, program: rules } = desk.view;
  return {
    name: heading(desk, language),
    madeAt,
    events: deadlines.map((each) => ({
      id: `${each.kind}-${each.id}@${program}.tierline`.toLowerCase(),
      at: each.at,
      title: `${desk.view.head.mode === 'DEMO' ? 'DEMO: ' : ''}${sentenceOf(each, rules.currency, language)}`,
      text: each.id,
    })),
  };
}
