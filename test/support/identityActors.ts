import { join } from 'node:path';
import { COMPANY_ROLES, DUTIES, type CompanyRole, type Duty } from '@tierline/chaincode/api';
import { issueLeaf } from '@tierline/client-app/dist/adapters/localCa/certificates';
import { LocalCa } from '@tierline/client-app/dist/adapters/localCa/localCa';
import { userName } from '@tierline/client-app/dist/app/people';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { OpenLedger } from '@tierline/client-app/dist/main';
import type { Ledger } from '@tierline/client-app/dist/ports/ledger';
import type { Who } from './identityTable';
import { TEST_NOW_MS } from './world';

/**
 * How the caller's company stands to the party of a transaction: it is the party; another company of its organisation;
 * a company of another organisation; a certificate of another organisation that names the party; one that names nobody.
 */
export const RELATIONS = ['OWN', 'SIBLING', 'FOREIGN', 'IMPOSTOR', 'BARE'] as const;
export type Relation = (typeof RELATIONS)[number];

/** One cell of the matrix: who calls. */
export interface Actor {
  readonly role: CompanyRole;
  readonly duty: Duty;
  readonly relation: Relation;
}

/** Every actor, in a fixed order. */
export const ACTORS: readonly Actor[] = COMPANY_ROLES.flatMap((role) =>
  DUTIES.flatMap((duty) => RELATIONS.map((relation): Actor => ({ role, duty, relation }))),
);

/** Organisations by the role of the companies that the matrix takes from them. */
const HOST: Readonly<Record<CompanyRole, string>> = {
  supplier: 'OperatorMSP',
  core: 'CoreMSP',
  bank: 'BankAMSP',
  operator: 'OperatorMSP',
  regulator: 'RegulatorMSP',
};
const PARTY: Readonly<Record<CompanyRole, string>> = {
  supplier: 'SUP-01',
  core: 'CORE-01',
  bank: 'BANK-A-01',
  operator: 'OPERATOR-01',
  regulator: 'REGULATOR-01',
};
const SIBLING: Readonly<Record<CompanyRole, string>> = {
  supplier: 'SUP-03',
  core: 'CORE-02',
  bank: 'BANK-A-02',
  operator: 'OPERATOR-02',
  regulator: 'REGULATOR-02',
};
const FOREIGN: Readonly<Record<CompanyRole, readonly [string, string]>> = {
  supplier: ['SUP-X1', 'OperatorBMSP'],
  core: ['CORE-B-01', 'CoreBMSP'],
  bank: ['BANK-B-01', 'BankBMSP'],
  operator: ['OPERATOR-B-01', 'OperatorBMSP'],
  regulator: ['REGULATOR-B-01', 'RegulatorBMSP'],
};
/** An organisation that is a member of the program too, so that nothing but the register can unmask the impostor. */
const FALSE_HOST: Readonly<Record<CompanyRole, string>> = {
  supplier: 'BankAMSP',
  core: 'OperatorMSP',
  bank: 'OperatorMSP',
  operator: 'CoreMSP',
  regulator: 'OperatorMSP',
};

/** Connects the actors of a matrix, each with a real certificate of its organisation's authority. */
export class Cast {
  readonly #bare = new Map<string, Ledger>();

  constructor(
    private readonly open: OpenLedger,
    private readonly directory: string,
  ) {}

  /** The connection of one actor of a transaction. */
  async ledgerOf(actor: Actor, who: Who): Promise<Ledger> {
    return actor.relation === 'BARE' ? this.#withoutAttributes(HOST[actor.role]) : (await this.enrolled(actor, who)).ledger;
  }

  /** One actor of a transaction at work, enrolled. Who has a certificate that names nobody cannot be. */
  enrolled({ role, duty, relation }: Actor, who: Who): Promise<Session> {
    const party = who.party?.[role] ?? PARTY[role];
    if (relation === 'IMPOSTOR') return this.#enrol(FALSE_HOST[role], party, duty, `${duty}.impostor`);
    if (relation === 'FOREIGN') return this.#enrol(FOREIGN[role][1], FOREIGN[role][0], duty, duty);
    return this.#enrol(HOST[role], relation === 'OWN' ? party : (who.sibling?.[role] ?? SIBLING[role]), duty, duty);
  }

  #enrol(msp: string, company: string, duty: Duty, person: string): Promise<Session> {
    const attributes = { company, roles: [duty], person };
    return this.open.sessions.enrol(msp, person === duty ? userName(duty, company) : `${person}@${company}`, attributes);
  }

  async #withoutAttributes(msp: string): Promise<Ledger> {
    const known = this.#bare.get(msp);
    if (known !== undefined) return known;
    const authority = (await LocalCa.open(join(this.directory, 'identities'), [msp], () => TEST_NOW_MS)).authorities.get(msp);
    if (authority === undefined) throw new Error(`${msp} has an authority`);
    const leaf = await issueLeaf(authority.root, msp, { name: 'nobody', unit: 'client', attributes: {} }, TEST_NOW_MS);
    const ledger = this.open.host.connect({ msp, name: 'nobody', ...leaf });
    this.#bare.set(msp, ledger);
    return ledger;
  }
}

/** Whether an actor may call: the verdict that the table of who may do what gives. */
export function mayCall({ role, duty, relation }: Actor, who: Who): boolean {
  const reach = who.may[role];
  if (reach === undefined || !who.by.includes(duty)) return false;
  const counts: Readonly<Record<Relation, boolean>> = {
    OWN: true,
    SIBLING: reach !== 'COMPANY',
    FOREIGN: reach === 'REGISTER' || (reach === 'MEMBERS' && role === 'bank'),
    IMPOSTOR: false,
    BARE: false,
  };
  return counts[relation];
}
