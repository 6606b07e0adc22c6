import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Deal } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { usePages } from '../../api/usePages';
import { Card } from '../../parts/Card';
import { useExplain } from '../../parts/explain';
import { MoreButton } from '../../parts/MoreButton';
import { Amount, CompanyName, State } from '../../parts/texts';
import { useSession } from '../../session/session';

/** The reader's sales: what became of each, in plain words, and whether the money came. */
export function Sales() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { rows, more } = usePages('/programs/{program}/lists/deals', { seller: me.company.id });
  if (rows === undefined || rows.length === 0) return null;
  return (
    <Card title={t('cash.sales')}>
      <ul className="deals">
        {rows.map((deal) => (
          <Sale key={deal.ask} deal={deal} />
        ))}
      </ul>
      <MoreButton more={more} />
    </Card>
  );
}

function Sale({ deal }: { readonly deal: Deal }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const explain = useExplain();
  const came = useCommand('/transactions/financing/confirmReceipt');
  const contest = useCommand('/transactions/financing/contestReceipt');
  const failed = came.error ?? contest.error;
  const body = { program: program.id, ask: deal.ask };
  return (
    <li>
      <div>
        <b>
          <Amount minor={deal.proceedsMinor ?? deal.faceMinor} withCurrency />
        </b>{' '}
        <small>
          {t('cash.fromBank')} <CompanyName id={deal.bank} />
        </small>
        <p>{t(`deal.says.${deal.status}`)}</p>
      </div>
      <State of="deal" is={deal.status} />
      {deal.status === 'COMPLETE' && deal.receipt === 'WAITING' ? (
        <div className="buttons">
          <Button type="primary" loading={came.isPending} onClick={() => came.mutate(body)}>
            {t('cash.came')}
          </Button>
          <Button danger loading={contest.isPending} onClick={() => contest.mutate(body)}>
            {t('cash.notCome')}
          </Button>
        </div>
      ) : null}
      {failed === null ? null : (
        <p className="error" role="alert">
          {explain(failed)}
        </p>
      )}
    </li>
  );
}
