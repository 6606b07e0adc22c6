import { pairCollection, type Ask } from '@tierline/chaincode/api';
import type { Check, Finding } from './audit';
import type { Evidence } from './evidence';

/** States of a deal whose face counts against the bank's limit, unless the bank has given it back. */
const COUNTING = ['ACCEPTED', 'REGISTERED', 'PAYING', 'COMPLETE', 'FAILED', 'RECOURSED', 'REPAID', 'WRITTEN_OFF'];

/** What asks, deals, documents and limits must show. */
export const financeChecks: readonly Check[] = [
  { name: 'every sale has its terms, its registration and its proof of payment', look: salesAreProven },
  { name: 'every limit counts exactly the deals that draw on it', look: limitsAddUp },
  { name: 'every sold document is marked as financed', look: documentsAreMarked },
  { name: 'no bank owns a token without a completed sale', look: banksBought },
];

/** Asks whose title has moved. */
async function soldAsks({ books }: Evidence): Promise<readonly Ask[]> {
  return (await books.all('ASK')).map(({ record }) => record)
    .filter(({ deal }) => deal !== null && ['COMPLETE', 'REPAID', 'RECOURSED', 'WRITTEN_OFF'].includes(deal.state));
}

async function salesAreProven(evidence: Evidence): Promise<Finding> {
  const { books } = evidence;
  const sold = await soldAsks(evidence);
  const wrong: string[] = [];
  let seen = 0;
  for (const { id, deal, sellerMsp } of sold) {
    const scope = pairCollection(deal?.bank ?? '', sellerMsp);
    const terms = (await books.find('DEAL-TERMS', scope, id))?.record;
    if (terms === undefined) continue;
    seen += 1;
    const payout = (await books.find('PAYOUT', scope, id))?.record;
    const registration = await books.find('REGISTRATION', scope, id);
    const adds = terms.proceedsMinor === terms.faceMinor - terms.discountMinor - terms.feesMinor && terms.proceedsMinor > 0n;
    if (registration === null || payout?.amountMinor !== terms.proceedsMinor || !adds) wrong.push(id);
  }
  return { looked: `${seen} of ${sold.length} sales seen whole`, wrong };
}

async function limitsAddUp({ books }: Evidence): Promise<Finding> {
  const limits = await books.all('CREDIT-LIMIT');
  const asks = new Map((await books.all('ASK')).map(({ record, scope }) => [`${scope}\n${record.id}`, record]));
  const wrong: string[] = [];
  for (const { record: limit, scope } of limits) {
    const closed = new Set((await books.all('DEAL-CLOSURE', scope)).map(({ record }) => record.ask));
    let taken = 0n;
    for (const { record: terms } of await books.all('DEAL-TERMS', scope)) {
      const ask = asks.get(`PROGRAM-${terms.program}\n${terms.ask}`);
      const counts = terms.debtor === limit.core && terms.currency === limit.currency && COUNTING.includes(ask?.deal?.state ?? '');
      if (counts && !closed.has(terms.ask)) taken += terms.faceMinor;
    }
    if (limit.usedMinor + limit.reservedMinor !== taken || limit.usedMinor < 0n || limit.reservedMinor < 0n) wrong.push(`${limit.bank} on ${limit.core}`);
  }
  return { looked: `${limits.length} limits`, wrong };
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
  return { looked: `${sold.length} sales`, wrong };
}

async function banksBought(evidence: Evidence): Promise<Finding> {
  const banks = new Set((await evidence.books.all('COMPANY')).filter(({ record }) => record.roles.includes('bank')).map(({ record }) => record.id));
  const sold = new Set((await soldAsks(evidence)).map(({ id }) => id));
  const owned = evidence.programs.flatMap(({ tokens }) => tokens).filter(({ token }) => banks.has(token.owner) && token.origin !== null);
  return { looked: `${owned.length} tokens`, wrong: owned.filter(({ token }) => !sold.has(token.origin ?? '')).map(({ id }) => id) };
}
