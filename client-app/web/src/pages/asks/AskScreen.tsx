import { useTranslation } from 'react-i18next';
import type { AskOnDesk } from '../../api/answers';
import { Card, Facts } from '../../parts/Card';
import { Quote } from '../../parts/Quote';
import { Amount, CompanyName, Day } from '../../parts/texts';
import { Until } from '../../parts/Until';
import { Checks } from './Checks';
import { OfferForm } from './OfferForm';

/** One ask: what is sold, every check with its verdict, and the bank's offer. */
export function AskScreen({ ask, usualValueDate }: { readonly ask: AskOnDesk; readonly usualValueDate: string }) {
  const { t } = useTranslation();
  const open = ask.offers.find(({ standing }) => standing === 'OPEN');
  return (
    <div className="stack">
      <Card title={<span className="mono">{ask.ask}</span>}>
        <Facts
          facts={[
            [t('column.face'), <Amount key="face" minor={ask.faceMinor} withCurrency />],
            [t('column.seller'), <CompanyName key="seller" id={ask.seller} />],
            [t('column.debtor'), <CompanyName key="debtor" id={ask.debtor} />],
            [t('asks.lastPayDate'), <Day key="last" date={ask.lastPayDate} />],
            [t('asks.tokens'), ask.tokens],
            [t('asks.recourse'), t(ask.recourse ? 'asks.with' : 'asks.without')],
            [t('asks.deadline'), <Until key="deadline" instant={ask.deadline} />],
          ]}
        />
      </Card>
      <div className="columns">
        <Card title={t('asks.checks')}>
          <Checks checks={ask.checks} />
        </Card>
        {open === undefined ? (
          <OfferForm ask={ask} usualValueDate={usualValueDate} />
        ) : (
          <Card title={t('asks.yourOffer')} extra={<Until instant={open.validUntil} />}>
            <Quote quote={open.quote} />
          </Card>
        )}
      </div>
    </div>
  );
}
