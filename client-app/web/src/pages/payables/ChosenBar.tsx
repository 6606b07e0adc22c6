import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import { sumOf } from '../../format/money';
import { Amount, Day } from '../../parts/texts';
import { useSession } from '../../session/session';
import type { Act } from './ActDialog';

/** What the chosen receivables come to, and what can be done with them. */
export function ChosenBar({
  rows,
  onAct,
  onClear,
}: {
  readonly rows: readonly Receivable[];
  readonly onAct: (act: Act) => void;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  const { isMaker, isChecker } = useSession();
  if (rows.length === 0) return null;
  const dates = rows.map(({ dueDate }) => dueDate).sort();
  const are = (status: string): boolean => rows.every((row) => row.status === status);
  return (
    <section className="chosen" aria-label={t('payables.chosen')}>
      <span>
        <b>{t('count.receivables', { count: rows.length })}</b>{' '}
        <Amount minor={sumOf(rows.map(({ faceMinor }) => faceMinor))} withCurrency />
      </span>
      <span className="dates">
        {t('payables.due')} <Day date={dates[0] ?? null} />
        {dates.at(-1) === dates[0] ? null : (
          <>
            {' \u2013 '}
            <Day date={dates.at(-1) ?? null} />
          </>
        )}
      </span>
      <span className="acts">
        {isMaker && are('SUBMITTED') ? (
          <Button type="primary" onClick={() => onAct('check')}>
            {t('payables.check')}
          </Button>
        ) : null}
        {are('CHECKED') ? (
          <Button type="primary" disabled={!isChecker} onClick={() => onAct('confirm')}>
            {t('payables.confirm')}
          </Button>
        ) : null}
        {are('SUBMITTED') || are('CHECKED') ? <Button onClick={() => onAct('return')}>{t('payables.return')}</Button> : null}
        <Button type="text" onClick={onClear}>
          {t('payables.clear')}
        </Button>
        {are('CHECKED') && !isChecker ? <small>{t('payables.needChecker')}</small> : null}
        {are('SUBMITTED') && !isMaker ? <small>{t('payables.needMaker')}</small> : null}
        {are('SUBMITTED') || are('CHECKED') ? null : <small>{t('payables.mixed')}</small>}
      </span>
    </section>
  );
}
