import { useTranslation } from 'react-i18next';

const MOST = 64;
/** What the contracts take as a bank's or registry's reference. */
const REFERENCE = /^[A-Za-z0-9/.-]{4,64}$/;

/** Says what is wrong with a reference, with the limit; null where nothing is. */
export function useReferenceProblem(): (text: string) => string | null {
  const { t } = useTranslation();
  return (text) => (REFERENCE.test(text) ? null : t('deals.badReference', { most: MOST }));
}
