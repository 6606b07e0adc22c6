import { Fault, type Msp } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { IdentityAttributes } from '../../ports/ledger';
import { nameTaken, type Registration } from './registration';

const ROLE = /^[A-Za-z0-9_-]{1,40}$/;
const TEXT_LIMIT = 80;
const ROLES_LIMIT = 20;

/** The attributes that a registrar of people may give. */
export const PERSON_ATTRIBUTES: readonly string[] = ['scf.company', 'scf.roles', 'scf.person'];

/** A person as the wallet keeps him. */
export const storedPerson = z.strictObject({
  identity: z.strictObject({ msp: z.string(), name: z.string(), certificate: z.string(), privateKey: z.string() }),
  attributes: z.strictObject({ company: z.string(), roles: z.array(z.string()), person: z.string() }),
});

/** See {@link storedPerson}. */
export type StoredPerson = z.infer<typeof storedPerson>;

/** @throws Fault MALFORMED for an attribute out of its bounds */
export function assertAttributes({ company, roles, person }: IdentityAttributes): void {
  if (company.length > TEXT_LIMIT) throw new Fault('MALFORMED', { field: 'company' });
  if (person.length > TEXT_LIMIT) throw new Fault('MALFORMED', { field: 'person' });
  if (roles.length > ROLES_LIMIT || !roles.every((role) => ROLE.test(role))) throw new Fault('MALFORMED', { field: 'roles' });
}

/** @throws Fault WRONG_STATE when the stored person is of another organisation, or has other attributes */
export function assertSamePerson({ identity, attributes: held }: StoredPerson, msp: Msp, attributes: IdentityAttributes): void {
  const same =
    identity.msp === msp &&
    held.company === attributes.company &&
    held.person === attributes.person &&
    held.roles.join(',') === attributes.roles.join(',');
  if (!same) throw nameTaken(identity.name);
}

/** A person as his organisation's authority is to know him. */
export function registrationOf(name: string, { company, roles, person }: IdentityAttributes): Registration {
  return { name, type: 'client', attributes: { 'scf.company': company, 'scf.roles': roles.join(','), 'scf.person': person } };
}
