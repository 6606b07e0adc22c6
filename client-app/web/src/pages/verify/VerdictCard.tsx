import { useTranslation } from 'react-i18next';
import type { ProvedSignature } from '../../../../src/proving/consents';
import type { Proved, Verdict } from '../../../../src/proving/verdict';
import { timeText } from '../../format/dates';
import { money } from '../../format/money';
import { Card, Facts } from '../../parts/Card';
import { withoutReference } from '../../signing/chosen';

const DIGEST_SHOWN = 16;

/** What came of a proof: what it proves, or the first thing that fails. */
export function VerdictCard({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation();
  if (verdict.valid) return <ProvedCards proved={verdict} />;
  const { code, where, sentence } = verdict;
  return (
    <div className="failed" role="alert">
      <p>
        <b>{t('verify.invalid')}</b> <span className="mono">{code}</span> ({where})
      </p>
      <p>{t(`verify.failure.${code}`, { defaultValue: sentence })}</p>
    </div>
  );
}

function ProvedCards({ proved }: { readonly proved: Proved }) {
  const { t, i18n } = useTranslation();
  const amount = (minor: string): string => `${money(minor, proved.currency)} ${proved.currency}`;
  const { token, standing, pins, notarised } = proved;
  return (
    <div className="stack">
      <Card className="good" title={t('verify.valid')}>
        {proved.mode === 'DEMO' ? (
          <p className="mark">
            <b>{t('demo.mark')}</b> {t('demo.says', { name: proved.program })}
          </p>
        ) : null}
        <Facts
          facts={[
            [t('column.amount'), amount(token.amountMinor)],
            [t('verify.range'), `[${token.from}, ${token.to}) / ${proved.faceMinor}`],
            [t('verify.receivable'), <span key="receivable" className="mono">{`${proved.receivable} ${proved.receivableStatus}`}</span>],
            [t('column.status'), token.status],
            [t('verify.host'), token.ownerMsp],
            [t('verify.asOf'), `${timeText(standing.at, i18n.language)} (${standing.endorsers.join(', ')})`],
            [
              t('verify.notarised'),
              notarised === null ? t('verify.notNotarised') : `${notarised.place.contract} (${notarised.place.chainId})`,
            ],
            [t('verify.committed'), t(`verify.committedIs.${proved.committed}`)],
            [t('verify.relied'), `${t(`verify.pinsFrom.${pins.from}`)} ${pins.digest.slice(0, DIGEST_SHOWN)}`],
          ]}
        />
      </Card>
      <Steps proved={proved} />
      {proved.disclosed.length === 0 ? null : (
        <Card title={t('verify.shown')}>
          <Facts facts={proved.disclosed.map(({ where, of, name, value }) => [`${of} ${name} (${where})`, textOf(value)])} />
        </Card>
      )}
      <p className="hint">{t('verify.hidden', { count: proved.hidden })}</p>
    </div>
  );
}

function Steps({ proved: { steps } }: { readonly proved: Proved }) {
  const { t } = useTranslation();
  return (
    <Card title={t('verify.steps')}>
      <ol className="steps">
        {steps.map(({ act, block, transaction, endorsers, ranges, signed }) => (
          <li key={transaction}>
            <b>{act}</b> {ranges.map(({ from, to, status }) => `[${from}, ${to}) ${status}`).join(' ')}
            <br />
            <small>{t('verify.step', { block, endorsers: endorsers.join(', '), transaction: transaction.slice(0, DIGEST_SHOWN) })}</small>
            {signed === null ? null : <Signature signed={signed} />}
          </li>
        ))}
      </ol>
      {steps.every(({ signed }) => signed === null) ? null : <p className="hint">{t('verify.signedHint')}</p>}
    </Card>
  );
}

/** Who signed, and as much of what he signed as is shown. */
function Signature({ signed: { signer, consent } }: { readonly signed: ProvedSignature }) {
  const { t } = useTranslation();
  if (consent === null) return <small className="signature">{t('verify.signature', { signer })}</small>;
  const { person, items, total, terms } = consent;
  const own = items.filter((item) => item !== null).map(withoutReference);
  const others = items.length - own.length;
  return (
    <small className="signature">
      {t('verify.signed', { person, signer })}{' '}
      {[
        ...own,
        ...(others === 0 ? [] : [t('verify.otherItems', { count: others })]),
        total === null ? t('verify.totalHidden') : t('verify.total', { total: withoutReference(total) }),
        ...terms,
      ].join('; ')}
    </small>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
