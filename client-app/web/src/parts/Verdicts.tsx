import { useTranslation } from 'react-i18next';
import type { DryRun } from '../api/useDryRun';
import { useExplain } from './explain';

/** What speaks against a command before it is sent, or that nothing does. */
export function Verdicts({ dry: { unmet, problem } }: { readonly dry: DryRun }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const told = problem === null ? (unmet ?? []).map(explain) : [explain(problem)];
  if (problem === null && unmet === null) return null;
  if (told.length === 0) {
    return (
      <p className="verdict pass" role="status">
        {t('dry.fine')}
      </p>
    );
  }
  return (
    <div className="verdict fail" role="status">
      <b>{t('dry.against')}</b>
      <ul>
        {[...new Set(told)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
