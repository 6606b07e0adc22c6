import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { freshId, tell } from '../../api/client';
import { readAgain } from '../../api/readAgain';
import { Card, Facts } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/Field';
import { useSession } from '../../session/session';
import { KeyChoice } from '../../signing/KeyChoice';
import { SigningRefusal } from '../../signing/refusal';
import { registrationOf } from '../../signing/registering';
import { signWith } from '../../signing/signers';
import { slipIn, type Slip } from '../../signing/slip';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { useKeyChoice } from '../../signing/useKeyChoice';
import { Address } from './Address';

const FIRST = { text: '' };

/** The reader's key vouches for a colleague's: he has the colleague's slip, and has compared the address with him. */
export function VouchForm() {
  const { t } = useTranslation();
  const { me } = useSession();
  const client = useQueryClient();
  const choice = useKeyChoice();
  const { draft, change, forget } = useDraft('vouch', FIRST);
  const { text } = draft;
  const slip = readSlip(text);
  const isOurs = slip?.company === me.company.id;
  const vouch = useMutation<void, Error, Slip>({
    mutationFn: async (given) => {
      const { data } = await registrationOf(given);
      const { verified } = await import('../../signing/curve');
      if (verified(data, given.possession)?.signer !== given.address) throw new SigningRefusal('NOT_A_SLIP');
      const voucher = await signWith(choice.signer, { ...choice.how, data });
      await tell('/transactions/company/proposeKey', {}, { ...given, voucher }, { requestId: freshId('WEB') });
      await readAgain(client);
    },
    onSuccess: forget,
  });
  const go = (): void => {
    if (slip !== null && isOurs && choice.isReady) vouch.mutate(slip);
  };
  return (
    <Card title={t('keys.vouch')}>
      <div className="stack">
        <Field label={t('keys.slip')} hint={t('keys.slipHint')} error={text === '' || isOurs ? null : t('sign.refusal.NOT_A_SLIP')}>
          {(bound) => <Input.TextArea {...bound} rows={3} value={text} onChange={({ target }) => change({ text: target.value })} />}
        </Field>
        {slip === null || !isOurs ? null : (
          <>
            <Facts facts={[[t('keys.person'), `${slip.company}/${slip.person}`]]} />
            <Address address={slip.address} withPicture />
            <p className="note">{t('keys.compare')}</p>
            <KeyChoice choice={choice} onEnter={go} />
            <Button type="primary" disabled={!choice.isReady} loading={vouch.isPending} onClick={go}>
              {t('keys.doVouch')}
            </Button>
          </>
        )}
        <ToldRefusal error={vouch.error} />
      </div>
    </Card>
  );
}

function readSlip(text: string): Slip | null {
  try {
    return text === '' ? null : slipIn(text);
  } catch {
    return null;
  }
}
