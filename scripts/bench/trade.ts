import type { NewCompany } from '@tierline/client-app/dist/app/founding';

/** The program in which benches live. */
export const PROGRAM = 'DEMO-CNY';
/** Between bank A and the operator. */
export const PAIR = { program: PROGRAM, bankMsp: 'BankAMSP', hostMsp: 'OperatorMSP' };
/** The creditor, the payee of its transfers, and the people of the bank that buys and settles. */
export const [SUPPLIER, PAYEE, BANK_MAKER, BANK_CHECKER] = [
  'maker@SUP-01',
  'maker@SUP-02',
  'maker@BANK-A-01',
  'checker@BANK-A-01',
] as const;
/** The payee's company. */
export const PAYEE_COMPANY = 'SUP-02';
/** A digest for documents whose content does not matter. */
export const DIGEST = 'ab'.repeat(32);
/** Due date of every receivable, a working day within the policy's tenor. */
export const DUE = '2026-06-22';

/** The id of a schedule's n-th receivable, from 1. */
export const receivableOf = (scheduleId: string, ordinal: number): string => `${scheduleId}-${String(ordinal).padStart(2, '0')}`;

/** One schedule of SUP-01 on a core: for each face a receivable with one invoice. */
export function schedule(id: string, debtor: string, faces: readonly bigint[]) {
  const claims = faces.map((faceMinor, index) => ({
    documents: [
      { type: 'INVOICE' as const, number: receivableOf(id, index + 1), issueDate: '2026-02-20', amountMinor: faceMinor, digest: DIGEST },
    ],
    faceMinor,
    deliveryDate: '2026-02-20',
    dueDate: DUE,
  }));
  return { id, creditor: 'SUP-01', debtor, claims };
}

/** The id of the token that is a range of a receivable. */
export const tokenOf = (receivable: string, from: bigint, to: bigint): string => `${receivable}:${from}-${to}`;

/** A company as it is onboarded, its identity unverified. */
export function company(id: string, role: 'supplier' | 'core', hostMsp: string): NewCompany {
  const identity = { scheme: 'LOCAL' as const, value: id };
  return { id, name: id, identity, roles: [role], hostMsp, sizeClass: 'SMALL', group: null, parent: null };
}
