import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';
import { Refused } from '../parts/Refused';
import { differenceOf, type Difference } from './chosen';
import { Differs } from './Differs';
import { KeyChoice } from './KeyChoice';
import { placeKnown, placeOf, rememberPlace } from './place';
import { SigningRefusal } from './refusal';
import { notSigned, type Consent, type Open } from './SigningProvider';
import { signWith } from './signers';
import { ToldRefusal } from './ToldRefusal';
import { consentData, type ConsentMessage } from './typedData';
import { useKeyChoice } from './useKeyChoice';
import { WhatIsSigned } from './WhatIsSigned';

const WIDTH_PX = 760;

/** Shows an act as it will be signed, has it signed with a key of the reader's, and does it. */
export default function SigningDialog({ open }: { readonly open: Open }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(open.wanted);
  const choice = useKeyChoice();
  // A signature that could not be sent is sent again: the same request applies once.
  const kept = useRef<Consent | null>(null);
  const message = wanted.typedData?.message as ConsentMessage | undefined;
  const difference = message === undefined ? null : (differenceOf(open.act, wanted, open.chosen, open.about) ?? otherPlace());

  function otherPlace(): Difference | null {
    const [known, here] = [placeKnown(choice.addresses), placeOf(wanted)];
    return known === null || known === here ? null : { field: 'network', chosen: known, wanted: here };
  }

  async function signed(): Promise<Consent> {
    const { network } = wanted;
    if (message === undefined || network === null) throw new SigningRefusal('NO_NETWORK');
    const data = consentData(open.act, network, message);
    const signature = await signWith(choice.signer, { ...choice.how, data });
    rememberPlace(choice.addresses, placeOf(wanted));
    return { network, message: data.message as ConsentMessage, signature };
  }

  const act = useMutation<unknown, Error>({
    mutationFn: async () => {
      kept.current ??= await signed();
      try {
        return await open.send(kept.current);
      } catch (error) {
        if (!(error instanceof Problem && error.mayRetry)) kept.current = null;
        throw error;
      }
    },
    onSuccess: open.onDone,
    onError: (error) => {
      if (!(error instanceof Problem) && !(error instanceof SigningRefusal)) throw error;
    },
  });
  const again = useMutation<void, Problem>({ mutationFn: async () => setWanted(await open.askAgain()), onSuccess: act.reset });
  const problem = act.error instanceof Problem ? act.error : null;
  const leave = (): void => open.onLeft(problem ?? notSigned());
  const mustAskAgain = problem?.code === 'CONSENT_REFUSED';
  return (
    <Modal
      open
      title={t('sign.title')}
      width={WIDTH_PX}
      onCancel={leave}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={leave}>{t('act.cancel')}</Button>
          {mustAskAgain ? (
            <Button type="primary" loading={again.isPending} onClick={() => again.mutate()}>
              {t('sign.again')}
            </Button>
          ) : (
            <Button
              type="primary"
              disabled={message === undefined || difference !== null || !choice.isReady}
              loading={act.isPending}
              onClick={() => act.mutate()}
            >
              {t('sign.do')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {message === undefined ? (
          <p className="error">{t('sign.refusal.NO_NETWORK')}</p>
        ) : (
          <WhatIsSigned act={open.act} message={message} />
        )}
        {difference === null ? <KeyChoice choice={choice} onEnter={() => act.mutate()} /> : <Differs difference={difference} />}
        <ToldRefusal error={act.error} />
        <Refused problem={problem ?? again.error} />
      </div>
    </Modal>
  );
}
