import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/answers';
import { Card } from '../../parts/Card';
import { SumTable } from '../../parts/SumTable';
import { State } from '../../parts/texts';
import { Link } from '../../shell/router';

/** Receivables by state, and live tokens by tier. */
export function StateTable({ sums }: { readonly sums: Dashboard }) {
  const { t } = useTranslation();
  const states = sums.receivables.map(({ status, count, amountMinor }) => ({
    key: status,
    name: (
      <Link to={`/receivables?status=${status}`}>
        <State of="receivable" is={status} />
      </Link>
    ),
    count,
    minor: BigInt(amountMinor),
  }));
  const tiers = sums.tokens.map(({ tier, count, amountMinor }) => ({
    key: String(tier),
    name: t('home.tier', { tier }),
    count,
    minor: BigInt(amountMinor),
  }));
  return (
    <div className="columns">
      <Card title={t('home.states')}>
        <SumTable of={t('column.status')} amount={t('column.face')} rows={states} />
      </Card>
      <Card title={t('home.tiers')}>
        <SumTable of={t('column.tier')} amount={t('column.amount')} rows={tiers} withShares />
      </Card>
    </div>
  );
}
