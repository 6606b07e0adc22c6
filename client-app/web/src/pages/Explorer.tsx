import { useTranslation } from 'react-i18next';
import { usePages } from '../api/usePages';
import type { Transaction } from '../api/answers';
import { DataTable, type Column } from '../parts/DataTable';
import { Moment } from '../parts/texts';
import { keepInAddress, useAddress } from '../shell/router';
import { TransactionDrawer } from './explorer/TransactionDrawer';

/** What everybody in the channel sees: blocks, transactions, who endorsed, whether they are valid; no private value. */
export default function Explorer() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const list = usePages('/blocks');
  const shown = search.get('transaction');
  const rows = list.rows?.flatMap(({ transactions }) => [...transactions].reverse());
  const columns = useTransactionColumns();
  return (
    <div className="stack">
      <p className="rule">{t('explorer.rule')}</p>
      <DataTable<Transaction>
        name={t('page.explorer')}
        rows={rows}
        columns={columns}
        keyOf={({ id, block }) => `${block} ${id}`}
        problem={list.problem}
        again={list.again}
        more={list.more}
        empty={t('explorer.nothing')}
      />
      {shown === null ? null : <TransactionDrawer id={shown} onClose={() => keepInAddress({ transaction: undefined })} />}
    </div>
  );
}

function useTransactionColumns(): readonly Column<Transaction>[] {
  const { t } = useTranslation();
  return [
    { key: 'block', title: t('explorer.block'), cell: ({ block }) => block, text: ({ block }) => String(block), isNumber: true, width: 80 },
    {
      key: 'timestamp',
      title: t('column.at'),
      cell: ({ timestamp }) => <Moment instant={timestamp} />,
      text: ({ timestamp }) => timestamp,
      width: 160,
    },
    {
      key: 'name',
      title: t('explorer.transaction'),
      cell: ({ id, name }) => (
        <button type="button" className="linklike" onClick={() => keepInAddress({ transaction: id })}>
          {t(`transaction.${name.replace(':', '.')}`, { defaultValue: name })}
        </button>
      ),
      text: ({ name }) => name,
      width: 200,
    },
    {
      key: 'code',
      title: t('explorer.validity'),
      cell: ({ code }) => <span className={`state ${code === 'VALID' ? 'good' : 'bad'}`}>{t(`validity.${code}`)}</span>,
      text: ({ code }) => code,
      width: 120,
    },
    { key: 'creator', title: t('explorer.creator'), cell: ({ creator }) => creator, text: ({ creator }) => creator, width: 140 },
    {
      key: 'endorsers',
      title: t('explorer.endorsers'),
      cell: ({ endorsers }) => <span className="wraps">{endorsers.join(', ')}</span>,
      text: ({ endorsers }) => endorsers.join(' '),
      width: 260,
    },
    {
      key: 'program',
      title: t('explorer.program'),
      cell: ({ program }) => program ?? '\u2013',
      text: ({ program }) => program ?? '',
      width: 120,
    },
    {
      key: 'count',
      title: t('explorer.count'),
      cell: ({ count }) => count ?? '\u2013',
      text: ({ count }) => String(count ?? ''),
      isNumber: true,
      width: 90,
    },
  ];
}
