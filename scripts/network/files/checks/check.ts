/** One thing that was looked at, and how it is. */
export interface Check {
  /** What was looked at. */
  readonly name: string;
  readonly result: 'PASS' | 'WARN' | 'FAIL';
  /** What is there. */
  readonly found: string;
  /** What should be there. */
  readonly want: string;
  /** What an operator does about it; empty when all is well. */
  readonly mend: string;
}

const MAX_TOLD = 5;

/** A check that fails when anything is wrong, and then says what. */
export function allRight(name: string, want: string, wrong: readonly string[], mend: string): Check {
  const isRight = wrong.length === 0;
  const rest = wrong.length > MAX_TOLD ? [`${wrong.length - MAX_TOLD} more`] : [];
  const found = isRight ? want : [...wrong.slice(0, MAX_TOLD), ...rest].join('; ');
  return { name, result: isRight ? 'PASS' : 'FAIL', found, want, mend: isRight ? '' : mend };
}
