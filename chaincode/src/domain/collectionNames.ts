import type { Msp } from './endorsement';

/** Holds the key of the fingerprints: operators, cores and the regulator, not the banks. */
export const FINGERPRINT_KEYS = 'FPKEY';

/** The collection of one program. */
export const programCollection = (program: string): string => `PROGRAM-${program}`;

/** The collection of one bank and one host of sellers; named by their MSP ids. */
export const pairCollection = (bank: Msp, host: Msp): string => `PAIR-${bank}-${host}`;
