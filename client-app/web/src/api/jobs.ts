import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, end, freshId, type Job, type Sending } from './client';
import { Problem } from './problem';
import { readAgain } from './readAgain';

/** How often a running job is looked at. */
const LOOK_MS = 400;
const REFUSED = 422;

/** Begins a job. @throws Problem */
export type Begin = (sending: Sending) => Promise<Job>;

/** What became of all of a job. @throws Problem when all of it was refused */
export function resultOf({ result, problem }: Job): NonNullable<Job['result']> {
  if (problem !== null) throw new Problem({ ...problem, status: REFUSED });
  if (result === null) throw new Problem({ code: 'BUG', status: 0, details: {}, detail: '' });
  return result;
}

/** Begins a job that changes nothing, and waits for what it would have come to. @throws Problem */
export async function survey(begin: Begin, signal: AbortSignal): Promise<NonNullable<Job['result']>> {
  let job = await begin({ isDry: true });
  while (job.state === 'RUNNING') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (signal.aborted) await end('/jobs/{job}', { job: job.job });
    job = await ask('/jobs/{job}', { job: job.job }, {}, signal);
  }
  return resultOf(job);
}

/** A job of the server and how it is driven. It goes on when the page is closed, and when the connection is lost. */
export interface Work {
  /** Null before it was begun. */
  readonly job: Job | null;
  /** Why it could not be begun, or cannot be looked at. */
  readonly problem: Problem | null;
  readonly isRunning: boolean;
  readonly start: (begin: Begin) => void;
  /** What is begun is ended, and nothing more is begun. */
  readonly cancel: () => void;
  /** Forgets a job that is over. */
  readonly forget: () => void;
}

/** Begins a job and follows it to its end. @param begun a job that was begun before */
export function useWork(begun: string | null = null): Work {
  const client = useQueryClient();
  const [id, setId] = useState(begun);
  const requestId = useRef('');
  const begin = useMutation<Job, Problem, Begin>({
    mutationFn: (send) => {
      // Sent again after a lost connection, it is the same job.
      if (requestId.current === '') requestId.current = freshId('WEB');
      return send({ requestId: requestId.current });
    },
    onSuccess: ({ job }) => {
      requestId.current = '';
      setId(job);
    },
  });
  const looked = useQuery<Job, Problem>({
    queryKey: ['/jobs/{job}', id],
    queryFn: ({ signal }) => ask('/jobs/{job}', { job: id ?? '' }, {}, signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'RUNNING' ? LOOK_MS : false),
  });
  const cancelling = useMutation<Job, Problem, string>({ mutationFn: (job) => end('/jobs/{job}', { job }) });
  const job = id === null ? null : (looked.data ?? begin.data ?? null);
  const isOver = job !== null && job.state !== 'RUNNING';
  useEffect(() => {
    if (isOver) void readAgain(client);
  }, [isOver, client]);
  const { mutate: start, reset } = begin;
  const { mutate: stop } = cancelling;
  const cancel = useCallback(() => {
    if (id !== null) stop(id);
  }, [id, stop]);
  const forget = useCallback(() => {
    setId(null);
    requestId.current = '';
    reset();
  }, [reset]);
  const isRunning = begin.isPending || (id !== null && !isOver);
  return { job, problem: begin.error ?? (isOver ? null : looked.error), isRunning, start, cancel, forget };
}
