import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../parts/Refused';
import type { SignedConfirm } from './useSignedConfirm';

const PERCENT = 100;

/** How many are signed and confirmed, and what stopped it. */
export function SignedProgress({ work: { done, of, state, problem } }: { readonly work: SignedConfirm }) {
  const { t } = useTranslation();
  return (
    <>
      <Progress
        aria-label={t('job.kind.CONFIRM')}
        percent={Math.floor((done * PERCENT) / Math.max(1, of))}
        status={state === 'stopped' ? 'exception' : state === 'running' ? 'active' : 'success'}
      />
      <p role="status" aria-live="polite">
        {t('job.done.CONFIRM', { count: done, of })}
      </p>
      <Refused problem={problem} />
    </>
  );
}

/** What can be done about a signed confirmation: it goes on after it was stopped, and is closed. */
export function SignedButtons({ work: { state, goOn }, onClose }: { readonly work: SignedConfirm; readonly onClose: () => void }) {
  const { t } = useTranslation();
  if (state === 'running') return null;
  return (
    <>
      {state === 'stopped' ? (
        <Button type="primary" onClick={goOn}>
          {t('sign.goOn')}
        </Button>
      ) : null}
      <Button onClick={onClose}>{t('act.close')}</Button>
    </>
  );
}
