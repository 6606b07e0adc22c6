import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../src/proving/verdict';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { FilePicker } from './verify/FilePicker';
import { VerdictCard } from './verify/VerdictCard';

/** A file that the reader chose. */
export interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Checks a proof in the reader's browser: nothing leaves it, nobody is asked, nobody signs in. */
export default function Verify() {
  const { t } = useTranslation();
  const [proof, setProof] = useState<Chosen | null>(null);
  const [pins, setPins] = useState<Chosen | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const check = async (file: Chosen | null, trusted: Chosen | null): Promise<void> => {
    setProof(file);
    setPins(trusted);
    setVerdict(null);
    if (file === null) return;
    const { verifyFiles } = await import('./verify/verifyFiles');
    setVerdict(await verifyFiles(file.bytes, trusted?.bytes ?? null));
  };
  return (
    <main className="signin verify">
      <header>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t('verify.title')}</h1>
        <LanguageSwitch />
      </header>
      <p className="lead">{t('verify.lead')}</p>
      <FilePicker name={t('verify.proof')} chosen={proof} onChoose={(file) => void check(file, pins)} />
      <FilePicker name={t('verify.pins')} hint={t('verify.pinsHint')} chosen={pins} onChoose={(file) => void check(proof, file)} />
      <div aria-live="polite">{verdict === null ? null : <VerdictCard verdict={verdict} />}</div>
    </main>
  );
}
