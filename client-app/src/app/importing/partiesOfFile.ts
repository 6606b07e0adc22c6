import type { Company, ProgramMembers } from '@tierline/chaincode/api';
import type { NewCompany } from '../founding';
import type { ImportedFile } from '../import/importedFile';
import type { ProposedParty } from '../import/parties';
import { comparedName } from '../import/partyIdentity';

/** The companies of a file against the register. */
export interface FileParties {
  /** Company id by the file's key; only of companies that are registered or will be. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Companies that the register does not know. */
  readonly proposed: readonly NewCompany[];
}

/**
 * Finds the companies of a file in the register: by registration, by id, and where the file has no registration by name, when one
 * company alone has it. The others are proposed: debtors as cores hosted by the core's organisation, creditors as suppliers hosted by
 * the operator. A company that owes and is owed is a core.
 */
export function partiesOfFile(imported: ImportedFile, companies: readonly Company[], program: ProgramMembers): FileParties {
  const byCode = new Map(companies.map((company) => [`${company.identity.scheme}:${company.identity.value}`, company.id]));
  const ids = new Set(companies.map(({ id }) => id));
  const byName = namesOf(companies);
  const idOf = new Map<string, string>();
  const proposed = new Map<string, NewCompany>();
  for (const party of [...imported.parties].sort((a, b) => Number(b.side === 'debtor') - Number(a.side === 'debtor'))) {
    const known = byCode.get(party.key) ?? (ids.has(party.id) ? party.id : byLocalName(party, byName));
    idOf.set(party.key, known ?? party.id);
    if (known !== undefined || proposed.has(party.id)) continue;
    const isDebtor = party.side === 'debtor';
    proposed.set(party.id, {
      id: party.id,
      name: party.name,
      identity: party.identity,
      roles: [isDebtor ? 'core' : 'supplier'],
      hostMsp: isDebtor ? program.core : program.host,
      sizeClass: isDebtor ? 'LARGE' : 'SMALL',
      group: null,
      parent: null,
    });
  }
  return { idOf, proposed: [...proposed.values()] };
}

/** Company ids by what they may be called: their names and their ids. A name that two have is nobody's. */
function namesOf(companies: readonly Company[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, name } of companies) {
    for (const called of new Set([comparedName(name), id])) found.set(called, [...(found.get(called) ?? []), id]);
  }
  return found;
}

function byLocalName({ name, identity }: ProposedParty, byName: ReadonlyMap<string, readonly string[]>): string | undefined {
  const [first, second] = identity.scheme === 'LOCAL' ? (byName.get(comparedName(name)) ?? []) : [];
  return second === undefined ? first : undefined;
}
