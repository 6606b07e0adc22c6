/**
 * States what must hold wherever the code is right. Not a refusal: when it fails the program is wrong, so the
 * transaction dies.
 * @throws Error with the sentence.
 */
export function invariant(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(`broken invariant: ${sentence}`);
}
