import type { z } from 'zod';
import type { financingTransactions as api } from '../api/financingTransactions';
import { releasedBy, type Wish } from '../domain/asking';
import { pairCollection } from '../domain/collectionNames';
import type { Caller } from '../domain/company';
import { judgeAllHeld, type StoredHashes } from '../domain/dealing';
import type { Release } from '../domain/dealEnding';
import { financeDocument, judgeFinanceable } from '../domain/documentRegistry';
import { Fault } from '../domain/fault';
import type { Ask, DealHead, DealTerms } from '../domain/financing';
import { addDaysToInstant, type Instant } from '../domain/instant';
import type { TokenCase } from '../domain/movement';
import type { OfferCase } from '../domain/offering';
import { wrongState } from '../domain/stateMachine';
import type { PairBook } from '../state/pairBook';
import type { ProgramBook } from '../state/programBook';
import type { Unit } from './unit';

/** The books of a program and of one bank and the program's host. @throws Fault NOT_AUTHORISED when the bank is none of the program. */
export async function openPairOf(
  unit: Unit,
  program: string,
  bankMsp: string,
  hostMsp: string,
): Promise<{ readonly book: ProgramBook; readonly pair: PairBook }> {
  const book = await unit.book(program);
  const { bankMsps, hostMsp: host } = book.program;
  if (!bankMsps.includes(bankMsp) || host !== hostMsp) throw new Fault('NOT_AUTHORISED', { need: 'a bank and the host of the program' });
  return { book, pair: await unit.pair(bankMsp, hostMsp) };
}

/** Loads what an ask is decided from. */
export async function wishOf(unit: Unit, book: ProgramBook, caller: Caller, input: z.output<typeof api.ask.input>): Promise<Wish> {
  const [tokens, heldBack] = [await book.tokenCases(input.tokens), await book.tokenCases(input.heldBack)];
  const debtor = await unit.register.company(tokens[0]?.debtor ?? '');
  const credit = await book.openCredit(caller.company.id, debtor.id);
  const { ask: id, kind, recourse, deadline } = input;
  return { id, kind, recourse, deadline, tokens, debtor, openCreditMinor: credit.openMinor, heldBack };
}

/** Loads what an offer is decided from. */
export async function offerCase(unit: Unit, book: ProgramBook, pair: PairBook, askId: string): Promise<OfferCase> {
  const ask = await book.ask(askId);
  const [seller, debtor] = await Promise.all([unit.register.company(ask.seller), unit.register.company(ask.debtor)]);
  const found = await book.casesStillThere(ask.tokens);
  const tokens = found.map(({ token, receivable }) => ({
    from: token.from,
    to: token.to,
    payDate: receivable.payDate ?? receivable.dueDate,
    related: token.related,
  }));
  const [limit, standing] = await Promise.all([pair.findLimit(ask.debtor, ask.currency), book.standing(ask.debtor)]);
  return { ask, seller, debtor, tokens, limit, standing };
}

/** What the ask tells of a deal: who, until when, and digests of the terms. */
export function dealHead(
  book: ProgramBook,
  terms: DealTerms,
  sealed: { readonly key: string; readonly hash: string },
  lockedUntil: Instant,
): DealHead {
  const inTime = addDaysToInstant(book.rules.time.now, book.program.payoutDays);
  return {
    bank: terms.bankMsp,
    bankCompany: terms.bank,
    state: 'ACCEPTED',
    termsKey: sealed.key,
    termsHash: sealed.hash,
    payoutKey: null,
    payoutHash: null,
    payoutDeadline: inTime < lockedUntil ? inTime : lockedUntil,
    abandonedBy: null,
  };
}

/**
 * An ask may be sold when it holds its tokens, every document behind them is financeable for its claim, and the pair has no
 * terms under its id: one pair serves several programs, and terms are written once.
 */
export async function judgeSaleable(unit: Unit, book: ProgramBook, pair: PairBook, ask: Ask): Promise<void> {
  const found = await book.casesStillThere(ask.tokens);
  judgeAllHeld(unit.judge, ask, found);
  const known = await pair.findTerms(ask.id);
  unit.judge.check('new-terms', known === null, () => wrongState('EXISTS', ['NEW'], { kind: 'DEAL-TERMS', ask: ask.id }));
  for (const { fingerprint, claim } of documentsOf(book, found)) {
    judgeFinanceable(unit.judge, await unit.register.findFingerprint(fingerprint), claim);
  }
}

/** Marks the documents behind the tokens as financed: written once, at the first completed deal. */
export async function financeDocuments(unit: Unit, book: ProgramBook, found: readonly TokenCase[]): Promise<void> {
  for (const { fingerprint, claim } of documentsOf(book, found)) {
    const entry = await unit.register.findFingerprint(fingerprint);
    judgeFinanceable(unit.judge, entry, claim);
    if (entry !== null && entry.state !== 'FINANCED') unit.register.putFingerprint(financeDocument(entry), null);
  }
}

/** The documents behind tokens, each once. */
function documentsOf(book: ProgramBook, found: readonly TokenCase[]): { readonly fingerprint: string; readonly claim: string }[] {
  const documents = new Map<string, { readonly fingerprint: string; readonly claim: string }>();
  for (const { token, receivable } of found) {
    const claim = book.claimDigest(token.receivable);
    for (const { fingerprint } of receivable.documents) documents.set(fingerprint, { fingerprint, claim });
  }
  return [...documents.values()];
}

/** The hashes of terms and payout that this peer holds, whether or not it may read them. */
export async function storedHashes(unit: Unit, ask: Ask): Promise<StoredHashes> {
  const { deal } = ask;
  if (deal === null) return { terms: null, payout: null };
  const hashOf = async (key: string | null): Promise<string | null> => {
    if (key === null) return null;
    const hash = await unit.stub.getPrivateDataHash(pairCollection(deal.bank, ask.sellerMsp), key);
    return hash.length === 0 ? null : Buffer.from(hash).toString('hex');
  };
  return { terms: await hashOf(deal.termsKey), payout: await hashOf(deal.payoutKey) };
}

/** Stages a deal that ended or is asked to end; a failed one frees its tokens. */
export async function endDeal(book: ProgramBook, before: Ask, after: Ask): Promise<number> {
  book.putAsk(after);
  if (after.deal?.state === 'FAILED') await book.moveTokens(releasedBy(before, await book.casesStillThere(before.tokens)));
  return 1;
}

/** Loads deals whose place in the limit is given back. */
export function releaseCases(book: ProgramBook, pair: PairBook, deals: z.output<typeof api.release.input>['deals']): Promise<Release[]> {
  return Promise.all(
    deals.map(async ({ ask, tokens, writeOff }) => ({
      ask: await book.ask(ask),
      terms: await pair.terms(ask),
      closure: await pair.findClosure(ask),
      tokens: await book.casesStillThere(tokens),
      writeOff,
    })),
  );
}
