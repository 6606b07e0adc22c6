import { useTranslation } from 'react-i18next';
import { usePages } from '../api/usePages';
import { Card } from '../parts/Card';
import { Nothing, Reading } from '../parts/States';
import { useSession } from '../session/session';
import { ReduceForm } from './reductions/ReduceForm';
import { ReductionItem } from './reductions/ReductionItem';

/** Credit notes on confirmed receivables: what the other side wants, what was agreed, and a proposal of one's own. */
export default function Reductions() {
  const { t } = useTranslation();
  const { isChecker } = useSession();
  const { rows, problem, again } = usePages('/programs/{program}/reductions');
  if (rows === undefined) return <Reading problem={problem} again={again} />;
  const open = rows.filter(({ status }) => status === 'PROPOSED');
  const over = rows.filter(({ status }) => status !== 'PROPOSED');
  return (
    <div className="stack narrow">
      <p className="rule">{t('reduction.rule')}</p>
      <Card title={t('reduction.open')}>
        {open.length === 0 ? <Nothing>{t('reduction.nothing')}</Nothing> : null}
        <ul className="deals">
          {open.map((row) => (
            <ReductionItem key={row.reduction} row={row} />
          ))}
        </ul>
      </Card>
      {isChecker ? <ReduceForm /> : <p className="note">{t('reduction.needsChecker')}</p>}
      {over.length === 0 ? null : (
        <Card title={t('reduction.over')}>
          <ul className="deals">
            {over.map((row) => (
              <ReductionItem key={row.reduction} row={row} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
