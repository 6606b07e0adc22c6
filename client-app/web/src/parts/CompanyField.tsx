import { useTranslation } from 'react-i18next';
import type { CompanyRow } from '../api/answers';
import { SearchField } from './SearchField';
import { useCompanies } from './texts';

/** Which companies can be chosen. */
export interface CompanyFieldProps {
  readonly label: string;
  /** What stands there before one is chosen; a general word by default. */
  readonly placeholder?: string;
  readonly value: string;
  readonly error: string | null;
  readonly isOffered: (company: CompanyRow) => boolean;
  readonly onChange: (company: string) => void;
}

/** A company of the register, found by its name or id. */
export function CompanyField({ label, placeholder, value, error, isOffered, onChange }: CompanyFieldProps) {
  const { t } = useTranslation();
  const options = [...useCompanies().values()]
    .filter(isOffered)
    .map(({ company, name }) => ({ value: company, label: `${name} (${company})` }));
  return (
    <SearchField
      label={label}
      placeholder={placeholder ?? t('pick.company')}
      value={value}
      error={error}
      options={options}
      onChange={onChange}
    />
  );
}
