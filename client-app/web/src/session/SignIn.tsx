import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask';
import type { Person } from '../api/answers';
import type { Problem } from '../api/problem';
import { Failed, Loading } from '../parts/States';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { chooseUser } from './identity';

const ORDER = ['core', 'supplier', 'bank', 'regulator', 'operator'];

/** Lets a reader of a demonstration choose who he is. The address stays, so that he comes to the page that he wanted. */
export function SignIn() {
  const { t } = useTranslation();
  const people = useQuery<readonly Person[], Problem>({
    queryKey: ['/people'],
    queryFn: async ({ signal }) => (await ask<{ readonly people: readonly Person[] }>('/people', {}, signal)).people,
  });
  return (
    <main className="signin">
      <header>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t('app.name')}</h1>
        <LanguageSwitch />
      </header>
      <p className="lead">{t('signIn.lead')}</p>
      <p className="mark">{t('signIn.demo')}</p>
      {people.data === undefined ? (
        people.error === null ? (
          <Loading rows={5} />
        ) : (
          <Failed problem={people.error} again={() => void people.refetch()} />
        )
      ) : null}
      {ORDER.map((role) => (
        <Group key={role} role={role} people={people.data?.filter(({ roles }) => roles[0] === role) ?? []} />
      ))}
    </main>
  );
}

function Group({ role, people }: { readonly role: string; readonly people: readonly Person[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const companies = [...new Map(people.map((each) => [each.company, each.name]))];
  if (companies.length === 0) return null;
  const enter = (user: string): void => {
    chooseUser(user);
    client.clear();
    dispatchEvent(new Event('tierline:navigated'));
    location.reload();
  };
  return (
    <section aria-label={t(`role.${role}`)}>
      <h2>{t(`role.${role}`)}</h2>
      <ul>
        {companies.map(([id, name]) => (
          <li key={id}>
            <span className="who">
              <b>{name}</b> <small>{id}</small>
            </span>
            <span className="as">
              {people
                .filter(({ company }) => company === id)
                .map(({ user, duty }) => (
                  <button key={user} type="button" onClick={() => enter(user)} aria-label={`${name}, ${t(`duty.${duty}`)}`}>
                    {t(`duty.${duty}`)}
                  </button>
                ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
