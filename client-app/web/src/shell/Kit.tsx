import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { SigningProvider } from '../signing/SigningProvider';
import '../styles/signing.css';
import { themeOf } from './kitTheme';
import { useAppearance } from './theme';

/** What pages with tables, fields and dialogues stand in. It is loaded with the first of them: the first page does without. */
export default function Kit({ children }: { readonly children: ReactNode }) {
  const { isDark } = useAppearance();
  return (
    <ConfigProvider theme={themeOf(isDark)} button={{ autoInsertSpace: false }}>
      <SigningProvider>{children}</SigningProvider>
    </ConfigProvider>
  );
}
