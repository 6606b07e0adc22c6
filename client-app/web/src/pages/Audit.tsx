import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { Card, Figure, Figures } from '../parts/Card';
import { Failed, Loading } from '../parts/States';
import { Moment } from '../parts/texts';

/** The whole history, checked from the first block: what must be true, and what was looked at. */
export default function Audit() {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/audit');
  if (data === undefined) return error === null ? <Loading rows={10} /> : <Failed problem={error} again={() => void refetch()} />;
  const wrong = data.checks.filter(({ ok }) => !ok).length;
  return (
    <div className="stack">
      <Figures>
        <Figure name={t('audit.result')} tone={data.ok ? 'good' : 'bad'}>
          {data.ok ? t('audit.ok') : t('audit.wrong', { count: wrong })}
        </Figure>
        <Figure name={t('audit.height')} note={t(data.isCurrent ? 'audit.current' : 'audit.older')}>
          {data.height}
        </Figure>
        <Figure name={t('audit.at')}>
          <Moment instant={data.at} />
        </Figure>
      </Figures>
      <Card title={t('audit.checks')}>
        <ul className="checks">
          {data.checks.map(({ name, ok, detail }) => (
            <li key={name} className={ok ? 'pass' : 'fail'}>
              <i aria-hidden="true">{ok ? '\u2713' : '\u2717'}</i>
              <div>
                <b>{t(`audit.name.${name}`, { defaultValue: name })}</b>{' '}
                <span className="visually-hidden">{t(ok ? 'verdict.PASS' : 'verdict.FAIL')}</span>
                <small lang="en">{detail}</small>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
