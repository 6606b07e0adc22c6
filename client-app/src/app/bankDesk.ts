import { Fault, partsOfTokenId, type Ask, type CreditLimit, type FingerprintEntry, type Instant } from '@tierline/chaincode/api';
import { canOffer, checksOfAsk, type AskCase, type AskCheck } from './askChecks';
import { companyNamed, type Desk } from './desk';
import { nextOfDeal, type DealNext } from './dealNext';
import { askOf, pairScope } from './offers';
import { recordsNamed } from './records';
import { tokensOf, type TokenRow } from './tokens';
import { quotedOffers, usualValueDate, type QuotedOffer } from './worth';

/** An ask as a bank decides about it. */
export interface AskOnDesk {
  readonly ask: string;
  readonly seller: string;
  readonly debtor: string;
  readonly currency: string;
  readonly faceMinor: bigint;
  readonly tokens: number;
  readonly recourse: boolean;
  readonly lastPayDate: string;
  readonly deadline: Instant;
  readonly checks: readonly AskCheck[];
  readonly canOffer: boolean;
  /** The bank's own offers for it. */
  readonly offers: readonly QuotedOffer[];
}

/** A deal that the bank has won and not finished. */
export interface DealOnDesk {
  readonly ask: string;
  readonly seller: string;
  readonly state: string;
  readonly currency: string;
  readonly faceMinor: bigint;
  readonly proceedsMinor: bigint | null;
  readonly valueDate: string | null;
  /** The seller's account; null where the terms are not known here. */
  readonly account: string | null;
  readonly payoutDeadline: Instant;
  readonly next: DealNext;
}

/** All that a bank's staff look at in one program. */
export interface BankDesk {
  readonly asks: readonly AskOnDesk[];
  /** Whether more asks are open than are listed. */
  readonly more: boolean;
  readonly deals: readonly DealOnDesk[];
  readonly limits: readonly CreditLimit[];
  /** What an offer has where nothing else is said. */
  readonly usualValueDate: string;
}

/** Most asks, and most deals, of one answer. */
export const MAX_ON_DESK = 50;
const UNFINISHED = ['ACCEPTED', 'REGISTERED', 'PAYING'];

/** The asks open to the desk's bank, its deals and its limits. @throws Fault NOT_AUTHORISED unless it is a bank of the program */
export async function bankDeskOf(desk: Desk): Promise<BankDesk> {
  requireBank(desk);
  const { books } = desk.session;
  const { scope, time } = desk.view;
  const open = (await books.all('ASK', { scope, where: { status: 'OPEN' } })).map(({ record }) => record);
  const alive = open.filter(({ deadline }) => deadline > time.now).sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
  const won = (await books.all('ASK', { scope, where: { bank: desk.company.id, dealState: UNFINISHED } })).map(({ record }) => record);
  const scopeOfPair = pairScope(desk, desk.session.identity.msp);
  return {
    asks: await Promise.all(alive.slice(0, MAX_ON_DESK).map((ask) => askOnDesk(desk, ask))),
    more: alive.length > MAX_ON_DESK,
    deals: await Promise.all(won.slice(0, MAX_ON_DESK).map((ask) => dealOnDesk(desk, ask))),
    limits: (await books.all('CREDIT-LIMIT', { scope: scopeOfPair })).map(({ record }) => record),
    usualValueDate: usualValueDate(desk),
  };
}

/** One ask with each check. @throws Fault NOT_AUTHORISED unless it is a bank of the program; NOT_FOUND */
export async function checkedAsk(desk: Desk, id: string): Promise<AskOnDesk> {
  requireBank(desk);
  return askOnDesk(desk, await askOf(desk, id));
}

function requireBank({ company, session, view }: Desk): void {
  const isBank = company.roles.includes('bank') && view.program.bankMsps.includes(session.identity.msp);
  if (!isBank) throw new Fault('NOT_AUTHORISED', { need: 'a bank of the program' });
}

async function askOnDesk(desk: Desk, ask: Ask): Promise<AskOnDesk> {
  const checks = checksOfAsk(await caseOf(desk, ask));
  const { id, seller, debtor, currency, faceMinor, tokens, recourse, lastPayDate, deadline } = ask;
  return {
    ask: id,
    seller,
    debtor,
    currency,
    faceMinor,
    tokens: tokens.length,
    recourse,
    lastPayDate,
    deadline,
    checks,
    canOffer: canOffer(checks),
    offers: await quotedOffers(desk, id),
  };
}

async function caseOf(desk: Desk, ask: Ask): Promise<AskCase> {
  const { session, view, company } = desk;
  const { books } = session;
  const receivables = [...new Set(ask.tokens.map((id) => partsOfTokenId(id).receivable))];
  const all = await tokensOf(books, view.id, { receivables });
  const named = new Set(ask.tokens);
  const [seller, debtor, standing, limit, policy] = await Promise.all([
    companyNamed(session, ask.seller),
    companyNamed(session, ask.debtor),
    books.find('CORE-STANDING', view.scope, ask.debtor),
    books.find('CREDIT-LIMIT', pairScope(desk, session.identity.msp), `${ask.debtor}/${ask.currency}`),
    books.find('POLICY', '', String(view.program.policyVersion)),
  ]);
  if (policy === null) throw new Fault('NOT_FOUND', { kind: 'policy', id: String(view.program.policyVersion) });
  const tokens = all.filter(({ id }) => named.has(id));
  return {
    ask,
    tokens,
    soldBefore: new Set(all.filter(({ token }) => token.origin !== null).map(({ token }) => token.receivable)),
    documents: await registryOf(desk, tokens),
    seller,
    debtor,
    standing: standing?.record ?? null,
    limit: limit?.record ?? null,
    policy: policy.record,
    bank: company.id,
    time: view.time,
  };
}

async function registryOf({ session }: Desk, tokens: readonly TokenRow[]): Promise<ReadonlyMap<string, FingerprintEntry>> {
  const fingerprints = tokens.flatMap(({ receivable }) => receivable.documents.map(({ fingerprint }) => fingerprint));
  const entries = await recordsNamed(session.books, 'FINGERPRINT', fingerprints, { scope: '' });
  return new Map(entries.map((entry) => [entry.fingerprint, entry]));
}

async function dealOnDesk(desk: Desk, ask: Ask): Promise<DealOnDesk> {
  const { id, seller, currency, faceMinor, deal } = ask;
  const { state, bank, payoutDeadline } = deal ?? { state: 'FAILED', bank: '', payoutDeadline: '' };
  const found = await desk.session.books.find('DEAL-TERMS', pairScope(desk, bank), id);
  const { proceedsMinor = null, valueDate = null, account = null } = found?.record ?? {};
  const next = nextOfDeal(state, desk.view.head.mode);
  return { ask: id, seller, state, currency, faceMinor, proceedsMinor, valueDate, account, payoutDeadline, next };
}
