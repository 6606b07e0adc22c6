import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemDetails } from '../api/problem';
import { dateText, timeText } from '../format/dates';
import { money } from '../format/money';
import { textOf } from '../format/values';
import { useCurrency } from '../session/session';

/** A problem as far as it is explained. */
export type Explainable = Pick<ProblemDetails, 'code' | 'details'>;

type Details = Readonly<Record<string, unknown>>;

/** The language of the contracts' and the server's own words. */
const SERVER = 'en';
/** Items of a batch that a sentence names. */
const ITEMS_TOLD = 3;
/** A need that is a duty of the caller's own company. */
const OF_DUTY = /^a person with duty (maker|checker)$/;
/** Needs by the words in which the contracts tell them: for readers of other languages. */
const NEEDS: Readonly<Record<string, string>> = {
  'another person than the one who checked': 'otherThanChecked',
  'another person than the one who proposed': 'otherThanProposed',
  'somebody of the company that is paid': 'payee',
  'a person who is enrolled at this organisation': 'enrolled',
  'owner of the token': 'owner',
  'the seller': 'seller',
  'the winning bank': 'winner',
  'the debtor': 'debtor',
  'the settlement bank of the program': 'settlementBank',
  'a bank of the program': 'programBank',
  'a company that is not blocked': 'notBlocked',
  'the regulator': 'regulator',
  'the creditor, or the core on his behalf': 'creditorOrCore',
  'the side that has not proposed': 'otherSide',
  'the seller or the winning bank': 'sellerOrWinner',
  'the owner or the settlement bank': 'ownerOrSettlement',
  'the host or the settlement bank': 'hostOrSettlement',
  'the host or the core of the program': 'hostOrCore',
  'the debtor or the first creditor': 'debtorOrCreditor',
  'the company or a regulator': 'companyOrRegulator',
  'the bank whose limit it is': 'limitBank',
  'the bank that offered': 'offeringBank',
  'the bank of this pair': 'pairBank',
  'creditor or debtor': 'creditorOrDebtor',
  'another than the seller': 'notSeller',
  'a person of the company': 'ofCompany',
  'a regulator, who vouches for a first key': 'regulatorVouches',
  'a bank and the host of the program': 'bankAndHost',
  'a company that the organisation hosts': 'hosted',
  'a company of the register, hosted by this organisation': 'registered',
};
/** Codes whose `have` and `need` are amounts. */
const OF_AMOUNTS: ReadonlySet<string> = new Set(['AMOUNT_EXCEEDS', 'LIMIT_EXCEEDED']);
/** The detail that tells apart the refusals of one code. */
const APART: Readonly<Record<string, string>> = {
  CONDITION_UNMET: 'condition',
  POLICY_REFUSED: 'rule',
  WRONG_STATE: 'current',
  AMOUNT_EXCEEDS: 'limit',
  UNAVAILABLE: 'reason',
  CONSENT_REFUSED: 'reason',
};

/** Puts a problem into a sentence of the reader's language: what is wrong, with its figures, and what to do. */
export function useExplain(): (problem: Explainable) => string {
  const { t, i18n } = useTranslation();
  const currency = useCurrency();
  return useCallback((problem) => explained(problem, { t, language: i18n.language, currency }), [t, i18n.language, currency]);
}

/** Whose words are used, and of which money. */
export interface Telling {
  readonly t: TFunction;
  readonly language: string;
  readonly currency: string | null;
}

/** A problem in words. */
export function explained({ code, details }: Explainable, telling: Telling): string {
  const { t } = telling;
  const items = itemsIn(details);
  if (items.length > 0) {
    const told = items.slice(0, ITEMS_TOLD).map((item) => t('fault.item', { item: item.item, told: explained(item, telling) }));
    return items.length === 1 ? told.join('') : t('fault.items', { count: items.length, told: told.join(' ') });
  }
  const figures = figuresOf(code, details, telling);
  return t([...keysOf(code, details, telling.language), `fault.${code}.any`, 'fault.BUG.any'], figures)
    .replaceAll(/\s+([.,:;])/g, '$1')
    .trim();
}

/** The keys of the sentence, the closest first. */
function keysOf(code: string, details: Details, language: string): readonly string[] {
  const close = CLOSE[code]?.(details, language);
  if (close !== undefined && close !== null) return [`fault.${code}.${close}`];
  const apart = APART[code];
  return apart === undefined || details[apart] === undefined ? [] : [`fault.${code}.${textOf(details[apart])}`];
}

/** Refusals that are told apart by more than one detail; null where the usual one does. */
const CLOSE: Readonly<Record<string, (details: Details, language: string) => string | null>> = {
  NOT_AUTHORISED: ({ need }, language) => {
    const text = textOf(need);
    if (OF_DUTY.test(text)) return 'duty';
    return need === undefined || (language !== SERVER && NEEDS[text] === undefined) ? 'plain' : null;
  },
  MALFORMED: ({ problems }) => (Array.isArray(problems) ? 'problems' : null),
  WRONG_STATE: ({ lockedBy }) => (lockedBy === undefined ? null : 'held'),
  AMOUNT_EXCEEDS: ({ limit, tokens }) => (limit === 'minimum' && tokens === undefined ? 'part' : null),
};

/** Figures as they are read. */
function figuresOf(code: string, details: Details, telling: Telling): Readonly<Record<string, string>> {
  const { t } = telling;
  const figures = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, figure(code, name, value, telling)]));
  const duty = OF_DUTY.exec(textOf(details['need']))?.[1];
  const need = NEEDS[textOf(details['need'])];
  const problems = Array.isArray(details['problems']) ? (details['problems'] as readonly Details[]) : [];
  return {
    ...BLANK,
    ...figures,
    ...(duty === undefined ? {} : { duty: t(`duty.${duty}`) }),
    ...(need === undefined ? {} : { need: t(`need.${need}`) }),
    told: problems.map(({ field, problem }) => `${textOf(field)}: ${textOf(problem)}`).join('; '),
  };
}

/** What a sentence may name and a refusal need not have. */
const BLANK = {
  field: '',
  value: '',
  limit: '',
  reason: '',
  problem: '',
  need: '',
  id: '',
  number: '',
  version: '',
  differs: '',
  allowed: '',
};

function figure(code: string, name: string, value: unknown, { language, currency }: Telling): string {
  const text = textOf(value);
  if (OF_AMOUNTS.has(code) && (name === 'have' || name === 'need') && currency !== null) return `${money(text, currency)} ${currency}`;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dateText(text, language);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? timeText(text, language) : text;
}

interface Item extends Explainable {
  readonly item: string;
}

function itemsIn({ items }: Details): readonly Item[] {
  return Array.isArray(items) ? items.filter((item): item is Item => typeof item === 'object' && item !== null && 'code' in item) : [];
}
