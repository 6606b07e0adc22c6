import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/answers';
import { perMille } from '../../format/money';
import { Card } from '../../parts/Card';
import { Amount, State } from '../../parts/texts';
import { Link } from '../../shell/router';

/** Receivables by state, and live tokens by tier. */
export function StateTable({ sums }: { readonly sums: Dashboard }) {
  const { t } = useTranslation();
  const all = sums.tokens.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);
  return (
    <div className="columns">
      <Card title={t('home.states')}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('column.status')}</th>
              <th scope="col" className="num">
                {t('column.count')}
              </th>
              <th scope="col" className="num">
                {t('column.face')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sums.receivables.map(({ status, count, amountMinor }) => (
              <tr key={status}>
                <td>
                  <Link to={`/receivables?status=${status}`}>
                    <State of="receivable" is={status} />
                  </Link>
                </td>
                <td className="num">{count}</td>
                <td className="num">
                  <Amount minor={amountMinor} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card title={t('home.tiers')}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('column.tier')}</th>
              <th scope="col" className="num">
                {t('column.count')}
              </th>
              <th scope="col" className="num">
                {t('column.amount')}
              </th>
              <th scope="col" aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {sums.tokens.map(({ tier, count, amountMinor }) => (
              <tr key={tier}>
                <td>{t('home.tier', { tier })}</td>
                <td className="num">{count}</td>
                <td className="num">
                  <Amount minor={amountMinor} />
                </td>
                <td className="share">
                  <i style={{ width: `${perMille(BigInt(amountMinor), all) / 10}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </div>
  );
}
