import { theme, type ThemeConfig } from 'antd';

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
  colorPrimary: '#1c7c79',
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
    // No motion: the sign of a busy button waits for the end of a transition that a quick refusal, or a reader who wants none, never begins;
    // it then stays, unseen, in the button's name.
    token: { ...(isDark ? DARK : LIGHT), motion: false, borderRadius: 6, fontFamily: FONT, fontSize: 14 },
    components: { Table: { headerBg: 'transparent', cellPaddingBlockSM: 7, cellPaddingInlineSM: 10 } },
  };
}
