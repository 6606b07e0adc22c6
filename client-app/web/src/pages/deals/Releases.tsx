import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { Card } from '../../parts/Card';
import { Amount, CompanyName } from '../../parts/texts';

const MOST = 200;

/** Deals whose tokens are all paid: their place in the limit can be given back by the command line. */
export function Releases() {
  const { t } = useTranslation();
  const { data } = useAsk('/programs/{program}/worklist', { limit: MOST });
  const over = (data?.work ?? []).filter(({ what }) => what === 'release');
  if (over.length === 0) return null;
  return (
    <Card title={t('deals.release')}>
      <ul className="deals">
        {over.map(({ id, about, amountMinor, command }) => (
          <li key={id}>
            <div>
              <b>
                <Amount minor={amountMinor} withCurrency />
              </b>{' '}
              <CompanyName id={about} /> <small className="mono">{id}</small>
            </div>
            <code>{`tierline ${command}`}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
