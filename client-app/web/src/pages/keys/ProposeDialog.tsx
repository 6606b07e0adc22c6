import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../parts/States';
import { KeyChoice } from '../../signing/KeyChoice';
import { PassphraseField } from '../../signing/PassphraseField';
import type { Signer } from '../../signing/signers';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { openKey } from '../../signing/unlocked';
import { Address } from './Address';
import { SlipText } from './SlipText';
import { useProposal, type Proposal } from './useProposal';

/** A key that its owner has here and that is not registered. */
export interface ProposeProps {
  readonly signer: Signer;
  readonly address: string;
  readonly onClose: () => void;
}

/**
 * Proposes a key: it signs its own registration; a key in force vouches for it, the reader's own, or a colleague's by a slip that is
 * handed to him.
 */
export function ProposeDialog({ signer, address, onClose }: ProposeProps) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const proposal = useProposal(signer, address, passphrase, onClose);
  const needsPassphrase = signer.kind === 'kept' && openKey(address) === null;
  const isReady = proposal.isReady && (!needsPassphrase || passphrase !== '');
  return (
    <Modal
      open
      title={t('keys.proposeTitle')}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{t(proposal.slip === null ? 'act.cancel' : 'act.close')}</Button>
          <Button type="primary" disabled={!isReady} loading={proposal.isPending} onClick={proposal.go}>
            {t(proposal.voucher === 'colleague' ? 'keys.makeSlip' : 'keys.propose')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Address address={address} withPicture />
        {needsPassphrase ? <PassphraseField label={t('keys.newPassphrase')} value={passphrase} onChange={setPassphrase} /> : null}
        <Vouching proposal={proposal} />
        <ToldRefusal error={proposal.error} />
      </div>
    </Modal>
  );
}

/** Who vouches for the new key, and what he needs for it. */
function Vouching({ proposal: { voucher, choice, slip, error, go } }: { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  if (voucher === null) return error === null ? <Loading rows={2} /> : null;
  return (
    <>
      <p>{t(`keys.proposeBy.${voucher}`)}</p>
      {voucher === 'own' ? <KeyChoice choice={choice} onEnter={go} /> : null}
      {slip === null ? null : <SlipText text={slip} />}
    </>
  );
}
