import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import { sumOf } from '../../format/money';
import { Amount, Day } from '../../parts/texts';
import { useSession } from '../../session/session';
import type { Act } from './ActDialog';

/** What is chosen, and what is done with it. */
export interface ChosenBarProps {
  readonly rows: readonly Receivable[];
  readonly onAct: (act: Act) => void;
  readonly onClear: () => void;
}

/** What the chosen receivables come to, and what can be done with them. */
export function ChosenBar({ rows, onAct, onClear }: ChosenBarProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const dates = rows.map(({ dueDate }) => dueDate).sort();
  const [first = null, last = null] = [dates[0], dates.at(-1)];
  return (
    <section className="chosen" aria-label={t('payables.chosen')}>
      <span>
        <b>{t('count.receivables', { count: rows.length })}</b>{' '}
        <Amount minor={sumOf(rows.map(({ faceMinor }) => faceMinor))} withCurrency />
      </span>
      <span className="dates">
        {t('payables.due')} <Day date={first} />
        {last === first ? null : (
          <>
            {' \u2013 '}
            <Day date={last} />
          </>
        )}
      </span>
      <span className="acts">
        <Acts status={rows.every(({ status }) => status === rows[0]?.status) ? (rows[0]?.status ?? '') : ''} onAct={onAct} />
        <Button type="text" onClick={onClear}>
          {t('payables.clear')}
        </Button>
      </span>
    </section>
  );
}

/** For receivables of one state: the act that comes next, who may do it, and why another may not. */
const NEXT: Readonly<Record<string, { readonly act: 'check' | 'confirm'; readonly duty: 'maker' | 'checker'; readonly need: string }>> = {
  SUBMITTED: { act: 'check', duty: 'maker', need: 'payables.needMaker' },
  CHECKED: { act: 'confirm', duty: 'checker', need: 'payables.needChecker' },
};

/** What can be done with receivables that are all in one state; empty for several. */
function Acts({ status, onAct }: Pick<ChosenBarProps, 'onAct'> & { readonly status: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const next = NEXT[status];
  if (next === undefined) return <small>{t('payables.mixed')}</small>;
  const isAllowed = me.duties.includes(next.duty);
  return (
    <>
      <Button type="primary" disabled={!isAllowed} onClick={() => onAct(next.act)}>
        {t(`payables.${next.act}`)}
      </Button>
      <Button onClick={() => onAct('return')}>{t('payables.return')}</Button>
      {isAllowed ? null : <small>{t(next.need)}</small>}
    </>
  );
}
