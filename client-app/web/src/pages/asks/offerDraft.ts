import { useTranslation } from 'react-i18next';
import type { AskOnDesk } from '../../api/answers';
import type { BodyOf } from '../../api/client';
import { typedAmountOrNone, typedPercent } from '../../format/money';
import { useSession } from '../../session/session';

/** What a bank types for an offer. */
export const FIRST_OFFER = { rate: '', fees: '', valueDate: '', tenorNote: '', relatedNote: '' };
/** One of those forms. */
export type OfferDraft = typeof FIRST_OFFER;

/** What was typed, understood. */
export interface OfferTyped {
  /** What is wrong with each field, with its limit; null where nothing is. */
  readonly errors: Readonly<Record<keyof OfferDraft, string | null>>;
  /** The command; null while a field is wrong. */
  readonly body: BodyOf<'/programs/{program}/commands/offer'> | null;
  /** Notes that this ask wants. */
  readonly notes: readonly ('tenorNote' | 'relatedNote')[];
}

const NOTE_OF = { 'tenor-usual': 'tenorNote', 'parties-unrelated': 'relatedNote' } as const;

/** Understands what a bank typed for an ask. */
export function useOffer(draft: OfferDraft, ask: AskOnDesk): OfferTyped {
  const { t } = useTranslation();
  const { program } = useSession();
  const notes = ask.checks.flatMap(({ check, verdict }) =>
    verdict === 'NOTE' && check in NOTE_OF ? [NOTE_OF[check as keyof typeof NOTE_OF]] : [],
  );
  const ratePpm = typedPercent(draft.rate);
  const fees = typedAmountOrNone(draft.fees, program.currency);
  const isDate = draft.valueDate >= program.businessDate && draft.valueDate < ask.lastPayDate;
  const noteError = (name: (typeof notes)[number]): string | null =>
    notes.includes(name) && draft[name].trim() === '' ? t('offer.noteNeeded') : null;
  const errors = {
    rate: ratePpm === null || ratePpm === 0 ? t('offer.badRate') : null,
    fees: 'problem' in fees ? t(`amount.${fees.problem}`, { currency: program.currency }) : null,
    valueDate: isDate ? null : t('offer.badDate', { from: program.businessDate, to: ask.lastPayDate }),
    tenorNote: noteError('tenorNote'),
    relatedNote: noteError('relatedNote'),
  };
  if (ratePpm === null || 'problem' in fees || Object.values(errors).some((error) => error !== null)) return { errors, body: null, notes };
  const noted = Object.fromEntries(notes.map((name) => [name, draft[name].trim()]));
  return { errors, notes, body: { ask: ask.ask, ratePpm, feesMinor: String(fees.minor), valueDate: draft.valueDate, ...noted } };
}
