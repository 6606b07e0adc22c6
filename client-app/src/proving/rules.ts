import { Failure } from './failure';
import type { Pins } from './pins';

/** Who endorses in a program. */
export type ProgramRules = Pins['programs'][number];

/** A record of the program that has no rule of its own yet: two of host, debtor and regulator. @throws Failure NOT_ENDORSED */
export function requireCreation({ host, core, regulator }: ProgramRules, signers: ReadonlySet<string>, where: string): void {
  if ([...new Set([host, core, regulator])].filter((msp) => signers.has(msp)).length < 2) throw new Failure('NOT_ENDORSED', where);
}

/** A token: its owner's host, and the debtor or the regulator. @throws Failure NOT_ENDORSED */
export function requireTokenRule({ core, regulator }: ProgramRules, ownerMsp: string, signers: ReadonlySet<string>, where: string): void {
  const others = [core, regulator].filter((msp) => signers.has(msp));
  const isEnough = signers.has(ownerMsp) && (others.some((msp) => msp !== ownerMsp) || others.length > 1);
  if (!isEnough) throw new Failure('NOT_ENDORSED', where, `the owner's host is ${ownerMsp}`);
}
