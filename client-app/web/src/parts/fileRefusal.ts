import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRefusal } from '../api/answers';

const SERVER = 'en';

/** Says why a row of a file was not taken: in the server's own words where the reader reads them, else by the field that is wrong. */
export function useFileRefusal(): (refusal: JobRefusal) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ field, value, mend }) =>
      i18n.language === SERVER
        ? t('file.row.told', { field: t([`file.field.${field}`, 'file.field.row']), value, mend })
        : t([`file.row.${field}`, 'file.row.row'], { value }),
    [t, i18n.language],
  );
}
