import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuotedOffer } from '../../api/answers';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/Field';
import { Quote } from '../../parts/Quote';
import { Refused } from '../../parts/Refused';
import { useCompanyName } from '../../parts/texts';
import { Until, useIsOver } from '../../parts/Until';
import { saleChosen } from '../../signing/chosenActs';
import { useDecisive } from '../../signing/useDecisive';

const MOST_ACCOUNT = 64;
const MOST_REASON = 500;
const ACCOUNT = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const FIRST = { account: '', reason: '' };

/** What is needed for a consent. */
export interface ConsentProps {
  readonly offer: QuotedOffer;
  /** The account of the last sale; null before the first. */
  readonly account: string | null;
  readonly onBack: () => void;
}

/** Everything that an offer brings and costs, and the seller's consent to it. */
export function Consent({ offer, account, onBack }: ConsentProps) {
  const { t } = useTranslation();
  const nameOf = useCompanyName();
  const isOver = useIsOver(offer.validUntil);
  const take = useDecisive('/programs/{program}/commands/take', 'TAKE', ({ account: named = '' }) =>
    saleChosen(offer, named, offer.quote.currency),
  );
  const { draft, change, forget } = useDraft(`take.${offer.ask}`, FIRST);
  const [isTried, setTried] = useState(false);
  const to = draft.account === '' ? (account ?? '') : draft.account;
  const errors = useErrors(offer, to, draft.reason);
  const accept = (): void => {
    setTried(true);
    if (errors.account !== null || errors.reason !== null) return;
    const reason = offer.isCheapest ? {} : { reason: draft.reason.trim() };
    take.mutate({ offer: offer.offer, account: to, ...reason }, { onSuccess: forget });
  };
  return (
    <div className="consent">
      <h3>{t('cash.from', { bank: nameOf(offer.bank) })}</h3>
      <Quote quote={offer.quote} />
      <p className="note">{t(offer.recourse ? 'cash.withRecourse' : 'cash.withoutRecourse')}</p>
      <Field
        label={t('cash.account')}
        error={isTried ? errors.account : null}
        hint={t(account === null ? 'cash.accountFirst' : 'cash.accountKnown')}
      >
        {(bound) => <Input {...bound} value={to} maxLength={MOST_ACCOUNT} onChange={({ target }) => change({ account: target.value })} />}
      </Field>
      {offer.isCheapest ? null : (
        <Reason value={draft.reason} error={isTried ? errors.reason : null} onChange={(reason) => change({ reason })} />
      )}
      <Validity offer={offer} isOver={isOver} />
      <div className="buttons">
        <Button type="primary" size="large" disabled={isOver} loading={take.isPending} onClick={accept}>
          {t('cash.accept')}
        </Button>
        <Button size="large" onClick={onBack}>
          {t('cash.back')}
        </Button>
      </div>
      <Refused problem={take.error} again={accept} />
    </div>
  );
}

function useErrors({ isCheapest }: QuotedOffer, account: string, reason: string) {
  const { t } = useTranslation();
  return {
    account: account.length <= MOST_ACCOUNT && ACCOUNT.test(account) ? null : t('cash.accountLimit', { most: MOST_ACCOUNT }),
    reason: isCheapest || reason.trim() !== '' ? null : t('cash.reasonNeeded'),
  };
}

interface ReasonProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (reason: string) => void;
}

/** Why it is not the offer that brings most. */
function Reason({ value, error, onChange }: ReasonProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('cash.reason')} error={error} hint={t('cash.reasonHint')}>
      {(bound) => (
        <Input.TextArea {...bound} rows={2} maxLength={MOST_REASON} value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}

/** How long the offer holds, and that it is over once it is. */
function Validity({ offer, isOver }: Pick<ConsentProps, 'offer'> & { readonly isOver: boolean }) {
  const { t } = useTranslation();
  if (isOver) {
    return (
      <p className="error" role="alert">
        {t('cash.expired')}
      </p>
    );
  }
  return (
    <p className="hint">
      {t('cash.validUntil')} <Until instant={offer.validUntil} />
    </p>
  );
}
