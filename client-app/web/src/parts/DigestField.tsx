import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePick } from './FilePick';

/** Digits of a fingerprint that people compare. */
const SHOWN = 16;

/** A document that stays with the reader. */
export interface KeptDocument {
  readonly name: string;
  /** SHA-256, hex; empty for none. */
  readonly digest: string;
}

/** What the field of a document needs. */
export interface DigestFieldProps {
  readonly label: string;
  readonly kept: KeptDocument;
  readonly error?: string | null;
  readonly onChange: (kept: KeptDocument) => void;
}

/** Takes the fingerprint of a document in the browser: the document itself is sent nowhere. */
export function DigestField({ label, kept, error = null, onChange }: DigestFieldProps) {
  const { t } = useTranslation();
  const [isUnreadable, setUnreadable] = useState(false);
  const take = async (file: File): Promise<void> => {
    try {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
      setUnreadable(false);
      onChange({ name: file.name, digest: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') });
    } catch {
      setUnreadable(true);
    }
  };
  const hint = kept.digest === '' ? t('digest.hint') : t('digest.taken', { digest: kept.digest.slice(0, SHOWN) });
  return (
    <FilePick
      label={label}
      hint={hint}
      error={isUnreadable ? t('digest.unreadable') : error}
      name={kept.name}
      onPick={(file) => void take(file)}
    />
  );
}
