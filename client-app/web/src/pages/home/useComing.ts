import { useMemo } from 'react';
import type { Problem } from '../../api/problem';
import { useAsk } from '../../api/useAsk';
import { useWhole } from '../../api/usePages';
import { useSession } from '../../session/session';

/** Money that is to come, minor units, and when. */
export interface Coming {
  readonly payDate: string;
  readonly minor: string;
}

/** What the reader's company is to be paid; undefined while it is being read. */
export interface AllComing {
  readonly lines: readonly Coming[] | undefined;
  readonly problem: Problem | null;
  readonly again: () => void;
}

/** What is still to come for a supplier's tokens, to the cent; the faces of a bank's, which may be many thousands. */
export function useComing(): AllComing {
  const { role } = useSession();
  const isHolder = role === 'supplier';
  const own = useAsk('/programs/{program}/statement', {}, { isWanted: isHolder });
  const held = useWhole('/programs/{program}/portfolio', { isWanted: !isHolder });
  const lines = useMemo(
    () =>
      isHolder
        ? own.data?.lines.filter(({ restMinor }) => restMinor !== '0').map(({ payDate, restMinor }) => ({ payDate, minor: restMinor }))
        : held.rows?.map(({ payDate, amountMinor }) => ({ payDate, minor: amountMinor })),
    [isHolder, own.data, held.rows],
  );
  return isHolder ? { lines, problem: own.error, again: () => void own.refetch() } : { lines, problem: held.problem, again: held.again };
}
