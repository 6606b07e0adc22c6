import { CompanyContract } from './companyContract';
import { FinancingContract } from './financingContract';
import { ProgramContract } from './programContract';
import { ReceivableContract } from './receivableContract';
import { SettlementContract } from './settlementContract';
import { TokenContract } from './tokenContract';

/** The contract classes, in the order in which they are registered. */
export const contracts = [CompanyContract, ProgramContract, ReceivableContract, TokenContract, FinancingContract, SettlementContract];
