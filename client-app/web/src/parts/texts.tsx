import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyRow } from '../api/answers';
import { useWhole } from '../api/usePages';
import { dateText, daysBetween, timeText } from '../format/dates';
import { money } from '../format/money';
import { useSession } from '../session/session';

/** An amount of the program's currency. */
export function Amount({ minor, withCurrency = false }: { readonly minor: string | bigint | null; readonly withCurrency?: boolean }) {
  const { program } = useSession();
  if (minor === null) return <span className="amount">{'\u2013'}</span>;
  return (
    <span className="amount">
      {money(minor, program.currency)}
      {withCurrency ? <small> {program.currency}</small> : null}
    </span>
  );
}

/** A calendar date in the reader's language. */
export function Day({ date }: { readonly date: string | null }) {
  const { i18n } = useTranslation();
  return date === null ? <span>{'\u2013'}</span> : <time dateTime={date}>{dateText(date, i18n.language)}</time>;
}

/** A moment in the reader's language and zone. */
export function Moment({ instant }: { readonly instant: string }) {
  const { i18n } = useTranslation();
  return <time dateTime={instant}>{timeText(instant, i18n.language)}</time>;
}

/** How far a date is from the program's day, in words. */
export function useDistance(): (date: string) => string {
  const { t } = useTranslation();
  const { program } = useSession();
  return (date) => {
    const days = daysBetween(program.businessDate, date);
    if (days === 0) return t('days.today');
    return days > 0 ? t('days.in', { count: days }) : t('days.ago', { count: -days });
  };
}

/** The companies of the network, by id. */
export function useCompanies(): ReadonlyMap<string, CompanyRow> {
  const { rows } = useWhole('/programs/{program}/lists/companies');
  return useMemo(() => new Map((rows ?? []).map((row) => [row.company, row])), [rows]);
}

/** Writes a company's name; its id where the name is not known. */
export function useCompanyName(): (id: string) => string {
  const companies = useCompanies();
  return useCallback((id) => companies.get(id)?.name ?? id, [companies]);
}

/** A company by its name, with its id for who needs it. */
export function CompanyName({ id }: { readonly id: string }) {
  const name = useCompanyName()(id);
  return (
    <span title={id} className="company">
      <bdi>{name}</bdi>
      {name === id ? null : <span className="visually-hidden"> {id}</span>}
    </span>
  );
}

const TONES: Readonly<Record<string, string>> = {
  PROPOSED: 'wait',
  AGREED: 'good',
  SUBMITTED: 'wait',
  CHECKED: 'wait',
  RETURNED: 'bad',
  DRAFT: 'wait',
  CONFIRMED: 'good',
  PART_PAID: 'good',
  SETTLED: 'done',
  DEFAULTED: 'bad',
  WRITTEN_OFF: 'bad',
  VOID: 'done',
  CANCELLED: 'done',
  ACTIVE: 'good',
  LOCKED: 'wait',
  REDEEMED: 'done',
  DUE: 'wait',
  ARRIVED: 'good',
  OPEN: 'wait',
  CLOSED: 'wait',
  ACCEPTED: 'good',
  COMPLETE: 'good',
  FAILED: 'bad',
  EXPIRED: 'bad',
  WON: 'good',
  LOST: 'done',
  WITHDRAWN: 'done',
  REJECTED: 'done',
};

/** A state in words, with the ledger's own word for who needs it. @param of the noun whose state it is: `receivable`, `token`, ... */
export function State({ of, is }: { readonly of: string; readonly is: string }) {
  const { t } = useTranslation();
  return (
    <span className={`state ${TONES[is] ?? 'done'}`} title={is}>
      {t(`status.${of}.${is}`, { defaultValue: is })}
    </span>
  );
}
