import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import { monthText } from '../../format/dates';
import { sumOf } from '../../format/money';
import { SumTable } from '../../parts/SumTable';

const YYYY_MM = 7;

/** What falls due in which month. */
export function DueMonths({ rows }: { readonly rows: readonly Receivable[] }) {
  const { t, i18n } = useTranslation();
  const months = [...new Set(rows.map(({ dueDate }) => dueDate.slice(0, YYYY_MM)))].sort().map((month) => {
    const found = rows.filter(({ dueDate }) => dueDate.startsWith(month));
    return {
      key: month,
      name: monthText(month, i18n.language),
      count: found.length,
      minor: sumOf(found.map(({ faceMinor }) => faceMinor)),
    };
  });
  return <SumTable of={t('column.dueIn')} amount={t('column.face')} rows={months} withShares />;
}
