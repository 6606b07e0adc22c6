import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { freshId, tell } from '../../api/client';
import { Problem } from '../../api/problem';
import { readAgain } from '../../api/readAgain';
import { Refused } from '../../parts/Refused';
import { Reading } from '../../parts/States';
import { useSession } from '../../session/session';
import { KeyChoice } from '../../signing/KeyChoice';
import { PassphraseField } from '../../signing/PassphraseField';
import { registrationOf, type Registration } from '../../signing/registering';
import { signWith, type Signer } from '../../signing/signers';
import { slipText } from '../../signing/slip';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { openKey } from '../../signing/unlocked';
import { useKeyChoice } from '../../signing/useKeyChoice';
import { Address } from './Address';
import { SlipText } from './SlipText';

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
  const { me } = useSession();
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const choice = useKeyChoice();
  const owner = { company: me.company.id, person: me.person, address };
  const asked = useQuery<Registration, Error>({
    queryKey: ['registration', address],
    queryFn: () => registrationOf(owner),
    retry: false,
    staleTime: 0,
  });
  const needsPassphrase = signer.kind === 'kept' && openKey(address) === null;
  const isFirst = asked.data?.inForce.length === 0;
  const canVouch = me.signingKeys.length > 0;
  const possession = async ({ data }: Registration): Promise<string> =>
    signWith(signer, { data, addresses: [address], passphrase, staysOpen: false });
  const propose = useMutation<void, Error, Registration>({
    mutationFn: async (registration) => {
      const own = await possession(registration);
      const voucher = isFirst ? null : await signWith(choice.signer, { ...choice.how, data: registration.data });
      await tell('/transactions/company/proposeKey', {}, { ...owner, possession: own, voucher }, { requestId: freshId('WEB') });
      await readAgain(client);
    },
    onSuccess: onClose,
  });
  const slip = useMutation<string, Error, Registration>({
    mutationFn: async (registration) => slipText({ ...owner, possession: await possession(registration) }),
  });
  const error = asked.error ?? propose.error ?? slip.error;
  const isReady = asked.data !== undefined && (!needsPassphrase || passphrase !== '') && (isFirst || !canVouch || choice.isReady);
  const go = (): void => {
    if (asked.data === undefined) return;
    if (isFirst || canVouch) propose.mutate(asked.data);
    else slip.mutate(asked.data);
  };
  return (
    <Modal
      open
      title={t('keys.proposeTitle')}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{t(slip.data === undefined ? 'act.cancel' : 'act.close')}</Button>
          <Button type="primary" disabled={!isReady} loading={propose.isPending || slip.isPending} onClick={go}>
            {t(isFirst || canVouch ? 'keys.propose' : 'keys.makeSlip')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Address address={address} withPicture />
        {asked.data === undefined ? (
          <Reading problem={asked.error instanceof Problem ? asked.error : null} again={() => void asked.refetch()} rows={2} />
        ) : (
          <p>{t(isFirst ? 'keys.proposeFirst' : canVouch ? 'keys.proposeNext' : 'keys.proposeBySlip')}</p>
        )}
        {needsPassphrase ? <PassphraseField label={t('keys.newPassphrase')} value={passphrase} onChange={setPassphrase} /> : null}
        {isFirst || !canVouch ? null : <KeyChoice choice={choice} onEnter={go} />}
        {slip.data === undefined ? null : <SlipText text={slip.data} />}
        <ToldRefusal error={error} />
        <Refused problem={propose.error instanceof Problem ? propose.error : null} />
      </div>
    </Modal>
  );
}
