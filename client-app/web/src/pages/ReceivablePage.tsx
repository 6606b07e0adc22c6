import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { Card, Facts } from '../parts/Card';
import { Failed, Loading } from '../parts/States';
import { Amount, CompanyName, Day, State } from '../parts/texts';
import { useSession } from '../session/session';
import { Link, matched, useAddress } from '../shell/router';
import { Documents } from './receivable/Documents';
import { LifeChart } from './receivable/LifeChart';
import { LifeSteps } from './receivable/LifeSteps';
import { LifeTable } from './receivable/LifeTable';

/** One receivable: its facts, and the whole tree of its splits as a picture and as a table. */
export default function ReceivablePage() {
  const { t } = useTranslation();
  const { path } = useAddress();
  const { receivable = '' } = matched('/receivables/:receivable', path) ?? {};
  const { data, error, refetch } = useAsk('/programs/{program}/receivables/{receivable}/tree', {}, { parts: { receivable } });
  if (data === undefined) return error === null ? <Loading rows={8} /> : <Failed problem={error} again={() => void refetch()} />;
  return (
    <div className="stack">
      <Card title={<span className="mono">{data.receivable}</span>} extra={<State of="receivable" is={data.status} />}>
        <p className="says">{t(`receivable.says.${data.status}`)}</p>
        <Facts
          facts={[
            [t('column.face'), <Amount key="face" minor={data.faceMinor} withCurrency />],
            [t('receivable.received'), <Amount key="received" minor={data.receivedMinor} withCurrency />],
            [t('column.debtor'), <CompanyName key="debtor" id={data.debtor} />],
            [t('column.creditor'), <CompanyName key="creditor" id={data.creditor} />],
            [t('receivable.delivered'), <Day key="delivered" date={data.deliveryDate} />],
            [t('column.dueDate'), <Day key="due" date={data.dueDate} />],
            [t('column.payDate'), <Day key="pay" date={data.payDate} />],
          ]}
        />
        <Reduce receivable={data.receivable} status={data.status} />
      </Card>
      {data.tokens.length === 0 ? null : (
        <>
          <Card title={t('receivable.tree')}>
            <LifeChart trace={data} />
          </Card>
          <Card title={t('receivable.tokens')}>
            <LifeTable trace={data} />
          </Card>
          <Card title={t('receivable.steps')}>
            <LifeSteps trace={data} />
          </Card>
        </>
      )}
      {data.documents.length === 0 ? null : (
        <Card title={t('receivable.documents')}>
          <Documents documents={data.documents} />
        </Card>
      )}
    </div>
  );
}

/** The way to a credit note, while nothing was paid. */
function Reduce({ receivable, status }: { readonly receivable: string; readonly status: string }) {
  const { t } = useTranslation();
  const { role } = useSession();
  if (status !== 'CONFIRMED' || (role !== 'core' && role !== 'supplier')) return null;
  return (
    <p className="files">
      <Link to={`/reductions?receivable=${encodeURIComponent(receivable)}`}>{t('reduction.propose')}</Link>
    </p>
  );
}
