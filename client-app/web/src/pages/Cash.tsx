import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { Endings } from '../parts/Endings';
import { Failed, Loading, Nothing } from '../parts/States';
import { AskForm } from './cash/AskForm';
import { OpenAsk } from './cash/OpenAsk';
import { Sales } from './cash/Sales';

/** From "I want cash" to the accepted offer: how much, ask the banks, choose an offer, accept it. */
export default function Cash() {
  const { t } = useTranslation();
  const cash = useAsk('/programs/{program}/cash');
  if (cash.data === undefined)
    return cash.error === null ? <Loading rows={6} /> : <Failed problem={cash.error} again={() => void cash.refetch()} />;
  const { asks, saleableMinor } = cash.data;
  return (
    <div className="stack narrow">
      <Endings />
      {asks.map((ask) => (
        <OpenAsk key={ask.ask} ask={ask} account={cash.data.account} />
      ))}
      {saleableMinor === '0' ? asks.length === 0 ? <Nothing>{t('cash.nothing')}</Nothing> : null : <AskForm cash={cash.data} />}
      <Sales />
    </div>
  );
}
