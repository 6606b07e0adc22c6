import type { Operation } from '../operation';
import { bankDeskOperations } from './bankDesk';
import { claimOperations } from './claims';
import { commandOperations } from './commands';
import { deadlineOperations } from './deadlines';
import { endingOperations } from './endings';
import { fileOperations } from './files';
import { financingOperations } from './financing';
import { jobOperations } from './jobs';
import { ledgerOperations } from './ledger';
import { insightOperations } from './insight';
import { linkOperations } from './links';
import { listOperations } from './lists';
import { meOperations } from './me';
import { proofOperations } from './proofs';
import { proposalOperations } from './proposals';
import { quoteOperations } from './quotes';
import { receivableOperations } from './receivables';
import { signingKeyOperations } from './signingKeys';
import { sumOperations } from './sums';
import { tokenOperations } from './tokens';
import { transactionOperations } from './transactions';

/** Every operation below `/api/v1`, in the order in which the document shows them. */
export const OPERATIONS: readonly Operation[] = [
  ...meOperations,
  ...deadlineOperations,
  ...receivableOperations,
  ...tokenOperations,
  ...linkOperations,
  ...listOperations,
  ...financingOperations,
  ...quoteOperations,
  ...bankDeskOperations,
  ...endingOperations,
  ...sumOperations,
  ...fileOperations,
  ...proofOperations,
  ...claimOperations,
  ...commandOperations,
  ...jobOperations,
  ...proposalOperations,
  ...signingKeyOperations,
  ...transactionOperations,
  ...ledgerOperations,
  ...insightOperations,
];
