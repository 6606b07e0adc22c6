import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { keepKey, type KeptKey } from '../../signing/keyShelf';
import { LEAST_PASSPHRASE, seal } from '../../signing/sealed';
import { PassphraseField } from '../../signing/PassphraseField';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { leaveOpen } from '../../signing/unlocked';
import { KEPT } from '../../signing/useKeyChoice';
import type { WayProps } from './NewKey';

/** Makes a key in this browser and seals it under a passphrase. Neither leaves it. */
export function MakeKey({ onMade }: WayProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const client = useQueryClient();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [isTried, setTried] = useState(false);
  const make = useMutation<KeptKey>({
    mutationFn: async () => {
      const { addressOf, freshPrivateKey } = await import('../../signing/curve');
      const privateKey = freshPrivateKey();
      const address = addressOf(privateKey);
      const key = { ...(await seal(address, privateKey, first)), address, owner: me.user };
      await keepKey(key);
      leaveOpen(address, privateKey);
      return key;
    },
    onSuccess: async (key) => {
      await client.invalidateQueries({ queryKey: KEPT(me.user) });
      onMade({ kind: 'kept', key }, key.address);
    },
  });
  const short = first.length < LEAST_PASSPHRASE ? t('keys.shortPassphrase', { least: LEAST_PASSPHRASE }) : null;
  const differs = first === second ? null : t('keys.otherPassphrase');
  const send = (): void => {
    setTried(true);
    if (short === null && differs === null) make.mutate();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PassphraseField
        label={t('keys.passphrase')}
        hint={t('keys.passphraseHint', { least: LEAST_PASSPHRASE })}
        error={isTried ? short : null}
        value={first}
        onChange={setFirst}
      />
      <PassphraseField label={t('keys.passphraseAgain')} error={isTried ? differs : null} value={second} onChange={setSecond} />
      <Button type="primary" htmlType="submit" loading={make.isPending}>
        {t('keys.make')}
      </Button>
      <ToldRefusal error={make.error} />
    </form>
  );
}
