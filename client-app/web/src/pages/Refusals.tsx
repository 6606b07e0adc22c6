import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/answers';
import { usePages } from '../api/usePages';
import { DataTable, type Column } from '../parts/DataTable';
import { useExplain } from '../parts/explain';
import { Field } from '../parts/Field';
import { CompanyName, Moment, useCompanyName } from '../parts/texts';
import { keepInAddress, useAddress } from '../shell/router';

/** What can be asked for: a document used twice first, then what rules forbid. */
const CODES = [
  'DOCUMENT_ALREADY_USED',
  'RECEIPT_ALREADY_PLEDGED',
  'POLICY_REFUSED',
  'LIMIT_EXCEEDED',
  'TIER_TOO_DEEP',
  'AMOUNT_EXCEEDS',
  'NOT_AUTHORISED',
  'WRONG_STATE',
  'CONDITION_UNMET',
] as const;

/** Commands that were refused, newest first: who wanted what, and why not. */
export default function Refusals() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const code = search.get('code') ?? '';
  const list = usePages('/refusals', code === '' ? {} : { code });
  const columns = useRefusalColumns();
  return (
    <DataTable<Refusal>
      name={t('page.refusals')}
      rows={list.rows}
      columns={columns}
      keyOf={({ at, user, transaction, code: is }) => `${at} ${user} ${transaction} ${is}`}
      problem={list.problem}
      again={list.again}
      more={list.more}
      empty={t('refusals.nothing')}
      toolbar={
        <Field label={t('column.code')}>
          {(bound) => (
            <Select
              {...bound}
              allowClear
              placeholder={t('filter.all')}
              value={code === '' ? null : code}
              onChange={(value: string | null) => keepInAddress({ code: value ?? undefined })}
              options={CODES.map((value) => ({ value, label: t(`code.${value}`) }))}
              style={{ minWidth: 230 }}
            />
          )}
        </Field>
      }
    />
  );
}

const detailsOf = ({ details }: Refusal): Readonly<Record<string, unknown>> =>
  typeof details === 'object' && details !== null ? (details as Readonly<Record<string, unknown>>) : {};

function useRefusalColumns(): readonly Column<Refusal>[] {
  const { t } = useTranslation();
  const explain = useExplain();
  const nameOf = useCompanyName();
  return [
    { key: 'at', title: t('column.at'), cell: ({ at }) => <Moment instant={at} />, text: ({ at }) => at, width: 160 },
    {
      key: 'company',
      title: t('column.company'),
      cell: ({ company }) => <CompanyName id={company} />,
      text: ({ company }) => nameOf(company),
      width: 180,
    },
    { key: 'user', title: t('column.user'), cell: ({ user }) => user, text: ({ user }) => user, width: 170 },
    {
      key: 'transaction',
      title: t('column.wanted'),
      cell: ({ transaction }) => <span className="mono">{transaction}</span>,
      text: ({ transaction }) => transaction,
      width: 170,
    },
    {
      key: 'code',
      title: t('column.code'),
      cell: ({ code: is }) => (
        <span className="state bad" title={is}>
          {t(`code.${is}`)}
        </span>
      ),
      text: ({ code: is }) => is,
      width: 200,
    },
    {
      key: 'why',
      title: t('column.why'),
      cell: (refusal) => <span className="wraps">{explain({ code: refusal.code, details: detailsOf(refusal) })}</span>,
      text: (refusal) => explain({ code: refusal.code, details: detailsOf(refusal) }),
      width: 380,
    },
  ];
}
