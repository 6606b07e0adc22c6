import { Button, Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Cash } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { money, plainAmount, typedAmount } from '../../format/money';
import { Card } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { useExplain } from '../../parts/explain';
import { Field } from '../../parts/Field';
import { Failed } from '../../parts/States';
import { useSession } from '../../session/session';
import { CashSteps } from './CashSteps';
import { Worth } from './Worth';

const FIRST = { amount: '', recourse: '' };

/** How much cash is wanted, what that would bring, and the question to the banks. */
export function AskForm({ cash }: { readonly cash: Cash }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const explain = useExplain();
  const { draft, change, forget } = useDraft('ask', FIRST);
  const ask = useCommand('/programs/{program}/commands/ask');
  const text = draft.amount === '' ? plainAmount(cash.saleableMinor, program.currency) : draft.amount;
  const typed = typedAmount(text, program.currency);
  const error = problemOf();

  function problemOf(): string | null {
    if ('problem' in typed) return t(`amount.${typed.problem}`, { currency: program.currency });
    const limits = { most: money(cash.saleableMinor, program.currency), least: money(cash.minimumMinor, program.currency) };
    if (typed.minor > BigInt(cash.saleableMinor)) return t('cash.tooMuch', limits);
    return typed.minor < BigInt(cash.minimumMinor) ? t('cash.tooLittle', limits) : null;
  }

  const send = (): void => {
    if ('problem' in typed || error !== null) return;
    ask.mutate({ amountMinor: String(typed.minor), recourse: draft.recourse === 'yes' }, { onSuccess: forget });
  };
  return (
    <Card title={t('cash.want')}>
      <CashSteps now={0} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field
          label={t('cash.amount')}
          error={error}
          hint={t('cash.upTo', { amount: money(cash.saleableMinor, program.currency), count: cash.saleableCount })}
        >
          {(bound) => (
            <Input
              {...bound}
              size="large"
              inputMode="decimal"
              value={text}
              suffix={program.currency}
              onChange={({ target }) => change({ amount: target.value })}
            />
          )}
        </Field>
        {'minor' in typed && error === null ? <Worth amountMinor={typed.minor} /> : null}
        {cash.recourseAllowed ? (
          <Checkbox checked={draft.recourse === 'yes'} onChange={({ target }) => change({ recourse: target.checked ? 'yes' : '' })}>
            {t('cash.recourse')}
          </Checkbox>
        ) : null}
        <Button type="primary" size="large" htmlType="submit" loading={ask.isPending} disabled={error !== null}>
          {t('cash.ask')}
        </Button>
        <p className="hint">{t('cash.askMeans')}</p>
        {ask.error === null ? null : ask.error.mayRetry ? (
          <Failed problem={ask.error} again={send} />
        ) : (
          <p className="error" role="alert">
            {explain(ask.error)}
          </p>
        )}
      </form>
    </Card>
  );
}
