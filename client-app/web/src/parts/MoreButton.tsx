import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** Reads the next part of a list; nothing at its end. */
export function MoreButton({ more }: { readonly more: (() => void) | undefined }) {
  const { t } = useTranslation();
  return more === undefined ? null : <Button onClick={more}>{t('list.more')}</Button>;
}
