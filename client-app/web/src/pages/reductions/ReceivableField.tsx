import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/usePages';
import { money } from '../../format/money';
import { SearchField } from '../../parts/SearchField';
import { useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';

/** Which confirmed receivable is meant. */
export interface ReceivableFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (receivable: string) => void;
}

/** A confirmed receivable of the reader's company, found by its document, the other side or its id. */
export function ReceivableField({ value, error, onChange }: ReceivableFieldProps) {
  const { t } = useTranslation();
  const { me, role, program } = useSession();
  const nameOf = useCompanyName();
  const whose = role === 'core' ? { debtor: me.company.id } : { creditor: me.company.id };
  const { rows = [] } = usePages('/programs/{program}/receivables', { status: 'CONFIRMED', ...whose });
  const known = rows.map(({ receivable, document, creditor, debtor, outstandingMinor }) => ({
    value: receivable,
    label: `${document} \u00b7 ${nameOf(role === 'core' ? creditor : debtor)} \u00b7 ${money(outstandingMinor, program.currency)} (${receivable})`,
  }));
  const isKnown = value === '' || known.some((option) => option.value === value);
  return (
    <SearchField
      label={t('reduction.receivable')}
      placeholder={t('reduction.choose')}
      value={value}
      error={error}
      options={isKnown ? known : [{ value, label: value }, ...known]}
      onChange={onChange}
    />
  );
}
