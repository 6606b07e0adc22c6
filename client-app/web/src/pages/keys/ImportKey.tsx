import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePick } from '../../parts/FilePick';
import { useSession } from '../../session/session';
import { keepKey, type KeptKey } from '../../signing/keyShelf';
import { PassphraseField } from '../../signing/PassphraseField';
import { LEAST_PASSPHRASE, seal } from '../../signing/sealed';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { leaveOpen } from '../../signing/unlocked';
import { KEPT } from '../../signing/useKeyChoice';
import type { WayProps } from './NewKey';

/** Takes a key out of an encrypted file and seals it in this browser under the same passphrase. */
export function ImportKey({ onMade }: WayProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const take = useMutation<KeptKey, Error, File>({
    mutationFn: async (picked) => {
      const { keyInFile } = await import('../../signing/keystoreFile');
      const { address, privateKey } = await keyInFile(await picked.text(), passphrase);
      const key = { ...(await seal(address, privateKey, passphrase)), address, owner: me.user };
      await keepKey(key);
      leaveOpen(address, privateKey);
      return key;
    },
    onSuccess: async (key) => {
      await client.invalidateQueries({ queryKey: KEPT(me.user) });
      if (!me.signingKeys.includes(key.address)) onMade({ kind: 'kept', key }, key.address);
    },
  });
  const isShort = passphrase.length < LEAST_PASSPHRASE;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null && !isShort) take.mutate(file);
      }}
    >
      <FilePick
        label={t('keys.file')}
        hint={t('keys.fileHint')}
        error={null}
        name={file?.name ?? ''}
        accept=".json,application/json"
        onPick={setFile}
      />
      <PassphraseField
        label={t('keys.filePassphrase')}
        error={passphrase !== '' && isShort ? t('keys.shortPassphrase', { least: LEAST_PASSPHRASE }) : null}
        value={passphrase}
        onChange={setPassphrase}
      />
      <Button type="primary" htmlType="submit" disabled={file === null || isShort} loading={take.isPending}>
        {t('keys.import')}
      </Button>
      {take.data === undefined ? null : <p role="status">{t('keys.imported')}</p>}
      <ToldRefusal error={take.error} />
    </form>
  );
}
