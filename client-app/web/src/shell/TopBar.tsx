import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Liveness } from '../api/live';
import { dateText } from '../format/dates';
import { signOut } from '../session/signOut';
import { useSession } from '../session/session';
import { LanguageSwitch } from './LanguageSwitch';
import { PhoneMenu } from './Navigation';
import type { Page } from './pages';
import { useAppearance, type Appearance } from './theme';

const APPEARANCES: readonly Appearance[] = ['auto', 'light', 'dark'];

/** Above every page: the program and its day, whether the page is live, language, appearance, and who works here. */
export function TopBar({ live, page }: { readonly live: Liveness; readonly page: Page | undefined }) {
  const { t, i18n } = useTranslation();
  const { me, program, chooseProgram } = useSession();
  return (
    <header className="top">
      <div className="where">
        {me.programs.length > 1 ? (
          <select aria-label={t('shell.program')} value={program.id} onChange={({ target }) => chooseProgram(target.value)}>
            {me.programs.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        ) : (
          <b>{program.id}</b>
        )}
        <span className="day">{t('shell.day', { date: dateText(program.businessDate, i18n.language) })}</span>
        <span className={`live live-${live}`} role="status">
          {t(`live.${live}`)}
        </span>
      </div>
      <div className="me">
        <PhoneMenu page={page}>
          <Settings />
        </PhoneMenu>
        <LanguageSwitch />
        <span className="name">
          <b title={me.company.name}>{me.company.name}</b>
          <small>{t('shell.as', { duties: me.duties.map((duty) => t(`duty.${duty}`)).join(', '), company: me.company.id })}</small>
        </span>
        <span className="settings">
          <Settings />
        </span>
      </div>
    </header>
  );
}

/** How the page looks, and the way out. */
function Settings() {
  const { t } = useTranslation();
  const { appearance, choose } = useAppearance();
  return (
    <>
      <select aria-label={t('shell.appearance')} value={appearance} onChange={({ target }) => choose(target.value as Appearance)}>
        {APPEARANCES.map((value) => (
          <option key={value} value={value}>
            {t(`appearance.${value}`)}
          </option>
        ))}
      </select>
      <SignOut />
    </>
  );
}

/** The way out, and that it was not found. */
function SignOut() {
  const { t } = useTranslation();
  const leave = useMutation({ mutationFn: signOut });
  return (
    <>
      <button type="button" className="quiet" onClick={() => leave.mutate()}>
        {t('shell.signOut')}
      </button>
      {leave.isError ? (
        <small className="late" role="alert">
          {t('shell.notSignedOut')}
        </small>
      ) : null}
    </>
  );
}
