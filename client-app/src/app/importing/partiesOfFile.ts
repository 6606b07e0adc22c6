import type { Company, ProgramMembers } from '@tierline/chaincode/api';
import type { NewCompany } from '../founding';
import type { ImportedFile } from '../import/importedFile';

/** The companies of a file against the register. */
export interface FileParties {
  /** Company id by the file's key; only of companies that are registered or will be. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Companies that the register does not know. */
  readonly proposed: readonly NewCompany[];
}

/**
 * Finds the companies of a file in the register, by registration first and by id second; the others are proposed: debtors
 * as cores hosted by the core's organisation, creditors as suppliers hosted by the operator. A company that owes and is
 * owed is a core.
 */
export function partiesOfFile(imported: ImportedFile, companies: readonly Company[], program: ProgramMembers): FileParties {
  const byCode = new Map(companies.map((company) => [`${company.identity.scheme}:${company.identity.value}`, company.id]));
  const ids = new Set(companies.map(({ id }) => id));
  const idOf = new Map<string, string>();
  const proposed = new Map<string, NewCompany>();
  for (const party of [...imported.parties].sort((a, b) => Number(b.side === 'debtor') - Number(a.side === 'debtor'))) {
    const known = byCode.get(party.key) ?? (ids.has(party.id) ? party.id : undefined);
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
