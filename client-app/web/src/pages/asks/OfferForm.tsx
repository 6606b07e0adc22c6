import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import type { AskOnDesk } from '../../api/answers';
import { tell, type BodyOf } from '../../api/client';
import { useCommand } from '../../api/useCommand';
import { typedAmount, typedPercent } from '../../format/money';
import { Card } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/Field';
import { Quote } from '../../parts/Quote';
import { Refused } from '../../parts/Refused';
import { useSession } from '../../session/session';

const PATH = '/programs/{program}/commands/offer';
const MOST_NOTE = 500;
const TYPING_MS = 350;
const FIRST = { rate: '', fees: '', valueDate: '', tenorNote: '', relatedNote: '' };

/** A bank's price for an ask; shows what the seller will see of it before it is sent. */
export function OfferForm({ ask, usualValueDate }: { readonly ask: AskOnDesk; readonly usualValueDate: string }) {
  const { t } = useTranslation();
  const { program, isMaker, isChecker } = useSession();
  const { draft, change, forget } = useDraft(`offer.${ask.ask}`, { ...FIRST, valueDate: usualValueDate });
  const [isTried, setTried] = useState(false);
  const offer = useCommand(PATH);
  const needs = (check: string): boolean => ask.checks.some((each) => each.check === check && each.verdict === 'NOTE');
  const [needsTenor, needsRelated] = [needs('tenor-usual'), needs('parties-unrelated')];
  const ratePpm = typedPercent(draft.rate);
  const fees = draft.fees.trim() === '' ? { minor: 0n } : typedAmount(draft.fees === '0' ? '' : draft.fees, program.currency);
  const errors = {
    rate: ratePpm === null || ratePpm === 0 ? t('offer.badRate') : null,
    fees:
      'problem' in fees && fees.problem !== 'EMPTY' && fees.problem !== 'ZERO'
        ? t(`amount.${fees.problem}`, { currency: program.currency })
        : null,
    valueDate:
      draft.valueDate < program.businessDate || draft.valueDate >= ask.lastPayDate
        ? t('offer.badDate', { from: program.businessDate, to: ask.lastPayDate })
        : null,
    tenorNote: needsTenor && draft.tenorNote.trim() === '' ? t('offer.noteNeeded') : null,
    relatedNote: needsRelated && draft.relatedNote.trim() === '' ? t('offer.noteNeeded') : null,
  };
  const isWhole = Object.values(errors).every((error) => error === null);
  const body: BodyOf<typeof PATH> = {
    ask: ask.ask,
    ratePpm: ratePpm ?? 0,
    feesMinor: 'minor' in fees ? String(fees.minor) : '0',
    valueDate: draft.valueDate,
    ...(needsTenor ? { tenorNote: draft.tenorNote.trim() } : {}),
    ...(needsRelated ? { relatedNote: draft.relatedNote.trim() } : {}),
  };
  const send = (): void => {
    setTried(true);
    if (isWhole) offer.mutate(body, { onSuccess: forget });
  };
  const shown = (name: keyof typeof errors): string | null => (isTried || (name === 'rate' && draft.rate !== '') ? errors[name] : null);
  return (
    <Card title={t('offer.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={t('offer.rate')} error={shown('rate')} hint={t('offer.rateHint', { dayCount: program.dayCount })}>
          {(bound) => (
            <Input {...bound} inputMode="decimal" suffix="%" value={draft.rate} onChange={({ target }) => change({ rate: target.value })} />
          )}
        </Field>
        <Field label={t('offer.fees')} error={shown('fees')}>
          {(bound) => (
            <Input
              {...bound}
              inputMode="decimal"
              suffix={program.currency}
              value={draft.fees}
              onChange={({ target }) => change({ fees: target.value })}
            />
          )}
        </Field>
        <Field label={t('offer.valueDate')} error={shown('valueDate')}>
          {(bound) => (
            <Input {...bound} type="date" value={draft.valueDate} onChange={({ target }) => change({ valueDate: target.value })} />
          )}
        </Field>
        {needsTenor ? (
          <Note label={t('offer.tenorNote')} name="tenorNote" value={draft.tenorNote} error={shown('tenorNote')} change={change} />
        ) : null}
        {needsRelated ? (
          <Note label={t('offer.relatedNote')} name="relatedNote" value={draft.relatedNote} error={shown('relatedNote')} change={change} />
        ) : null}
        {isWhole ? <Preview body={body} /> : null}
        <Button type="primary" size="large" htmlType="submit" loading={offer.isPending} disabled={!ask.canOffer || !(isMaker || isChecker)}>
          {t('offer.send')}
        </Button>
        {ask.canOffer ? null : <p className="note">{t('offer.cannot')}</p>}
        <Refused problem={offer.error} again={send} />
      </form>
    </Card>
  );
}

interface NoteProps {
  readonly label: string;
  readonly name: 'tenorNote' | 'relatedNote';
  readonly value: string;
  readonly error: string | null;
  readonly change: (changes: Partial<typeof FIRST>) => void;
}

function Note({ label, name, value, error, change }: NoteProps) {
  return (
    <Field label={label} error={error}>
      {(bound) => (
        <Input.TextArea
          {...bound}
          rows={2}
          maxLength={MOST_NOTE}
          showCount
          value={value}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      )}
    </Field>
  );
}

/** What the seller will see, as the contracts count it. */
function Preview({ body }: { readonly body: BodyOf<typeof PATH> }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const [asked, setAsked] = useState(body);
  const text = JSON.stringify(body);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(JSON.parse(text) as BodyOf<typeof PATH>), TYPING_MS);
    return () => clearTimeout(pause);
  }, [text]);
  const { data } = useQuery({
    queryKey: ['preview', program.id, asked],
    queryFn: () => tell(PATH, { program: program.id }, asked, { isDry: true }),
    retry: false,
  });
  if (data === undefined) return null;
  return (
    <section className="worth">
      <h3>{t('offer.sees')}</h3>
      <Quote quote={data.quote} />
    </section>
  );
}
