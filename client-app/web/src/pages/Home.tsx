import { useTranslation } from 'react-i18next';
import type { Dashboard, Role } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { Card, Figure, Figures } from '../parts/Card';
import { Failed, Loading, Nothing } from '../parts/States';
import { Amount } from '../parts/texts';
import { useSession } from '../session/session';
import { Link } from '../shell/router';
import { AgeingChart } from './home/AgeingChart';
import { ComingChart } from './home/ComingChart';
import { StateTable } from './home/StateTable';
import { useSums } from './home/useSums';
import { WorkCard } from './home/WorkCard';

const MOST = 200;
/** Where the overdue ones are looked at. */
const OVERDUE_AT: Readonly<Record<Role, string>> = {
  core: '/payables?overdue=true',
  supplier: '/money',
  bank: '/receivables?overdue=true',
  regulator: '/receivables?overdue=true',
  operator: '/receivables?overdue=true',
};

/** What waits, and how things stand: for each role what it decides by. */
export default function Home() {
  const { t } = useTranslation();
  const { role } = useSession();
  const work = useAsk('/programs/{program}/worklist', { limit: MOST });
  const sums = useSums();
  return (
    <div className="stack">
      {sums.data === undefined ? (
        sums.error === null ? (
          <Loading rows={2} />
        ) : (
          <Failed problem={sums.error} again={sums.again} />
        )
      ) : (
        <>
          <Overdue sums={sums.data} />
          <Sums sums={sums.data} />
        </>
      )}
      <div className="columns">
        <Card title={t('home.work')}>
          {work.data === undefined ? (
            work.error === null ? (
              <Loading rows={5} />
            ) : (
              <Failed problem={work.error} again={() => void work.refetch()} />
            )
          ) : work.data.work.length === 0 ? (
            <Nothing>{t('work.nothing')}</Nothing>
          ) : (
            <WorkCard work={work.data.work} isCut={work.data.next !== null} />
          )}
        </Card>
        {role === 'supplier' || role === 'bank' ? <ComingChart /> : <AgeingChart />}
      </div>
      {role === 'supplier' || sums.data === undefined ? null : <StateTable sums={sums.data} />}
    </div>
  );
}

/** What is late, before anything else. */
function Overdue({ sums: { overdue } }: { readonly sums: Dashboard }) {
  const { t } = useTranslation();
  const { role } = useSession();
  if (overdue.count === 0) return null;
  return (
    <p className="warning" role="alert">
      <b>
        {t('home.late', { count: overdue.count })} <Amount minor={overdue.amountMinor} withCurrency />
      </b>
      <span>{t(`home.lateMeans.${role}`)}</span>
      <Link to={OVERDUE_AT[role]}>{t('home.lateShow')}</Link>
    </p>
  );
}

function Sums({ sums }: { readonly sums: Dashboard }) {
  const { t } = useTranslation();
  const { role } = useSession();
  const isLate = sums.overdue.count > 0;
  return (
    <Figures>
      <Figure name={t(`home.outstanding.${role}`)}>
        <Amount minor={sums.outstandingMinor} withCurrency />
      </Figure>
      <Figure name={t('home.soon')} note={t('count.receivables', { count: sums.dueIn30Days.count })}>
        <Amount minor={sums.dueIn30Days.amountMinor} withCurrency />
      </Figure>
      <Figure
        name={t('home.overdue')}
        note={t('count.receivables', { count: sums.overdue.count })}
        {...(isLate ? { tone: 'bad' as const } : {})}
      >
        <Amount minor={sums.overdue.amountMinor} withCurrency />
      </Figure>
      <Figure name={t('home.asks')} note={t('count.asks', { count: sums.openAsks.count })}>
        <Amount minor={sums.openAsks.amountMinor} withCurrency />
      </Figure>
      <Figure name={t('home.sold')} note={t('count.deals', { count: sums.sold.count })}>
        <Amount minor={sums.sold.amountMinor} withCurrency />
      </Figure>
    </Figures>
  );
}
