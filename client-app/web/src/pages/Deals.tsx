import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { usePages } from '../api/usePages';
import { Card } from '../parts/Card';
import { DataTable } from '../parts/DataTable';
import { Endings } from '../parts/Endings';
import { Failed, Loading, Nothing } from '../parts/States';
import { useSession } from '../session/session';
import type { Deal } from '../api/answers';
import { DealCard } from './deals/DealCard';
import { useDealColumns } from './deals/dealColumns';

/** Deals that the bank has won: register, pay, take title; and what became of the others. */
export default function Deals() {
  const { t } = useTranslation();
  const { me } = useSession();
  const desk = useAsk('/programs/{program}/bank-desk');
  const all = usePages('/programs/{program}/lists/deals', { bank: me.company.id });
  const columns = useDealColumns();
  if (desk.data === undefined)
    return desk.error === null ? <Loading rows={8} /> : <Failed problem={desk.error} again={() => void desk.refetch()} />;
  return (
    <div className="stack">
      {desk.data.deals.length === 0 ? <Nothing>{t('deals.nothing')}</Nothing> : null}
      <div className="grid">
        {desk.data.deals.map((deal) => (
          <DealCard key={deal.ask} deal={deal} />
        ))}
      </div>
      <Endings />
      <Card title={t('deals.all')}>
        <DataTable<Deal>
          name={t('deals.all')}
          rows={all.rows}
          columns={columns}
          keyOf={({ ask }) => ask}
          problem={all.problem}
          again={all.again}
          more={all.more}
          empty={t('deals.none')}
        />
      </Card>
    </div>
  );
}
