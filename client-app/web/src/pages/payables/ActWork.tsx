import { useCallback } from 'react';
import type { Receivable } from '../../api/answers';
import { tell } from '../../api/client';
import { useWork, type Begin, type Work } from '../../api/jobs';
import { JobButtons, JobProgress } from '../../parts/JobProgress';
import { useSession } from '../../session/session';
import type { Act } from './ActDialog';
import { SignedButtons, SignedProgress } from './SignedProgress';
import { useSignedConfirm, type SignedConfirm } from './useSignedConfirm';

/** How an act on many receivables is carried out: by a job of the server, or signed by the reader, part after part. */
export interface ActWork {
  readonly isIdle: boolean;
  readonly isRunning: boolean;
  readonly start: (rows: readonly Receivable[]) => void;
  readonly job: Work;
  /** Null where nothing is signed. */
  readonly signed: SignedConfirm | null;
}

/** See {@link ActWork}. */
export function useActWork(act: Act, beginWith: (receivables: readonly string[]) => Begin): ActWork {
  const job = useWork();
  const confirm = useSignedConfirm();
  const signed = act === 'confirm' && confirm.isWanted ? confirm : null;
  const isRunning = job.isRunning || confirm.state === 'running';
  return {
    isIdle: job.job === null && !isRunning && confirm.state === 'idle',
    isRunning,
    start: (rows) => {
      if (signed === null) job.start(beginWith(rows.map(({ receivable }) => receivable)));
      else signed.start(rows);
    },
    job,
    signed,
  };
}

/** How far it is, and what stopped it. */
export function ActProgress({ work: { job, signed } }: { readonly work: ActWork }) {
  return signed === null ? <JobProgress work={job} /> : <SignedProgress work={signed} />;
}

/** What can be done about it. */
export function ActButtons({ work: { job, signed }, onClose }: { readonly work: ActWork; readonly onClose: () => void }) {
  return signed === null ? <JobButtons work={job} onClose={onClose} /> : <SignedButtons work={signed} onClose={onClose} />;
}

/** How a job on some receivables is begun. */
export function useBegin(act: Act, reason: string): (receivables: readonly string[]) => Begin {
  const { program } = useSession();
  return useCallback(
    (receivables) => (sending) => {
      const [parts, named] = [{ program: program.id }, [...receivables]];
      if (act === 'return') return tell('/programs/{program}/jobs/return', parts, { receivables: named, reason }, sending);
      return tell(`/programs/{program}/jobs/${act}`, parts, { receivables: named }, sending);
    },
    [act, program.id, reason],
  );
}
