import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { useCommand } from '../api/useCommand';
import { Card } from '../parts/Card';
import { LatePayments } from '../parts/LatePayments';
import { Refused } from '../parts/Refused';
import { Failed, Loading, Nothing } from '../parts/States';
import { Arrival } from './settle/Arrival';
import { Refund } from './settle/Refund';

const MOST = 200;

/** Money that is due or late, as it arrives at the settlement bank; what is to be paid out, and what is to be sent back. */
export default function Settle() {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/programs/{program}/worklist', { limit: MOST });
  const redeem = useCommand('/programs/{program}/commands/redeem');
  if (data === undefined) return error === null ? <Loading rows={6} /> : <Failed problem={error} again={() => void refetch()} />;
  const due = data.work.filter(({ what }) => what === 'settle');
  const refunds = data.work.filter(({ what }) => what === 'refund');
  const waits = data.work.find(({ what }) => what === 'redeem');
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
      <LatePayments />
    </div>
  );
}
