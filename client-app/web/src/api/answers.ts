import type { Answer, AskPath } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
type RowOf<P extends AskPath> = Answer<P> extends { readonly rows: readonly (infer R)[] } ? R : never;

/** Roles of companies that a page is made for. */
export type Role = 'core' | 'supplier' | 'bank' | 'operator' | 'regulator';

/** Who asks. */
export type Me = Answer<'/me'>;
/** A program of the caller. */
export type ProgramOfMe = Schemas['ProgramOfCaller'];
/** One thing that waits. */
export type WorkItem = Schemas['WorkItem'];
/** A count and a sum, minor units. */
export type Sum = Schemas['Sum'];
/** Sums of a program. */
export type Dashboard = Schemas['Dashboard'];
/** A receivable in a list. */
export type Receivable = Schemas['Receivable'];
/** A token in a list. */
export type Token = Schemas['Token'];
/** A company in a list. */
export type CompanyRow = RowOf<'/programs/{program}/lists/companies'>;
/** A payment with tokens. */
export type Transfer = RowOf<'/programs/{program}/lists/transfers'>;
/** A wish to sell. */
export type Ask = RowOf<'/programs/{program}/lists/asks'>;
/** An agreed sale. */
export type Deal = RowOf<'/programs/{program}/lists/deals'>;
/** What is owned on one debtor and payment date. */
export type PortfolioLine = Schemas['PortfolioLine'];
/** Outstanding principal in one age. */
export type AgeingLine = Schemas['AgeingLine'];
/** A bank's limit on a core. */
export type ExposureLine = Schemas['ExposureLine'];
/** What a sale brings and costs. */
export type SaleQuote = Schemas['SaleQuote'];
/** An offer with all that it comes to. */
export type QuotedOffer = Schemas['QuotedOffer'];
/** What somebody could turn into cash. */
export type Cash = Schemas['Cash'];
/** An ask as a bank decides about it. */
export type AskOnDesk = Schemas['AskOnDesk'];
/** A deal that a bank has not finished. */
export type DealOnDesk = Schemas['DealOnDesk'];
/** The life of a receivable. */
export type Trace = Schemas['Trace'];
/** One token of that life. */
export type TraceNode = Schemas['TraceNode'];
/** A holder's account. */
export type Statement = Schemas['Statement'];
/** A credit note on a confirmed receivable. */
export type Reduction = Schemas['Reduction'];
/** A payment that did not come in time. */
export type LatePayment = Schemas['LatePayment'];
/** A deal that the reader's company can end. */
export type EndableDeal = Schemas['EndableDeal'];
/** What waits for a second person of the operator. */
export type Proposal = Schemas['Proposal'];
/** One thing that an audit checked. */
export type AuditCheck = Schemas['AuditCheck'];
/** A version of the policy table. */
export type Policy = Schemas['PolicyVersion'];
/** One item that a job refused. */
export type JobRefusal = Schemas['JobRefusal'];
/** A refused command. */
export type Refusal = Schemas['Refusal'];
/** A block. */
export type Block = Schemas['Block'];
/** A transaction as everybody sees it. */
export type Transaction = Schemas['Transaction'];
/** A signing key of a company. */
export type SigningKey = Schemas['SigningKey'];
/** From which total on an act of a program must be signed. */
export type ConsentRule = ProgramOfMe['consent'][number];
