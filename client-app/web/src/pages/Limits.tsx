import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExposureLine } from '../api/answers';
import { usePages } from '../api/usePages';
import { useCommand } from '../api/useCommand';
import { addDays } from '../format/dates';
import { money, perMille, typedAmount } from '../format/money';
import { Card } from '../parts/Card';
import { useDraft } from '../parts/draft';
import { Field } from '../parts/Field';
import { Refused } from '../parts/Refused';
import { Failed, Loading, Nothing } from '../parts/States';
import { CompanyName, Day } from '../parts/texts';
import { useSession } from '../session/session';

/** Banks' limits on cores and what of them is taken, as far as the reader may see them. */
export default function Limits() {
  const { t } = useTranslation();
  const { role, isChecker } = useSession();
  const list = usePages('/exposure');
  if (list.rows === undefined) return list.problem === null ? <Loading rows={4} /> : <Failed problem={list.problem} again={list.again} />;
  return (
    <div className="stack">
      {list.rows.length === 0 ? <Nothing>{t('limits.nothing')}</Nothing> : null}
      <div className="grid">
        {list.rows.map((line) => (
          <Limit key={`${line.scope} ${line.core} ${line.currency}`} line={line} />
        ))}
      </div>
      {role === 'bank' && isChecker ? <LimitForm /> : null}
    </div>
  );
}

function Limit({ line }: { readonly line: ExposureLine }) {
  const { t } = useTranslation();
  const ceiling = BigInt(line.ceilingMinor);
  const share = (minor: string): string => `${perMille(BigInt(minor), ceiling) / 10}%`;
  const parts = [
    ['used', line.usedMinor],
    ['reserved', line.reservedMinor],
    ['available', line.availableMinor],
  ] as const;
  return (
    <Card
      title={
        <>
          <CompanyName id={line.bank} /> {'\u2192'} <CompanyName id={line.core} />
        </>
      }
      extra={
        <small>
          {t('limits.until')} <Day date={line.expiresOn} />
        </small>
      }
    >
      <p className="big">
        {money(line.ceilingMinor, line.currency)} <small>{line.currency}</small>
      </p>
      <div
        className="meter"
        role="img"
        aria-label={t('limits.meter', { used: money(line.usedMinor, line.currency), ceiling: money(line.ceilingMinor, line.currency) })}
      >
        <i className="used" style={{ width: share(line.usedMinor) }} />
        <i className="reserved" style={{ width: share(line.reservedMinor) }} />
      </div>
      <dl className="quote">
        {parts.map(([name, minor]) => (
          <div key={name}>
            <dt>{t(`limits.${name}`)}</dt>
            <dd>{money(minor, line.currency)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('limits.held')}</dt>
          <dd>{money(line.heldMinor, line.currency)}</dd>
        </div>
      </dl>
    </Card>
  );
}

const FIRST = { ceiling: '', expiresOn: '' };
const YEAR = 365;

/** A new limit on the program's core. */
function LimitForm() {
  const { t } = useTranslation();
  const { me, program } = useSession();
  const { draft, change, forget } = useDraft('limit', { ...FIRST, expiresOn: addDays(program.businessDate, YEAR) });
  const [isTried, setTried] = useState(false);
  const set = useCommand('/transactions/financing/setLimit');
  const typed = typedAmount(draft.ceiling, program.currency);
  const errors = {
    ceiling: 'problem' in typed ? t(`amount.${typed.problem}`, { currency: program.currency }) : null,
    expiresOn: draft.expiresOn <= program.businessDate ? t('limits.badDate', { date: program.businessDate }) : null,
  };
  const send = (): void => {
    setTried(true);
    if ('problem' in typed || errors.expiresOn !== null) return;
    const pair = { program: program.id, bankMsp: me.msp, hostMsp: program.hostMsp };
    const limit = { core: program.core, currency: program.currency, ceilingMinor: String(typed.minor), expiresOn: draft.expiresOn };
    set.mutate({ ...pair, ...limit }, { onSuccess: forget });
  };
  return (
    <Card title={t('limits.set')} className="narrow">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={t('limits.ceiling')} error={isTried ? errors.ceiling : null}>
          {(bound) => (
            <Input
              {...bound}
              inputMode="decimal"
              suffix={program.currency}
              value={draft.ceiling}
              onChange={({ target }) => change({ ceiling: target.value })}
            />
          )}
        </Field>
        <Field label={t('limits.expiresOn')} error={isTried ? errors.expiresOn : null}>
          {(bound) => (
            <Input {...bound} type="date" value={draft.expiresOn} onChange={({ target }) => change({ expiresOn: target.value })} />
          )}
        </Field>
        <Button type="primary" htmlType="submit" loading={set.isPending}>
          {t('limits.save')}
        </Button>
        <Refused problem={set.error} again={send} />
      </form>
    </Card>
  );
}
