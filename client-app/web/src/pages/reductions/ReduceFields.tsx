import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../parts/ChoiceField';
import { DigestField } from '../../parts/DigestField';
import { Field } from '../../parts/Field';
import { AmountField } from '../../parts/fields';
import { useSession } from '../../session/session';
import { ReceivableField } from './ReceivableField';
import { REASONS, type FIRST_REDUCTION, type ReductionTyped } from './reductionDraft';

const WHATS = ['REDUCE', 'CANCEL'] as const;

/** The fields of a reduction. */
export interface ReduceFieldsProps {
  readonly draft: typeof FIRST_REDUCTION;
  readonly errors: ReductionTyped['errors'];
  readonly change: (changes: Partial<typeof FIRST_REDUCTION>) => void;
}

/** Which receivable, how much of it, why, and the credit note. */
export function ReduceFields({ draft, errors, change }: ReduceFieldsProps) {
  const { t } = useTranslation();
  const { role } = useSession();
  return (
    <>
      <ReceivableField value={draft.receivable} error={errors.receivable} onChange={(receivable) => change({ receivable })} />
      <Field label={t('reduction.how')}>
        {(bound) => (
          <Radio.Group
            {...bound}
            className="choices"
            value={draft.what}
            onChange={({ target }) => change({ what: String(target.value) })}
            options={WHATS.map((value) => ({ value, label: t(`reduction.whats.${value}`) }))}
          />
        )}
      </Field>
      {draft.what === 'REDUCE' ? (
        <AmountField
          label={t('reduction.amount')}
          value={draft.amount}
          error={errors.amount}
          hint={t(role === 'core' ? 'reduction.amountHintCore' : 'reduction.amountHint')}
          onChange={(amount) => change({ amount })}
        />
      ) : null}
      <ChoiceField
        label={t('act.reason')}
        value={draft.reason}
        options={REASONS.map((value) => ({ value, label: t(`reduction.reasons.${value}`) }))}
        onChange={(reason) => change({ reason })}
      />
      <DigestField
        label={t('reduction.note')}
        kept={{ name: draft.documentName, digest: draft.digest }}
        onChange={({ name, digest }) => change({ documentName: name, digest })}
      />
    </>
  );
}
