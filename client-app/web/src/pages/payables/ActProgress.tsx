import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../api/batch';
import { RefusalTable } from '../../parts/RefusalTable';
import { Failed } from '../../parts/States';
import type { Act } from './ActDialog';

const PERCENT = 100;

/** How far an act is, what stopped it, and what was refused. */
export function ActProgress({ act, batch }: { readonly act: Act; readonly batch: Batch }) {
  const { t } = useTranslation();
  const { done, of, refused, state, stopped } = batch;
  const look = state === 'running' ? 'active' : 'success';
  return (
    <>
      <Progress
        aria-label={t(`act.title.${act}`)}
        percent={Math.round(((done + refused.length) * PERCENT) / Math.max(1, of))}
        status={stopped === null ? look : 'exception'}
      />
      <p role="status" aria-live="polite">
        {t(`act.done.${act}`, { count: done, of })}
      </p>
      {stopped === null ? null : <Failed problem={stopped} />}
      <RefusalTable title={t('act.refused', { count: refused.length })} refusals={refused} />
    </>
  );
}

/** What can be done about an act that goes on, was stopped, or is over. */
export function GoingOn({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const { t } = useTranslation();
  if (batch.state === 'running') return <Button onClick={batch.stop}>{t('act.stop')}</Button>;
  return (
    <>
      {batch.stopped === null ? null : (
        <Button type="primary" onClick={() => void batch.goOn()}>
          {t('act.goOn')}
        </Button>
      )}
      <Button onClick={onClose}>{t('act.close')}</Button>
    </>
  );
}
