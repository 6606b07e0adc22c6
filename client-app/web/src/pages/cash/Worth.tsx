import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { money } from '../../format/money';
import { useExplain } from '../../parts/explain';
import { Quote } from '../../parts/Quote';
import { Loading } from '../../parts/States';
import { useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';

const TYPING_MS = 300;

/** What an amount of the reader's tokens would bring today, with all that it costs. */
export function Worth({ amountMinor }: { readonly amountMinor: bigint }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const explain = useExplain();
  const nameOf = useCompanyName();
  const [asked, setAsked] = useState(amountMinor);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(amountMinor), TYPING_MS);
    return () => clearTimeout(pause);
  }, [amountMinor]);
  const { data, error } = useAsk('/programs/{program}/worth', { amountMinor: String(asked) });
  if (error !== null) return <p className="error">{explain(error)}</p>;
  if (data === undefined) return <Loading rows={3} />;
  const { quote, basis, reason, onePercentMinor } = data.indication;
  const percentCost = money(onePercentMinor, program.currency);
  if (quote === null)
    return <p className="note">{t(`worth.none.${reason ?? 'NO_PRICE'}`, { amount: percentCost, currency: program.currency })}</p>;
  return (
    <div className="worth">
      <h3>{t('worth.today')}</h3>
      <Quote quote={quote} />
      <p className="hint">
        {basis?.bank === null || basis === null ? t('worth.onTerms') : t('worth.basis', { bank: nameOf(basis.bank) })}{' '}
        {t('worth.onePercent', { amount: percentCost, currency: program.currency })}
      </p>
    </div>
  );
}
