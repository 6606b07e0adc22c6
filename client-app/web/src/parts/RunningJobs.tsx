import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import type { Job } from '../api/client';
import { useWork } from '../api/jobs';
import { Card } from './Card';
import { JobProgress } from './JobProgress';

const MOST = 20;

/** Long work of the reader that was begun before the page was opened: how far it is, and the way to end it. */
export function RunningJobs({ kinds }: { readonly kinds: readonly Job['kind'][] }) {
  const { data } = useAsk('/jobs', { limit: MOST });
  const running = (data?.jobs ?? []).filter(({ kind, state }) => state === 'RUNNING' && kinds.includes(kind));
  return running.map(({ job }) => <Running key={job} id={job} />);
}

function Running({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const work = useWork(id);
  return (
    <Card title={t('job.goesOn')} extra={work.isRunning ? <Button onClick={work.cancel}>{t('job.cancel')}</Button> : null}>
      <JobProgress work={work} />
    </Card>
  );
}
