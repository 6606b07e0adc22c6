import { useTranslation } from 'react-i18next';
import { usePages } from '../api/usePages';
import { Endings as EndableDeals } from '../parts/Endings';
import { LatePayments } from '../parts/LatePayments';
import { Nothing, Reading } from '../parts/States';

/** Payments in progress that the regulator can give up, where bank and seller do not. */
export default function Endings() {
  const { t } = useTranslation();
  const { rows, problem, again } = usePages('/programs/{program}/endable-deals');
  if (rows === undefined) return <Reading problem={problem} again={again} />;
  return (
    <div className="stack narrow">
      <p className="rule">{t('ending.rule')}</p>
      <LatePayments />
      {rows.length === 0 ? <Nothing>{t('ending.nothing')}</Nothing> : <EndableDeals />}
    </div>
  );
}
