import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningKey } from '../../api/answers';
import type { Pages } from '../../api/usePages';
import { DataTable, type Column } from '../../parts/DataTable';
import { CompanyName, Moment } from '../../parts/texts';
import { useSession } from '../../session/session';
import { RevokeDialog } from './RevokeDialog';

const TONES: Readonly<Record<SigningKey['state'], string>> = { PROPOSED: 'wait', IN_FORCE: 'good', ENDING: 'wait', REVOKED: 'done' };

/** How a key stands. */
export function KeyState({ state }: Pick<SigningKey, 'state'>) {
  const { t } = useTranslation();
  return <span className={`state ${TONES[state]}`}>{t(`status.key.${state}`)}</span>;
}

/** Keys with their owners and times; they can be revoked. */
export function KeyTable({ list }: { readonly list: Pages<SigningKey> }) {
  const { t } = useTranslation();
  const { role } = useSession();
  const [revoked, setRevoked] = useState<SigningKey | null>(null);
  const columns = useColumns(setRevoked);
  return (
    <>
      <DataTable<SigningKey>
        name={t(role === 'regulator' ? 'keys.all' : 'keys.ofCompany')}
        rows={list.rows}
        columns={columns}
        keyOf={({ company, address }) => `${company} ${address}`}
        problem={list.problem}
        again={list.again}
        more={list.more}
        empty={t('keys.none')}
      />
      {revoked === null ? null : <RevokeDialog row={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function useColumns(onRevoke: (row: SigningKey) => void): readonly Column<SigningKey>[] {
  const { t } = useTranslation();
  const { me, role, isMaker, isChecker } = useSession();
  const mayRevoke = ({ company, state }: SigningKey): boolean =>
    (isMaker || isChecker) && (role === 'regulator' || company === me.company.id) && state !== 'REVOKED';
  return [
    {
      key: 'person',
      title: t('keys.person'),
      cell: ({ company, person }) => (
        <span className="two">
          <b>{person.slice(company.length + 1)}</b>
          <small>
            <CompanyName id={company} />
          </small>
        </span>
      ),
      text: ({ person }) => person,
      width: 180,
    },
    {
      key: 'address',
      title: t('keys.address'),
      cell: ({ address }) => <span className="mono wraps">{address}</span>,
      text: ({ address }) => address,
      width: 300,
    },
    {
      key: 'state',
      title: t('column.status'),
      cell: (row) => <KeyState {...row} />,
      text: ({ state }) => t(`status.key.${state}`),
      width: 150,
    },
    {
      key: 'validFrom',
      title: t('keys.validFrom'),
      cell: ({ validFrom }) => <At instant={validFrom} />,
      text: ({ validFrom }) => validFrom ?? '',
      width: 150,
    },
    {
      key: 'revokedFrom',
      title: t('keys.revokedFrom'),
      cell: ({ revokedFrom }) => <At instant={revokedFrom} />,
      text: ({ revokedFrom }) => revokedFrom ?? '',
      width: 150,
    },
    {
      key: 'more',
      title: t('column.more'),
      cell: (row) =>
        mayRevoke(row) ? (
          <Button size="small" danger onClick={() => onRevoke(row)}>
            {t('keys.revoke')}
          </Button>
        ) : null,
      width: 110,
    },
  ];
}

const At = ({ instant }: { readonly instant: string | null }) => (instant === null ? <>{'\u2013'}</> : <Moment instant={instant} />);
