import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CompanyRow } from '../api/answers';
import { Field } from './Field';
import { useCompanies } from './texts';

/** Which companies can be chosen. */
export interface CompanyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly isOffered: (company: CompanyRow) => boolean;
  readonly onChange: (company: string) => void;
}

/** A company of the register, found by its name or id. */
export function CompanyField({ label, value, error, isOffered, onChange }: CompanyFieldProps) {
  const { t } = useTranslation();
  const options = [...useCompanies().values()]
    .filter(isOffered)
    .map(({ company, name }) => ({ value: company, label: `${name} (${company})` }));
  return (
    <Field label={label} error={error}>
      {(bound) => (
        <Select
          {...bound}
          showSearch
          optionFilterProp="label"
          value={value === '' ? null : value}
          placeholder={t('pick.company')}
          onChange={onChange}
          options={options}
        />
      )}
    </Field>
  );
}
