import { pairCollection, programCollection, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';

export const HOST: Msp = 'HostMSP';
export const CORE: Msp = 'CoreMSP';
/** A bank of the program. */
export const BANK: Msp = 'BankMSP';
/** A bank of the network that is in no program. */
export const OUTSIDER: Msp = 'OutsiderMSP';
export const REGULATOR: Msp = 'RegulatorMSP';

/** The network on which every ledger adapter is tested. */
export const CONFORMANCE_NETWORK: NetworkDefinition = {
  channel: 'conformance',
  chaincode: 'conformance',
  production: false,
  organisations: [
    { name: 'HOST', msp: HOST, role: 'operator' },
    { name: 'CORE', msp: CORE, role: 'core' },
    { name: 'BANK', msp: BANK, role: 'bank' },
    { name: 'OUTSIDER', msp: OUTSIDER, role: 'bank' },
    { name: 'REGULATOR', msp: REGULATOR, role: 'regulator' },
  ],
  programs: [{ id: 'PROG-0001', host: HOST, core: CORE, banks: [BANK], settlementBank: BANK, regulator: REGULATOR }],
};

/** Members: host, core, bank, regulator. Endorsement: two of host, core, regulator. */
export const PROGRAM = programCollection('PROG-0001');
/** Members: bank, host, regulator. Endorsement: bank and host. */
export const PAIR = pairCollection(BANK, HOST);

/** Satisfies the chaincode's policy and the program collection's. */
export const USUAL: readonly Msp[] = [HOST, CORE];
/** Satisfies the pair collection's policy. */
export const BOTH: readonly Msp[] = [BANK, HOST];
