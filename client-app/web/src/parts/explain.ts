import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemDetails } from '../api/problem';

/** Puts a problem into a sentence of the reader's language. */
export function useExplain(): (problem: Pick<ProblemDetails, 'code' | 'details'>) => string {
  const { t } = useTranslation();
  return useCallback(({ code, details }) => t(`fault.${code}`, { defaultValue: t('fault.OTHER'), ...details }), [t]);
}
