import { Button, Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/useCommand';
import { money, plainAmount, typedAmount } from '../../format/money';
import { useDraft } from '../../parts/draft';
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

/** One act, with its rule before and as it is typed. */
interface Line extends Typed {
  readonly act: ConsentAct;
  /** From which total on it is asked for now, minor units; null for not at all. */
  readonly before: string | null;
  readonly error: string | null;
}

/** From which total on each act needs a signature; who may asks for more, never for less. */
export function ConsentRules() {
  const { t } = useTranslation();
  const session = useSession();
  const { id, currency } = session.program;
  const isEditor = maySet(session);
  const { draft, change, forget } = useDraft(`consent.${id}`, NOTHING);
  const require = useCommand('/transactions/program/requireConsent');
  const lines = useLines(draft);
  const isWhole = lines.every(({ error }) => error === null) && Object.keys(draft).length > 0;
  const send = (): void => {
    const rules = lines.filter(({ isOn }) => isOn).map(({ act, amount }) => ({ act, fromMinor: minorOf(amount, currency) ?? '0' }));
    if (isWhole) require.mutate({ program: id, rules }, { onSuccess: forget });
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
        {lines.map((line) => (
          <li key={line.act}>
            <div>
              <b>{t(`sign.act.${line.act}`)}</b>
              <p>
                <Before before={line.before} />
              </p>
            </div>
            {isEditor && line.before !== '0' ? (
              <RuleFields line={line} onChange={(changed) => change(written(line.act, { ...line, ...changed }))} />
            ) : null}
          </li>
        ))}
      </ul>
      {isEditor ? (
        <>
          <p className="note">{t('program.noWayBack')}</p>
          <div className="buttons">
            <Button type="primary" htmlType="submit" disabled={!isWhole} loading={require.isPending}>
              {t('program.require')}
            </Button>
          </div>
        </>
      ) : null}
      {require.isSuccess ? <p role="status">{t('program.done')}</p> : null}
      <Refused problem={require.error} again={send} />
    </form>
  );
}

/** What is typed, by act: whether it is on, and the amount. */
type Draft = Readonly<Record<string, string>>;
const NOTHING: Draft = {};

const written = (act: ConsentAct, { isOn, amount }: Typed): Draft => ({ [`${act} on`]: isOn ? 'yes' : '', [`${act} amount`]: amount });

function typedIn(draft: Draft, act: ConsentAct): Typed | null {
  const [on, amount] = [draft[`${act} on`], draft[`${act} amount`]];
  return on === undefined || amount === undefined ? null : { isOn: on === 'yes', amount };
}

/** Every act with what is typed about it, and what is wrong with that. */
function useLines(draft: Draft): readonly Line[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const { currency, consent } = program;
  const problemOf = ({ isOn, amount }: Typed, before: string | null): string | null => {
    const minor = minorOf(amount, currency);
    if (!isOn) return null;
    if (minor === null) return t('amount.NOT_A_NUMBER', { currency });
    const isStricter = before === null || BigInt(minor) <= BigInt(before);
    return isStricter ? null : t('program.onlyStricter', { amount: money(before, currency), currency });
  };
  return ACTS.map((act) => {
    const before = consent.find((rule) => rule.act === act)?.fromMinor ?? null;
    const now = typedIn(draft, act) ?? { isOn: before !== null, amount: before === null ? '0' : plainAmount(before, currency) };
    return { act, before, ...now, error: problemOf(now, before) };
  });
}

/** From which total on an act is asked for now. */
function Before({ before }: Pick<Line, 'before'>) {
  const { t } = useTranslation();
  const { program } = useSession();
  if (before === null) return <>{t('program.notAsked')}</>;
  if (before === '0') return <>{t('program.always')}</>;
  return <>{t('program.from', { amount: money(before, program.currency), currency: program.currency })}</>;
}

/** What a rule's fields need. */
interface RuleProps {
  readonly line: Line;
  readonly onChange: (change: Partial<Typed>) => void;
}

function RuleFields({ line: { act, isOn, amount, before, error }, onChange }: RuleProps) {
  const { t } = useTranslation();
  const { program } = useSession();
  return (
    <div className="rulefields">
      <Checkbox checked={isOn} disabled={before !== null} onChange={({ target }) => onChange({ isOn: target.checked })}>
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
