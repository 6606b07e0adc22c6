import { useTranslation } from 'react-i18next';
import type { SaleQuote } from '../api/answers';
import { percent } from '../format/money';
import { Amount, Day } from './texts';

/** All that a sale brings and costs: shown before anybody consents. */
export function Quote({ quote }: { readonly quote: SaleQuote }) {
  const { t } = useTranslation();
  const { allIn } = quote;
  return (
    <dl className="quote">
      <div>
        <dt>{t('quote.face')}</dt>
        <dd>
          <Amount minor={quote.faceMinor} />
        </dd>
      </div>
      <div>
        <dt>{t('quote.discount', { rate: percent(quote.ratePpm), days: quote.days, dayCount: quote.dayCount })}</dt>
        <dd>
          <Less minor={quote.discountMinor} />
        </dd>
      </div>
      <div>
        <dt>{t('quote.fees')}</dt>
        <dd>
          <Less minor={quote.feesMinor} />
        </dd>
      </div>
      <div className="sum">
        <dt>{t('quote.proceeds')}</dt>
        <dd>
          <Amount minor={quote.proceedsMinor} withCurrency />
        </dd>
      </div>
      <div>
        <dt>{t('quote.valueDate')}</dt>
        <dd>
          <Day date={quote.valueDate} />
        </dd>
      </div>
      <div>
        <dt>{t('quote.allIn')}</dt>
        <dd>{allIn === null ? '\u2013' : t('quote.rates', { act365: percent(allIn.act365), act360: percent(allIn.act360) })}</dd>
      </div>
    </dl>
  );
}

/** What goes off a sum, with its sign; nothing goes off as nothing. */
function Less({ minor }: { readonly minor: string }) {
  return (
    <>
      {minor === '0' ? '' : '\u2212'}
      <Amount minor={minor} />
    </>
  );
}
