import { useEffect, useState } from 'react';
import type { Receivable } from '../../api/answers';
import { MOST_READ, type Pages } from '../../api/usePages';

/** Most receivables that one act takes. */
export const MOST_CHOSEN = 1_000;

/** What waits in a list of which more may follow. */
export interface Gathering {
  readonly list: Pages<Receivable>;
  /** Rows so far that wait for the reader. */
  readonly open: readonly Receivable[];
  readonly choose: (receivables: readonly string[]) => void;
}

/** Chooses all that waits, also what the list has not shown yet: it is read on until the end, or until one act takes no more. */
export function useGathering({ list, open, choose }: Gathering): { readonly isGathering: boolean; readonly gather: () => void } {
  const [isGathering, setGathering] = useState(false);
  const { rows = [], more, problem } = list;
  const isMore = more !== undefined && problem === null && open.length < MOST_CHOSEN && rows.length < MOST_READ;
  useEffect(() => {
    if (!isGathering) return;
    if (isMore) return more();
    setGathering(false);
    choose(open.slice(0, MOST_CHOSEN).map(({ receivable }) => receivable));
  }, [isGathering, isMore, more, open, choose]);
  return { isGathering, gather: () => setGathering(true) };
}
