import { PAYABLE, type AnyRecord, type Receivable, type RecordKind, type Records } from '@tierline/chaincode/api';
import type { LookupFields, Wanted } from '../ports/books';

type Values<K extends keyof LookupFields> = Readonly<Record<LookupFields[K], readonly string[]>>;

const VALUES: { readonly [K in keyof LookupFields]: (record: Records[K]) => Values<K> } = {
  SCHEDULE: ({ id, creditor, debtor, receivables }) => ({
    creditor: [creditor],
    debtor: [debtor],
    status: receivables.map(({ status }) => status),
    payMonth: receivables.flatMap(payMonth),
    prefix: [id.split('-', 1).join()],
  }),
  RESTING: ({ tokens }) => ({
    owner: tokens.map(({ owner }) => owner),
    receivable: tokens.map(({ receivable }) => receivable),
    status: tokens.map(({ status }) => status),
  }),
  TOKEN: ({ owner, receivable, status, origin }) => ({
    owner: [owner],
    receivable: [receivable],
    status: [status],
    origin: origin === null ? [] : [origin],
  }),
  TRANSFER: ({ tokens, payer, payee, status }) => ({ token: tokens, payer: [payer], payee: [payee], status: [status] }),
  ASK: ({ tokens, seller, status, deal, receipt }) => ({
    token: tokens,
    seller: [seller],
    status: [status],
    bank: deal === null ? [] : [deal.bankCompany],
    dealState: deal === null ? [] : [deal.state],
    receipt: deal?.state === 'COMPLETE' ? [receipt] : [],
  }),
  OFFER: ({ id, ask, bank, status }) => ({ offer: [id], ask: [ask], bank: [bank], status: [status] }),
  SETTLEMENT: ({ receivable, overpaidMinor, refundReference }) => ({
    receivable: [receivable],
    refund: overpaidMinor > 0n && refundReference === null ? ['DUE'] : [],
  }),
  REDUCTION: ({ status }) => ({ status: [status] }),
  PROPOSAL: ({ status }) => ({ status: [status] }),
  'OPEN-CREDIT': ({ creditor }) => ({ creditor: [creditor] }),
};

/** The month in which a receivable is to be paid, while it may be. */
function payMonth({ status, payDate }: Receivable): readonly string[] {
  return payDate === null || !PAYABLE.includes(status) ? [] : [payDate.slice(0, 'YYYY-MM'.length)];
}

/** How a value of a field is written where records are looked up. */
export const lookup = (field: string, value: string): string => `${field}=${value}`;

/** Everything that a record is looked up by, each once. */
export function lookupsOf(record: AnyRecord): readonly string[] {
  const values = (VALUES as Partial<Record<RecordKind, (record: AnyRecord) => Readonly<Record<string, readonly string[]>>>>)[record.kind];
  if (values === undefined) return [];
  return [...new Set(Object.entries(values(record)).flatMap(([field, all]) => all.map((value) => lookup(field, value))))];
}

/** What records must be looked up by: of each list one. */
export function lookupsWanted(where: Readonly<Record<string, Wanted | undefined>>): readonly (readonly string[])[] {
  return Object.entries(where).flatMap(([field, wanted]) =>
    wanted === undefined ? [] : [(typeof wanted === 'string' ? [wanted] : wanted).map((value) => lookup(field, value))],
  );
}
