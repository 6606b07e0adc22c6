import { useId, type ReactNode } from 'react';

/** What binds a field to its label, hint and error. */
export interface Bound {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** What a field needs. */
export interface FieldProps {
  readonly label: string;
  /** What is wrong with what was typed, with the limit. */
  readonly error?: string | null | undefined;
  readonly hint?: ReactNode;
  readonly children: (bound: Bound) => ReactNode;
}

/** A field with its label above and its error beside it. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const isWrong = error !== undefined && error !== null;
  const described = [isWrong ? `${id}e` : '', hint === undefined ? '' : `${id}h`].filter((each) => each !== '').join(' ');
  return (
    <div className={isWrong ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': isWrong, 'aria-describedby': described === '' ? undefined : described })}
      {isWrong ? (
        <p className="error" id={`${id}e`} role="alert">
          {error}
        </p>
      ) : null}
      {hint === undefined ? null : (
        <p className="hint" id={`${id}h`}>
          {hint}
        </p>
      )}
    </div>
  );
}
