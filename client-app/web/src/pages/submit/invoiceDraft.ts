import { useTranslation } from 'react-i18next';
import type { BodyOf } from '../../api/client';
import { addDays } from '../../format/dates';
import { money, typedAmount } from '../../format/money';
import { useSession } from '../../session/session';

/** What somebody types for one invoice. */
export const FIRST_INVOICE = {
  party: '',
  number: '',
  issueDate: '',
  amount: '',
  dueDate: '',
  deliveryDate: '',
  face: '',
  documentName: '',
  digest: '',
};
/** One of those forms. */
export type InvoiceDraft = typeof FIRST_INVOICE;

const MOST_NUMBER = 100;

type Stated = Omit<BodyOf<'/programs/{program}/commands/submit'>, 'creditor' | 'debtor'>;

/** What was typed, understood. */
export interface InvoiceTyped {
  /** What is wrong with each field, with its limit; null where nothing is. */
  readonly errors: Readonly<Record<'number' | 'issueDate' | 'amount' | 'dueDate' | 'face', string | null>>;
  /** The claim; null while a field is wrong. */
  readonly claim: Stated | null;
  /** The due date that was typed, or the one of the usual terms. */
  readonly dueDate: string;
}

type Amount = ReturnType<typeof typedAmount>;

/** Understands what was typed for an invoice. */
export function useInvoice(draft: InvoiceDraft): InvoiceTyped {
  const { program } = useSession();
  const amount = typedAmount(draft.amount, program.currency);
  const face = draft.face.trim() === '' ? null : typedAmount(draft.face, program.currency);
  const usual = draft.issueDate === '' ? '' : addDays(draft.issueDate, program.termDays);
  const dueDate = draft.dueDate === '' ? usual : draft.dueDate;
  const errors = useErrors(draft, { amount, face, dueDate });
  const isWrong = Object.values(errors).some((error) => error !== null);
  return { errors, claim: isWrong || 'problem' in amount ? null : claimOf(draft, amount.minor, face, dueDate), dueDate };
}

interface Read {
  readonly amount: Amount;
  /** Null for all of the invoice. */
  readonly face: Amount | null;
  readonly dueDate: string;
}

function useErrors(draft: InvoiceDraft, { amount, face, dueDate }: Read): InvoiceTyped['errors'] {
  const { t } = useTranslation();
  const { program } = useSession();
  const { currency, businessDate } = program;
  const number = draft.number.trim();
  const problemOf = (typed: Amount): string | null => ('problem' in typed ? t(`amount.${typed.problem}`, { currency }) : null);
  const faceProblem = (): string | null => {
    if (face === null) return null;
    const isMore = 'minor' in face && 'minor' in amount && face.minor > amount.minor;
    return isMore ? t('submit.faceTooMuch', { most: money(amount.minor, currency), currency }) : problemOf(face);
  };
  return {
    number: number === '' ? t('pay.noNumber') : number.length > MOST_NUMBER ? t('pay.longNumber', { most: MOST_NUMBER }) : null,
    issueDate: draft.issueDate === '' || draft.issueDate > businessDate ? t('pay.badDate', { date: businessDate }) : null,
    amount: problemOf(amount),
    dueDate: dueDate <= businessDate ? t('submit.badDue', { date: businessDate }) : null,
    face: faceProblem(),
  };
}

function claimOf(draft: InvoiceDraft, amountMinor: bigint, face: Amount | null, dueDate: string): Stated {
  return {
    invoice: { number: draft.number.trim(), issueDate: draft.issueDate, amountMinor: String(amountMinor) },
    dueDate,
    ...(face !== null && 'minor' in face ? { faceMinor: String(face.minor) } : {}),
    ...(draft.deliveryDate === '' ? {} : { deliveryDate: draft.deliveryDate }),
    ...(draft.digest === '' ? {} : { documentDigest: draft.digest }),
  };
}
