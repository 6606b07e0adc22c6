import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/useCommand';
import { money, plainAmount, typedAmount } from '../../format/money';
import { Field } from '../../parts/Field';
import { Refused } from '../../parts/Refused';
import { useSession, type Session } from '../../session/session';
import type { ConsentAct } from '../../signing/typedData';

const ACTS: readonly ConsentAct[] = ['CONFIRM_TITLE', 'ASSIGN', 'ACCEPT', 'TAKE', 'DISBURSE'];

/** Whether the reader may ask for more signatures: a checker of the core, or of the program's host. */
const maySet = ({ me, program, role, isChecker }: Session): boolean =>
  isChecker && (me.company.id === program.core || (role === 'operator' && me.msp === program.hostMsp));

/** One rule as it is typed. */
interface Typed {
  readonly isOn: boolean;
  readonly amount: string;
}

/** From which total on each act needs a signature; who may asks for more, never for less. */
export function ConsentRules() {
  const { t } = useTranslation();
  const session = useSession();
  const { program } = session;
  const { currency, consent } = program;
  const isEditor = maySet(session);
  const [typed, setTyped] = useState<Partial<Record<ConsentAct, Typed>>>({});
  const require = useCommand('/transactions/program/requireConsent');
  const lines = ACTS.map((act) => {
    const before = consent.find((rule) => rule.act === act)?.fromMinor ?? null;
    return { act, before, ...(typed[act] ?? { isOn: before !== null, amount: before === null ? '0' : plainAmount(before, currency) }) };
  });
  const rules = lines.filter(({ isOn }) => isOn).map(({ act, amount }) => ({ act, fromMinor: minorOf(amount, currency) }));
  const errors = new Map(lines.map(({ act, before, isOn, amount }) => [act, isOn ? problemOf(amount, before) : null]));

  function problemOf(amount: string, before: string | null): string | null {
    const minor = minorOf(amount, currency);
    if (minor === null) return t('amount.NOT_A_NUMBER', { currency });
    if (before === null || BigInt(minor) <= BigInt(before)) return null;
    return t('program.onlyStricter', { amount: money(before, currency), currency });
  }

  const isWhole = [...errors.values()].every((error) => error === null);
  const send = (): void => {
    const whole = rules.flatMap(({ act, fromMinor }) => (fromMinor === null ? [] : [{ act, fromMinor }]));
    if (isWhole) require.mutate({ program: program.id, rules: whole }, { onSuccess: () => setTyped({}) });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ul className="deals">
        {lines.map(({ act, before, isOn, amount }) => (
          <li key={act}>
            <div>
              <b>{t(`sign.act.${act}`)}</b>
              <p>{before === null ? t('program.notAsked') : told(before)}</p>
            </div>
            {isEditor && before !== '0' ? (
              <RuleFields
                act={act}
                typed={{ isOn, amount }}
                isFixed={before !== null}
                error={errors.get(act) ?? null}
                onChange={(change) => setTyped({ ...typed, [act]: { isOn, amount, ...change } })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {isEditor ? (
        <>
          <p className="note">{t('program.noWayBack')}</p>
          <div className="buttons">
            <Button type="primary" htmlType="submit" disabled={!isWhole || Object.keys(typed).length === 0} loading={require.isPending}>
              {t('program.require')}
            </Button>
          </div>
          {require.isSuccess ? <p role="status">{t('program.done')}</p> : null}
          <Refused problem={require.error} again={send} />
        </>
      ) : null}
    </form>
  );

  function told(before: string): string {
    return before === '0' ? t('program.always') : t('program.from', { amount: money(before, currency), currency });
  }
}

/** What a rule's fields need. */
interface RuleProps {
  readonly act: ConsentAct;
  readonly typed: Typed;
  /** Whether it cannot be taken away any more. */
  readonly isFixed: boolean;
  readonly error: string | null;
  readonly onChange: (change: Partial<Typed>) => void;
}

function RuleFields({ act, typed: { isOn, amount }, isFixed, error, onChange }: RuleProps) {
  const { t } = useTranslation();
  const { program } = useSession();
  return (
    <div className="rulefields">
      <Checkbox checked={isOn} disabled={isFixed} onChange={({ target }) => onChange({ isOn: target.checked })}>
        {t('program.ask', { act: t(`sign.act.${act}`) })}
      </Checkbox>
      {isOn ? (
        <Field label={t('program.fromAmount')} error={error} hint={t('program.zeroIsAlways')}>
          {(bound) => (
            <Input
              {...bound}
              inputMode="decimal"
              suffix={program.currency}
              value={amount}
              onChange={({ target }) => onChange({ amount: target.value })}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}

/** A typed total in minor units, zero allowed; null when it is none. */
function minorOf(amount: string, currency: string): string | null {
  const typed = typedAmount(amount, currency);
  if ('minor' in typed) return String(typed.minor);
  return typed.problem === 'ZERO' ? '0' : null;
}
