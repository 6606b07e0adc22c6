import type { Msp } from './endorsement';

/** Who keeps the register: written once, when the network is founded. */
export interface Founding {
  readonly kind: 'FOUNDING';
  readonly schemaVersion: 1;
  readonly operatorMsp: Msp;
  readonly regulatorMsp: Msp;
  /** True on a channel for real money: no DEMO program is opened there. */
  readonly production: boolean;
  /** The network's id, 32 random bytes in hex, which every signed consent names. Absent on a ledger from before. */
  readonly network?: string;
}
