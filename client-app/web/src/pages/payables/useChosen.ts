import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Receivable } from '../../api/answers';
import { MOST_READ, type Pages } from '../../api/usePages';
import { useDraft } from '../../parts/draft';

const FIRST = { chosen: '' };

/** What is chosen in a list. */
export interface Chosen {
  /** Ids. */
  readonly chosen: readonly string[];
  /** Those of them that are in the list, as it was read last. */
  readonly rows: readonly Receivable[];
  readonly choose: (receivables: readonly string[]) => void;
}

/**
 * What is chosen in a list, kept in the tab: hundreds are chosen still after the page was read anew, or its reader signed in again; the
 * list is read on once until they are found.
 * @param search the filter of the list, as it stands in the address
 */
export function useChosen(list: Pages<Receivable>, search: string): Chosen {
  const { draft, change } = useDraft(`payables ${search}`, FIRST);
  const chosen = useMemo(() => draft.chosen.split(' ').filter((id) => id !== ''), [draft.chosen]);
  const [isSought, setSought] = useState(chosen.length > 0);
  const choose = useCallback(
    (receivables: readonly string[]) => {
      setSought(false);
      change({ chosen: receivables.join(' ') });
    },
    [change],
  );
  const byId = useMemo(() => new Map((list.rows ?? []).map((row) => [row.receivable, row])), [list.rows]);
  const rows = useMemo(() => chosen.flatMap((id) => byId.get(id) ?? []), [chosen, byId]);
  const { more, problem } = list;
  const isFound = rows.length === chosen.length || byId.size >= MOST_READ || problem !== null;
  useEffect(() => {
    if (!isSought || list.rows === undefined) return;
    if (isFound || more === undefined) setSought(false);
    else more();
  }, [isSought, isFound, more, list.rows]);
  return { chosen, rows, choose };
}
