import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Job } from '../api/client';
import type { Work } from '../api/jobs';
import { RefusalTable } from './RefusalTable';
import { Failed } from './States';
import { useExplain } from './explain';

const PERCENT = 100;

const LOOKS = { RUNNING: 'active', DONE: 'success', CANCELLED: 'normal', FAILED: 'exception' } as const;

/** How far a job is, why all of it was refused, and which items of it were. */
export function JobProgress({ work: { job, problem } }: { readonly work: Work }) {
  const { t } = useTranslation();
  const explain = useExplain();
  if (job === null) return problem === null ? <Progress percent={0} aria-label={t('job.begins')} /> : <Failed problem={problem} />;
  const { kind, state, done, of, result } = job;
  return (
    <>
      <Progress
        aria-label={t(`job.kind.${kind}`)}
        percent={state === 'DONE' ? PERCENT : Math.floor((done * PERCENT) / Math.max(1, of))}
        status={LOOKS[state]}
      />
      <p role="status" aria-live="polite">
        {state === 'RUNNING' ? t(`job.running.${kind}`, { done, of }) : <Outcome job={job} />}
      </p>
      {problem === null ? null : <Failed problem={problem} />}
      {job.problem === null ? null : (
        <p className="error" role="alert">
          {explain(job.problem)}
        </p>
      )}
      {result === null ? null : <RefusalTable title={t('act.refused', { count: result.refusedCount })} refusals={result.refused} />}
    </>
  );
}

/** What became of a job that is over. */
function Outcome({ job: { kind, state, done, of, result } }: { readonly job: Job }) {
  const { t } = useTranslation();
  if (result === null) return t('job.failed');
  const told = t(`job.done.${kind}`, { count: result.accepted, of });
  return state === 'CANCELLED' ? `${told} ${t('job.cancelled', { count: of - done })}` : told;
}

/** What can be done about a job: it is cancelled while it runs, and closed after. */
export function JobButtons({ work, onClose }: { readonly work: Work; readonly onClose: () => void }) {
  const { t } = useTranslation();
  if (work.isRunning && work.problem === null) return <Button onClick={work.cancel}>{t('job.cancel')}</Button>;
  return <Button onClick={onClose}>{t('act.close')}</Button>;
}
