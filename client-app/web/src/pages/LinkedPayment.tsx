import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { offline, problemIn, type Problem } from '../api/problem';
import { dateText, timeText } from '../format/dates';
import { money } from '../format/money';
import { Failed, Loading } from '../parts/States';
import { LanguageSwitch } from '../shell/LanguageSwitch';

type Linked = components['schemas']['LinkedPayment'];

async function linked(link: string, language: string): Promise<Linked> {
  const answer = await fetch(`/api/v1/links/payment?lang=${language === 'zh' ? 'zh' : 'en'}`, { headers: { 'tierline-link': link } }).catch(
    () => {
      throw offline();
    },
  );
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw problemIn(answer.status, body);
  return body as Linked;
}

/** A payment behind a link on the phone: what it is, in plain words, until the link ends. Who answers it signs in. */
export function LinkedPayment() {
  const { t, i18n } = useTranslation();
  const link = location.hash.slice(1);
  const { data, error, refetch } = useQuery<Linked, Problem>({
    queryKey: ['link', link, i18n.language],
    queryFn: () => linked(link, i18n.language),
    retry: false,
  });
  return (
    <main className="signin">
      <header>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t('linked.title')}</h1>
        <LanguageSwitch />
      </header>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failed problem={error} again={() => void refetch()} />
        )
      ) : (
        <Payment payment={data} />
      )}
    </main>
  );
}

function Payment({ payment }: { readonly payment: Linked }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {payment.mode === 'DEMO' ? (
        <p className="mark">
          <b>{t('demo.mark')}</b> {t('demo.says', { name: payment.program })}
        </p>
      ) : null}
      <p className="huge">
        {money(payment.amountMinor, payment.currency)} <small>{payment.currency}</small>
      </p>
      <p className="lead">{payment.sentence}</p>
      <dl className="quote">
        <div>
          <dt>{t('incoming.from')}</dt>
          <dd>{payment.payer}</dd>
        </div>
        <div>
          <dt>{t('column.paidBy')}</dt>
          <dd>{payment.debtors.join(', ')}</dd>
        </div>
        <div>
          <dt>{t('column.payDate')}</dt>
          <dd>{dateText(payment.lastPayDate, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('linked.until')}</dt>
          <dd>{timeText(payment.expiresAt, i18n.language)}</dd>
        </div>
      </dl>
      <a className="enter" href={`/signin?returnTo=${encodeURIComponent('/incoming')}`}>
        {t('linked.enter', { payee: payment.payee })}
      </a>
    </>
  );
}
