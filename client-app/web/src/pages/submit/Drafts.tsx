import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { usePages } from '../../api/usePages';
import { Card } from '../../parts/Card';
import { MoreButton } from '../../parts/MoreButton';
import { receivablePage } from '../../parts/receivableColumns';
import { Refused } from '../../parts/Refused';
import { Amount, CompanyName, Day, State } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';
import { Correction } from './Correction';

/** What the core has sent back, and what was corrected and not given to it again. */
export function Drafts() {
  const { t } = useTranslation();
  const { me, role } = useSession();
  const whose = role === 'core' ? { debtor: me.company.id } : { creditor: me.company.id };
  const { rows = [], more } = usePages('/programs/{program}/receivables', { status: 'RETURNED,DRAFT', ...whose });
  if (rows.length === 0) return null;
  return (
    <Card title={t('submit.sentBack')}>
      <ul className="deals">
        {rows.map((row) => (
          <Draft key={row.receivable} row={row} />
        ))}
      </ul>
      <MoreButton more={more} />
    </Card>
  );
}

function Draft({ row }: { readonly row: Receivable }) {
  const { t } = useTranslation();
  const { program, role } = useSession();
  const [isOpen, setOpen] = useState(false);
  const resubmit = useCommand('/transactions/receivable/resubmit');
  const takeBack = useCommand('/transactions/receivable/void');
  const { receivable, document, faceMinor, dueDate, status, debtor, creditor } = row;
  return (
    <li>
      <div>
        <b>
          <Amount minor={faceMinor} withCurrency />
        </b>{' '}
        <Link to={receivablePage(receivable)}>{document}</Link> <State of="receivable" is={status} />
        <br />
        <small>
          <CompanyName id={role === 'core' ? creditor : debtor} />
          {', '}
          <Day date={dueDate} />
        </small>
      </div>
      <div className="buttons">
        {status === 'DRAFT' ? (
          <Button type="primary" loading={resubmit.isPending} onClick={() => resubmit.mutate({ program: program.id, receivable })}>
            {t('submit.resubmit')}
          </Button>
        ) : null}
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('submit.correct')}
        </Button>
        <Button danger loading={takeBack.isPending} onClick={() => takeBack.mutate({ program: program.id, receivables: [receivable] })}>
          {t('submit.void')}
        </Button>
      </div>
      <Refused problem={resubmit.error ?? takeBack.error} />
      {isOpen ? <Correction receivable={receivable} onDone={() => setOpen(false)} /> : null}
    </li>
  );
}
