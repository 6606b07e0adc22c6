import { useTranslation } from 'react-i18next';
import { Field } from './Field';

/** What the field of a file needs. */
export interface FilePickProps {
  readonly label: string;
  readonly hint: string;
  readonly error: string | null;
  /** Name of the file that is chosen; empty for none. */
  readonly name: string;
  /** Media types or endings that are offered; all by default. */
  readonly accept?: string;
  readonly onPick: (file: File) => void;
}

/** A field that takes a file, in the reader's words: a browser's own speaks the browser's language. */
export function FilePick({ label, hint, error, name, accept, onPick }: FilePickProps) {
  const { t } = useTranslation();
  return (
    <Field label={label} error={error} hint={hint}>
      {(bound) => (
        <span className="file">
          <label className="button" htmlFor={bound.id}>
            {t('pick.choose')}
          </label>
          <input
            {...bound}
            type="file"
            className="visually-hidden"
            accept={accept}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              // The same file can be chosen again after it was changed.
              target.value = '';
              if (file !== undefined) onPick(file);
            }}
          />
          <span className="wraps">{name === '' ? t('pick.none') : name}</span>
        </span>
      )}
    </Field>
  );
}
