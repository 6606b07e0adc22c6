import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/useCommand';
import { usePages } from '../api/usePages';
import { Card } from '../parts/Card';
import { LatePayments } from '../parts/LatePayments';
import { MoreButton } from '../parts/MoreButton';
import { Refused } from '../parts/Refused';
import { Nothing, Reading } from '../parts/States';
import { Arrival } from './settle/Arrival';
import { Refund } from './settle/Refund';

/** Money that is due or late, as it arrives at the settlement bank; what is to be paid out, and what is to be sent back. */
export default function Settle() {
  const { t } = useTranslation();
  const { rows: work, problem, again, more } = usePages('/programs/{program}/worklist');
  const redeem = useCommand('/programs/{program}/commands/redeem');
  if (work === undefined) return <Reading problem={problem} again={again} />;
  const due = work.filter(({ what }) => what === 'settle');
  const refunds = work.filter(({ what }) => what === 'refund');
  const waits = work.find(({ what }) => what === 'redeem');
  return (
    <div className="stack">
      {waits === undefined ? null : (
        <Card title={t('settle.payOut')} className="good">
          <p>{t('settle.waits', { count: Number.parseInt(waits.about, 10) })}</p>
          <Button type="primary" loading={redeem.isPending} onClick={() => redeem.mutate({})}>
            {t('settle.redeem')}
          </Button>
          <Refused problem={redeem.error} again={() => redeem.mutate({})} />
        </Card>
      )}
      {due.length === 0 ? <Nothing>{t('settle.nothing')}</Nothing> : null}
      <div className="grid">
        {refunds.map((item) => (
          <Refund key={item.id} item={item} />
        ))}
        {due.map((item) => (
          <Arrival key={item.id} item={item} />
        ))}
      </div>
      <MoreButton more={more} />
      <LatePayments />
    </div>
  );
}
