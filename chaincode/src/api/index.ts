import { companyTransactions } from './companyTransactions';
import { financingTransactions } from './financingTransactions';
import { programTransactions } from './programTransactions';
import { receivableTransactions } from './receivableTransactions';
import { settlementTransactions } from './settlementTransactions';
import { tokenTransactions } from './tokenTransactions';

/** Every transaction of the network, by contract and method. */
export const TRANSACTIONS = {
  company: companyTransactions,
  program: programTransactions,
  receivable: receivableTransactions,
  token: tokenTransactions,
  financing: financingTransactions,
  settlement: settlementTransactions,
} as const;

export * from './collections';
export * from '../domain/endorsementRules';
export * from './governed';
export * from './records';
export * from './schemas';
export * from './standing';
export * from './transaction';
export * from '../domain/asking';
export * from '../domain/calendar';
export * from '../domain/collectionNames';
export * from '../domain/company';
export * from '../domain/confirmation';
export * from '../domain/consent';
export * from '../domain/consentDrafts';
export * from '../domain/coreStanding';
export * from '../domain/creditLimit';
export * from '../domain/date';
export * from '../domain/dayCount';
export * from '../domain/dealEnding';
export * from '../domain/dealing';
export * from '../domain/discount';
export * from '../domain/digest';
export * from '../domain/documentRegistry';
export * from '../domain/endorsement';
export * from '../domain/entitlement';
export * from '../domain/facts';
export * from '../domain/fault';
export * from '../domain/financing';
export * from '../domain/fingerprint';
export * from '../domain/founding';
export * from '../domain/frozenResult';
export * from '../domain/identityCode';
export * from '../domain/instant';
export * from '../domain/judge';
export * from '../domain/lateInterest';
export * from '../domain/membership';
export * from '../domain/money';
export * from '../domain/movement';
export * from '../domain/offering';
export * from '../domain/openCredit';
export * from '../domain/policy';
export * from '../domain/program';
export * from '../domain/proposal';
export * from '../domain/receivable';
export * from '../domain/reduction';
export * from '../domain/settlement';
export * from '../domain/signingKeys';
export * from '../domain/stateMachine';
export * from '../domain/subRange';
export * from '../domain/submission';
export * from '../domain/token';
export * from '../domain/transfer';
export * from '../domain/transferring';
export * from '../domain/typedData';
export * from '../domain/wire';
