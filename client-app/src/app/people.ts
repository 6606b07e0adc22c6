import type { Company, Duty, Msp } from '@tierline/chaincode/api';
import type { Session, Sessions } from './session';

/** The people whom every company of a demonstration has: two who act, so that two persons can agree, and one who looks. */
export const DUTY_OF_PERSON = { maker: 'maker', checker: 'checker', viewer: 'viewer' } as const satisfies Record<string, Duty>;

/** A person by his name in the company. */
export type Person = keyof typeof DUTY_OF_PERSON;

/** The name under which a person signs in: `maker@CORE-01`. */
export function userName(person: Person, company: string): string {
  return `${person}@${company}`;
}

/** Enrols a company's maker and checker; who is enrolled already stays as he is. */
export async function enrolPeople(sessions: Sessions, company: Pick<Company, 'id' | 'hostMsp'>): Promise<void> {
  for (const person of ['maker', 'checker'] as const) await enrol(sessions, company.hostMsp, company.id, person);
}

/** Enrols one person of a company and opens his session. */
export function enrol(sessions: Sessions, msp: Msp, company: string, person: Person): Promise<Session> {
  return sessions.enrol(msp, userName(person, company), { company, roles: [DUTY_OF_PERSON[person]], person });
}
