import {
  Fault,
  pairCollection,
  partsOfReceivableId,
  partsOfTokenId,
  programCollection,
  tokenId,
  type RecordKind,
  type Receivable,
} from '@tierline/chaincode/api';
import type { Books, Known, Scope } from '../ports/books';

/** A record that concerns a token. */
export interface Concerned {
  readonly kind: RecordKind;
  readonly known: Known;
}

/**
 * Every record that concerns a token, as these books know them: the claim, the token, its transfers, asks, prices and
 * payments. @throws Fault NOT_FOUND
 */
export async function recordsAbout(books: Books, program: string, token: string): Promise<readonly Concerned[]> {
  const scope = programCollection(program);
  const { receivable: id } = partsOfTokenId(token);
  const { schedule, ordinal } = partsOfReceivableId(id);
  const claim = await books.find('SCHEDULE', scope, schedule);
  const receivable = claim?.record.receivables.find((each) => each.ordinal === ordinal);
  const holder = await tokenRecord(books, scope, schedule, token);
  if (claim === null || receivable === undefined || holder === null) throw new Fault('NOT_FOUND', { kind: 'token', id: token });
  const transfers = await books.all('TRANSFER', { scope, where: { token } });
  const settlements = await books.all('SETTLEMENT', { scope, where: { receivable: id } });
  return [
    holder,
    { kind: 'SCHEDULE', known: claim },
    ...transfers.map((known): Concerned => ({ kind: 'TRANSFER', known })),
    ...(await financeRecords(books, scope, token)),
    ...settlements.map((known): Concerned => ({ kind: 'SETTLEMENT', known })),
    ...(await publicRecords(books, program, receivable, [claim.record.creditor, claim.record.debtor])),
  ];
}

async function tokenRecord(books: Books, scope: Scope, schedule: string, token: string): Promise<Concerned | null> {
  const own = await books.find('TOKEN', scope, token);
  if (own !== null) return { kind: 'TOKEN', known: own };
  const resting = await books.find('RESTING', scope, schedule);
  return resting?.record.tokens.some((each) => tokenId(each) === token) === true ? { kind: 'RESTING', known: resting } : null;
}

async function financeRecords(books: Books, scope: Scope, token: string): Promise<readonly Concerned[]> {
  const asks = await books.all('ASK', { scope, where: { token } });
  const found: Concerned[] = asks.map((known) => ({ kind: 'ASK', known }));
  for (const { record: ask } of asks) {
    const offers = await books.all('OFFER', { where: { ask: ask.id } });
    found.push(...offers.map((known): Concerned => ({ kind: 'OFFER', known })));
    if (ask.deal === null) continue;
    for (const kind of ['DEAL-TERMS', 'REGISTRATION', 'PAYOUT', 'DEAL-CLOSURE'] as const) {
      const known = await books.find(kind, pairCollection(ask.deal.bank, ask.sellerMsp), ask.id);
      if (known !== null) found.push({ kind, known });
    }
  }
  return found;
}

async function publicRecords(
  books: Books,
  program: string,
  receivable: Receivable,
  companies: readonly string[],
): Promise<readonly Concerned[]> {
  const found = await Promise.all([
    ...receivable.documents.map(async ({ fingerprint }) => ({
      kind: 'FINGERPRINT' as const,
      known: await books.find('FINGERPRINT', '', fingerprint),
    })),
    ...companies.map(async (id) => ({ kind: 'COMPANY' as const, known: await books.find('COMPANY', '', id) })),
    (async () => ({ kind: 'PROGRAM-HEAD' as const, known: await books.find('PROGRAM-HEAD', '', program) }))(),
  ]);
  return found.flatMap(({ kind, known }) => (known === null ? [] : [{ kind, known }]));
}
