import type { FaultCode } from '@tierline/chaincode/api';

/** The model expects a transaction to be refused. */
export class Refusal extends Error {
  /** @param reason what a refused signature is refused for */
  constructor(
    readonly code: FaultCode,
    readonly reason?: string,
  ) {
    super(code);
  }
}

/** What the model expects of a condition. @throws Refusal */
export function need(holds: boolean, code: FaultCode, reason?: string): void {
  if (!holds) throw new Refusal(code, reason);
}

/** What must be there. @throws Refusal NOT_FOUND */
export function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal('NOT_FOUND');
  return found;
}

/** Every refusal that the contracts give in this version; of several refused items of a batch, the earliest here is told. */
export const PRECEDENCE: readonly FaultCode[] = [
  'MALFORMED',
  'NOT_AUTHORISED',
  'REQUEST_REPLAYED_DIFFERENT',
  'NOT_FOUND',
  'DOCUMENT_ALREADY_USED',
  'WRONG_STATE',
  'POLICY_REFUSED',
  'AMOUNT_EXCEEDS',
  'LIMIT_EXCEEDED',
  'TIER_TOO_DEEP',
  'CONDITION_UNMET',
  'CONSENT_REFUSED',
];

/** Works on each item of a batch. @throws Refusal the one that comes first in precedence */
export function each<T, R>(items: readonly T[], work: (item: T, index: number) => R): R[] {
  const refused: Refusal[] = [];
  const results: R[] = [];
  for (const [index, item] of items.entries()) {
    try {
      results.push(work(item, index));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error);
    }
  }
  const [worst] = refused.sort((a, b) => PRECEDENCE.indexOf(a.code) - PRECEDENCE.indexOf(b.code));
  if (worst !== undefined) throw worst;
  return results;
}
