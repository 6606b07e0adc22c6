import type { Caller, Company } from './company';
import type { Msp } from './endorsement';
import { Fault } from './fault';
import type { Judge } from './judge';
import type { Program } from './program';

/** What decides who is a member of a program, from the register. */
export interface Membership {
  readonly core: Company;
  /** The banks' own companies, one for each bank. */
  readonly banks: readonly Company[];
  /** Company id of the bank through which the core pays. */
  readonly settlementBank: string;
  readonly regulatorMsp: Msp;
}

type Members = Pick<Program, 'hostMsp' | 'coreMsp' | 'bankMsps' | 'settlementBankMsp' | 'regulatorMsp'>;

/**
 * The members of a program that the caller's organisation hosts. Endorsement rules are made of them, so each MSP id comes
 * from the register or the caller's certificate, and each organisation has one place only.
 */
export function membersOf(judge: Judge, caller: Caller, found: Membership): Members {
  const { core, banks, settlementBank, regulatorMsp } = found;
  judge.check('core', core.roles.includes('core'), () => new Fault('CONDITION_UNMET', { condition: 'core', company: core.id }));
  const stranger = banks.find(({ roles }) => !roles.includes('bank'));
  judge.check('banks', stranger === undefined, () => new Fault('CONDITION_UNMET', { condition: 'banks', company: stranger?.id ?? '' }));
  const settling = banks.find(({ id }) => id === settlementBank);
  judge.check('settlement-bank', settling !== undefined, () => new Fault('CONDITION_UNMET', { condition: 'settlement-bank' }));
  const bankMsps = banks.map(({ hostMsp }) => hostMsp);
  const places = [caller.msp, core.hostMsp, regulatorMsp, ...bankMsps];
  judge.check(
    'one-place-each',
    new Set(places).size === places.length,
    () => new Fault('CONDITION_UNMET', { condition: 'one-place-each' }),
  );
  return { hostMsp: caller.msp, coreMsp: core.hostMsp, bankMsps, settlementBankMsp: settling?.hostMsp ?? '', regulatorMsp };
}
