import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkItem } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { useCommand } from '../api/useCommand';
import { plainAmount, typedAmount } from '../format/money';
import { Card } from '../parts/Card';
import { useDraft } from '../parts/draft';
import { Field } from '../parts/Field';
import { receivablePage } from '../parts/receivableColumns';
import { Refused } from '../parts/Refused';
import { Failed, Loading, Nothing } from '../parts/States';
import { Amount, CompanyName, Day, useDistance } from '../parts/texts';
import { useSession } from '../session/session';
import { Link } from '../shell/router';

const MOST = 200;
const MOST_REFERENCE = 64;

/** Money that is due or late, as it arrives at the settlement bank; and what has arrived and is to be paid out. */
export default function Settle() {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/programs/{program}/worklist', { limit: MOST });
  const redeem = useCommand('/programs/{program}/commands/redeem');
  if (data === undefined) return error === null ? <Loading rows={6} /> : <Failed problem={error} again={() => void refetch()} />;
  const due = data.work.filter(({ what }) => what === 'settle');
  const waits = data.work.find(({ what }) => what === 'redeem');
  return (
    <div className="stack">
      {waits === undefined ? null : (
        <Card title={t('settle.payOut')} className="good">
          <p>{t('settle.waits', { count: Number.parseInt(waits.about, 10) })}</p>
          <Button type="primary" loading={redeem.isPending} onClick={() => redeem.mutate({})}>
            {t('settle.redeem')}
          </Button>
          <Refused problem={redeem.error} again={() => redeem.mutate({})} />
        </Card>
      )}
      {due.length === 0 ? <Nothing>{t('settle.nothing')}</Nothing> : null}
      <div className="grid">
        {due.map((item) => (
          <Arrival key={item.id} item={item} />
        ))}
      </div>
    </div>
  );
}

/** A payment that is reported as it arrived. */
function Arrival({ item }: { readonly item: WorkItem }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const settle = useCommand('/transactions/settlement/settle');
  const first = { amount: plainAmount(item.amountMinor ?? '0', program.currency), interest: '', reference: '' };
  const { draft, change, forget } = useDraft(`settle.${item.id}`, first);
  const [isTried, setTried] = useState(false);
  const typed = typedAmount(draft.amount, program.currency);
  const interest = draft.interest.trim() === '' ? { minor: 0n } : typedAmount(draft.interest, program.currency);
  const reference = draft.reference.trim();
  const problemOf = (of: typeof typed): string | null =>
    'problem' in of ? t(`amount.${of.problem}`, { currency: program.currency }) : null;
  const referenceError = reference === '' || reference.length > MOST_REFERENCE ? t('deals.badReference', { most: MOST_REFERENCE }) : null;
  const send = (): void => {
    setTried(true);
    if ('problem' in typed || 'problem' in interest || referenceError !== null) return;
    const money = { receivedMinor: String(typed.minor), interestMinor: String(interest.minor) };
    settle.mutate({ program: program.id, receivable: item.id, bankReference: reference, ...money }, { onSuccess: forget });
  };
  return (
    <Card title={<Link to={receivablePage(item.id)}>{item.id}</Link>} extra={<Amount minor={item.amountMinor} withCurrency />}>
      <Owed item={item} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={t('settle.amount')} error={isTried ? problemOf(typed) : null}>
          {(bound) => (
            <Input
              {...bound}
              inputMode="decimal"
              suffix={program.currency}
              value={draft.amount}
              onChange={({ target }) => change({ amount: target.value })}
            />
          )}
        </Field>
        <Field label={t('settle.interest')} error={isTried ? problemOf(interest) : null}>
          {(bound) => (
            <Input
              {...bound}
              inputMode="decimal"
              suffix={program.currency}
              value={draft.interest}
              onChange={({ target }) => change({ interest: target.value })}
            />
          )}
        </Field>
        <Field label={t('settle.reference')} error={isTried ? referenceError : null}>
          {(bound) => <Input {...bound} value={draft.reference} onChange={({ target }) => change({ reference: target.value })} />}
        </Field>
        <Button type="primary" htmlType="submit" loading={settle.isPending}>
          {t('settle.report')}
        </Button>
        <Refused problem={settle.error} again={send} />
      </form>
    </Card>
  );
}

/** Who owes it, and since when. */
function Owed({ item: { about, until } }: { readonly item: WorkItem }) {
  const { program } = useSession();
  const distance = useDistance();
  const [debtor = ''] = about.split(',');
  if (until === null) return <CompanyName id={debtor} />;
  return (
    <p className="owed">
      <CompanyName id={debtor} />
      {', '}
      <Day date={until} /> <span className={until < program.businessDate ? 'late' : ''}>{distance(until)}</span>
    </p>
  );
}
