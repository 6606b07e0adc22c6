import {
  Fault,
  partsOfTokenId,
  type Ask,
  type Company,
  type CoreStanding,
  type CreditLimit,
  type FingerprintEntry,
  type Instant,
  type Policy,
} from '@tierline/chaincode/api';
import { canOffer, checksOfAsk, type AskCase, type AskCheck } from './askChecks';
import { requireBank, type Desk } from './desk';
import { nextOfDeal, type DealNext } from './dealNext';
import { askOf, pairScope } from './offers';
import { recordsNamed } from './records';
import { tokensOf, type TokenRow } from './tokens';
import { requireSeenAsk } from './visible';
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
  const shown = alive.slice(0, MAX_ON_DESK);
  const common = await commonTo(desk, shown);
  return {
    asks: await Promise.all(shown.map((ask) => askOnDesk(desk, ask, common))),
    more: alive.length > MAX_ON_DESK,
    deals: await Promise.all(won.slice(0, MAX_ON_DESK).map((ask) => dealOnDesk(desk, ask))),
    limits: [...common.limits.values()].filter(({ bank }) => bank === desk.company.id),
    usualValueDate: usualValueDate(desk),
  };
}

/** One ask with each check. @throws Fault NOT_AUTHORISED unless it is a bank of the program; NOT_FOUND */
export async function checkedAsk(desk: Desk, id: string): Promise<AskOnDesk> {
  requireBank(desk);
  const ask = await askOf(desk, id);
  await requireSeenAsk(desk, ask);
  return askOnDesk(desk, ask, await commonTo(desk, [ask]));
}

async function askOnDesk(desk: Desk, ask: Ask, common: Common): Promise<AskOnDesk> {
  const checks = checksOfAsk(await caseOf(desk, ask, common));
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
    offers: (await quotedOffers(desk, id)).filter(({ bank }) => bank === desk.company.id),
  };
}

/** What several asks have in common: read once for all of them. */
interface Common {
  readonly companies: ReadonlyMap<string, Company>;
  /** By company id of the core. */
  readonly standings: ReadonlyMap<string, CoreStanding>;
  /** By core and currency. */
  readonly limits: ReadonlyMap<string, CreditLimit>;
  readonly policy: Policy;
}

async function commonTo(desk: Desk, asks: readonly Ask[]): Promise<Common> {
  const { session, view } = desk;
  const { books } = session;
  const [companies, standings, limits, policy] = await Promise.all([
    recordsNamed(
      books,
      'COMPANY',
      asks.flatMap(({ seller, debtor }) => [seller, debtor]),
      { scope: '' },
    ),
    books.all('CORE-STANDING', { scope: view.scope }),
    limitsOf(desk),
    books.find('POLICY', '', String(view.program.policyVersion)),
  ]);
  if (policy === null) throw new Fault('NOT_FOUND', { kind: 'policy', id: String(view.program.policyVersion) });
  return {
    companies: new Map(companies.map((company) => [company.id, company])),
    standings: new Map(standings.map(({ record }) => [record.core, record])),
    limits: new Map(limits.map((limit) => [limitKey(limit.core, limit.currency), limit])),
    policy: policy.record,
  };
}

const limitKey = (core: string, currency: string): string => `${core}/${currency}`;

async function limitsOf(desk: Desk): Promise<readonly CreditLimit[]> {
  const { books, identity } = desk.session;
  return (await books.all('CREDIT-LIMIT', { scope: pairScope(desk, identity.msp) })).map(({ record }) => record);
}

async function caseOf(desk: Desk, ask: Ask, { companies, standings, limits, policy }: Common): Promise<AskCase> {
  const { session, view, company } = desk;
  const { books } = session;
  const [seller, debtor] = [companies.get(ask.seller), companies.get(ask.debtor)];
  if (seller === undefined || debtor === undefined) throw new Fault('NOT_FOUND', { kind: 'company', id: ask.seller });
  const receivables = [...new Set(ask.tokens.map((id) => partsOfTokenId(id).receivable))];
  const all = await tokensOf(books, view.id, { receivables });
  const named = new Set(ask.tokens);
  const tokens = all.filter(({ id }) => named.has(id));
  return {
    ask,
    tokens,
    soldBefore: new Set(all.filter(({ token }) => token.origin !== null).map(({ token }) => token.receivable)),
    documents: await registryOf(desk, tokens),
    seller,
    debtor,
    standing: standings.get(ask.debtor) ?? null,
    limit: limits.get(limitKey(ask.debtor, ask.currency)) ?? null,
    policy,
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
