import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkItem } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { plainAmount, typedAmount, typedAmountOrNone } from '../../format/money';
import { Card } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { AmountField, TextField } from '../../parts/fields';
import { receivablePage } from '../../parts/receivableColumns';
import { useReferenceProblem } from '../../parts/reference';
import { Refused } from '../../parts/Refused';
import { Amount, CompanyName, Day, useDistance } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';

/** A payment that is reported as it arrived. */
export function Arrival({ item }: { readonly item: WorkItem }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const settle = useCommand('/transactions/settlement/settle');
  const first = { amount: plainAmount(item.amountMinor ?? '0', program.currency), interest: '', reference: '' };
  const { draft, change, forget } = useDraft(`settle.${item.id}`, first);
  const [isTried, setTried] = useState(false);
  const typed = typedAmount(draft.amount, program.currency);
  const interest = typedAmountOrNone(draft.interest, program.currency);
  const reference = draft.reference.trim();
  const problemOf = (of: typeof typed): string | null =>
    isTried && 'problem' in of ? t(`amount.${of.problem}`, { currency: program.currency }) : null;
  const referenceError = useReferenceProblem()(reference);
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
        <AmountField label={t('settle.amount')} value={draft.amount} error={problemOf(typed)} onChange={(amount) => change({ amount })} />
        <AmountField
          label={t('settle.interest')}
          value={draft.interest}
          error={problemOf(interest)}
          onChange={(changed) => change({ interest: changed })}
        />
        <TextField
          label={t('settle.reference')}
          value={draft.reference}
          error={isTried ? referenceError : null}
          onChange={(changed) => change({ reference: changed })}
        />
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
