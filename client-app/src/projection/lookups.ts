import { type AnyRecord, type RecordKind, type Records } from '@tierline/chaincode/api';
import type { LookupFields } from '../ports/books';

type Values<K extends keyof LookupFields> = Readonly<Record<LookupFields[K], readonly string[]>>;

const VALUES: { readonly [K in keyof LookupFields]: (record: Records[K]) => Values<K> } = {
  SCHEDULE: ({ creditor, debtor, receivables }) => ({
    creditor: [creditor],
    debtor: [debtor],
    status: receivables.map(({ status }) => status),
  }),
  RESTING: ({ tokens }) => ({ owner: tokens.map(({ owner }) => owner), receivable: tokens.map(({ receivable }) => receivable) }),
  TOKEN: ({ owner, receivable, status }) => ({ owner: [owner], receivable: [receivable], status: [status] }),
  TRANSFER: ({ tokens, payer, payee, status }) => ({ token: tokens, payer: [payer], payee: [payee], status: [status] }),
  ASK: ({ tokens, seller, status, deal }) => ({
    token: tokens,
    seller: [seller],
    status: [status],
    dealState: deal === null ? [] : [deal.state],
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

/** How a value of a field is written where records are looked up. */
export const lookup = (field: string, value: string): string => `${field}=${value}`;

/** Everything that a record is looked up by, each once. */
export function lookupsOf(record: AnyRecord): readonly string[] {
  const values = (VALUES as Partial<Record<RecordKind, (record: AnyRecord) => Readonly<Record<string, readonly string[]>>>>)[record.kind];
  if (values === undefined) return [];
  return [...new Set(Object.entries(values(record)).flatMap(([field, all]) => all.map((value) => lookup(field, value))))];
}
