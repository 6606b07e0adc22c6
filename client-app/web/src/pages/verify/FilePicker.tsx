import { useId, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chosen } from '../Verify';

/** A place to drop a file on, or to choose one by keyboard. */
export function FilePicker({
  name,
  hint,
  chosen,
  onChoose,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly chosen: Chosen | null;
  readonly onChoose: (file: Chosen) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onChoose({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <label className="drop" htmlFor={id} onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      <b>{name}</b>
      <span>{chosen === null ? t('verify.drop') : chosen.name}</span>
      {hint === undefined ? null : <small>{hint}</small>}
      <input id={id} type="file" accept=".json,application/json" onChange={({ target }) => void take(target.files?.[0])} />
    </label>
  );
}
