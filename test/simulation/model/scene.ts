import type { TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Company, State } from './state';

/** The one program of a simulation. */
export const PROGRAM = 'DEMO-CNY';
/** Where its ledger is. */
export const CHANNEL = 'tierline';
/** The contracts' name there. */
export const CHAINCODE = 'tierline';
/** Its currency. */
export const CURRENCY = 'CNY';
/** The organisation that hosts the suppliers. */
export const HOST = 'OperatorMSP';
/** The debtors' organisation. */
export const CORE_HOST = 'CoreMSP';
/** The banks' organisations; the first is the settlement bank. */
export const BANK_HOSTS = ['BankAMSP', 'BankBMSP'] as const;
/** The regulator's organisation. */
export const REGULATOR_HOST = 'RegulatorMSP';

/** All of them. */
export const ORGANISATIONS: readonly string[] = [HOST, CORE_HOST, ...BANK_HOSTS, REGULATOR_HOST];

/** Who acts, as certificate and register say. */
export interface Caller {
  readonly msp: string;
  readonly company: Company;
  /** `company/person`. */
  readonly person: string;
}

/** What a decision of the model is made from. */
export interface Scene {
  readonly state: State;
  readonly caller: Caller;
  readonly now: string;
  readonly today: string;
}

/** What a valid transaction changes, to be run when it is known to be valid. */
export type Change = () => void;

/** The parsed input of a transaction. */
export type Input<S extends TransactionSpec> = z.output<S['input']>;
