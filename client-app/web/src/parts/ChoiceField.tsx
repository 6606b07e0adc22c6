import { Select } from 'antd';
import { Field } from './Field';

/** One of some words. */
export interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A field in which one of some words is chosen. */
export function ChoiceField({ label, value, error, options, onChange }: ChoiceFieldProps) {
  return (
    <Field label={label} error={error}>
      {(bound) => <Select {...bound} value={value} onChange={onChange} options={[...options]} />}
    </Field>
  );
}
