import { useTranslation } from 'react-i18next';
import type { EndableDeal } from '../api/answers';
import { useCommand } from '../api/useCommand';
import { usePages } from '../api/usePages';
import { useSession } from '../session/session';
import { Card } from './Card';
import { Refused } from './Refused';
import { SureButton } from './SureButton';
import { Amount, CompanyName, State } from './texts';

type Ending = EndableDeal['endings'][number];

/** Endings that need a checker: the others may be done by a maker as well. */
const OF_CHECKER: readonly Ending[] = ['ABANDON', 'RECOURSE'];

/** Deals that the reader's company can end: not paid in time, given up, taken back, written off, or over with its limit to be freed. */
export function Endings() {
  const { t } = useTranslation();
  const { rows = [] } = usePages('/programs/{program}/endable-deals');
  if (rows.length === 0) return null;
  return (
    <Card title={t('ending.title')}>
      <ul className="deals">
        {rows.map((deal) => (
          <Endable key={deal.ask} deal={deal} />
        ))}
      </ul>
    </Card>
  );
}

function Endable({ deal }: { readonly deal: EndableDeal }) {
  const { t } = useTranslation();
  const { me, isChecker } = useSession();
  const { act, isBusy, problem } = useEnding(deal.ask);
  const { ask, seller, bank, faceMinor, state, abandonedBy, endings } = deal;
  const needsChecker = !isChecker && endings.some((ending) => OF_CHECKER.includes(ending));
  return (
    <li>
      <div>
        <b>
          <Amount minor={faceMinor} withCurrency />
        </b>{' '}
        <State of="deal" is={state} />
        <br />
        <CompanyName id={me.company.id === seller ? bank : seller} /> <small className="mono">{ask}</small>
        {abandonedBy === null ? null : (
          <p className="late">
            {t('ending.wants')} <CompanyName id={abandonedBy} />
          </p>
        )}
      </div>
      <div className="buttons">
        {endings.map((ending) => (
          <SureButton
            key={ending}
            means={t(`ending.means.${ending}`)}
            isBusy={isBusy}
            isDanger={ending === 'ABANDON' || ending === 'WRITE_OFF'}
            isDisabled={!isChecker && OF_CHECKER.includes(ending)}
            onSure={() => act(ending)}
          >
            {t(`ending.do.${ending}`)}
          </SureButton>
        ))}
      </div>
      {needsChecker ? <p className="note">{t('deals.needs', { duties: t('duty.checker') })}</p> : null}
      <Refused problem={problem} />
    </li>
  );
}

/** The commands by which a deal is ended. */
function useEnding(ask: string) {
  const { program } = useSession();
  const fail = useCommand('/transactions/financing/fail');
  const abandon = useCommand('/transactions/financing/abandon');
  const recourse = useCommand('/programs/{program}/commands/recourse');
  const release = useCommand('/programs/{program}/commands/release');
  const body = { program: program.id, ask };
  const acts: Readonly<Record<Ending, () => void>> = {
    FAIL: () => fail.mutate(body),
    ABANDON: () => abandon.mutate(body),
    RECOURSE: () => recourse.mutate({ ask }),
    WRITE_OFF: () => release.mutate({ asks: [ask], writeOff: true }),
    RELEASE: () => release.mutate({ asks: [ask], writeOff: false }),
  };
  const all = [fail, abandon, recourse, release];
  return {
    act: (ending: Ending) => acts[ending](),
    isBusy: all.some(({ isPending }) => isPending),
    problem: all.find(({ error }) => error !== null)?.error ?? null,
  };
}
