import { useTranslation } from 'react-i18next';
import { DigestField } from '../../parts/DigestField';
import { AmountField, DateField, TextField } from '../../parts/fields';
import { useSession } from '../../session/session';
import type { InvoiceDraft, InvoiceTyped } from './invoiceDraft';

/** The fields of one invoice. */
export interface InvoiceFieldsProps {
  readonly draft: InvoiceDraft;
  readonly typed: InvoiceTyped;
  /** Whether errors are shown: once it was tried to send them. */
  readonly isTried: boolean;
  readonly change: (changes: Partial<InvoiceDraft>) => void;
}

/** Number, date, amount and due date; what is seldom needed is folded away. */
export function InvoiceFields({ draft, typed: { errors, dueDate }, isTried, change }: InvoiceFieldsProps) {
  const { t } = useTranslation();
  const { program } = useSession();
  const shown = (name: keyof typeof errors): string | null => (isTried ? errors[name] : null);
  return (
    <>
      <TextField
        label={t('submit.number')}
        value={draft.number}
        error={shown('number')}
        hint={t('submit.numberHint')}
        onChange={(number) => change({ number })}
      />
      <div className="pair">
        <DateField
          label={t('submit.issueDate')}
          value={draft.issueDate}
          error={shown('issueDate')}
          onChange={(issueDate) => change({ issueDate })}
        />
        <DateField
          label={t('column.dueDate')}
          value={dueDate}
          error={shown('dueDate')}
          hint={t('submit.dueHint', { count: program.termDays })}
          onChange={(changed) => change({ dueDate: changed })}
        />
      </div>
      <AmountField label={t('submit.amount')} value={draft.amount} error={shown('amount')} onChange={(amount) => change({ amount })} />
      <DigestField
        label={t('submit.document')}
        kept={{ name: draft.documentName, digest: draft.digest }}
        onChange={({ name, digest }) => change({ documentName: name, digest })}
      />
      <details className="seldom" open={isTried && errors.face !== null ? true : undefined}>
        <summary>{t('submit.more')}</summary>
        <AmountField
          label={t('submit.face')}
          value={draft.face}
          error={shown('face')}
          hint={t('submit.faceHint')}
          onChange={(face) => change({ face })}
        />
        <DateField
          label={t('receivable.delivered')}
          value={draft.deliveryDate}
          hint={t('submit.deliveryHint')}
          onChange={(deliveryDate) => change({ deliveryDate })}
        />
      </details>
    </>
  );
}
