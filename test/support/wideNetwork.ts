import { enrol } from '@tierline/client-app/dist/app/people';
import { onboardCompanies } from '@tierline/client-app/dist/app/founding';
import type { CompanyRole, NetworkDefinition } from '@tierline/chaincode/api';
import { NETWORK, supplier, type World } from './world';

/** A program of another host, in which bank A takes part; its pair with bank A is never opened by {@link World.found}. */
export const OTHER_PROGRAM = 'OTHER-CNY';

/** The project's network with a second organisation of every role, and with a bank that is in no program. */
export const WIDE_NETWORK: NetworkDefinition = {
  ...NETWORK,
  organisations: [
    ...NETWORK.organisations,
    { name: 'OPERATOR-B', msp: 'OperatorBMSP', role: 'operator' },
    { name: 'CORE-B', msp: 'CoreBMSP', role: 'core' },
    { name: 'BANK-X', msp: 'BankXMSP', role: 'bank' },
    { name: 'REGULATOR-B', msp: 'RegulatorBMSP', role: 'regulator' },
  ],
  programs: [
    ...NETWORK.programs,
    {
      id: OTHER_PROGRAM,
      host: 'OperatorBMSP',
      core: 'CoreMSP',
      banks: ['BankAMSP'],
      settlementBank: 'BankAMSP',
      regulator: 'RegulatorMSP',
    },
  ],
};

const ROLE_AND_HOST: readonly (readonly [string, CompanyRole, string])[] = [
  ['CORE-02', 'core', 'CoreMSP'],
  ['BANK-A-02', 'bank', 'BankAMSP'],
  ['OPERATOR-02', 'operator', 'OperatorMSP'],
  ['REGULATOR-02', 'regulator', 'RegulatorMSP'],
  ['SUP-X1', 'supplier', 'OperatorBMSP'],
];

/** Onboards a second company in every organisation of the program, and a supplier of the other host. */
export async function onboardSecondCompanies(world: World): Promise<void> {
  await onboardCompanies(
    world.open.sessions,
    ROLE_AND_HOST.map(([id, role, hostMsp]) => supplier(id, { roles: [role], hostMsp })),
  );
}

/** Enrols the viewer of a company, who may look and do nothing. */
export async function enrolViewer(world: World, msp: string, company: string): Promise<void> {
  await enrol(world.open.sessions, msp, company, 'viewer');
}
