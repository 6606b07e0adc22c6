import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../api/answers';
import { usePages } from '../api/usePages';
import { DataTable } from '../parts/DataTable';
import { useReceivableColumns } from '../parts/receivableColumns';
import { keepInAddress, useAddress } from '../shell/router';
import { filterOf } from './payables/Filters';

const STATES = ['', 'SUBMITTED', 'CHECKED', 'CONFIRMED,PART_PAID', 'SETTLED'] as const;

/** All receivables that the reader may see. */
export default function Receivables() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const columns = useReceivableColumns('both');
  const list = usePages('/programs/{program}/receivables', filterOf(search));
  const status = search.get('status') ?? '';
  const isOverdue = search.get('overdue') === 'true';
  const options = [...new Set<string>([...STATES, status])].map((value) => ({
    value,
    label:
      value === ''
        ? t('payables.show.ALL')
        : value.includes(',')
          ? t('payables.show.CONFIRMED_PART_PAID')
          : t(`status.receivable.${value}`),
  }));
  return (
    <DataTable<Receivable>
      name={t('page.receivables')}
      rows={list.rows}
      columns={columns}
      keyOf={({ receivable }) => receivable}
      problem={list.problem}
      again={list.again}
      more={list.more}
      empty={t('receivables.nothing')}
      order={search.get('order') ?? undefined}
      onOrder={(order) => keepInAddress({ order })}
      toolbar={
        <Segmented
          aria-label={t('column.status')}
          value={isOverdue ? 'overdue' : status}
          onChange={(value) =>
            keepInAddress(value === 'overdue' ? { overdue: 'true', status: undefined } : { status: value, overdue: undefined })
          }
          options={[...options, { value: 'overdue', label: t('payables.show.overdue') }]}
        />
      }
    />
  );
}
