import { useTranslation } from 'react-i18next';
import type { Trace } from '../../api/answers';
import { money } from '../../format/money';
import { Day, useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';
import { branchesOf } from './life';

/** What happened to a receivable's tokens, in the order in which it happened, in plain words. */
export function LifeSteps({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const steps = branchesOf(trace)
    .flatMap(({ node }) => node.steps.map((step) => ({ ...step, node })))
    .sort((a, b) => a.block - b.block);
  const name = (id: string | null): string => (id === null ? '' : nameOf(id));
  return (
    <ol className="history">
      {steps.map((step) => (
        <li key={`${step.transactionId} ${step.node.token} ${step.what}`}>
          <Day date={step.on} />
          <span>
            {t(`life.step.${step.what}`, {
              amount: money(step.node.amountMinor, program.currency),
              from: name(step.from),
              to: name(step.to),
              paid: money(step.principalMinor, program.currency),
              interest: money(step.interestMinor, program.currency),
            })}
          </span>
          <Link to={`/explorer?transaction=${encodeURIComponent(step.transactionId)}`}>
            <small>{t('life.block', { block: step.block })}</small>
          </Link>
        </li>
      ))}
    </ol>
  );
}
