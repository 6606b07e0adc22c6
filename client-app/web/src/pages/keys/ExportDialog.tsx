import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveBlob } from '../../parts/saveBlob';
import type { KeptKey } from '../../signing/keyShelf';
import { PassphraseField } from '../../signing/PassphraseField';
import { unseal } from '../../signing/sealed';
import { ToldRefusal } from '../../signing/ToldRefusal';

/** Saves a key as an encrypted file, under the same passphrase: for another browser, the command line, or a safe. */
export function ExportDialog({ kept, onClose }: { readonly kept: KeptKey; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const save = useMutation({
    mutationFn: async () => {
      const privateKey = await unseal(kept.address, kept, passphrase);
      const { keystoreFile } = await import('../../signing/keystoreFile');
      const text = await keystoreFile(kept.address, privateKey, passphrase);
      privateKey.fill(0);
      saveBlob(`tierline-key-${kept.address}.json`, new Blob([text], { type: 'application/json' }));
    },
    onSuccess: onClose,
  });
  return (
    <Modal
      open
      title={t('keys.export')}
      okText={t('keys.export')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: passphrase === '', loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p>{t('keys.exportMeans')}</p>
        <PassphraseField label={t('sign.passphrase')} value={passphrase} onChange={setPassphrase} />
        <ToldRefusal error={save.error} />
      </form>
    </Modal>
  );
}
