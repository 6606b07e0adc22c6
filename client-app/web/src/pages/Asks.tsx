import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { Failed, Loading, Nothing } from '../parts/States';
import { useAddress } from '../shell/router';
import { AskList } from './asks/AskList';
import { AskScreen } from './asks/AskScreen';

/** Asks open to the bank: all of them beside the one that is looked at, with its checks and the offer on one screen. */
export default function Asks() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const desk = useAsk('/programs/{program}/bank-desk');
  if (desk.data === undefined)
    return desk.error === null ? <Loading rows={8} /> : <Failed problem={desk.error} again={() => void desk.refetch()} />;
  const { asks, usualValueDate, more } = desk.data;
  const shown = asks.find(({ ask }) => ask === search.get('ask')) ?? asks[0];
  if (shown === undefined) return <Nothing>{t('asks.nothing')}</Nothing>;
  return (
    <div className="master">
      <AskList asks={asks} shown={shown.ask} isCut={more} />
      <AskScreen key={shown.ask} ask={shown} usualValueDate={usualValueDate} />
    </div>
  );
}
