import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CompanyRow } from '../../api/answers';
import type { BodyOf } from '../../api/client';
import { useCommand } from '../../api/useCommand';
import { useDryRun } from '../../api/useDryRun';
import { useAttempt } from '../../parts/attempt';
import { Card } from '../../parts/Card';
import { CompanyField } from '../../parts/CompanyField';
import { useDraft } from '../../parts/draft';
import { receivablePage } from '../../parts/receivableColumns';
import { Refused } from '../../parts/Refused';
import { useCompanies } from '../../parts/texts';
import { Verdicts } from '../../parts/Verdicts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';
import { FIRST_INVOICE, useInvoice } from './invoiceDraft';
import { InvoiceFields } from './InvoiceFields';

const PATH = '/programs/{program}/commands/submit';

/** One invoice, submitted to the core as a receivable; a core names the supplier for whom it does so. */
export function NewInvoice() {
  const { t } = useTranslation();
  const { program, role } = useSession();
  const submit = useCommand(PATH);
  const { draft, change, forget } = useDraft('submit', { ...FIRST_INVOICE, issueDate: program.businessDate });
  const { isTried, send: attempt } = useAttempt(forget);
  const typed = useInvoice(draft);
  const party = useParty(draft.party);
  const body: BodyOf<typeof PATH> | null = typed.claim === null || party.named === null ? null : { ...typed.claim, ...party.named };
  const dry = useDryRun(PATH, body);
  const send = (): void => attempt(body, submit.mutate);
  return (
    <>
      {submit.data === undefined ? null : <Submitted receivable={submit.data.receivable} />}
      <Card title={t('submit.oneInvoice')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          {party.isAsked ? (
            <CompanyField
              label={t(role === 'core' ? 'column.creditor' : 'column.debtor')}
              value={draft.party}
              error={isTried && party.named === null ? t('submit.noParty') : null}
              isOffered={party.isOffered}
              onChange={(chosen) => change({ party: chosen })}
            />
          ) : null}
          <InvoiceFields draft={draft} typed={typed} isTried={isTried} change={change} />
          <Verdicts dry={dry} />
          <p className="hint">{t('submit.means')}</p>
          <Button type="primary" size="large" htmlType="submit" loading={submit.isPending}>
            {t('submit.send')}
          </Button>
          <Refused problem={submit.error} again={send} />
        </form>
      </Card>
    </>
  );
}

/** The other side: the supplier for a core, the core for a supplier, who is asked only where there are several. */
function useParty(chosen: string): {
  readonly isAsked: boolean;
  readonly isOffered: (company: CompanyRow) => boolean;
  readonly named: { readonly creditor?: string; readonly debtor?: string } | null;
} {
  const { me, program, role } = useSession();
  const companies = [...useCompanies().values()];
  const isSupplier = ({ company, roles, host, status }: CompanyRow): boolean =>
    company !== me.company.id && roles.split(' ').includes('supplier') && host === program.hostMsp && status === 'ACTIVE';
  const isCore = ({ roles }: CompanyRow): boolean => roles.split(' ').includes('core');
  if (role === 'core') {
    return { isAsked: true, isOffered: isSupplier, named: chosen === '' ? null : { creditor: chosen, debtor: me.company.id } };
  }
  const isAsked = companies.filter(isCore).length > 1;
  return { isAsked, isOffered: isCore, named: chosen === '' ? (isAsked ? null : {}) : { debtor: chosen } };
}

function Submitted({ receivable }: { readonly receivable: string }) {
  const { t } = useTranslation();
  return (
    <Card className="good">
      <p role="status">
        {t('submit.done')} <Link to={receivablePage(receivable)}>{receivable}</Link>
      </p>
    </Card>
  );
}
