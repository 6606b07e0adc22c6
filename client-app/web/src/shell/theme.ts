import { theme, type ThemeConfig } from 'antd';
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

const FONT = [
  'Inter',
  '"Segoe UI"',
  'Roboto',
  '"Helvetica Neue"',
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'sans-serif',
].join(', ');

const LIGHT = {
  colorPrimary: '#0d6066',
  colorInfo: '#0d6066',
  colorLink: '#0d6066',
  colorSuccess: '#1c7a4e',
  colorWarning: '#855400',
  colorError: '#a8221b',
  colorBgContainer: '#ffffff',
  colorBgElevated: '#ffffff',
  colorBgLayout: '#f4f6f7',
  colorText: '#17232b',
  colorTextSecondary: '#51606b',
  colorTextDescription: '#51606b',
  colorBorder: '#c3ccd3',
  colorBorderSecondary: '#e1e6ea',
  colorTextPlaceholder: '#6b7882',
};

const DARK: typeof LIGHT = {
  colorPrimary: '#2f9a96',
  colorInfo: '#4db8b3',
  colorLink: '#4db8b3',
  colorSuccess: '#62c497',
  colorWarning: '#e3b35a',
  colorError: '#f28d86',
  colorBgContainer: '#182026',
  colorBgElevated: '#1e272e',
  colorBgLayout: '#11171b',
  colorText: '#e4e9ec',
  colorTextSecondary: '#a3afb8',
  colorTextDescription: '#a3afb8',
  colorBorder: '#46545e',
  colorBorderSecondary: '#2a353d',
  colorTextPlaceholder: '#8d99a2',
};

/** The components' theme: the same colours as styles/base.css. */
export function themeOf(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...(isDark ? DARK : LIGHT), borderRadius: 6, fontFamily: FONT, fontSize: 14 },
    components: { Table: { headerBg: 'transparent', cellPaddingBlockSM: 7, cellPaddingInlineSM: 10 } },
  };
}
