import type { Memory } from '../memory';
import { changed, type Step } from '../step';
import type { Ask, Limit, Offer, Stored, Transfer } from '../stored';
import type { Check } from './check';

type Hosts = (step: Step, memory: Memory) => readonly (string | undefined)[];

const hostOf = ({ companies }: Memory, company: unknown): string | undefined => companies.get(company as string)?.hostMsp;

const owners: Hosts = ({ tokens }, memory) => [...tokens.before.values()].map(({ owner }) => hostOf(memory, owner));
const ofRecords =
  (kind: string, pick: (record: Stored) => readonly unknown[]): Hosts =>
  (step, memory) =>
    changed<Stored>(step, kind).flatMap(({ after }) => pick(after).map((company) => hostOf(memory, company)));
const ofSchedules = (...parties: readonly ('creditor' | 'debtor')[]): Hosts =>
  ofRecords('SCHEDULE', (record) => parties.map((party) => record[party]));
const ofTransfers = (party: 'payer' | 'payee'): Hosts => ofRecords('TRANSFER', (record) => [(record as Transfer)[party]]);
const sellers: Hosts = (step, memory) => changed<Ask>(step, 'ASK').map(({ after }) => hostOf(memory, after.seller));
const banks: Hosts = (step, memory) => changed<Ask>(step, 'ASK').map(({ after }) => hostOf(memory, after.deal?.bankCompany));
const bothSides: Hosts = (step, memory) => [...sellers(step, memory), ...banks(step, memory)];
const offering = ofRecords('OFFER', (record) => [(record as Offer).bank]);
const limiting = ofRecords('CREDIT-LIMIT', (record) => [(record as Limit).bank]);
const settling: Hosts = (_step, { program }) => [program?.settlementBankMsp];
const withRole =
  (...roles: readonly string[]): Hosts =>
  (_step, { companies }) =>
    [...companies.values()].filter((company) => roles.some((role) => company.roles.includes(role))).map(({ hostMsp }) => hostMsp);
const both =
  (...all: readonly Hosts[]): Hosts =>
  (step, memory) =>
    all.flatMap((hosts) => hosts(step, memory));

const keyed = ofRecords('SIGNING-KEYS', (record) => [record['company']]);
const parties = ofSchedules('creditor', 'debtor');
const operator = withRole('operator');

/** Of whose organisation the caller must be. What is not listed anybody may do. */
const WHO: Readonly<Record<string, Hosts>> = {
  'company:found': operator,
  'company:onboard': operator,
  'company:setStatus': withRole('operator', 'regulator'),
  'company:propose': operator,
  'company:approve': operator,
  'company:refuse': operator,
  'company:setFingerprintKey': operator,
  'company:proposeKey': keyed,
  'company:approveKey': both(keyed, withRole('regulator')),
  'company:revokeKey': both(keyed, withRole('regulator')),
  'program:create': operator,
  'program:requireConsent': (_step, { program }) => [program?.hostMsp, program?.coreMsp],
  'program:advanceClock': both((_step, { program }) => [program?.hostMsp], settling),
  'program:openPair': ({ changes }) => changes.map(({ collection }) => collection.split('-')[1]),
  'receivable:submit': parties,
  'receivable:revise': parties,
  'receivable:resubmit': parties,
  'receivable:void': parties,
  'receivable:check': ofSchedules('debtor'),
  'receivable:return': ofSchedules('debtor'),
  'receivable:confirm': ofSchedules('debtor'),
  'receivable:proposeReduction': ofRecords('REDUCTION', ({ proposedBy }) => [proposedBy]),
  'receivable:agreeReduction': parties,
  'receivable:openCredit': ofRecords('OPEN-CREDIT', ({ creditor, debtor }) => [creditor, debtor]),
  'receivable:closeCredit': ofRecords('OPEN-CREDIT', ({ debtor }) => [debtor]),
  'token:split': owners,
  'token:merge': owners,
  'token:assign': owners,
  'token:accept': ofTransfers('payee'),
  'token:reject': ofTransfers('payee'),
  'token:withdraw': ofTransfers('payer'),
  'financing:ask': owners,
  'financing:close': sellers,
  'financing:cancel': sellers,
  'financing:take': sellers,
  'financing:confirmReceipt': sellers,
  'financing:contestReceipt': sellers,
  'financing:setLimit': limiting,
  'financing:offer': offering,
  'financing:withdraw': offering,
  'financing:register': banks,
  'financing:payout': banks,
  'financing:disburse': banks,
  'financing:recourse': banks,
  'financing:release': limiting,
  'financing:fail': bothSides,
  'financing:abandon': both(bothSides, withRole('regulator')),
  'settlement:settle': settling,
  'settlement:refund': settling,
  'settlement:redeem': both(settling, owners),
};

/** 7. The acting company is the authenticated one: the caller's organisation hosts it, and records name hosts as the register does. */
export const actorIsAuthentic: Check = function* (step, memory) {
  const { creator } = step.transaction;
  const isRepeat = step.changes.every(({ after }) => after?.kind === 'REQUEST');
  const allowed = isRepeat ? [creator] : (WHO[step.name]?.(step, memory) ?? [creator]);
  if (!allowed.includes(creator)) yield `${step.name} was called from ${creator}, not ${[...new Set(allowed)].join(' or ')}`;
  const hosted = (company: string, host: string): boolean => hostOf(memory, company) === host;
  for (const [id, { owner, ownerMsp }] of step.tokens.after) {
    if (!hosted(owner, ownerMsp)) yield `${id} says that ${ownerMsp} hosts ${owner}`;
  }
  for (const { after } of changed<Ask>(step, 'ASK'))
    if (!hosted(after.seller, after.sellerMsp)) yield `${after.id} says that ${after.sellerMsp} hosts ${after.seller}`;
};

const UNCHECKED = ['DRAFT', 'SUBMITTED', 'RETURNED'];
const TITLED = ['CONFIRMED', 'PART_PAID', 'SETTLED', 'DEFAULTED'];

/** 8. Checker and maker are different persons of the debtor; a changed draft clears the earlier check. */
export const personsDiffer: Check = function* ({ claims }) {
  for (const [id, { status, checkedBy, confirmedBy, debtor }] of claims.after) {
    if (UNCHECKED.includes(status) && checkedBy !== null) yield `${id} is ${status} and still checked by ${checkedBy.person}`;
    if (!TITLED.includes(status)) continue;
    const persons = [checkedBy?.person, confirmedBy?.person];
    if (persons[0] === persons[1]) yield `${id} was checked and confirmed by ${persons[0] ?? 'nobody'}`;
    if (persons.some((person) => person?.startsWith(`${debtor}/`) !== true)) yield `${id} was confirmed by ${persons.join(' and ')}`;
  }
};
