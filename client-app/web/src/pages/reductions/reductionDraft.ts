import { useTranslation } from 'react-i18next';
import type { BodyOf } from '../../api/client';
import { typedAmount } from '../../format/money';
import { useSession } from '../../session/session';

/** Reasons of a credit note. */
export const REASONS = ['GOODS_RETURNED', 'PRICE_REDUCED', 'INVOICED_TWICE', 'NOT_DELIVERED', 'OTHER'] as const;

/** What somebody types for a reduction. */
export const FIRST_REDUCTION = { receivable: '', what: 'REDUCE', amount: '', reason: REASONS[0] as string, documentName: '', digest: '' };

/** What was typed, understood. */
export interface ReductionTyped {
  readonly errors: Readonly<Record<'receivable' | 'amount', string | null>>;
  /** The command; null while a field is wrong. */
  readonly body: BodyOf<'/programs/{program}/commands/reduce'> | null;
}

/** Understands what was typed for a reduction. */
export function useReduction(draft: typeof FIRST_REDUCTION): ReductionTyped {
  const { t } = useTranslation();
  const { program } = useSession();
  const { receivable, what, reason, digest } = draft;
  const typed = what === 'CANCEL' ? null : typedAmount(draft.amount, program.currency);
  const errors = {
    receivable: receivable === '' ? t('reduction.noReceivable') : null,
    amount: typed !== null && 'problem' in typed ? t(`amount.${typed.problem}`, { currency: program.currency }) : null,
  };
  if (errors.receivable !== null || (typed !== null && 'problem' in typed)) return { errors, body: null };
  const amount = typed === null ? {} : { amountMinor: String(typed.minor) };
  return { errors, body: { receivable, reason, ...amount, ...(digest === '' ? {} : { evidenceDigest: digest }) } };
}
