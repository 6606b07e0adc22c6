import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateText } from '../format/dates';
import { money, typedAmount } from '../format/money';
import { useAttempt } from '../parts/attempt';
import { Card } from '../parts/Card';
import { CompanyField } from '../parts/CompanyField';
import { useDraft } from '../parts/draft';
import { Field } from '../parts/Field';
import { Refused } from '../parts/Refused';
import { useFree } from '../parts/free';
import { useSession } from '../session/session';
import { Link } from '../shell/router';
import { paymentChosen } from '../signing/chosenActs';
import { useDecisive } from '../signing/useDecisive';

const FIRST = { payee: '', amount: '', number: '', issueDate: '' };
const MOST_NUMBER = 100;

/** Pays one's own supplier with a part of what one is owed: earliest due first, cut where it is too large. */
export default function Pay() {
  const { t } = useTranslation();
  const { me, program } = useSession();
  const pay = useDecisive('/programs/{program}/commands/pay', 'ASSIGN', (body) => paymentChosen(body, program.currency));
  const { draft, change, forget } = useDraft('pay', { ...FIRST, issueDate: program.businessDate });
  const { isTried, send: attempt } = useAttempt(forget);
  const problems = useProblems(draft);
  const typed = typedAmount(draft.amount, program.currency);
  const isWrong = 'problem' in typed || Object.values(problems).some((problem) => problem !== null);
  const invoice = { number: draft.number.trim(), issueDate: draft.issueDate };
  const body = isWrong ? null : { payee: draft.payee, amountMinor: String(typed.minor), invoice };
  const send = (): void => attempt(body, pay.mutate);
  const shown = (name: keyof typeof problems): string | null => (isTried ? problems[name] : null);
  return (
    <div className="stack narrow">
      {pay.data === undefined ? null : <Paid expiresAt={pay.data.expiresAt} />}
      <Card title={t('pay.title')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <CompanyField
            label={t('pay.payee')}
            placeholder={t('pay.choose')}
            value={draft.payee}
            error={shown('payee')}
            isOffered={({ company, roles, status }) => company !== me.company.id && roles.includes('supplier') && status === 'ACTIVE'}
            onChange={(payee) => change({ payee })}
          />
          <Field
            label={t('pay.amount')}
            error={shown('amount')}
            hint={t('pay.minimum', { amount: money(program.minimumTokenMinor, program.currency), currency: program.currency })}
          >
            {(bound) => (
              <Input
                {...bound}
                inputMode="decimal"
                value={draft.amount}
                suffix={program.currency}
                onChange={({ target }) => change({ amount: target.value })}
              />
            )}
          </Field>
          <Field label={t('pay.number')} error={shown('number')} hint={t('pay.numberHint')}>
            {(bound) => <Input {...bound} value={draft.number} onChange={({ target }) => change({ number: target.value })} />}
          </Field>
          <Field label={t('pay.issueDate')} error={shown('issueDate')}>
            {(bound) => (
              <Input
                {...bound}
                type="date"
                max={program.businessDate}
                value={draft.issueDate}
                onChange={({ target }) => change({ issueDate: target.value })}
              />
            )}
          </Field>
          <p className="hint">{t('pay.means')}</p>
          <Button type="primary" size="large" htmlType="submit" loading={pay.isPending}>
            {t('pay.send')}
          </Button>
          <Refused problem={pay.error} again={send} />
        </form>
      </Card>
    </div>
  );
}

function Paid({ expiresAt }: { readonly expiresAt: string }) {
  const { t, i18n } = useTranslation();
  return (
    <Card className="good">
      <p role="status">
        {t('pay.done', { date: dateText(expiresAt.slice(0, 10), i18n.language) })} <Link to="/incoming">{t('page.incoming')}</Link>
      </p>
    </Card>
  );
}

/** What is wrong with what was typed, field by field; null where nothing is. */
function useProblems(draft: typeof FIRST): Readonly<Record<keyof typeof FIRST, string | null>> {
  const { t } = useTranslation();
  const { program } = useSession();
  const free = useFree();
  const typed = typedAmount(draft.amount, program.currency);
  const amountProblem = (): string | null => {
    if ('problem' in typed) return t(`amount.${typed.problem}`, { currency: program.currency });
    if (free !== null && typed.minor > free.freeMinor)
      return t('pay.tooMuch', { have: money(free.freeMinor, program.currency), currency: program.currency });
    return null;
  };
  const number = draft.number.trim();
  return {
    payee: draft.payee === '' ? t('pay.noPayee') : null,
    amount: amountProblem(),
    number: number === '' ? t('pay.noNumber') : number.length > MOST_NUMBER ? t('pay.longNumber', { most: MOST_NUMBER }) : null,
    issueDate: draft.issueDate === '' || draft.issueDate > program.businessDate ? t('pay.badDate', { date: program.businessDate }) : null,
  };
}
