import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { money } from '../../format/money';
import { Quote } from '../../parts/Quote';
import { Failed, Loading } from '../../parts/States';
import { Amount, CompanyName, useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';
import { ProofChoice } from './ProofChoice';

/** What one token is worth today: by every offer for it, and as an indication. */
export function TokenWorth({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const { data, error, refetch } = useAsk('/programs/{program}/tokens/{token}/worth', {}, { parts: { token } });
  if (data === undefined) return error === null ? <Loading /> : <Failed problem={error} again={() => void refetch()} />;
  const { quote, basis, reason, onePercentMinor } = data.indication;
  return (
    <div className="stack">
      <p>
        {t('worth.atDue')}{' '}
        <b>
          <Amount minor={data.faceMinor} withCurrency />
        </b>
      </p>
      {data.offers.map((offer) => (
        <section key={offer.offer}>
          <h3>
            <CompanyName id={offer.bank} />
          </h3>
          <Quote quote={offer.quote} />
        </section>
      ))}
      {quote === null ? (
        <p className="note">
          {t(`worth.none.${reason ?? 'NO_PRICE'}`, { amount: money(onePercentMinor, program.currency), currency: program.currency })}
        </p>
      ) : (
        <section>
          <h3>{t('worth.today')}</h3>
          <Quote quote={quote} />
          <p className="hint">
            {basis?.bank === undefined || basis.bank === null ? t('worth.onTerms') : t('worth.basis', { bank: nameOf(basis.bank) })}
          </p>
        </section>
      )}
      {reason === 'DUE_TOO_SOON' ? null : <Link to="/cash">{t('page.cash')}</Link>}
      <a href={`/api/v1/programs/${encodeURIComponent(program.id)}/tokens/${encodeURIComponent(token)}/certificate`}>
        {t('worth.certificate')}
      </a>
      <ProofChoice token={token} />
      <Link to={`/knowledge?token=${encodeURIComponent(token)}`}>{t('page.knowledge')}</Link>
    </div>
  );
}
