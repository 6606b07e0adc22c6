import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuotedOffer } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { useDraft } from '../../parts/draft';
import { useExplain } from '../../parts/explain';
import { Field } from '../../parts/Field';
import { Quote } from '../../parts/Quote';
import { Failed } from '../../parts/States';
import { useCompanyName } from '../../parts/texts';
import { Until, useIsOver } from '../../parts/Until';

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
  const explain = useExplain();
  const nameOf = useCompanyName();
  const isOver = useIsOver(offer.validUntil);
  const take = useCommand('/programs/{program}/commands/take');
  const { draft, change, forget } = useDraft(`take.${offer.ask}`, FIRST);
  const [isTried, setTried] = useState(false);
  const to = draft.account === '' ? (account ?? '') : draft.account;
  const accountError =
    to.length > 0 && to.length <= MOST_ACCOUNT && ACCOUNT.test(to) ? null : t('cash.accountLimit', { most: MOST_ACCOUNT });
  const reasonError = offer.isCheapest || draft.reason.trim() !== '' ? null : t('cash.reasonNeeded');
  const accept = (): void => {
    setTried(true);
    if (accountError !== null || reasonError !== null) return;
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
        error={isTried ? accountError : null}
        hint={account === null ? t('cash.accountFirst') : t('cash.accountKnown')}
      >
        {(bound) => <Input {...bound} value={to} maxLength={MOST_ACCOUNT} onChange={({ target }) => change({ account: target.value })} />}
      </Field>
      {offer.isCheapest ? null : (
        <Field label={t('cash.reason')} error={isTried ? reasonError : null} hint={t('cash.reasonHint')}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              rows={2}
              maxLength={MOST_REASON}
              value={draft.reason}
              onChange={({ target }) => change({ reason: target.value })}
            />
          )}
        </Field>
      )}
      {isOver ? (
        <p className="error" role="alert">
          {t('cash.expired')}
        </p>
      ) : (
        <p className="hint">
          {t('cash.validUntil')} <Until instant={offer.validUntil} />
        </p>
      )}
      <div className="buttons">
        <Button type="primary" size="large" disabled={isOver} loading={take.isPending} onClick={accept}>
          {t('cash.accept')}
        </Button>
        <Button size="large" onClick={onBack}>
          {t('cash.back')}
        </Button>
      </div>
      {take.error === null ? null : take.error.mayRetry ? (
        <Failed problem={take.error} again={accept} />
      ) : (
        <p className="error" role="alert">
          {explain(take.error)}
        </p>
      )}
    </div>
  );
}
