import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { signInAddress } from '../session/identity';
import { useExplain } from './explain';

/** Grey lines where something is still being read. */
export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_row, index) => (
        <i key={index} style={{ width: `${100 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** Nothing is there: says so, and what to do about it. */
export function Nothing({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="nothing">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What could not be read or done, in the reader's words, and the way to try again. */
export function Failed({ problem, again }: { readonly problem: Problem; readonly again?: () => void }) {
  const { t } = useTranslation();
  const explain = useExplain();
  return (
    <div className="failed" role="alert">
      <p>{explain(problem)}</p>
      {problem.isSignedOut ? (
        <a className="button" href={signInAddress()}>
          {t('signIn.enter')}
        </a>
      ) : null}
      {again === undefined ? null : (
        <button type="button" className="button" onClick={again}>
          {t('state.again')}
        </button>
      )}
    </div>
  );
}

/** Something that is being read, or could not be. */
export function Reading({
  problem,
  again,
  rows = 6,
}: {
  readonly problem: Problem | null;
  readonly again: () => void;
  readonly rows?: number;
}) {
  return problem === null ? <Loading rows={rows} /> : <Failed problem={problem} again={again} />;
}
