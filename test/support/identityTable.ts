import type { CompanyRole, Duty } from '@tierline/chaincode/api';

/**
 * Whose word counts: COMPANY only the party itself; ORGANISATION every company of that role in its organisation; MEMBERS every
 * company of that role in an organisation of the program; REGISTER every registered company of that role.
 */
export type Reach = 'COMPANY' | 'ORGANISATION' | 'MEMBERS' | 'REGISTER';

/** Who may call a transaction: persons with one of the duties, of companies by their role. A role left out may not. */
export interface Who {
  readonly by: readonly Duty[];
  readonly may: Readonly<Partial<Record<CompanyRole, Reach>>>;
  /** The company that is the party, where it is not the usual one; and another company of its organisation. */
  readonly party?: Readonly<Partial<Record<CompanyRole, string>>>;
  readonly sibling?: Readonly<Partial<Record<CompanyRole, string>>>;
}

const ACTING: readonly Duty[] = ['maker', 'checker'];
const CHECKER: readonly Duty[] = ['checker'];
const EVERY_MEMBER = { supplier: 'MEMBERS', core: 'MEMBERS', bank: 'MEMBERS', operator: 'MEMBERS', regulator: 'MEMBERS' } as const;
const CREDITOR_OR_CORE = { supplier: 'COMPANY', core: 'COMPANY' } as const;
const OWNER = { by: ACTING, may: { supplier: 'COMPANY' } } as const;
const BANK_CHECKER = { by: CHECKER, may: { bank: 'COMPANY' } } as const;
const BANK_ORGANISATION = { by: ACTING, may: { bank: 'ORGANISATION' } } as const;
const OPERATOR = { operator: 'REGISTER' } as const;
const PAYEE = { ...OWNER, party: { supplier: 'SUP-02' }, sibling: { supplier: 'SUP-01' } } as const;

/** "Who may do what" as the domain and the design say it, for the fixture in which SUP-01 sells to bank A and pays SUP-02. */
export const WHO: Readonly<Record<string, Who>> = {
  // The operator onboards; what binds everybody takes a second person; blocking stops tokens, so it is the regulator's.
  'company:found': { by: ACTING, may: { operator: 'COMPANY' } },
  'company:onboard': { by: ACTING, may: OPERATOR },
  'company:setStatus': { by: ACTING, may: { operator: 'REGISTER', regulator: 'REGISTER' } },
  'company:propose': { by: ACTING, may: OPERATOR },
  'company:approve': { by: CHECKER, may: OPERATOR },
  // A company's keys are its own; a regulator may end one.
  'company:proposeKey': { by: ACTING, may: { supplier: 'COMPANY' } },
  'company:approveKey': { by: CHECKER, may: { supplier: 'COMPANY' } },
  'company:revokeKey': { by: ACTING, may: { supplier: 'COMPANY', regulator: 'REGISTER' } },
  'company:refuse': { by: ACTING, may: OPERATOR },
  'company:setFingerprintKey': { by: CHECKER, may: OPERATOR },
  'program:create': { by: ACTING, may: { operator: 'ORGANISATION' } },
  'program:advanceClock': { by: ACTING, may: { operator: 'ORGANISATION', bank: 'ORGANISATION' } },
  'program:requireConsent': { by: CHECKER, may: { operator: 'ORGANISATION', core: 'ORGANISATION' } },
  'program:openPair': BANK_ORGANISATION,
  // Creditor, or the core on his behalf; a maker checks and a checker confirms; debtor and first creditor reduce together.
  'receivable:submit': { by: ACTING, may: CREDITOR_OR_CORE },
  'receivable:revise': { by: ACTING, may: CREDITOR_OR_CORE },
  'receivable:resubmit': { by: ACTING, may: CREDITOR_OR_CORE },
  'receivable:void': { by: ACTING, may: CREDITOR_OR_CORE },
  'receivable:check': { by: ['maker'], may: { core: 'COMPANY' } },
  'receivable:return': { by: ACTING, may: { core: 'COMPANY' } },
  'receivable:confirm': { by: CHECKER, may: { core: 'COMPANY' } },
  'receivable:proposeReduction': { by: CHECKER, may: CREDITOR_OR_CORE },
  'receivable:agreeReduction': { by: CHECKER, may: { supplier: 'COMPANY' } },
  'receivable:openCredit': { by: ACTING, may: CREDITOR_OR_CORE },
  // To whom a credit is due may give it up.
  'receivable:closeCredit': { by: CHECKER, may: { core: 'COMPANY' } },
  // Overdue is anyone's to say, by date.
  'receivable:recordOverdue': { by: ACTING, may: EVERY_MEMBER },
  'receivable:recordCure': { by: ACTING, may: EVERY_MEMBER },
  // The owner alone moves a token; the named payee alone accepts; the operator has no right over any.
  'token:split': OWNER,
  'token:merge': OWNER,
  'token:assign': OWNER,
  'token:accept': PAYEE,
  'token:reject': PAYEE,
  'token:withdraw': OWNER,
  'token:expire': { by: ACTING, may: { supplier: 'MEMBERS', core: 'MEMBERS', operator: 'MEMBERS', regulator: 'MEMBERS' } },
  // A bank's limit and its clearing are its organisation's; a deal is the seller's and the winning bank's.
  'financing:setLimit': { by: CHECKER, may: { bank: 'ORGANISATION' } },
  'financing:ask': OWNER,
  'financing:close': OWNER,
  'financing:cancel': OWNER,
  'financing:expire': { by: ACTING, may: EVERY_MEMBER },
  'financing:offer': BANK_ORGANISATION,
  'financing:withdraw': { by: ACTING, may: { bank: 'COMPANY' } },
  'financing:take': OWNER,
  'financing:register': { by: ACTING, may: { bank: 'COMPANY' } },
  'financing:payout': BANK_CHECKER,
  'financing:disburse': BANK_CHECKER,
  'financing:confirmReceipt': OWNER,
  'financing:contestReceipt': OWNER,
  'financing:fail': { by: ACTING, may: { supplier: 'COMPANY', bank: 'COMPANY' } },
  'financing:abandon': { by: CHECKER, may: { supplier: 'COMPANY', bank: 'COMPANY', regulator: 'MEMBERS' } },
  'financing:recourse': BANK_CHECKER,
  'financing:release': { by: ACTING, may: { bank: 'COMPANY' } },
  'settlement:settle': BANK_ORGANISATION,
  'settlement:redeem': { by: ACTING, may: { supplier: 'COMPANY', bank: 'ORGANISATION' } },
  'settlement:refund': BANK_ORGANISATION,
};
