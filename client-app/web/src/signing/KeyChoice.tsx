import { Checkbox, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loading } from '../parts/States';
import { Link } from '../shell/router';
import { shortAddress } from './addresses';
import { PassphraseField } from './PassphraseField';
import { idOf, type Signer } from './signers';
import { OPEN_MINUTES } from './unlocked';
import type { KeyChoice as Choice } from './useKeyChoice';

/** Chooses what to sign with, and opens it. */
export function KeyChoice({ choice, onEnter }: { readonly choice: Choice; readonly onEnter: () => void }) {
  const { t } = useTranslation();
  const { signers, signer, choose, isLoading, needsPassphrase, addresses, isReady } = choice;
  if (isLoading) return <Loading rows={2} />;
  if (signers.length === 0) {
    return (
      <div className="failed" role="alert">
        <p>{t(addresses.length === 0 ? 'sign.noKey' : 'sign.keyElsewhere', { address: addresses.map(shortAddress).join(', ') })}</p>
        <Link to="/keys">{t('page.keys')}</Link>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onEnter();
      }}
    >
      <SignerList signers={signers} signer={signer} choose={choose} />
      {needsPassphrase ? <Passphrase choice={choice} /> : null}
    </form>
  );
}

function SignerList({ signers, signer, choose }: Pick<Choice, 'signers' | 'signer' | 'choose'>) {
  const { t } = useTranslation();
  const nameOf = (each: Signer): string =>
    each.kind === 'kept'
      ? t('sign.with.kept', { address: shortAddress(each.key.address) })
      : t(each.wallet.name === '' ? 'sign.with.injected' : 'sign.with.wallet', { name: each.wallet.name });
  return (
    <fieldset className="plainset">
      <legend>{t('sign.with.title')}</legend>
      <Radio.Group
        value={idOf(signer)}
        onChange={({ target }) => choose(String(target.value))}
        options={signers.map((each) => ({ value: idOf(each), label: nameOf(each) }))}
      />
    </fieldset>
  );
}

function Passphrase({ choice: { how, type, stayOpen } }: { readonly choice: Choice }) {
  const { t } = useTranslation();
  return (
    <>
      <PassphraseField label={t('sign.passphrase')} hint={t('sign.passphraseHint')} value={how.passphrase} onChange={type} />
      <Checkbox checked={how.staysOpen} onChange={({ target }) => stayOpen(target.checked)}>
        {t('sign.stayOpen', { minutes: OPEN_MINUTES })}
      </Checkbox>
    </>
  );
}
