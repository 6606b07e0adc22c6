import { Select } from 'antd';
import { Field } from './Field';

/** One of many, found by what its label says. */
export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** Empty for none. */
  readonly value: string;
  readonly error: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A field in which one of many is searched and chosen. */
export function SearchField({ label, placeholder, value, error, options, onChange }: SearchFieldProps) {
  return (
    <Field label={label} error={error}>
      {(bound) => (
        <Select
          {...bound}
          showSearch
          optionFilterProp="label"
          value={value === '' ? null : value}
          placeholder={placeholder}
          onChange={onChange}
          options={[...options]}
        />
      )}
    </Field>
  );
}
