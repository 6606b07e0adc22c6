import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LatePayment } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { useCommand } from '../api/useCommand';
import { useSession } from '../session/session';
import { Link } from '../shell/router';
import { Card } from './Card';
import { receivablePage } from './receivableColumns';
import { Refused } from './Refused';
import { Amount, CompanyName, Day, useDistance } from './texts';

/** Payments that did not come in time: what is noted of each, and the way to note it. Anybody concerned may. */
export function LatePayments() {
  const { t } = useTranslation();
  const { data } = useAsk('/programs/{program}/late-payments');
  if (data === undefined || data.payments.length === 0) return null;
  return (
    <Card title={t('late.title')}>
      <p className="hint spaced">{t('late.means')}</p>
      {data.standings
        .filter(({ standing }) => standing !== 'GOOD')
        .map(({ core, standing }) => (
          <p key={core} className="warning spaced">
            <b>
              <CompanyName id={core} />
            </b>{' '}
            <span>{t(`late.standing.${standing}`)}</span>
          </p>
        ))}
      <ul className="deals">
        {data.payments.map((payment) => (
          <Late key={payment.receivable} payment={payment} />
        ))}
      </ul>
    </Card>
  );
}

function Late({ payment: { receivable, debtor, payDate, outstandingMinor, noted, next } }: { readonly payment: LatePayment }) {
  const { t } = useTranslation();
  const { program, isMaker, isChecker } = useSession();
  const distance = useDistance();
  const overdue = useCommand('/transactions/receivable/recordOverdue');
  const cure = useCommand('/transactions/receivable/recordCure');
  const body = { program: program.id, receivable };
  return (
    <li>
      <div>
        <b>
          <Amount minor={outstandingMinor} withCurrency />
        </b>{' '}
        <Link to={receivablePage(receivable)}>{receivable}</Link>
        <br />
        <CompanyName id={debtor} />
        {', '}
        <Day date={payDate} /> <span className="late">{distance(payDate)}</span>
        <br />
        <small>{t(`late.noted.${noted}`)}</small>
      </div>
      <div className="buttons">
        {next === null ? null : (
          <Button
            disabled={!isMaker && !isChecker}
            loading={overdue.isPending || cure.isPending}
            onClick={() => (next === 'cure' ? cure : overdue).mutate(body)}
          >
            {t(`late.do.${next}`)}
          </Button>
        )}
      </div>
      <Refused problem={overdue.error ?? cure.error} />
    </li>
  );
}
