import { Input } from 'antd';
import { Field } from '../parts/Field';

/** What a field for a passphrase needs. */
export interface PassphraseFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A passphrase as it is typed; no server is sent it. */
export function PassphraseField({ label, hint, error, value, onChange }: PassphraseFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(bound) => (
        <Input.Password
          {...bound}
          autoComplete="off"
          visibilityToggle={false}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
