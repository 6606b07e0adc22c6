import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cash, QuotedOffer } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { percent } from '../../format/money';
import { Card } from '../../parts/Card';
import { useExplain } from '../../parts/explain';
import { Amount, CompanyName, Day } from '../../parts/texts';
import { Until, useIsOver } from '../../parts/Until';
import { useSession } from '../../session/session';
import { CashSteps } from './CashSteps';
import { Consent } from './Consent';

/** An ask that waits: its offers, the best first, and the choice among them. */
export function OpenAsk({ ask, account }: { readonly ask: Cash['asks'][number]; readonly account: string | null }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const explain = useExplain();
  const [chosen, setChosen] = useState<string | null>(null);
  const cancel = useCommand('/transactions/financing/cancel');
  const offer = ask.offers.find((each) => each.offer === chosen);
  const isTaken = ask.offers.some(({ standing }) => standing === 'WON');
  return (
    <Card
      title={t('cash.asked')}
      extra={
        <span className="amount">
          <Amount minor={ask.faceMinor} withCurrency />
        </span>
      }
    >
      <CashSteps now={offer === undefined ? 2 : 3} />
      {offer === undefined || offer.standing !== 'OPEN' ? (
        <>
          <p className="note">{ask.offers.length === 0 ? t('cash.waiting') : t('cash.best')}</p>
          <ul className="offers">
            {ask.offers.map((each) => (
              <OfferLine key={each.offer} offer={each} onChoose={() => setChosen(each.offer)} />
            ))}
          </ul>
          <footer>
            <span>
              {t('cash.offersUntil')} <Until instant={ask.deadline} />
            </span>
            {isTaken ? null : (
              <Button type="text" loading={cancel.isPending} onClick={() => cancel.mutate({ program: program.id, ask: ask.ask })}>
                {t('cash.cancel')}
              </Button>
            )}
          </footer>
          {cancel.error === null ? null : (
            <p className="error" role="alert">
              {explain(cancel.error)}
            </p>
          )}
        </>
      ) : (
        <Consent offer={offer} account={account} onBack={() => setChosen(null)} />
      )}
    </Card>
  );
}

function OfferLine({ offer, onChoose }: { readonly offer: QuotedOffer; readonly onChoose: () => void }) {
  const { t } = useTranslation();
  const isOver = useIsOver(offer.validUntil);
  const { quote } = offer;
  const standing = offer.standing === 'OPEN' && isOver ? 'EXPIRED' : offer.standing;
  return (
    <li className={offer.isCheapest && standing === 'OPEN' ? 'best' : ''}>
      <div>
        <b>
          <CompanyName id={offer.bank} />
        </b>
        {offer.isCheapest && standing === 'OPEN' ? <span className="state good">{t('cash.most')}</span> : null}
        <small>
          {t('cash.paidOn')} <Day date={quote.valueDate} />
        </small>
      </div>
      <div className="get">
        <span className="big">
          <Amount minor={quote.proceedsMinor} withCurrency />
        </span>
        <small>{t('cash.costs', { rate: quote.allIn === null ? '\u2013' : percent(quote.allIn.act365) })}</small>
      </div>
      <div className="take">
        {standing === 'OPEN' ? (
          <>
            <Button type={offer.isCheapest ? 'primary' : 'default'} onClick={onChoose}>
              {t('cash.choose')}
            </Button>
            <small>
              <Until instant={offer.validUntil} />
            </small>
          </>
        ) : (
          <span className="state bad">{t(`status.offer.${standing}`)}</span>
        )}
      </div>
    </li>
  );
}
