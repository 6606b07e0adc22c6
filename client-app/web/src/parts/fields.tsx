import { Input } from 'antd';
import { useSession } from '../session/session';
import { Field } from './Field';

/** A field of text, as forms have most of. */
export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | null;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/** A line of text. */
export function TextField({ label, value, error, hint, onChange }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(bound) => <Input {...bound} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}

/** An amount of the program's currency. */
export function AmountField({ label, value, error, hint, onChange }: TextFieldProps) {
  const { program } = useSession();
  return (
    <Field label={label} error={error} hint={hint}>
      {(bound) => (
        <Input {...bound} inputMode="decimal" suffix={program.currency} value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}

/** A calendar date. */
export function DateField({ label, value, error, hint, onChange }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(bound) => <Input {...bound} type="date" value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}
