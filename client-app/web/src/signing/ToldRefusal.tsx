import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';
import { Refused } from '../parts/Refused';
import { SigningRefusal } from './refusal';

/** Why a key or a wallet did not sign, or why the ledger did not take it, in the reader's words. */
export function ToldRefusal({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  if (error === null) return null;
  if (error instanceof Problem) return <Refused problem={error} />;
  const [reason, figures] = error instanceof SigningRefusal ? [error.reason, error.figures] : ['UNKNOWN', {}];
  return (
    <p className="error" role="alert">
      {t(`sign.refusal.${reason}`, { ...figures })}
    </p>
  );
}
