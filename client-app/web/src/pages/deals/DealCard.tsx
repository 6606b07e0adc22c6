import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealOnDesk } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { Card, Facts } from '../../parts/Card';
import { DigestField } from '../../parts/DigestField';
import { useDraft } from '../../parts/draft';
import { TextField } from '../../parts/fields';
import { useReferenceProblem } from '../../parts/reference';
import { Refused } from '../../parts/Refused';
import { Amount, CompanyName, Day, State } from '../../parts/texts';
import { Until } from '../../parts/Until';
import { useSession } from '../../session/session';
import { purchaseChosen } from '../../signing/chosenActs';
import { useDecisive } from '../../signing/useDecisive';

const FIRST = { registryNo: '', reference: '', proofDigest: '', proofName: '' };
const STEPS = ['register', 'payout', 'disburse'] as const;

/** A deal that the bank has won, and its next step. */
export function DealCard({ deal }: { readonly deal: DealOnDesk }) {
  const { t } = useTranslation();
  return (
    <Card title={<span className="mono">{deal.ask}</span>} extra={<State of="deal" is={deal.state} />}>
      <Facts
        facts={[
          [t('column.seller'), <CompanyName key="seller" id={deal.seller} />],
          [t('column.face'), <Amount key="face" minor={deal.faceMinor} withCurrency />],
          [t('column.proceeds'), <Amount key="proceeds" minor={deal.proceedsMinor} withCurrency />],
          [
            t('deals.account'),
            <span key="account" className="mono">
              {deal.account ?? '\u2013'}
            </span>,
          ],
          [t('quote.valueDate'), <Day key="value" date={deal.valueDate} />],
          ...(deal.next.hasDeadline ? [[t('deals.deadline'), <Until key="until" instant={deal.payoutDeadline} />] as const] : []),
        ]}
      />
      <ol className="steps">
        {STEPS.map((step, place) => {
          const now = deal.next.what === null ? STEPS.length : STEPS.indexOf(deal.next.what);
          return (
            <li key={step} aria-current={place === now ? 'step' : undefined} className={place < now ? 'done' : ''}>
              {t(`deals.step.${step}`)}
            </li>
          );
        })}
      </ol>
      <NextStep deal={deal} />
    </Card>
  );
}

/** The form of the next step: only what the system does not know. */
function NextStep({ deal }: { readonly deal: DealOnDesk }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { what, needs, duties } = deal.next;
  const { draft, change, forget } = useDraft(`deal.${deal.ask}`, FIRST);
  const [isTried, setTried] = useState(false);
  const problemOfReference = useReferenceProblem();
  const register = useCommand('/programs/{program}/commands/register');
  const payout = useCommand('/programs/{program}/commands/payout');
  const disburse = useDecisive('/programs/{program}/commands/disburse', 'DISBURSE', () => purchaseChosen(deal, deal.currency));
  if (what === null) return null;
  const isAllowed = duties.some((duty) => me.duties.includes(duty));
  const problemOf = (name: (typeof needs)[number]): string | null =>
    name === 'proofDigest' ? (draft.proofDigest === '' ? t('deals.noProof') : null) : problemOfReference(draft[name].trim());
  const send = (): void => {
    setTried(true);
    if (needs.some((name) => problemOf(name) !== null)) return;
    const done = { onSuccess: forget };
    if (what === 'register') register.mutate({ ask: deal.ask, registryNo: draft.registryNo.trim() }, done);
    if (what === 'payout') {
      const proof = needs.includes('proofDigest') ? { proofDigest: draft.proofDigest } : {};
      payout.mutate({ ask: deal.ask, reference: draft.reference.trim(), ...proof }, done);
    }
    if (what === 'disburse') disburse.mutate({ ask: deal.ask }, done);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {needs.map((name) =>
        name === 'proofDigest' ? (
          <DigestField
            key={name}
            label={t('deals.proofDigest')}
            kept={{ name: draft.proofName, digest: draft.proofDigest }}
            error={isTried ? problemOf(name) : null}
            onChange={(kept) => change({ proofName: kept.name, proofDigest: kept.digest })}
          />
        ) : (
          <TextField
            key={name}
            label={t(`deals.${name}`)}
            value={draft[name]}
            error={isTried ? problemOf(name) : null}
            hint={t(`deals.${name}Hint`)}
            onChange={(text) => change({ [name]: text })}
          />
        ),
      )}
      <p className="hint">{t(`deals.means.${what}`)}</p>
      <Button type="primary" htmlType="submit" disabled={!isAllowed} loading={register.isPending || payout.isPending || disburse.isPending}>
        {t(`deals.do.${what}`)}
      </Button>
      {isAllowed ? null : <p className="note">{t('deals.needs', { duties: duties.map((duty) => t(`duty.${duty}`)).join(', ') })}</p>}
      <Refused problem={register.error ?? payout.error ?? disburse.error} again={send} />
    </form>
  );
}
