import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { Card } from '../parts/Card';
import { Failed, Loading, Nothing } from '../parts/States';
import { Amount, CompanyName, Day, Moment } from '../parts/texts';
import { useSession } from '../session/session';
import { keepInAddress, useAddress } from '../shell/router';

const DAYS = ['3', '7', '31'] as const;
const DATE = 10;

/** What ends soon: on screen, as a calendar file, and as text for an e-mail. */
export default function Deadlines() {
  const { t, i18n } = useTranslation();
  const { program } = useSession();
  const { search } = useAddress();
  const days = search.get('days') ?? DAYS[0];
  const lang = i18n.language === 'zh' ? 'zh' : 'en';
  const { data, error, refetch } = useAsk('/programs/{program}/deadlines', { days: Number(days), lang });
  if (data === undefined) return error === null ? <Loading rows={6} /> : <Failed problem={error} again={() => void refetch()} />;
  const { mail, deadlines } = data;
  return (
    <div className="stack narrow">
      <Segmented
        aria-label={t('deadlines.within')}
        value={days}
        onChange={(value) => keepInAddress({ days: value })}
        options={DAYS.map((value) => ({ value, label: t('deadlines.days', { count: Number(value) }) }))}
      />
      {deadlines.length === 0 ? (
        <Nothing>{t('deadlines.nothing')}</Nothing>
      ) : (
        <ul className="deals card">
          {deadlines.map(({ kind, id, about, amountMinor, at }) => (
            <li key={`${kind} ${id}`}>
              <div>
                <b>{t(`deadline.${kind}`)}</b> <CompanyName id={about} />
                <br />
                <small className="mono">{id}</small>
              </div>
              <div className="num">
                <Amount minor={amountMinor} withCurrency />
                <br />
                <small>{at.length > DATE ? <Moment instant={at} /> : <Day date={at} />}</small>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Card title={t('deadlines.take')}>
        <p className="files">
          <a href={`/api/v1/programs/${encodeURIComponent(program.id)}/deadlines/calendar?days=${days}&lang=${lang}`} download>
            {t('deadlines.calendar')}
          </a>
          <a href={`mailto:?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.text)}`}>{t('deadlines.mail')}</a>
        </p>
        <pre tabIndex={0}>{mail.text}</pre>
      </Card>
    </div>
  );
}
