import { useTranslation } from 'react-i18next';
import type { Dashboard, WorkItem } from '../api/answers';
import { useProgram } from '../api/useAsk';
import { money } from '../format/money';
import { Failed, Loading, Nothing } from '../parts/States';
import { useSession } from '../session/session';

/** What waits, and how things stand. */
export default function Home() {
  const { t } = useTranslation();
  const { program } = useSession();
  const work = useProgram<{ readonly work: readonly WorkItem[] }>('/worklist');
  const sums = useProgram<Dashboard>('/dashboard');
  if (sums.error !== null) return <Failed problem={sums.error} again={() => void sums.refetch()} />;
  if (sums.data === undefined || work.data === undefined) return <Loading rows={6} />;
  return (
    <>
      <p>{money(sums.data.outstandingMinor, program.currency)}</p>
      {work.data.work.length === 0 ? <Nothing>{t('work.nothing')}</Nothing> : null}
      <ul>
        {work.data.work.map(({ what, id, about, amountMinor }) => (
          <li key={`${what}${id}`}>
            {t(`work.what.${what}`)} {id} {about} {amountMinor === null ? '' : money(amountMinor, program.currency)}
          </li>
        ))}
      </ul>
    </>
  );
}
