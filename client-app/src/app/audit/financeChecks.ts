import { pairCollection, type Ask, type CreditLimit } from '@tierline/chaincode/api';
import type { Books, Scope } from '../../ports/books';
import type { Check, Finding } from './check';
import type { Evidence } from './evidence';

/** What asks, deals, documents and limits must show. */
export const financeChecks: readonly Check[] = [
  { name: 'every sale has its terms, its registration and its proof of payment', look: salesAreProven },
  { name: 'every limit counts exactly the deals that draw on it', look: limitsAddUp },
  { name: 'every sold document is marked as financed', look: documentsAreMarked },
  { name: 'no bank owns a token without a completed sale', look: banksBought },
];

/** Asks whose title has moved. */
async function soldAsks({ books }: Evidence): Promise<readonly Ask[]> {
  return (await books.all('ASK'))
    .map(({ record }) => record)
    .filter(({ deal }) => deal !== null && ['COMPLETE', 'REPAID', 'RECOURSED', 'WRITTEN_OFF'].includes(deal.state));
}

async function salesAreProven(evidence: Evidence): Promise<Finding> {
  const sold = await soldAsks(evidence);
  const proofs = await Promise.all(sold.map((ask) => proofOf(evidence, ask)));
  const seen = proofs.filter((proof) => proof !== null);
  return {
    looked: { what: 'sales seen whole', count: seen.length, of: sold.length },
    wrong: seen.filter(({ isProven }) => !isProven).map(({ ask }) => ask),
  };
}

/** Whether a sale is proven; null when its terms are not for this organisation to see. */
async function proofOf(
  { books }: Evidence,
  { id: ask, deal, sellerMsp }: Ask,
): Promise<{ readonly ask: string; readonly isProven: boolean } | null> {
  const scope = pairCollection(deal?.bank ?? '', sellerMsp);
  const terms = await books.find('DEAL-TERMS', scope, ask);
  if (terms === null) return null;
  const [payout, registration] = await Promise.all([books.find('PAYOUT', scope, ask), books.find('REGISTRATION', scope, ask)]);
  const { faceMinor, discountMinor, feesMinor, proceedsMinor } = terms.record;
  const adds = proceedsMinor === faceMinor - discountMinor - feesMinor && proceedsMinor > 0n;
  return { ask, isProven: registration !== null && payout?.record.amountMinor === proceedsMinor && adds };
}

async function limitsAddUp({ books }: Evidence): Promise<Finding> {
  const limits = await books.all('CREDIT-LIMIT');
  const drawing = await Promise.all(
    limits.map(async ({ record, scope }) => ({ record, takenMinor: await takenMinor(books, record, scope) })),
  );
  const wrong = drawing.filter(
    ({ record: { usedMinor, reservedMinor }, takenMinor: taken }) =>
      usedMinor + reservedMinor !== taken || usedMinor < 0n || reservedMinor < 0n,
  );
  return { looked: { what: 'limits', count: limits.length }, wrong: wrong.map(({ record: { bank, core } }) => `${bank} on ${core}`) };
}

/** The face of the deals that draw on a limit and were not given back. */
async function takenMinor(books: Books, { core, currency }: CreditLimit, scope: Scope): Promise<bigint> {
  const closed = new Set((await books.all('DEAL-CLOSURE', { scope })).map(({ record }) => record.ask));
  const terms = (await books.all('DEAL-TERMS', { scope }))
    .map(({ record }) => record)
    .filter(({ ask, debtor, currency: own }) => debtor === core && own === currency && !closed.has(ask));
  return terms.reduce((total, { faceMinor }) => total + faceMinor, 0n);
}

async function documentsAreMarked(evidence: Evidence): Promise<Finding> {
  const { books, programs } = evidence;
  const rows = new Map(programs.flatMap(({ receivables }) => receivables.map((row) => [`${row.program}\n${row.id}`, row])));
  const states = new Map((await books.all('FINGERPRINT')).map(({ record }) => [record.fingerprint, record.state]));
  const wrong: string[] = [];
  const sold = await soldAsks(evidence);
  for (const { id, program, tokens } of sold) {
    const documents = tokens.flatMap((token) => rows.get(`${program}\n${token.split(':')[0] ?? ''}`)?.receivable.documents ?? []);
    if (documents.some(({ fingerprint }) => states.get(fingerprint) !== 'FINANCED')) wrong.push(id);
  }
  return { looked: { what: 'sales', count: sold.length }, wrong };
}

async function banksBought(evidence: Evidence): Promise<Finding> {
  const banks = new Set(
    (await evidence.books.all('COMPANY')).filter(({ record }) => record.roles.includes('bank')).map(({ record }) => record.id),
  );
  const sold = new Set((await soldAsks(evidence)).map(({ id }) => id));
  const owned = evidence.programs.flatMap(({ tokens }) => tokens).filter(({ token }) => banks.has(token.owner) && token.origin !== null);
  return {
    looked: { what: 'tokens', count: owned.length },
    wrong: owned.filter(({ token }) => !sold.has(token.origin ?? '')).map(({ id }) => id),
  };
}
