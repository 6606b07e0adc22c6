import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../shell/router';
import { Differs } from './Differs';
import { KeyChoice } from './KeyChoice';
import type { Open } from './SigningProvider';
import { ToldRefusal } from './ToldRefusal';
import { useSigning, type Signing } from './useSigning';
import { WhatIsSigned } from './WhatIsSigned';

const WIDTH_PX = 760;

/** Shows an act as it will be signed, has it signed with a key of the reader's, and does it. */
export default function SigningDialog({ open }: { readonly open: Open }) {
  const { t } = useTranslation();
  const signing = useSigning(open);
  const { message, difference, choice, error, isSending, sign, leave } = signing;
  const { path } = useAddress();
  const [asker] = useState(path);
  const isGone = path !== asker && !isSending;
  // The page that asked is gone: nothing more is signed for it. What is under way is told at its end.
  useEffect(() => {
    if (isGone) leave();
  }, [isGone, leave]);
  return (
    <Modal open title={t('sign.title')} width={WIDTH_PX} onCancel={leave} mask={{ closable: false }} footer={<Buttons signing={signing} />}>
      <div className="stack">
        {difference === null ? null : <Differs difference={difference} />}
        {message === null ? <p className="error">{t('sign.refusal.NO_NETWORK')}</p> : <WhatIsSigned act={open.act} message={message} />}
        {difference === null ? <KeyChoice choice={choice} onEnter={sign} /> : null}
        <ToldRefusal error={error} />
      </div>
    </Modal>
  );
}

function Buttons({ signing: { isStale, isReady, isSending, sign, lookAgain, leave } }: { readonly signing: Signing }) {
  const { t } = useTranslation();
  return (
    <>
      <Button onClick={leave}>{t('act.cancel')}</Button>
      <Button type="primary" disabled={!isStale && !isReady} loading={isSending} onClick={isStale ? lookAgain : sign}>
        {t(isStale ? 'sign.again' : 'sign.do')}
      </Button>
    </>
  );
}
