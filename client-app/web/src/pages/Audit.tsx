import { useTranslation } from 'react-i18next';
import type { AuditCheck } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { Card, Figure, Figures } from '../parts/Card';
import { Failed, Loading } from '../parts/States';
import { Moment } from '../parts/texts';

/** The whole history, checked from the first block: what must be true, and what was looked at. */
export default function Audit() {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/audit');
  if (data === undefined) return error === null ? <Loading rows={10} /> : <Failed problem={error} again={() => void refetch()} />;
  const failed = data.checks.filter(({ ok }) => !ok).length;
  const lookedText = ({ what, count, of }: AuditCheck['looked']): string =>
    of === null ? t(`audit.looked.${what}`, { count }) : t('audit.partly', { of, told: t(`audit.looked.${what}`, { count }) });
  return (
    <div className="stack">
      <Figures>
        <Figure name={t('audit.result')} tone={data.ok ? 'good' : 'bad'}>
          {data.ok ? t('audit.ok') : t('audit.wrong', { count: failed })}
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
          {data.checks.map(({ name, ok, looked, wrong, wrongCount }) => (
            <li key={name} className={ok ? 'pass' : 'fail'}>
              <i aria-hidden="true">{ok ? '\u2713' : '\u2717'}</i>
              <div>
                <b>{t(`audit.name.${name}`, { defaultValue: name })}</b>{' '}
                <span className="visually-hidden">{t(ok ? 'verdict.PASS' : 'verdict.FAIL')}</span>
                <small>{ok ? lookedText(looked) : t('audit.found', { count: wrongCount, first: wrong.join('; ') })}</small>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
