import { useSyncExternalStore } from 'react';

/** How the page looks: as the reader's device does, or as he chose. */
export type Appearance = 'light' | 'dark' | 'auto';

const KEY = 'tierline.appearance';
const CHANGED = 'tierline:appearance';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function kept(): Appearance {
  const text = localStorage.getItem(KEY);
  return text === 'light' || text === 'dark' ? text : 'auto';
}

const darkNow = (): boolean => (kept() === 'auto' ? prefersDark.matches : kept() === 'dark');

function subscribe(listener: () => void): () => void {
  const changed = (): void => {
    mark();
    listener();
  };
  prefersDark.addEventListener('change', changed);
  addEventListener(CHANGED, changed);
  return () => {
    prefersDark.removeEventListener('change', changed);
    removeEventListener(CHANGED, changed);
  };
}

/** The style sheets read it. */
function mark(): void {
  document.documentElement.dataset['theme'] = darkNow() ? 'dark' : 'light';
}
mark();

/** How the page looks now, and how to change it. */
export function useAppearance(): {
  readonly appearance: Appearance;
  readonly isDark: boolean;
  readonly choose: (appearance: Appearance) => void;
} {
  const state = useSyncExternalStore(subscribe, () => `${kept()} ${darkNow()}`);
  const [appearance, isDark] = state.split(' ') as [Appearance, string];
  return {
    appearance,
    isDark: isDark === 'true',
    choose: (wanted) => {
      localStorage.setItem(KEY, wanted);
      dispatchEvent(new Event(CHANGED));
    },
  };
}
