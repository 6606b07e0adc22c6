import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import { monthText } from '../../format/dates';
import { perMille, sumOf } from '../../format/money';
import { Amount } from '../../parts/texts';

const YYYY_MM = 7;

/** What falls due in which month. */
export function DueMonths({ rows }: { readonly rows: readonly Receivable[] }) {
  const { t, i18n } = useTranslation();
  const all = sumOf(rows.map(({ faceMinor }) => faceMinor));
  const months = [...new Set(rows.map(({ dueDate }) => dueDate.slice(0, YYYY_MM)))].sort();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('column.dueIn')}</th>
          <th scope="col" className="num">
            {t('column.count')}
          </th>
          <th scope="col" className="num">
            {t('column.face')}
          </th>
          <th scope="col" aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {months.map((month) => {
          const found = rows.filter(({ dueDate }) => dueDate.startsWith(month));
          const sum = sumOf(found.map(({ faceMinor }) => faceMinor));
          return (
            <tr key={month}>
              <td>{monthText(month, i18n.language)}</td>
              <td className="num">{found.length}</td>
              <td className="num">
                <Amount minor={sum} />
              </td>
              <td className="share">
                <i style={{ width: `${perMille(sum, all) / 10}%` }} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
