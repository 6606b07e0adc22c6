import type { Caller, Company } from './company';
import { compareDates } from './date';
import type { Msp } from './endorsement';
import { Fault } from './fault';
import type { CreditLimit } from './financing';
import type { Judge } from './judge';

/** What of the ceiling is not taken; never below zero, even after the ceiling was lowered below use. */
export function availableMinor(limit: CreditLimit): bigint {
  const free = limit.ceilingMinor - limit.usedMinor - limit.reservedMinor;
  return free > 0n ? free : 0n;
}

/**
 * Whether the bank may take on so much more of this core.
 * @throws Fault LIMIT_EXCEEDED with figures for the bank itself, CONDITION_UNMET without figures for anybody else.
 */
export function judgeLimit(judge: Judge, limit: CreditLimit | null, faceMinor: bigint, today: string, isBank: boolean): void {
  const have = limit !== null && compareDates(today, limit.expiresOn) <= 0 ? availableMinor(limit) : 0n;
  judge.check('bank-limit', faceMinor <= have, () =>
    isBank
      ? new Fault('LIMIT_EXCEEDED', { have: String(have), need: String(faceMinor) })
      : new Fault('CONDITION_UNMET', { condition: 'bank-limit' }),
  );
}

/** The limit with the face of an accepted deal reserved. */
export function reserved(limit: CreditLimit, faceMinor: bigint): CreditLimit {
  return { ...limit, reservedMinor: limit.reservedMinor + faceMinor };
}

/** The limit after a reserved deal was paid out. */
export function drawn(limit: CreditLimit, faceMinor: bigint): CreditLimit {
  return { ...limit, reservedMinor: limit.reservedMinor - faceMinor, usedMinor: limit.usedMinor + faceMinor };
}

/** The limit after a deal ended; `wasDrawn` tells used from reserved. */
export function given(limit: CreditLimit, faceMinor: bigint, wasDrawn: boolean): CreditLimit {
  return wasDrawn ? { ...limit, usedMinor: limit.usedMinor - faceMinor } : { ...limit, reservedMinor: limit.reservedMinor - faceMinor };
}

/** What a bank sets for a core. */
export interface WantedLimit extends Pick<CreditLimit, 'hostMsp' | 'currency' | 'ceilingMinor' | 'expiresOn'> {
  readonly core: Company;
  readonly bankMsp: Msp;
}

/** The limit with its new ceiling; what is taken stays taken, also above a lower ceiling. */
export function setLimit(judge: Judge, caller: Caller, before: CreditLimit | null, { core, bankMsp, ...wanted }: WantedLimit): CreditLimit {
  judge.check('own-limit', caller.msp === bankMsp, () => new Fault('NOT_AUTHORISED', { need: 'the bank whose limit it is' }));
  judge.check('core', core.roles.includes('core'), () => new Fault('CONDITION_UNMET', { condition: 'core', company: core.id }));
  const taken = { usedMinor: before?.usedMinor ?? 0n, reservedMinor: before?.reservedMinor ?? 0n };
  return { kind: 'CREDIT-LIMIT', schemaVersion: 1, bank: caller.company.id, core: core.id, ...wanted, ...taken };
}
