import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SigningKey } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { Card, Facts } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { CompanyName } from '../../parts/texts';
import { useSession, type Session } from '../../session/session';
import { Address } from './Address';

/** Whether a key waits for the reader's approval. */
export function waitsFor({ me, role, isChecker }: Session, { waitsFor: who, company, proposedBy }: SigningKey): boolean {
  if (!isChecker || proposedBy === `${me.company.id}/${me.person}`) return false;
  return who === 'REGULATOR' ? role === 'regulator' : who === 'COMPANY' && company === me.company.id;
}

/** Keys that wait for the reader: he compares the address with their owner before he approves. */
export function Approvals({ rows }: { readonly rows: readonly SigningKey[] }) {
  const { t } = useTranslation();
  const session = useSession();
  const waiting = rows.filter((row) => waitsFor(session, row));
  if (waiting.length === 0) return null;
  return (
    <Card title={t('keys.waiting')}>
      <p className="note owed">{t(session.role === 'regulator' ? 'keys.compareFirst' : 'keys.compare')}</p>
      <ul className="deals">
        {waiting.map((row) => (
          <Approval key={row.address} row={row} />
        ))}
      </ul>
    </Card>
  );
}

function Approval({ row: { company, address, person, proposedBy, vouchedBy } }: { readonly row: SigningKey }) {
  const { t } = useTranslation();
  const approve = useCommand('/transactions/company/approveKey');
  return (
    <li className="approval">
      <div>
        <Facts
          facts={[
            [t('keys.company'), <CompanyName key="company" id={company} />],
            [t('keys.person'), person],
            [t('keys.proposedBy'), proposedBy],
            ...(vouchedBy === null ? [] : [[t('keys.vouchedBy'), <Address key="voucher" address={vouchedBy} />] as const]),
          ]}
        />
        <Address address={address} withPicture />
      </div>
      <div className="buttons">
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate({ company, address })}>
          {t('keys.approve')}
        </Button>
      </div>
      <Refused problem={approve.error} />
    </li>
  );
}
