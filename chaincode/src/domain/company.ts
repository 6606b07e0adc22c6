import type { Msp } from './endorsement';
import { Fault } from './fault';
import type { IdentityScheme } from './identityCode';
import type { Judge } from './judge';
import { wrongState } from './stateMachine';

/** What a company does in the network. */
export const COMPANY_ROLES = ['core', 'supplier', 'bank', 'operator', 'regulator'] as const;
export type CompanyRole = (typeof COMPANY_ROLES)[number];

/** What a person may do for his company. */
export const DUTIES = ['maker', 'checker', 'viewer'] as const;
export type Duty = (typeof DUTIES)[number];

/** A company's size class, as Order 802 tells large from small. */
export const SIZE_CLASSES = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const;
export type SizeClass = (typeof SIZE_CLASSES)[number];

/** SUSPENDED may finish what it began; BLOCKED may do nothing and is paid into a frozen result. */
export const COMPANY_STATUSES = ['ACTIVE', 'SUSPENDED', 'BLOCKED'] as const;
export type CompanyStatus = (typeof COMPANY_STATUSES)[number];

/** An onboarded company: public. */
export interface Company {
  readonly kind: 'COMPANY';
  readonly schemaVersion: 1;
  readonly id: string;
  /** Registered name. */
  readonly name: string;
  /** Registration; LOCAL is unverified, and not financeable outside DEMO programs. */
  readonly identity: { readonly scheme: IdentityScheme; readonly value: string };
  readonly roles: readonly CompanyRole[];
  /** The organisation whose app and peer serve this company. */
  readonly hostMsp: Msp;
  readonly sizeClass: SizeClass;
  /** Id of the group that it belongs to, or null. */
  readonly group: string | null;
  /** Id of its parent company, or null. */
  readonly parent: string | null;
  readonly status: CompanyStatus;
  /** The company that took its place after a merger, or null. */
  readonly successor: string | null;
}

/** The person who acts, as his certificate and the register say. */
export interface Caller {
  readonly msp: Msp;
  readonly company: Company;
  readonly duties: readonly Duty[];
  /** One per natural person in a company. */
  readonly person: string;
}

/** Who keeps the register. */
export interface Keepers {
  readonly operatorMsp: Msp;
  readonly regulatorMsp: Msp;
}

/** The role of a regulator gives a word over every deal: only the regulator's own organisation may host such a company. */
export function judgeRoles(judge: Judge, keepers: Keepers, company: Pick<Company, 'id' | 'roles' | 'hostMsp'>): void {
  judge.check(
    'regulator-hosts-itself',
    !company.roles.includes('regulator') || company.hostMsp === keepers.regulatorMsp,
    () => new Fault('CONDITION_UNMET', { condition: 'regulator-hosts-itself', company: company.id }),
  );
}

/** Activates, suspends or blocks a company. Blocking stops its tokens, which no operator has a right over: the regulator alone may. */
export function setStatus(judge: Judge, caller: Caller, company: Company, status: CompanyStatus): Company {
  const blocks = status === 'BLOCKED' || company.status === 'BLOCKED';
  judge.check(
    'regulator-blocks',
    !blocks || caller.company.roles.includes('regulator'),
    () => new Fault('NOT_AUTHORISED', { need: 'the regulator' }),
  );
  judge.check('changes', company.status !== status, () =>
    wrongState(
      company.status,
      COMPANY_STATUSES.filter((other) => other !== status),
    ),
  );
  return { ...company, status };
}

/** A company changed by two persons of the operator: name, group, roles, successor; neither its host nor its status. */
export function judgeChange(judge: Judge, keepers: Keepers, before: Company, after: Company): void {
  judge.check('same-host', before.hostMsp === after.hostMsp, () => new Fault('CONDITION_UNMET', { condition: 'same-host' }));
  judge.check('same-status', before.status === after.status, () => new Fault('CONDITION_UNMET', { condition: 'same-status' }));
  judgeRoles(judge, keepers, after);
}

/** Whether two companies belong together: one group, or one is the other's parent. */
export function areRelated(a: Company, b: Company): boolean {
  const oneGroup = a.group !== null && a.group === b.group;
  return oneGroup || a.parent === b.id || b.parent === a.id;
}
