import { useMemo, useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';

const CHANGED = 'tierline:navigated';

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(CHANGED, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(CHANGED, listener);
  };
}

const currentAddress = (): string => location.pathname + location.search;

/** The path and parameters of the page that is shown. */
export function useAddress(): { readonly path: string; readonly search: URLSearchParams } {
  const address = useSyncExternalStore(subscribe, currentAddress);
  return useMemo(() => {
    const [path = '/', search = ''] = address.split('?');
    return { path, search: new URLSearchParams(search) };
  }, [address]);
}

/** Shows another page. @param replace without a step in the browser's history */
export function navigate(to: string, replace = false): void {
  if (to === currentAddress()) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  dispatchEvent(new Event(CHANGED));
}

/** Keeps what is chosen on a page in its address, so that it can be sent to somebody. Undefined takes a parameter out. */
export function keepInAddress(changes: Readonly<Record<string, string | undefined>>): void {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') search.delete(name);
    else search.set(name, value);
  }
  const text = search.toString();
  navigate(`${location.pathname}${text === '' ? '' : `?${text}`}`, true);
}

/** The parts of a path by a pattern as `/tokens/:token`; null when it is another page. */
export function matched(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const [wanted, given] = [pattern.split('/'), path.replace(/(.)\/$/, '$1').split('/')];
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = decoded(value);
    else if (part !== value) return null;
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a link needs. */
export interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
  readonly label?: string;
}

/** A link to a page of this application: opens in place, and elsewhere when the reader asks for it. */
export function Link({ to, children, className, current, label }: LinkProps) {
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} onClick={open} className={className} aria-current={current === true ? 'page' : undefined} aria-label={label}>
      {children}
    </a>
  );
}
