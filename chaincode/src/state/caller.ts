import type { ClientIdentity } from 'fabric-shim';
import { DUTIES, type Caller, type Company, type Duty } from '../domain/company';
import { Fault } from '../domain/fault';
import type { Register } from './register';

/** What a certificate says of its holder. */
export interface Certified {
  readonly msp: string;
  readonly company: string;
  readonly duties: readonly Duty[];
  readonly person: string;
}

/** Reads the certificate's attributes `scf.company`, `scf.roles`, `scf.person`. @throws Fault NOT_AUTHORISED when one is missing. */
export function certified(identity: ClientIdentity): Certified {
  const [company, roles, person] = ['scf.company', 'scf.roles', 'scf.person'].map((name) => {
    const value = identity.getAttributeValue(name);
    if (value === null || value === '') throw new Fault('NOT_AUTHORISED', { need: `certificate attribute ${name}` });
    return value;
  }) as [string, string, string];
  const duties = DUTIES.filter((duty) => roles.split(',').includes(duty));
  return { msp: identity.getMSPID(), company, duties, person };
}

/** The acting company is the authenticated one: certificate, MSP and the register's host must agree. @throws Fault NOT_AUTHORISED */
export async function callerOf(holder: Certified, register: Register): Promise<Caller> {
  const company = await register.findCompany(holder.company);
  if (company === null || company.hostMsp !== holder.msp)
    throw new Fault('NOT_AUTHORISED', { need: 'a company of the register, hosted by this organisation' });
  return { msp: holder.msp, company, duties: holder.duties, person: `${holder.company}/${holder.person}` };
}

/** The caller of the founding: his company stands in the same transaction. */
export function founderOf(holder: Certified, companies: readonly Company[]): Caller {
  const company = companies.find(({ id }) => id === holder.company);
  if (company === undefined || company.hostMsp !== holder.msp) throw new Fault('NOT_AUTHORISED', { need: 'the operator, founding itself' });
  return { msp: holder.msp, company, duties: holder.duties, person: `${holder.company}/${holder.person}` };
}
