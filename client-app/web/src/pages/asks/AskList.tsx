import { useTranslation } from 'react-i18next';
import type { AskOnDesk } from '../../api/answers';
import { Amount, CompanyName, Day } from '../../parts/texts';
import { Link } from '../../shell/router';

/** What a list of asks needs. */
export interface AskListProps {
  readonly asks: readonly AskOnDesk[];
  /** The one that is looked at. */
  readonly shown: string;
  readonly isCut: boolean;
}

/** Asks, one under the other: how much, from whom, until when, and whether its checks passed. */
export function AskList({ asks, shown, isCut }: AskListProps) {
  const { t } = useTranslation();
  return (
    <nav className="asklist" aria-label={t('page.asks')}>
      <ul>
        {asks.map(({ ask, seller, faceMinor, lastPayDate, canOffer, offers }) => (
          <li key={ask}>
            <Link to={`/asks?ask=${encodeURIComponent(ask)}`} current={ask === shown}>
              <b>
                <Amount minor={faceMinor} withCurrency />
              </b>
              <span>
                <CompanyName id={seller} />
              </span>
              <small>
                {t('asks.paidOn')} <Day date={lastPayDate} />
              </small>
              <span className={`state ${canOffer ? 'good' : 'bad'}`}>
                {t(offers.some(({ standing }) => standing === 'OPEN') ? 'asks.offered' : canOffer ? 'asks.ready' : 'asks.notReady')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {isCut ? <p className="note">{t('asks.more')}</p> : null}
    </nav>
  );
}
