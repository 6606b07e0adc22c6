import { Fault, Judge, type FaultCode } from '@tierline/chaincode/api';
import { expect } from 'chai';

/** A decision function as a test calls it. */
export type Decision<A> = (judge: Judge, found: A) => unknown;

/** One way in which a decision is refused. */
export type Refusal<A> = readonly [
  /** A business sentence. */
  when: string,
  /** The condition that the judge hears; null when the fault is thrown beneath it. */
  condition: string | null,
  code: FaultCode,
  /** Changes a case that is accepted into one that is refused so. */
  given: (found: A) => A,
];

/** How a decision was refused: the condition that failed and the fault's code; null when it was not. */
export function refusedBy<A>(decide: Decision<A>, found: A): { readonly condition: string | null; readonly code: FaultCode } | null {
  const judge = new Judge(false);
  try {
    decide(judge, found);
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { condition: judge.verdicts.find(({ ok }) => !ok)?.condition ?? null, code: error.code };
  }
}

/** The fault with which a decision is refused; fails when it is not. */
export function faultOf(decide: (judge: Judge) => unknown): Fault {
  try {
    decide(new Judge(false));
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return expect.fail('the decision was not refused');
}

/** What a decision answers when nothing is refused. */
export function decided<R>(decide: (judge: Judge) => R): R {
  return decide(new Judge(false));
}

/**
 * Tests a decision's refusals in the order in which they are told: each is tried alone, and together with all that come
 * after it, and must win. The accepted case must be accepted, and a dry run must name every condition that fails.
 */
export function refusesInOrder<A>(decide: Decision<A>, accepted: () => A, refusals: readonly Refusal<A>[]): void {
  it('accepts the case from which every refusal below differs by one thing', () => {
    expect(refusedBy(decide, accepted())).to.equal(null);
  });
  for (const [index, [when, condition, code, given]] of refusals.entries()) {
    it(`refuses when ${when} (${code}), before all that follows`, () => {
      const expected = { condition, code };
      expect(refusedBy(decide, given(accepted())), 'alone').to.deep.equal(expected);
      const all = refusals.slice(index).reduceRight((found, [, , , change]) => change(found), accepted());
      expect(refusedBy(decide, all), 'with all that follow').to.deep.equal(expected);
    });
  }
  it('names every failing condition in a dry run', () => {
    for (const [when, condition, , given] of refusals.filter(([, heard]) => heard !== null)) {
      const judge = new Judge(true);
      refusedBy((_deciding, found) => decide(judge, found), given(accepted())); // a fault from beneath the judge ends a dry run
      expect(
        judge.verdicts.filter(({ ok }) => !ok).map((verdict) => verdict.condition),
        when,
      ).to.include(condition);
    }
  });
}
