import {
  Fault,
  lengthOf,
  MAX_BATCH,
  partsOfTokenId,
  sha256,
  sum,
  tokenId,
  TRANSACTIONS,
  wrongState,
  type Reduction,
  type ReductionKind,
} from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { shortId } from './names';
import { pick } from './picking';
import { receivableOf, receivablesOf, type ReceivableRow } from './receivables';
import { step, type Step } from './step';
import { tokensOf, type TokenRow } from './tokens';
import { viewerOf } from './visible';

/** A reduction as its two sides see it. */
export interface ReductionSeen {
  readonly reduction: string;
  readonly receivable: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly what: ReductionKind;
  /** What is taken out of the face, minor units. */
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly evidenceDigest: string;
  /** Company id. */
  readonly proposedBy: string;
  readonly status: Reduction['status'];
  /** Whether the desk's company is the side that has not proposed. */
  readonly isOursToAgree: boolean;
}

/** The reductions of receivables that the person at this desk may see, those that wait first. @throws Fault as `viewerOf` */
export async function reductionsOf(desk: Desk): Promise<readonly ReductionSeen[]> {
  const { session, company, view } = desk;
  const viewer = await viewerOf(session);
  const records = (await session.books.all('REDUCTION', { scope: view.scope })).map(({ record }) => record);
  const rows = await receivablesOf(session.books, view.id, { ids: records.map(({ receivable }) => receivable) });
  const schedules = new Map(rows.map((row) => [row.id, row.schedule]));
  const seen = records.flatMap((record): readonly ReductionSeen[] => {
    const schedule = schedules.get(record.receivable);
    if (schedule === undefined) return [];
    const { creditor, debtor } = schedule;
    const isParty = creditor === company.id || debtor === company.id;
    if (viewer.company !== null && !isParty) return [];
    const { id: reduction, receivable, what, tokens, reason, evidenceDigest, proposedBy, status } = record;
    const amountMinor = sum(tokens.map((token) => lengthOf(partsOfTokenId(token))));
    const isOursToAgree = isParty && proposedBy !== company.id && status === 'PROPOSED';
    return [{ reduction, receivable, creditor, debtor, what, amountMinor, reason, evidenceDigest, proposedBy, status, isOursToAgree }];
  });
  return seen.sort((a, b) => Number(b.status === 'PROPOSED') - Number(a.status === 'PROPOSED') || (a.reduction < b.reduction ? -1 : 1));
}

/** What somebody wants to take out of a confirmed receivable. */
export interface WantedReduction {
  readonly receivable: string;
  /** As on the credit note; null to cancel all of it. */
  readonly amountMinor: bigint | null;
  /** A code. */
  readonly reason: string;
  /** SHA-256 of the credit note, hex; null where it is not at hand. */
  readonly evidenceDigest: string | null;
  readonly requestId: string | null;
}

/** A reduction that is ready to be proposed. */
export interface PlannedReduction {
  readonly reduction: string;
  /** Ids of the tokens that would be cancelled. */
  readonly tokens: readonly string[];
  /** The cut of a token, where only a part of it goes; then the proposal. */
  readonly steps: readonly Step[];
}

/**
 * Plans a reduction by its amount: free tokens of the first creditor are taken, and the last one is cut where it is too large; only its
 * owner can cut one, so that a debtor's amount must be that of whole tokens.
 * @throws Fault NOT_FOUND; AMOUNT_EXCEEDS as {@link pick}; as {@link requireProposable} where one is cut
 */
export async function planReduction(desk: Desk, wanted: WantedReduction): Promise<PlannedReduction> {
  const { session, company, view } = desk;
  const { receivable, amountMinor, reason, requestId } = wanted;
  const row = await receivableOf(session.books, view.id, receivable);
  const known = (await tokensOf(session.books, view.id, { receivables: [receivable] })).filter(({ token }) => token.status !== 'CANCELLED');
  const chosen = amountMinor === null ? wholly(known) : cutOut(desk, freeOf(known, row.schedule.creditor), amountMinor);
  if (chosen.cut !== null) requireProposable(desk, row);
  const reduction = shortId('RED', company.id, requestId);
  const order = {
    program: view.id,
    reduction,
    receivable,
    what: amountMinor === null ? ('CANCEL' as const) : ('REDUCE' as const),
    tokens: [...chosen.tokens],
    reason,
    evidenceDigest: wanted.evidenceDigest ?? sha256(`${receivable}\n${reason}`),
  };
  const proposal = step(TRANSACTIONS.receivable.proposeReduction, order, chosen.tokens.length);
  return { reduction, tokens: chosen.tokens, steps: chosen.cut === null ? [proposal] : [chosen.cut, proposal] };
}

/**
 * What must hold before a token is cut for a reduction, so that nothing is cut for one that is refused.
 * @throws Fault NOT_AUTHORISED for a maker; CONDITION_UNMET {condition: 'whole-tokens'} for a debtor; WRONG_STATE once money arrived
 */
function requireProposable({ session, company }: Desk, { schedule, receivable: { status, receivedMinor } }: ReceivableRow): void {
  if (!session.attributes.roles.includes('checker')) throw new Fault('NOT_AUTHORISED', { need: 'a person with duty checker' });
  if (company.id !== schedule.creditor) throw new Fault('CONDITION_UNMET', { condition: 'whole-tokens' });
  if (status !== 'CONFIRMED' || receivedMinor > 0n) throw wrongState(status, ['CONFIRMED']);
}

interface Chosen {
  readonly tokens: readonly string[];
  readonly cut: Step | null;
}

const wholly = (rows: readonly TokenRow[]): Chosen => ({ tokens: rows.map(({ id }) => id), cut: null });

/** Tokens that a reduction may take; the smallest first, so that whole ones are found before one is cut. */
function freeOf(rows: readonly TokenRow[], creditor: string): readonly TokenRow[] {
  const isFree = ({ token }: TokenRow): boolean =>
    token.owner === creditor && token.tier === 1 && token.origin === null && token.status === 'ACTIVE';
  return rows.filter(isFree).sort((a, b) => (lengthOf(a.token) < lengthOf(b.token) ? -1 : 1));
}

function cutOut({ view }: Desk, rows: readonly TokenRow[], amountMinor: bigint): Chosen {
  const rules = { amountMinor, minimumMinor: view.program.minimumTokenMinor, maxTokens: MAX_BATCH };
  const exact = rows.find(({ token }) => lengthOf(token) === amountMinor);
  const picks = exact === undefined ? pick(rows, ({ token }) => token, rules) : [{ from: exact, amountMinor }];
  const part = picks.find(({ from, amountMinor: taken }) => taken < lengthOf(from.token));
  const tokens = picks.map(({ from: { token }, amountMinor: taken }) => tokenId({ ...token, to: token.from + taken }));
  if (part === undefined) return { tokens, cut: null };
  const left = lengthOf(part.from.token) - part.amountMinor;
  const order = { program: view.id, token: part.from.id, amountsMinor: [part.amountMinor, left] };
  return { tokens, cut: step(TRANSACTIONS.token.split, order) };
}
