import type { Calendar } from '../domain/calendar';
import type { Company } from '../domain/company';
import { registerRule } from '../domain/endorsementRules';
import type { FingerprintEntry } from '../domain/documentRegistry';
import { Fault } from '../domain/fault';
import type { Founding } from '../domain/founding';
import type { Policy } from '../domain/policy';
import type { ProgramHead } from '../domain/program';
import type { Proposal } from '../domain/proposal';
import type { SigningKeys } from '../domain/signingKeys';
import type { Endorsement } from '../domain/endorsement';
import { PUBLIC, type Journal } from './journal';

/** A calendar as it is stored. */
export type CalendarRecord = Calendar & { readonly kind: 'CALENDAR'; readonly schemaVersion: 1 };

/** Public state: companies, programs' heads, policies, calendars, proposals, fingerprints. */
export class Register {
  constructor(private readonly journal: Journal) {}

  founding(): Promise<Founding | null> {
    return this.journal.read<Founding>(PUBLIC, 'FOUNDING');
  }

  /** @throws Fault NOT_FOUND before the network was founded */
  async requiredFounding(): Promise<Founding> {
    const founding = await this.founding();
    if (founding === null) throw new Fault('NOT_FOUND', { kind: 'founding', mend: 'found the network first' });
    return founding;
  }

  putFounding(founding: Founding): void {
    this.journal.write(PUBLIC, 'FOUNDING', founding, registerRule(founding.operatorMsp, founding.regulatorMsp));
  }

  findCompany(id: string): Promise<Company | null> {
    return this.journal.read<Company>(PUBLIC, `COMPANY-${id}`);
  }

  /** @throws Fault NOT_FOUND */
  async company(id: string): Promise<Company> {
    return found(await this.findCompany(id), 'company', id);
  }

  putCompany(company: Company, rule: Endorsement | null): void {
    this.journal.write(PUBLIC, `COMPANY-${company.id}`, company, rule);
  }

  findKeys(company: string): Promise<SigningKeys | null> {
    return this.journal.read<SigningKeys>(PUBLIC, `SIGNING-KEYS-${company}`);
  }

  putKeys(keys: SigningKeys, rule: Endorsement | null): void {
    this.journal.write(PUBLIC, `SIGNING-KEYS-${keys.company}`, keys, rule);
  }

  findHead(program: string): Promise<ProgramHead | null> {
    return this.journal.read<ProgramHead>(PUBLIC, `PROGRAM-${program}`);
  }

  /** @throws Fault NOT_FOUND */
  async head(program: string): Promise<ProgramHead> {
    return found(await this.findHead(program), 'program', program);
  }

  putHead(head: ProgramHead, rule: Endorsement | null): void {
    this.journal.write(PUBLIC, `PROGRAM-${head.id}`, head, rule);
  }

  findPolicy(version: number): Promise<Policy | null> {
    return this.journal.read<Policy>(PUBLIC, `POLICY-${version}`);
  }

  /** @throws Fault NOT_FOUND */
  async policy(version: number): Promise<Policy> {
    return found(await this.findPolicy(version), 'policy', String(version));
  }

  putPolicy(policy: Policy, rule: Endorsement): void {
    this.journal.write(PUBLIC, `POLICY-${policy.version}`, policy, rule);
  }

  findCalendar(currency: string, version: number): Promise<CalendarRecord | null> {
    return this.journal.read<CalendarRecord>(PUBLIC, `CALENDAR-${currency}-${version}`);
  }

  /** @throws Fault NOT_FOUND */
  async calendar(currency: string, version: number): Promise<CalendarRecord> {
    return found(await this.findCalendar(currency, version), 'calendar', `${currency}-${version}`);
  }

  putCalendar(calendar: CalendarRecord, rule: Endorsement): void {
    this.journal.write(PUBLIC, `CALENDAR-${calendar.currency}-${calendar.version}`, calendar, rule);
  }

  findProposal(id: string): Promise<Proposal | null> {
    return this.journal.read<Proposal>(PUBLIC, `PROPOSAL-${id}`);
  }

  putProposal(proposal: Proposal, rule: Endorsement | null): void {
    this.journal.write(PUBLIC, `PROPOSAL-${proposal.id}`, proposal, rule);
  }

  findFingerprint(fingerprint: string): Promise<FingerprintEntry | null> {
    return this.journal.read<FingerprintEntry>(PUBLIC, `FINGERPRINT-${fingerprint}`);
  }

  putFingerprint(entry: FingerprintEntry, rule: Endorsement | null): void {
    this.journal.write(PUBLIC, `FINGERPRINT-${entry.fingerprint}`, entry, rule);
  }
}

function found<T>(record: T | null, kind: string, id: string): T {
  if (record === null) throw new Fault('NOT_FOUND', { kind, id });
  return record;
}
