import { rootOfPath } from '../app/notary/tree';
import { Failure } from './failure';
import type { Proof } from './proof';
import type { CheckedStep } from './steps';

const WHERE = 'notary';

/** Checks that each step's facts root lies under a root that the proof names, in its range of blocks. @throws Failure NOTARY_WRONG, RECORD_UNEXPECTED */
export function requireNotarised({ notary }: Proof, steps: readonly CheckedStep[]): void {
  const used = new Set(steps.map((each, index) => rootOf(notary, each, `step ${index + 1}`)));
  if (notary !== null && notary.roots.some((_root, index) => !used.has(index)))
    throw new Failure('RECORD_UNEXPECTED', WHERE, 'a root of no step');
}

/** The number of the root under which a step lies; -1 where the proof names none. */
function rootOf(notary: Proof['notary'], { step, facts }: CheckedStep, where: string): number {
  const { notarised, block, transaction } = step;
  if (notary === null) {
    if (notarised !== null) throw new Failure('RECORD_UNEXPECTED', where, 'a way to no root');
    return -1;
  }
  const named = notarised === null ? undefined : notary.roots[notarised.root];
  if (notarised === null || named === undefined) throw new Failure('NOTARY_WRONG', where, 'not notarised');
  const isInRange = named.fromBlock <= block && block <= named.toBlock;
  const entry = { block, index: notarised.index, transactionId: transaction, factsRoot: facts.factsRoot };
  if (!isInRange || rootOfPath(entry, notarised.siblings) !== named.root) throw new Failure('NOTARY_WRONG', where);
  return notarised.root;
}
