import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { freshId, type Sending } from './client';
import { Problem } from './problem';
import type { components } from './schema';

/** Items of one transaction: small enough that progress is seen, large enough to be quick. */
const PAGE = 100;

/** Why one item is refused. */
export interface ItemRefusal {
  readonly item: string;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The condition of a dry run that failed; null for a refusal of the act itself. */
  readonly condition: string | null;
}

/** Items in parts of one transaction each. */
function pagesOf(items: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / PAGE) }, (_page, index) => items.slice(index * PAGE, (index + 1) * PAGE));
}

/** Sends a command for some items. @throws Problem */
export type Send = (items: readonly string[], sending: Sending) => Promise<unknown>;

/** Asks for every item whether it would be accepted. @throws Problem */
export async function refusalsBefore(send: Send, items: readonly string[]): Promise<readonly ItemRefusal[]> {
  const found: ItemRefusal[] = [];
  for (const page of pagesOf(items)) {
    const { conditions } = (await send(page, { isDry: true })) as Verdicts;
    for (const { ok, item, condition, code, details } of conditions) {
      if (!ok)
        found.push({
          item: item ?? page[0] ?? '',
          code: code ?? 'CONDITION_UNMET',
          details: (details ?? {}) as ItemRefusal['details'],
          condition,
        });
    }
  }
  return found;
}

interface Verdicts {
  readonly conditions: readonly components['schemas']['Condition'][];
}

/** How far an act on many items is. */
export interface BatchState {
  readonly of: number;
  readonly done: number;
  readonly refused: readonly ItemRefusal[];
  /** What stopped it: the rest was not tried. */
  readonly stopped: Problem | null;
  readonly state: 'idle' | 'running' | 'over';
}

const IDLE: BatchState = { of: 0, done: 0, refused: [], stopped: null, state: 'idle' };

/** An act on many items, and how it is driven. */
export interface Batch extends BatchState {
  readonly start: (items: readonly string[]) => Promise<void>;
  /** Stops before the next part. */
  readonly stop: () => void;
  /** Goes on with what was not tried. */
  readonly goOn: () => Promise<void>;
}

/** An act on many items, part after part, with progress; it can be stopped between parts, and goes on where a lost connection left it. */
export function useBatch(send: Send): Batch {
  const client = useQueryClient();
  const [state, setState] = useState<BatchState>(IDLE);
  const wanted = useRef(true);
  const rest = useRef<readonly (readonly string[])[]>([]);

  const run = useCallback(async (): Promise<void> => {
    wanted.current = true;
    setState((before) => ({ ...before, stopped: null, state: 'running' }));
    while (rest.current.length > 0 && wanted.current) {
      const [page = [], ...others] = rest.current;
      try {
        const refused = await actOnPage(send, page);
        rest.current = others;
        setState((before) => ({
          ...before,
          done: before.done + page.length - refused.length,
          refused: [...before.refused, ...refused],
        }));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setState((before) => ({ ...before, stopped: error, state: 'over' }));
        return;
      }
    }
    setState((before) => ({ ...before, state: 'over' }));
    await client.invalidateQueries();
  }, [send, client]);

  const start = useCallback(
    (items: readonly string[]) => {
      rest.current = pagesOf(items);
      setState({ ...IDLE, of: items.length, state: 'running' });
      return run();
    },
    [run],
  );
  const stop = useCallback(() => {
    wanted.current = false;
  }, []);
  return { ...state, start, stop, goOn: run };
}

/** Acts on a page; items that the contract refuses by name are left out and the rest is done. @throws Problem */
async function actOnPage(send: Send, page: readonly string[]): Promise<readonly ItemRefusal[]> {
  const requestId = freshId('WEB');
  try {
    await send(page, { requestId });
    return [];
  } catch (error) {
    const refused = error instanceof Problem ? refusedItems(error) : [];
    if (refused.length === 0) throw error;
    const names = new Set(refused.map(({ item }) => item));
    const good = page.filter((item) => !names.has(item));
    if (good.length > 0) await send(good, { requestId: freshId('WEB') });
    return refused;
  }
}

function refusedItems({ details }: Problem): readonly ItemRefusal[] {
  const { items } = details;
  return Array.isArray(items) ? (items as readonly ItemRefusal[]).map((item) => ({ ...item, condition: null })) : [];
}
