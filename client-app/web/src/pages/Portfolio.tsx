import { useTranslation } from 'react-i18next';
import type { PortfolioLine } from '../api/answers';
import { usePages } from '../api/usePages';
import { plainAmount, sumOf } from '../format/money';
import { Figure, Figures } from '../parts/Card';
import { DataTable, type Column } from '../parts/DataTable';
import { Amount, CompanyName, Day, useCompanyName, useDistance } from '../parts/texts';
import { useSession } from '../session/session';
import { ComingChart } from './home/ComingChart';

/** What the reader's company owns, by core and due date. */
export default function Portfolio() {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const distance = useDistance();
  const list = usePages('/programs/{program}/portfolio');
  const amount = (key: 'amountMinor' | 'lockedMinor'): Column<PortfolioLine> => ({
    key,
    title: t(`portfolio.${key}`),
    cell: (line) => <Amount minor={line[key]} />,
    text: (line) => plainAmount(line[key], program.currency),
    isNumber: true,
  });
  const columns: readonly Column<PortfolioLine>[] = [
    {
      key: 'debtor',
      title: t('column.debtor'),
      cell: ({ debtor }) => <CompanyName id={debtor} />,
      text: ({ debtor }) => nameOf(debtor),
      width: 200,
    },
    {
      key: 'payDate',
      title: t('column.payDate'),
      cell: ({ payDate }) => (
        <span className="two">
          <Day date={payDate} />
          <small className={payDate < program.businessDate ? 'late' : ''}>{distance(payDate)}</small>
        </span>
      ),
      text: ({ payDate }) => payDate,
    },
    {
      key: 'count',
      title: t('portfolio.count'),
      cell: ({ count }) => count,
      text: ({ count }) => String(count),
      isNumber: true,
      width: 100,
    },
    amount('amountMinor'),
    amount('lockedMinor'),
  ];
  const rows = list.rows ?? [];
  const late = rows.filter(({ payDate }) => payDate < program.businessDate);
  return (
    <div className="stack">
      <Figures>
        <Figure name={t('portfolio.amountMinor')}>
          <Amount minor={sumOf(rows.map(({ amountMinor }) => amountMinor))} withCurrency />
        </Figure>
        <Figure name={t('home.overdue')} {...(late.length === 0 ? {} : { tone: 'bad' as const })}>
          <Amount minor={sumOf(late.map(({ amountMinor }) => amountMinor))} withCurrency />
        </Figure>
      </Figures>
      <ComingChart />
      <DataTable<PortfolioLine>
        name={t('page.portfolio')}
        rows={list.rows}
        columns={columns}
        keyOf={({ debtor, payDate }) => `${debtor} ${payDate}`}
        problem={list.problem}
        again={list.again}
        more={list.more}
        empty={t('portfolio.nothing')}
      />
    </div>
  );
}
