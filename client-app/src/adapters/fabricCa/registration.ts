import type { IKeyValueAttribute, IServiceResponse } from 'fabric-ca-client';
import { Fault } from '@tierline/chaincode/api';
import { z } from 'zod';

const MAX_ATTRIBUTES = 100;
/** What the authority itself adds to everybody's attributes. */
const OWN_ATTRIBUTES: readonly string[] = ['hf.EnrollmentID', 'hf.Type', 'hf.Affiliation'];

/** The node OU that a certificate carries. */
export type Unit = 'client' | 'peer' | 'orderer' | 'admin';

/** Whom a registrar may register: units, and the attributes that he may give. Nobody outside his own affiliation. */
export interface RegistrarRight {
  readonly units: readonly Unit[];
  readonly attributes: readonly string[];
}

/** Somebody to be known to a certificate authority. */
export interface Registration {
  readonly name: string;
  readonly type: Unit;
  /** Signed into his certificates. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly registrarOf?: RegistrarRight;
  /** A second organisational unit of his certificates, known to the authority; without it the registrar's own. */
  readonly affiliation?: string;
  /** How often he may enrol by one secret; once without it. */
  readonly enrolments?: number;
}

/** Somebody as the authority has registered him. */
const held = z.object({
  type: z.string(),
  affiliation: z.string(),
  max_enrollments: z.int(),
  attrs: z.array(z.object({ name: z.string(), value: z.string() })).max(MAX_ATTRIBUTES),
});

/** See {@link held}. */
export type Held = z.infer<typeof held>;

/** The attributes of a registration as the authority takes them. */
export function attributesOf(registration: Registration): IKeyValueAttribute[] {
  return [...wanted(registration)].map(([name, value]) => ({ name, value, ecert: true }));
}

/** Reads the authority's answer about somebody. @throws ZodError */
export function heldIn(response: IServiceResponse): Held {
  return held.parse(response.result);
}

/** @throws Fault WRONG_STATE when the name is registered with another unit, affiliation or other attributes */
export function assertSame(registration: Registration, found: Held): void {
  const given = new Map(found.attrs.filter(({ name }) => !OWN_ATTRIBUTES.includes(name)).map(({ name, value }) => [name, value]));
  const asked = wanted(registration);
  const same =
    found.type === registration.type &&
    (registration.affiliation === undefined || found.affiliation === registration.affiliation) &&
    given.size === asked.size &&
    [...asked].every(([name, value]) => given.get(name) === value);
  if (!same) throw nameTaken(registration.name);
}

/** The refusal of a name that somebody else has. */
export function nameTaken(name: string): Fault {
  return new Fault('WRONG_STATE', { identity: name, current: 'ENROLLED_WITH_OTHER_ATTRIBUTES' });
}

function wanted({ attributes, registrarOf }: Registration): ReadonlyMap<string, string> {
  const all = new Map(Object.entries(attributes));
  if (registrarOf !== undefined) {
    all.set('hf.Registrar.Roles', registrarOf.units.join(','));
    all.set('hf.Registrar.Attributes', registrarOf.attributes.join(','));
  }
  return all;
}
