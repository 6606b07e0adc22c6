import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readAgain } from './readAgain';

/** Blocks within this time are one reading. */
const SETTLE_MS = 250;
/** Readings are so far apart, however fast blocks come. */
const APART_MS = 1_500;
/** A stream that was refused is opened again after this time; one that broke off comes back by itself. */
const REOPEN_MS = 5_000;

/** Whether the page hears of changes. */
export type Liveness = 'live' | 'lost' | 'opening';

/** Reads again what is shown whenever the ledger changes something that the reader may see. */
export function useLive(): Liveness {
  const client = useQueryClient();
  const [state, setState] = useState<Liveness>('opening');
  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource;
    let readMs = 0;
    // The first of many blocks sets the time: they may come faster than it passes, for minutes.
    const changed = (): void => {
      settling ??= setTimeout(
        () => {
          settling = undefined;
          readMs = Date.now();
          void readAgain(client);
        },
        Math.max(SETTLE_MS, readMs + APART_MS - Date.now()),
      );
    };
    let wasLost = false;
    const open = (): void => {
      source = new EventSource('/api/v1/events');
      source.addEventListener('changes', changed);
      source.addEventListener('open', () => {
        setState('live');
        if (wasLost) changed();
        wasLost = false;
      });
      source.addEventListener('error', () => {
        setState('lost');
        wasLost = true;
        if (source.readyState !== EventSource.CLOSED) return;
        reopening = setTimeout(open, REOPEN_MS);
        // It was refused: perhaps because the sign-in has ended.
        void client.invalidateQueries({ queryKey: ['/me'] });
      });
    };
    // A cable that is pulled ends no stream: the browser tells of it apart.
    const cutOff = (): void => {
      wasLost = true;
      setState('lost');
    };
    const back = (): void => {
      clearTimeout(reopening);
      source.close();
      open();
    };
    open();
    addEventListener('offline', cutOff);
    addEventListener('online', back);
    return () => {
      removeEventListener('offline', cutOff);
      removeEventListener('online', back);
      clearTimeout(settling);
      clearTimeout(reopening);
      source.close();
    };
  }, [client]);
  return state;
}
