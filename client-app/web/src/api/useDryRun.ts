import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../session/session';
import { tell, type BodyOf, type TellPath } from './client';
import { Problem } from './problem';
import type { components } from './schema';

const TYPING_MS = 350;

/** What a command would be refused for. */
export interface DryRun {
  /** Null while nothing was asked, or the answer is not there. */
  readonly unmet: readonly Unmet[] | null;
  readonly problem: Problem | null;
}

/** One condition that is not met. */
export interface Unmet {
  readonly item: string | null;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Verdicts {
  readonly conditions: readonly components['schemas']['Condition'][];
}

/** Asks for the conditions of a command once its typing has paused; nothing is changed. @param body null while it is not whole */
export function useDryRun<P extends TellPath>(path: P, body: BodyOf<P> | null): DryRun {
  const { program } = useSession();
  const text = body === null ? null : JSON.stringify(body);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(text), TYPING_MS);
    return () => clearTimeout(pause);
  }, [text]);
  const { data, error } = useQuery<Verdicts, Problem>({
    queryKey: ['dry', path, program.id, asked],
    queryFn: async () => {
      const parts = path.includes('{program}') ? { program: program.id } : {};
      return (await tell(path, parts, JSON.parse(asked ?? '') as BodyOf<P>, { isDry: true })) as Verdicts;
    },
    enabled: asked !== null,
    retry: false,
  });
  const isCurrent = asked !== null && asked === text;
  return { unmet: isCurrent && data !== undefined ? unmetIn(data) : null, problem: isCurrent ? error : null };
}

function unmetIn({ conditions }: Verdicts): readonly Unmet[] {
  return conditions
    .filter(({ ok }) => !ok)
    .map(({ condition, item, code, details }) => ({
      item,
      code: code ?? 'CONDITION_UNMET',
      details: { condition, ...(details as Unmet['details'] | null) },
    }));
}
