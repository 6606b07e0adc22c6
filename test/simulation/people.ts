import type { IdentityAttributes } from '@tierline/client-app/dist/ports/ledger';

/** A person who can act: his organisation, and what his certificate says. */
export interface Person {
  readonly msp: string;
  readonly attributes: IdentityAttributes;
}

const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/^OPERATOR/, 'OperatorMSP'],
  [/^CORE/, 'CoreMSP'],
  [/^BANK-A/, 'BankAMSP'],
  [/^BANK-B/, 'BankBMSP'],
  [/^REGULATOR/, 'RegulatorMSP'],
  [/^INHOUSE/, 'CoreMSP'],
  [/^/, 'OperatorMSP'],
];

/** The organisation that hosts a company: its id tells. */
export function hostOf(company: string): string {
  return HOSTS.find(([pattern]) => pattern.test(company))?.[1] ?? '';
}

/**
 * A person by his name, `person@company`. Every company has a maker, a checker and a viewer; `second` is the maker's other
 * account with the checker's duty; `forger` holds a certificate of another organisation than the company's.
 */
export function personOf(name: string): Person {
  const [who = '', company = ''] = name.split('@');
  const own = hostOf(company);
  if (who === 'second') return { msp: own, attributes: { company, roles: ['checker'], person: 'maker' } };
  if (who === 'forger')
    return { msp: own === 'BankBMSP' ? 'BankAMSP' : 'BankBMSP', attributes: { company, roles: ['maker', 'checker'], person: 'forger' } };
  return { msp: own, attributes: { company, roles: [who], person: who } };
}
