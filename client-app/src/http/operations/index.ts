import type { Operation } from '../operation';
import { commandOperations } from './commands';
import { financingOperations } from './financing';
import { jobOperations } from './jobs';
import { ledgerOperations } from './ledger';
import { listOperations } from './lists';
import { meOperations } from './me';
import { receivableOperations } from './receivables';
import { sumOperations } from './sums';
import { tokenOperations } from './tokens';
import { transactionOperations } from './transactions';

/** Every operation below `/api/v1`, in the order in which the document shows them. */
export const OPERATIONS: readonly Operation[] = [
  ...meOperations,
  ...receivableOperations,
  ...tokenOperations,
  ...listOperations,
  ...financingOperations,
  ...sumOperations,
  ...commandOperations,
  ...jobOperations,
  ...transactionOperations,
  ...ledgerOperations,
];
