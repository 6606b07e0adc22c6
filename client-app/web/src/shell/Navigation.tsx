import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { PAGES, type Group, type Page } from './pages';
import { Link } from './router';

const GROUPS: readonly Group[] = ['work', 'look', 'network'];

function usePages(): readonly Page[] {
  const { role } = useSession();
  return PAGES.filter(({ roles, group }) => group !== null && roles.includes(role));
}

/** Which page is shown. */
export interface Shown {
  readonly page: Page | undefined;
}

/** The navigation beside the page. */
export function SideBar({ page }: Shown) {
  const { t } = useTranslation();
  const pages = usePages();
  return (
    <nav className="side" aria-label={t('shell.navigation')}>
      <div>
        <Link to="/" className="brand">
          <img src="/icon.svg" alt="" width={26} height={26} /> {t('app.name')}
        </Link>
        {GROUPS.map((group) => (
          <section key={group} aria-label={t(`shell.group.${group}`)}>
            <h2>{t(`shell.group.${group}`)}</h2>
            <Items pages={pages.filter((each) => each.group === group)} page={page} />
          </section>
        ))}
      </div>
    </nav>
  );
}

/** The navigation below the page on a phone: what is needed most. */
export function PhoneBar({ page }: Shown) {
  const { t } = useTranslation();
  const { role } = useSession();
  const pages = usePages().filter(({ phone = [] }) => phone.includes(role));
  return (
    <nav className="phonebar" aria-label={t('shell.navigation')}>
      <Items pages={pages} page={page} />
    </nav>
  );
}

/** All pages, behind a button, where there is no room beside the page. */
export function PhoneMenu({ page, children }: Shown & { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const pages = usePages();
  return (
    <details className="menu" key={page?.path}>
      <summary aria-label={`${me.company.name}, ${t('shell.menu')}`}>{me.company.name}</summary>
      <div className="sheet">
        <nav aria-label={t('shell.menu')}>
          <Items pages={pages} page={page} />
        </nav>
        <div className="settings">{children}</div>
      </div>
    </details>
  );
}

function Items({ pages, page }: Shown & { readonly pages: readonly Page[] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {pages.map((each) => (
        <li key={each.path}>
          <Link to={each.path} current={each === page}>
            {t(`page.${each.name}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
