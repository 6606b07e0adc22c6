import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import type { CompanyRow, PortfolioLine } from '../api/answers';
import { perMille, sumOf } from '../format/money';
import { Card } from '../parts/Card';
import { Loading, Nothing } from '../parts/States';
import { Amount, Day, useCompanies } from '../parts/texts';

/** How much of what the core owes each bank holds, and when it is to be paid. Limits are between bank and host: a core does not see them. */
export default function Banks() {
  const { t } = useTranslation();
  const banks = [...useCompanies().values()].filter(({ roles }) => roles.split(' ').includes('bank'));
  const sums = useAsk('/programs/{program}/dashboard');
  return (
    <div className="stack">
      <p className="rule">{t('banks.rule')}</p>
      <div className="grid">
        {banks.map((bank) => (
          <Bank key={bank.company} bank={bank} ofMinor={BigInt(sums.data?.outstandingMinor ?? 0)} />
        ))}
      </div>
    </div>
  );
}

function Bank({ bank, ofMinor }: { readonly bank: CompanyRow; readonly ofMinor: bigint }) {
  const { t } = useTranslation();
  const { data } = useAsk('/programs/{program}/portfolio', { company: bank.company });
  if (data === undefined) return <Loading rows={3} />;
  const held = sumOf(data.lines.map(({ amountMinor }) => amountMinor));
  return (
    <Card title={bank.name} extra={<small className="mono">{bank.company}</small>}>
      <p className="big">
        <Amount minor={held} withCurrency />
      </p>
      <p className="hint">{t('banks.share', { share: (perMille(held, ofMinor) / 10).toFixed(1) })}</p>
      <div className="meter" aria-hidden="true">
        <i className="used" style={{ width: `${perMille(held, ofMinor) / 10}%` }} />
      </div>
      {data.lines.length === 0 ? <Nothing>{t('banks.nothing')}</Nothing> : <Lines lines={data.lines} />}
    </Card>
  );
}

function Lines({ lines }: { readonly lines: readonly PortfolioLine[] }) {
  return (
    <dl className="quote">
      {lines.map(({ debtor, payDate, amountMinor }) => (
        <div key={`${debtor} ${payDate}`}>
          <dt>
            <Day date={payDate} />
          </dt>
          <dd>
            <Amount minor={amountMinor} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
