import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import type { AskOnDesk } from '../../api/answers';
import { tell, type BodyOf } from '../../api/client';
import { useCommand } from '../../api/useCommand';
import { Card } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/Field';
import { Quote } from '../../parts/Quote';
import { Refused } from '../../parts/Refused';
import { useSession } from '../../session/session';
import { FIRST_OFFER, useOffer, type OfferDraft } from './offerDraft';

const PATH = '/programs/{program}/commands/offer';
const MOST_NOTE = 500;
const TYPING_MS = 350;

/** A bank's price for an ask; shows what the seller will see of it before it is sent. */
export function OfferForm({ ask, usualValueDate }: { readonly ask: AskOnDesk; readonly usualValueDate: string }) {
  const { t } = useTranslation();
  const { program, isMaker, isChecker } = useSession();
  const { draft, change, forget } = useDraft(`offer.${ask.ask}`, { ...FIRST_OFFER, valueDate: usualValueDate });
  const [isTried, setTried] = useState(false);
  const offer = useCommand(PATH);
  const { errors, body, notes } = useOffer(draft, ask);
  const send = (): void => {
    setTried(true);
    if (body !== null) offer.mutate(body, { onSuccess: forget });
  };
  const shown = (name: keyof OfferDraft): string | null => (isTried || draft.rate !== '' ? errors[name] : null);
  const typed = (name: 'rate' | 'fees', suffix: string, hint?: string) => (
    <Field label={t(`offer.${name}`)} error={shown(name)} hint={hint}>
      {(bound) => (
        <Input
          {...bound}
          inputMode="decimal"
          suffix={suffix}
          value={draft[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <Card title={t('offer.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {typed('rate', '%', t('offer.rateHint', { dayCount: program.dayCount }))}
        {typed('fees', program.currency)}
        <Field label={t('offer.valueDate')} error={shown('valueDate')}>
          {(bound) => (
            <Input {...bound} type="date" value={draft.valueDate} onChange={({ target }) => change({ valueDate: target.value })} />
          )}
        </Field>
        {notes.map((name) => (
          <Note
            key={name}
            label={t(`offer.${name}`)}
            value={draft[name]}
            error={isTried ? errors[name] : null}
            onChange={(text) => change({ [name]: text })}
          />
        ))}
        {body === null ? null : <Preview body={body} />}
        <Button type="primary" size="large" htmlType="submit" loading={offer.isPending} disabled={!ask.canOffer || !(isMaker || isChecker)}>
          {t('offer.send')}
        </Button>
        {ask.canOffer ? null : <p className="note">{t('offer.cannot')}</p>}
        <Refused problem={offer.error} again={send} />
      </form>
    </Card>
  );
}

/** What is noted, and what is wrong with it. */
interface NoteProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}

function Note({ label, value, error, onChange }: NoteProps) {
  return (
    <Field label={label} error={error}>
      {(bound) => (
        <Input.TextArea
          {...bound}
          rows={2}
          maxLength={MOST_NOTE}
          showCount
          value={value}
          onChange={({ target }) => onChange(target.value)}
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
