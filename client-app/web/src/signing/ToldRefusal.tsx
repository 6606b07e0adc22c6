import { useTranslation } from 'react-i18next';
import { SigningRefusal } from './refusal';

/** Why a key or a wallet did not sign, in the reader's words. */
export function ToldRefusal({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  if (!(error instanceof SigningRefusal)) return null;
  return (
    <p className="error" role="alert">
      {t(`sign.refusal.${error.reason}`, { ...error.figures })}
    </p>
  );
}
