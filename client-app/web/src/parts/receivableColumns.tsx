import { useTranslation } from 'react-i18next';
import type { Receivable } from '../api/answers';
import { plainAmount } from '../format/money';
import { useSession } from '../session/session';
import { Link } from '../shell/router';
import type { Column } from './DataTable';
import { Amount, CompanyName, Day, State, useCompanyName, useDistance } from './texts';

/** The page of a receivable. */
export const receivablePage = (id: string): string => `/receivables/${encodeURIComponent(id)}`;

const PAID: ReadonlySet<string> = new Set(['SETTLED', 'VOID', 'CANCELLED', 'WRITTEN_OFF']);

/** Columns of receivables. @param other the company that is shown: the other side, or both */
export function useReceivableColumns(other: 'creditor' | 'debtor' | 'both'): readonly Column<Receivable>[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const distance = useDistance();
  const company = (key: 'creditor' | 'debtor'): Column<Receivable> => ({
    key,
    title: t(`column.${key}`),
    cell: (row) => <CompanyName id={row[key]} />,
    text: (row) => nameOf(row[key]),
    width: 190,
  });
  return [
    {
      key: 'document',
      title: t('column.document'),
      cell: ({ document, receivable }) => (
        <span className="two">
          <Link to={receivablePage(receivable)}>{document}</Link>
          <small className="mono">{receivable}</small>
        </span>
      ),
      text: ({ document }) => document,
      width: 170,
    },
    ...(other === 'both' ? [company('creditor'), company('debtor')] : [company(other)]),
    {
      key: 'faceMinor',
      title: t('column.faceIn', { currency: program.currency }),
      cell: ({ faceMinor }) => <Amount minor={faceMinor} />,
      text: ({ faceMinor }) => plainAmount(faceMinor, program.currency),
      isNumber: true,
      orders: ['amount', '-amount'],
      width: 140,
    },
    {
      key: 'outstandingMinor',
      title: t('column.outstanding'),
      cell: ({ outstandingMinor }) => <Amount minor={outstandingMinor} />,
      text: ({ outstandingMinor }) => plainAmount(outstandingMinor, program.currency),
      isNumber: true,
      width: 140,
    },
    {
      key: 'dueDate',
      title: t('column.dueDate'),
      cell: ({ dueDate, payDate, status }) => {
        const isLate = !PAID.has(status) && payDate !== null && payDate < program.businessDate;
        return (
          <span className="two">
            <Day date={dueDate} />
            <small className={isLate ? 'late' : ''}>
              {PAID.has(status) ? '' : isLate ? t('days.late', { distance: distance(payDate) }) : distance(dueDate)}
            </small>
          </span>
        );
      },
      text: ({ dueDate }) => dueDate,
      orders: ['dueDate', '-dueDate'],
      width: 150,
    },
    {
      key: 'status',
      title: t('column.status'),
      cell: ({ status }) => <State of="receivable" is={status} />,
      text: ({ status }) => t(`status.receivable.${status}`),
      width: 150,
    },
  ];
}
