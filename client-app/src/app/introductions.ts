import type { CompanyRole } from '@tierline/chaincode/api';
import { peopleOf, type Person } from './register';
import type { Introduction } from '../ports/signIn';
import type { Sessions } from './session';

/** What the maker and the checker of a company do, by its role. */
const DOES: Readonly<Record<CompanyRole, Readonly<Record<string, string>>>> = {
  core: { maker: 'checks the receivables that suppliers submit', checker: 'confirms title: the promise to pay' },
  supplier: { maker: 'submits receivables, pays with tokens, asks for cash', checker: 'agrees to reductions' },
  bank: { maker: 'makes offers, registers deals, settles', checker: 'sets limits, pays out' },
  operator: { maker: 'onboards companies, opens programs', checker: 'approves what binds everybody' },
  regulator: { maker: 'sees everything', checker: 'sees everything' },
};

/** The enrolled people with what they do, those of one company together. */
export async function introductions(sessions: Sessions): Promise<readonly Introduction[]> {
  return (await peopleOf(sessions)).map((person) => ({
    user: person.user,
    company: person.company,
    companyName: person.name,
    does: doesOf(person),
  }));
}

function doesOf({ roles, duty }: Person): string {
  const told = roles.flatMap((role) => DOES[role][duty] ?? []);
  return told.length === 0 ? 'looks' : told.join('; ');
}
