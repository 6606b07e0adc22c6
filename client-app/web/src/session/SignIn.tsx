import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { signInAddress } from './identity';

/** The way in. Who signs in comes back to the page that he wanted. */
export function SignIn() {
  const { t } = useTranslation();
  return (
    <main className="signin">
      <header>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t('app.name')}</h1>
        <LanguageSwitch />
      </header>
      <p className="lead">{t('signIn.lead')}</p>
      <ul className="what">
        {(['core', 'supplier', 'bank', 'regulator'] as const).map((role) => (
          <li key={role}>
            <b>{t(`role.${role}`)}</b> {t(`signIn.what.${role}`)}
          </li>
        ))}
      </ul>
      <a className="enter" href={signInAddress()}>
        {t('signIn.enter')}
      </a>
    </main>
  );
}
