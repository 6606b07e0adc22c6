import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningKey } from '../../api/answers';
import { timeText } from '../../format/dates';
import { Card } from '../../parts/Card';
import { Loading, Nothing } from '../../parts/States';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { keysKept, type KeptKey } from '../../signing/keyShelf';
import { KEPT } from '../../signing/useKeyChoice';
import { useSession } from '../../session/session';
import { Address } from './Address';
import { KeptActions } from './KeptActions';
import { KeyState } from './KeyTable';
import { NewKey } from './NewKey';
import { ProposeDialog } from './ProposeDialog';
import type { Signer } from '../../signing/signers';

/** The reader's own keys, here and elsewhere, how each stands, and the way to a new one. */
export function MyKey({ rows, isRead }: { readonly rows: readonly SigningKey[]; readonly isRead: boolean }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const kept = useQuery({ queryKey: KEPT(me.user), queryFn: () => keysKept(me.user), retry: false });
  const [proposed, setProposed] = useState<{ readonly signer: Signer; readonly address: string } | null>(null);
  const [isNew, setNew] = useState(false);
  if (!isRead || kept.isPending) return <Loading rows={4} />;
  const mine = rows.filter(({ person }) => person === `${me.company.id}/${me.person}`);
  const here = kept.data ?? [];
  const addresses = [...new Set([...here.map(({ address }) => address), ...mine.map(({ address }) => address)])];
  const hasNone = here.length === 0 && mine.every(({ state }) => state === 'REVOKED');
  return (
    <Card title={t('keys.mine')}>
      <ToldRefusal error={kept.error} />
      {hasNone ? <Nothing>{t('keys.noneOfMine')}</Nothing> : null}
      <ul className="deals">
        {addresses.map((address) => (
          <OneKey
            key={address}
            address={address}
            row={mine.find((each) => each.address === address)}
            kept={here.find((each) => each.address === address)}
            onPropose={(key) => setProposed({ signer: { kind: 'kept', key }, address: key.address })}
          />
        ))}
      </ul>
      {isNew || hasNone ? (
        <NewKey
          onMade={(signer, address) => {
            setNew(false);
            setProposed({ signer, address });
          }}
        />
      ) : (
        <div className="buttons">
          <Button onClick={() => setNew(true)}>{t('keys.another')}</Button>
        </div>
      )}
      {proposed === null ? null : <ProposeDialog {...proposed} onClose={() => setProposed(null)} />}
    </Card>
  );
}

/** A key of the reader's. */
interface OneKeyProps {
  readonly address: string;
  /** As it is registered; undefined for one that is not. */
  readonly row: SigningKey | undefined;
  /** As it is kept in this browser; undefined for one that is elsewhere. */
  readonly kept: KeptKey | undefined;
  readonly onPropose: (key: KeptKey) => void;
}

function OneKey({ address, row, kept, onPropose }: OneKeyProps) {
  const { t, i18n } = useTranslation();
  const told = (): string => {
    if (row === undefined) return t('keys.says.NEW');
    const time = row.state === 'IN_FORCE' ? row.validFrom : row.revokedFrom;
    const what = row.state === 'PROPOSED' ? `PROPOSED_${row.waitsFor ?? 'COMPANY'}` : row.state;
    return t(`keys.says.${what}`, { time: time === null ? '' : timeText(time, i18n.language) });
  };
  return (
    <li>
      <div>
        <Address address={address} />
        <p>{told()}</p>
        <small>{t(kept === undefined ? 'keys.elsewhere' : 'keys.here')}</small>
      </div>
      {row === undefined ? <span className="state wait">{t('status.key.NEW')}</span> : <KeyState state={row.state} />}
      {kept === undefined ? null : <KeptActions kept={kept} isRegistered={row !== undefined} onPropose={() => onPropose(kept)} />}
    </li>
  );
}
