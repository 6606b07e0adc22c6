import { useTranslation } from 'react-i18next';
import { usePages } from '../api/usePages';
import { Card } from '../parts/Card';
import { useSession } from '../session/session';
import { Always } from './keys/Always';
import { Approvals } from './keys/Approvals';
import { KeyTable } from './keys/KeyTable';
import { MyKey } from './keys/MyKey';
import { VouchForm } from './keys/VouchForm';

/** The reader's signing key: made or connected, proposed, in force, revoked; and all keys of his company. */
export default function Keys() {
  const { t } = useTranslation();
  const { me, role } = useSession();
  const list = usePages('/signing-keys');
  const rows = list.rows ?? [];
  const own = rows.filter(({ company }) => company === me.company.id);
  return (
    <div className="stack">
      <p className="rule">{t('keys.rule')}</p>
      <Approvals rows={rows} />
      <MyKey rows={own} isRead={list.rows !== undefined} />
      {me.signingKeys.length === 0 ? null : <VouchForm />}
      <Card title={t(role === 'regulator' ? 'keys.all' : 'keys.ofCompany')}>
        <KeyTable list={list} />
      </Card>
      <Always />
    </div>
  );
}
