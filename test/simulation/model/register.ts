import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { each, need, there } from './refusal';
import { HOST, BANK_HOSTS, PROGRAM, REGULATOR_HOST, type Change, type Input, type Scene } from './scene';
import { pairOf } from './offers';
import type { Company, State } from './state';

type Companies = typeof TRANSACTIONS.company;
type Programs = typeof TRANSACTIONS.program;
type NewCompany = Input<Companies['onboard']>['companies'][number];

const registered = ({ id, hostMsp, roles, identity, group, parent }: NewCompany, status = 'ACTIVE'): Company => ({
  id,
  host: hostMsp,
  roles,
  code: identity.value,
  group,
  parent,
  status,
});

/** company:found */
export function found({ state }: Scene, { companies }: Input<Companies['found']>): Change {
  need(!state.isFounded, 'WRONG_STATE');
  return () => {
    state.isFounded = true;
    for (const company of companies) state.companies.set(company.id, registered(company));
  };
}

/** company:onboard */
export function onboard({ state }: Scene, { companies }: Input<Companies['onboard']>): Change {
  each(companies, ({ id, roles, hostMsp }) => {
    need(!state.companies.has(id), 'WRONG_STATE');
    need(!roles.includes('regulator') || hostMsp === REGULATOR_HOST, 'CONDITION_UNMET');
  });
  return () => companies.forEach((company) => state.companies.set(company.id, registered(company)));
}

/** company:setStatus */
export function setStatus({ state, caller }: Scene, { company: id, status }: Input<Companies['setStatus']>): Change {
  const company = there(state.companies.get(id));
  const isBlocking = status === 'BLOCKED' || company.status === 'BLOCKED';
  need(!isBlocking || caller.company.roles.includes('regulator'), 'NOT_AUTHORISED');
  need(company.status !== status, 'WRONG_STATE');
  return () => state.companies.set(id, { ...company, status });
}

/** company:propose */
export function propose({ state, caller }: Scene, { proposal, subject, content }: Input<Companies['propose']>): Change {
  need(!state.proposals.has(proposal), 'WRONG_STATE');
  const isRecord = typeof content === 'object' && content !== null && (content as { kind?: unknown }).kind === subject;
  need(isRecord, 'MALFORMED');
  return () => state.proposals.set(proposal, { subject, content, proposedBy: caller.person, status: 'OPEN' });
}

/** company:approve */
export function approve({ state, caller }: Scene, { proposal }: Input<Companies['approve']>): Change {
  const wish = there(state.proposals.get(proposal));
  need(caller.person !== wish.proposedBy, 'NOT_AUTHORISED');
  need(wish.status === 'OPEN', 'WRONG_STATE');
  const enact = inForce(state, wish.subject, wish.content);
  return () => {
    state.proposals.set(proposal, { ...wish, status: 'APPROVED' });
    enact();
  };
}

/** company:refuse */
export function refuse({ state }: Scene, { proposal }: Input<Companies['refuse']>): Change {
  const wish = there(state.proposals.get(proposal));
  need(wish.status === 'OPEN', 'WRONG_STATE');
  return () => state.proposals.set(proposal, { ...wish, status: 'REFUSED' });
}

function inForce(state: State, subject: string, content: unknown): Change {
  if (subject === 'POLICY') {
    const { version } = content as { readonly version: number };
    need(!state.policies.has(version), 'WRONG_STATE');
    return () => state.policies.add(version);
  }
  if (subject === 'COMPANY') {
    const company = content as NewCompany & { readonly status: string };
    const before = there(state.companies.get(company.id));
    need(before.host === company.hostMsp && before.status === company.status, 'CONDITION_UNMET');
    return () => state.companies.set(company.id, registered(company, company.status));
  }
  return calendarInForce(state, content);
}

function calendarInForce(state: State, content: unknown): Change {
  const calendar = content as {
    readonly currency: string;
    readonly version: number;
    readonly to: string;
    readonly holidays: readonly string[];
    readonly workingWeekends: readonly string[];
  };
  const name = `${calendar.currency}-${calendar.version}`;
  need(!state.calendars.has(name), 'WRONG_STATE');
  return () => {
    state.calendars.add(name);
    state.days ??= { holidays: new Set(calendar.holidays), workingWeekends: new Set(calendar.workingWeekends), to: calendar.to };
  };
}

/** company:setFingerprintKey */
export function setFingerprintKey({ state }: Scene, { version }: Input<Companies['setFingerprintKey']>): Change {
  need(version === state.keyVersions + 1, 'WRONG_STATE');
  return () => {
    state.keyVersions = version;
  };
}

/** program:create */
export function create({ state }: Scene, { program, clockOffsetDays }: Input<Programs['create']>): Change {
  need(program === PROGRAM && !state.hasProgram, 'WRONG_STATE');
  return () => {
    state.hasProgram = true;
    state.offsetDays = clockOffsetDays;
  };
}

/** program:advanceClock */
export function advanceClock({ state, caller }: Scene, { clockOffsetDays }: Input<Programs['advanceClock']>): Change {
  need(caller.msp === HOST || caller.msp === BANK_HOSTS[0], 'NOT_AUTHORISED');
  need(clockOffsetDays > state.offsetDays, 'WRONG_STATE');
  return () => {
    state.offsetDays = clockOffsetDays;
  };
}

/** program:openPair */
export function openPair({ state, caller }: Scene, input: Input<Programs['openPair']>): Change {
  need(caller.msp === input.bankMsp, 'NOT_AUTHORISED');
  need(input.hostMsp === HOST, 'CONDITION_UNMET');
  need(!state.pairs.has(pairOf(input)), 'WRONG_STATE');
  return () => state.pairs.add(pairOf(input));
}
