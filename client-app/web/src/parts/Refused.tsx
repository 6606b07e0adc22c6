import type { Problem } from '../api/problem';
import { useExplain } from './explain';
import { Failed } from './States';

/** What became of a command that failed: a refusal in words, or the way to send it again. */
export function Refused({ problem, again }: { readonly problem: Problem | null; readonly again?: () => void }) {
  const explain = useExplain();
  if (problem === null) return null;
  if (problem.mayRetry || problem.isSignedOut) return <Failed problem={problem} {...(again === undefined ? {} : { again })} />;
  return (
    <p className="error" role="alert">
      {explain(problem)}
    </p>
  );
}
