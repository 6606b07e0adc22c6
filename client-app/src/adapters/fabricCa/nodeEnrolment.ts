import type { Identity } from '../../ports/ledger';
import { identityOf, type Authority, type Enrolled } from './authority';
import { PERSON_ATTRIBUTES } from './person';

/** The organisational unit of an organisation's application: it may read full blocks. The authority must know it. */
export const APPLICATION_UNIT = 'app';
/** The organisational unit of people. Their registrar belongs to it too, so nodes and the application are beyond his reach. */
export const PEOPLE_UNIT = 'people';

/** A node to be enrolled. */
export interface NodeToEnrol {
  readonly name: string;
  readonly type: 'peer' | 'orderer';
  /** Host names and IP addresses of its TLS certificate. */
  readonly hosts: readonly string[];
}

/** What a node signs with, and its TLS certificate. */
export interface EnrolledNode {
  readonly identity: Enrolled;
  readonly tls: Enrolled;
}

/**
 * Registers a node and enrols it twice: to sign, and for TLS. As all of this file it may be repeated, and answers new
 * certificates then.
 * @throws Fault MALFORMED; WRONG_STATE when the name is registered as something else; NOT_AUTHORISED; UNAVAILABLE
 */
export async function enrolNode(authority: Authority, registrar: Identity, { name, type, hosts }: NodeToEnrol): Promise<EnrolledNode> {
  const secret = await authority.register(registrar, { name, type, attributes: {}, enrolments: 2 });
  const identity = await authority.enrol({ name, secret });
  return { identity, tls: await authority.enrol({ name, secret, profile: 'tls', hosts }) };
}

/** Enrols an administrator: he changes the channel and the chaincode for his organisation. @throws Fault as {@link enrolNode} */
export async function enrolAdmin(authority: Authority, registrar: Identity, name: string): Promise<Identity> {
  const secret = await authority.register(registrar, { name, type: 'admin', attributes: {} });
  return identityOf(authority.msp, name, await authority.enrol({ name, secret }));
}

/** Enrols the organisation's application: a client of the unit {@link APPLICATION_UNIT}. @throws Fault as {@link enrolNode} */
export async function enrolApplication(authority: Authority, registrar: Identity, name: string): Promise<Identity> {
  const secret = await authority.register(registrar, { name, type: 'client', attributes: {}, affiliation: APPLICATION_UNIT });
  return identityOf(authority.msp, name, await authority.enrol({ name, secret }));
}

/**
 * Enrols the registrar of the organisation's people: he registers clients of {@link PEOPLE_UNIT} and gives them a person's
 * three attributes; nothing else is his to do.
 * @throws Fault as {@link enrolNode}
 */
export async function enrolPeopleRegistrar(authority: Authority, registrar: Identity, name: string): Promise<Identity> {
  const secret = await authority.register(registrar, {
    name,
    type: 'client',
    attributes: {},
    registrarOf: { units: ['client'], attributes: PERSON_ATTRIBUTES },
    affiliation: PEOPLE_UNIT,
  });
  return identityOf(authority.msp, name, await authority.enrol({ name, secret }));
}
