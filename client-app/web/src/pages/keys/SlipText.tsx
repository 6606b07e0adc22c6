import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** A slip to be sent to a colleague. */
export function SlipText({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div className="phonelink">
      <p className="hint">{t('keys.slipMade')}</p>
      <pre tabIndex={0}>{text}</pre>
      <Button onClick={() => void navigator.clipboard.writeText(text)}>{t('incoming.copy')}</Button>
    </div>
  );
}
