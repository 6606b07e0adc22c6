import { FIRST_POLICY, toWire } from '@tierline/chaincode/api';
import { daysFrom } from '../model/days';
import { BANK_HOSTS, CURRENCY, HOST, PROGRAM } from '../model/scene';
import { RULES } from '../model/state';
import type { Call, WireOrder } from '../operation';
import { hostOf } from '../people';
import { paymentDays } from './paymentDays';

/** The machine's clock at the beginning: midday in UTC. */
export const START_MS = Date.parse('2026-10-01T12:00:00Z');
/** The first business date of the program. */
const FIRST_DAY = '2015-01-05';

/** A supplier as it is onboarded. */
export function supplierOf(
  id: string,
  more: { readonly name?: string; readonly group?: string | null; readonly parent?: string | null } = {},
) {
  return companyOf(id, 'supplier', more);
}

function companyOf(id: string, role: string, more: object = {}) {
  const identity = { scheme: 'LOCAL', value: id };
  return { id, name: id, identity, roles: [role], hostMsp: hostOf(id), sizeClass: 'SMALL', group: null, parent: null, ...more };
}

const FOUNDERS = [
  companyOf('OPERATOR-01', 'operator'),
  companyOf('CORE-01', 'core'),
  companyOf('CORE-02', 'core'),
  companyOf('BANK-A-01', 'bank'),
  companyOf('BANK-B-01', 'bank'),
  companyOf('REGULATOR-01', 'regulator'),
];

const SUPPLIERS = [
  ...['SUP-01', 'SUP-02', 'SUP-03', 'SUP-04'].map((id) => supplierOf(id)),
  supplierOf('SUP-05', { group: 'GROUP-1' }),
  supplierOf('SUP-06', { group: 'GROUP-1' }),
  supplierOf('SUP-07', { parent: 'SUP-01' }),
  supplierOf('SUP-08', { parent: 'CORE-02' }),
  supplierOf('INHOUSE-01'),
];

const PROGRAM_RULES = {
  program: PROGRAM,
  name: 'Simulation',
  mode: 'DEMO',
  clockOffsetDays: daysFrom('2026-10-01', FIRST_DAY),
  core: 'CORE-01',
  banks: ['BANK-A-01', 'BANK-B-01'],
  settlementBank: 'BANK-A-01',
  currency: CURRENCY,
  dayCount: 'ACT/360',
  calendarVersion: 1,
  policyVersion: 1,
  utcOffsetMinutes: 480,
  termDays: 60,
  maxTier: RULES.maxTier,
  minimumTokenMinor: RULES.minimumMinor,
  recourse: true,
  payoutDays: RULES.payoutDays,
  graceDays: RULES.graceDays,
  lateContract: null,
};

/** The calls that found the network and its program: the beginning of every simulation. */
export function prologue(): readonly Call[] {
  const [maker, checker] = ['maker@OPERATOR-01', 'checker@OPERATOR-01'] as const;
  const pair = (bankMsp: string): object => ({ program: PROGRAM, bankMsp, hostMsp: HOST });
  const steps: readonly (readonly [string, string, object])[] = [
    [maker, 'company:found', { companies: FOUNDERS, production: false }],
    [checker, 'company:setFingerprintKey', { version: 1 }],
    [maker, 'company:propose', { proposal: 'FIRST-POLICY', subject: 'POLICY', content: FIRST_POLICY }],
    [checker, 'company:approve', { proposal: 'FIRST-POLICY' }],
    [
      maker,
      'company:propose',
      { proposal: 'FIRST-CALENDAR', subject: 'CALENDAR', content: { kind: 'CALENDAR', schemaVersion: 1, ...paymentDays() } },
    ],
    [checker, 'company:approve', { proposal: 'FIRST-CALENDAR' }],
    [maker, 'program:create', PROGRAM_RULES],
    ['maker@BANK-A-01', 'program:openPair', pair(BANK_HOSTS[0])],
    ['maker@BANK-B-01', 'program:openPair', pair(BANK_HOSTS[1])],
    [maker, 'company:onboard', { companies: SUPPLIERS }],
    ...['BANK-A-01', 'BANK-B-01'].flatMap((bank, index) =>
      ['CORE-01', 'CORE-02'].map((core): readonly [string, string, object] => [
        `checker@${bank}`,
        'financing:setLimit',
        { ...pair(BANK_HOSTS[index] ?? ''), core, currency: CURRENCY, ceilingMinor: 10n ** 14n, expiresOn: '2026-12-31' },
      ]),
    ),
  ];
  return steps.map(([actor, name, order], index) => ({
    kind: 'call',
    actor,
    name,
    order: toWire(order) as WireOrder,
    request: `FOUND-${String(index).padStart(2, '0')}`,
  }));
}
