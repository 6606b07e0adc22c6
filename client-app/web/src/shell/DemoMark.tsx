import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';

/** Says on every page that nothing here is real money, and which day the demonstration's clock shows. */
export function DemoMark() {
  const { t } = useTranslation();
  const { program } = useSession();
  return (
    <p className="demo" role="note">
      <b>{t('demo.mark')}</b> {t('demo.says', { name: program.name })}
    </p>
  );
}
