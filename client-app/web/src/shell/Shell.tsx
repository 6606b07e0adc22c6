import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../api/live';
import { Loading, Nothing } from '../parts/States';
import { useSession } from '../session/session';
import { DemoMark } from './DemoMark';
import { PhoneBar, SideBar } from './Navigation';
import { loadKit, PAGES, type Page } from './pages';
import { matched, useAddress } from './router';
import { TopBar } from './TopBar';

const Kit = lazy(loadKit);

/** The frame of every page: navigation, who works here, the mark of a demonstration, and the page itself. */
export function Shell() {
  const { t } = useTranslation();
  const { path } = useAddress();
  const { program } = useSession();
  const live = useLive();
  const page = PAGES.find((each) => matched(each.path, path) !== null);
  const title = page === undefined ? t('page.unknown') : t(`page.${page.name}`);
  useEffect(() => {
    document.title = `${title} \u00b7 ${t('app.name')}`;
    scrollTo(0, 0);
  }, [title, path, t]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <SideBar page={page} />
      <div className="body">
        <TopBar live={live} page={page} />
        {program.mode === 'DEMO' ? <DemoMark /> : null}
        <main id="content" tabIndex={-1}>
          <h1>{title}</h1>
          {program.id === '' ? <Nothing>{t('shell.noProgram')}</Nothing> : <Content page={page} />}
        </main>
      </div>
      <PhoneBar page={page} />
    </div>
  );
}

function Content({ page }: { readonly page: Page | undefined }) {
  const { t } = useTranslation();
  if (page === undefined) return <Nothing>{t('shell.noPage')}</Nothing>;
  const View = page.view;
  return (
    <Suspense fallback={<Loading />}>
      {page.isPlain === true ? (
        <View />
      ) : (
        <Kit>
          <View />
        </Kit>
      )}
    </Suspense>
  );
}
