import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Receivable } from '../../api/answers';
import { freshId } from '../../api/client';
import type { Problem } from '../../api/problem';
import { readAgain } from '../../api/readAgain';
import { useSession } from '../../session/session';
import { confirmationChosen } from '../../signing/chosenActs';
import { maySign } from '../../signing/preference';
import { useDecide } from '../../signing/useDecisive';

/** Receivables of one signature, and of one transaction. */
const BATCH = 200;

interface Batch {
  readonly rows: readonly Receivable[];
  readonly requestId: string;
}

/** A confirmation of title that is signed: 200 receivables to a signature. */
export interface SignedConfirm {
  /** Whether the program may ask for signatures, or the reader wants to give them. */
  readonly isWanted: boolean;
  readonly state: 'idle' | 'running' | 'stopped' | 'over';
  readonly done: number;
  readonly of: number;
  readonly problem: Problem | null;
  readonly start: (rows: readonly Receivable[]) => void;
  /** Goes on with what is not confirmed yet. */
  readonly goOn: () => void;
}

/** See {@link SignedConfirm}. */
export function useSignedConfirm(): SignedConfirm {
  const session = useSession();
  const { program } = session;
  const client = useQueryClient();
  const decide = useDecide();
  const rest = useRef<readonly Batch[]>([]);
  const [{ done, of }, setProgress] = useState({ done: 0, of: 0 });
  const run = useMutation<void, Problem>({
    mutationFn: async () => {
      for (;;) {
        const [batch, ...others] = rest.current;
        if (batch === undefined) return;
        const { rows, requestId } = batch;
        const chosen = await confirmationChosen(rows, program.currency);
        const body = { receivables: rows.map(({ receivable }) => receivable) };
        await decide({ path: '/programs/{program}/commands/confirm', act: 'CONFIRM_TITLE', body, chosen, requestId });
        rest.current = others;
        setProgress((before) => ({ ...before, done: before.done + rows.length }));
      }
    },
    onSettled: () => readAgain(client),
  });
  const { mutate } = run;
  const start = useCallback(
    (rows: readonly Receivable[]) => {
      rest.current = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_batch, place) => ({
        rows: rows.slice(place * BATCH, (place + 1) * BATCH),
        requestId: freshId('WEB'),
      }));
      setProgress({ done: 0, of: rows.length });
      mutate();
    },
    [mutate],
  );
  const states = { idle: 'idle', pending: 'running', error: 'stopped', success: 'over' } as const;
  return { isWanted: maySign(session, 'CONFIRM_TITLE'), state: states[run.status], done, of, problem: run.error, start, goOn: mutate };
}
