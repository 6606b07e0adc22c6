import type { TFunction } from 'i18next';

const MOST = 64;
/** What the contracts take as a bank's reference. */
const REFERENCE = /^[A-Za-z0-9/.-]{4,64}$/;

/** What is wrong with a bank's reference, with the limit; null where nothing is. */
export function referenceProblem(text: string, t: TFunction): string | null {
  return REFERENCE.test(text) ? null : t('deals.badReference', { most: MOST });
}
