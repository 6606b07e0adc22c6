import { FIRST_POLICY, toWire } from '@tierline/chaincode/api';
import { BANK_HOSTS, HOST, PROGRAM } from '../model/scene';
import type { Company } from '../model/state';
import type { Drawn } from './draft';
import { supplierOf } from './prologue';

const isSupplier = ({ roles }: Company): boolean => roles.includes('supplier');

const onboard: Drawn = (draft) => {
  const { random } = draft;
  const companies = Array.from({ length: random.between(1, 2) }, () =>
    supplierOf(draft.fresh('SUP'), { group: random.percent(20) ? 'GROUP-1' : null }),
  );
  return draft.call(draft.someoneOf('OPERATOR-01'), 'company:onboard', { companies });
};

/** Suspends or blocks a supplier, more often frees one. */
const setStatus: Drawn = (draft) => {
  const { random, state } = draft;
  const bound = draft.find(state.companies, (company) => isSupplier(company) && company.status !== 'ACTIVE');
  if (bound !== undefined && random.percent(75)) {
    return draft.call('maker@REGULATOR-01', 'company:setStatus', { company: bound.id, status: 'ACTIVE' });
  }
  const found = draft.find(state.companies, isSupplier);
  if (found === undefined) return null;
  const status = random.of(['SUSPENDED', 'BLOCKED']);
  const actor = random.percent(70) ? 'checker@REGULATOR-01' : 'checker@OPERATOR-01';
  return draft.call(actor, 'company:setStatus', { company: found.id, status });
};

const propose: Drawn = (draft) => {
  const { random, state } = draft;
  const proposal = draft.fresh('PROPOSAL');
  const actor = draft.someoneOf('OPERATOR-01');
  if (random.percent(50)) {
    const version = random.percent(80) ? state.policies.size + 1 : random.between(1, 3);
    return draft.call(actor, 'company:propose', { proposal, subject: 'POLICY', content: toWire({ ...FIRST_POLICY, version }) });
  }
  const found = draft.find(state.companies, isSupplier);
  if (found === undefined) return null;
  const { id, host, roles, code, status } = found;
  const content = {
    kind: 'COMPANY',
    schemaVersion: 1,
    ...supplierOf(id, { name: `${id} renamed`, group: random.percent(30) ? 'GROUP-2' : null }),
    identity: { scheme: 'LOCAL', value: code },
    roles,
    hostMsp: random.percent(90) ? host : BANK_HOSTS[0],
    status,
    successor: null,
  };
  return draft.call(actor, 'company:propose', { proposal, subject: 'COMPANY', content });
};

const approve: Drawn = (draft) => {
  const found = [...draft.state.proposals].find(([, { status }]) => status === 'OPEN');
  return found === undefined ? null : draft.call('checker@OPERATOR-01', 'company:approve', { proposal: found[0] });
};

const refuse: Drawn = (draft) => {
  const found = [...draft.state.proposals].find(([, { status }]) => status === 'OPEN');
  return found === undefined ? null : draft.call(draft.someoneOf('OPERATOR-01'), 'company:refuse', { proposal: found[0] });
};

const setFingerprintKey: Drawn = (draft) =>
  draft.call('checker@OPERATOR-01', 'company:setFingerprintKey', { version: draft.state.keyVersions + 1 });

const openPair: Drawn = (draft) => {
  const bankMsp = draft.random.of(BANK_HOSTS);
  const bank = bankMsp === 'BankAMSP' ? 'BANK-A-01' : 'BANK-B-01';
  return draft.call(draft.someoneOf(bank), 'program:openPair', { program: PROGRAM, bankMsp, hostMsp: HOST });
};

const advanceClock: Drawn = (draft) => {
  const { random, state } = draft;
  const days = random.weighted({ day: 60, days: 35, week: 5 });
  const clockOffsetDays = state.offsetDays + { day: 1, days: random.between(2, 4), week: 9 }[days];
  const actor = random.percent(80) ? 'OPERATOR-01' : 'BANK-A-01';
  return draft.call(draft.someoneOf(actor), 'program:advanceClock', { program: PROGRAM, clockOffsetDays });
};

/** The register of companies, what two persons of the operator decide, and the program's clock. */
export const REGISTER_CALLS: Readonly<Record<string, Drawn>> = {
  'company:onboard': onboard,
  'company:setStatus': setStatus,
  'company:propose': propose,
  'company:approve': approve,
  'company:refuse': refuse,
  'company:setFingerprintKey': setFingerprintKey,
  'program:openPair': openPair,
  'program:advanceClock': advanceClock,
};
