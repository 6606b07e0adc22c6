import { useTranslation } from 'react-i18next';

/** Who signed in when the page was read, and who has since. */
export interface OtherPersonProps {
  readonly before: string;
  readonly now: string;
}

/** Somebody else has signed in in another tab: what is on the screen was meant by the one before, and is done by nobody. */
export function OtherPerson({ before, now }: OtherPersonProps) {
  const { t } = useTranslation();
  return (
    <main className="signin">
      <h1>{t('other.title')}</h1>
      <p className="lead" role="alert">
        {t('other.means', { before, now })}
      </p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('other.goOn', { now })}
      </button>
    </main>
  );
}
