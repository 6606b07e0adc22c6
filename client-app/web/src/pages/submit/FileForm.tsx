import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellFile, type Job } from '../../api/client';
import { survey, useWork, type Begin } from '../../api/jobs';
import type { Problem } from '../../api/problem';
import { READ_ONCE } from '../../api/readAgain';
import { Card } from '../../parts/Card';
import { FilePick } from '../../parts/FilePick';
import { JobButtons, JobProgress } from '../../parts/JobProgress';
import { Reading } from '../../parts/States';
import { useSession } from '../../session/session';
import { FileSurvey } from './FileSurvey';
import { Template } from './Template';

/** The largest file that the server takes, bytes. */
const MOST_BYTES = 4_000_000;
const MEGABYTE = 1_000_000;
const PATH = '/programs/{program}/jobs/import';

/** Many receivables by a file: what is in it is shown first, then its good rows are submitted. */
export function FileForm() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const isTooLarge = file !== null && file.size > MOST_BYTES;
  return (
    <Card title={t('submit.aFile')} extra={<Template />}>
      <p className="hint spaced">{t('file.means')}</p>
      <FilePick
        label={t('file.choose')}
        error={isTooLarge ? t('file.tooLarge', { most: MOST_BYTES / MEGABYTE }) : null}
        hint={t('file.limits', { most: MOST_BYTES / MEGABYTE })}
        name={file?.name ?? ''}
        accept=".csv,text/csv"
        onPick={setFile}
      />
      {file === null || isTooLarge ? null : (
        <Chosen key={`${file.name} ${file.size} ${file.lastModified}`} file={file} onDone={() => setFile(null)} />
      )}
    </Card>
  );
}

/** A file that was chosen, from its survey to what became of it. */
function Chosen({ file, onDone }: { readonly file: File; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { program, role } = useSession();
  const id = useId();
  const work = useWork();
  const begin =
    (more: Readonly<Record<string, string>> = {}): Begin =>
    (sending) =>
      tellFile(
        PATH,
        { program: program.id },
        file,
        { name: file.name, view: role === 'core' ? 'payable' : 'receivable', ...more },
        sending,
      );
  const before = useQuery<NonNullable<Job['result']>, Problem>({
    queryKey: ['file', program.id, id],
    queryFn: ({ signal }) => survey(begin(), signal),
    staleTime: Infinity,
    meta: READ_ONCE,
  });
  if (work.job === null && !work.isRunning) {
    return (
      <>
        {before.data === undefined ? (
          <Reading problem={before.error} again={() => void before.refetch()} rows={3} />
        ) : (
          <FileSurvey result={before.data} onSubmit={() => work.start(begin())} />
        )}
        {work.problem === null ? null : <Reading problem={work.problem} again={() => work.start(begin())} />}
      </>
    );
  }
  return (
    <div className="stack">
      <JobProgress work={work} />
      <p className="buttons">
        {work.job?.state === 'CANCELLED' ? (
          <Button type="primary" onClick={() => work.start(begin({ resume: 'true' }))}>
            {t('file.resume')}
          </Button>
        ) : null}
        <JobButtons work={work} onClose={onDone} />
      </p>
    </div>
  );
}
