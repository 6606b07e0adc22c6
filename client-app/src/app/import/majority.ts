const CLEAR_TIMES = 9;

/**
 * Which of two ways of writing a whole column is in, by how many values can only be read the one way or the other: 'first'
 * or 'second' when nine in ten or more agree, 'mixed' when they contradict each other, null when no value tells.
 */
export function clearMajority(first: number, second: number): 'first' | 'second' | 'mixed' | null {
  if (first === 0 && second === 0) return null;
  if (first >= second * CLEAR_TIMES) return 'first';
  return second >= first * CLEAR_TIMES ? 'second' : 'mixed';
}
