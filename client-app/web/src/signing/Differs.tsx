import { useTranslation } from 'react-i18next';
import type { Difference } from './chosen';

/** Says where a server wants something else signed than what was chosen: nothing is signed. */
export function Differs({ difference: { field, chosen, wanted } }: { readonly difference: Difference }) {
  const { t } = useTranslation();
  return (
    <div className="failed" role="alert">
      <p>
        <b>{t('sign.differs.title')}</b>
      </p>
      <p>{t('sign.differs.what', { field: t(`sign.field.${field}`) })}</p>
      <dl className="facts">
        <div>
          <dt>{t('sign.differs.chosen')}</dt>
          <dd className="wraps">{chosen}</dd>
        </div>
        <div>
          <dt>{t('sign.differs.wanted')}</dt>
          <dd className="wraps">{wanted}</dd>
        </div>
      </dl>
      <p>{t('sign.differs.do')}</p>
    </div>
  );
}
