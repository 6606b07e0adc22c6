import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { claimOf } from './claims';
import { DocumentDesk, placesOf } from './documents';
import { need, there } from './refusal';
import { CORE_HOST, type Change, type Input, type Scene } from './scene';
import { tokenKey, type Claim, type Range, type State, type Token } from './state';
import { tokenOf } from './tokens';

type Api = typeof TRANSACTIONS.receivable;

const MAX_CANCELLED = 32;
const MAX_NOTES = 200;

/** Ranges in order, adjacent ones joined. */
function joined(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.reduce<Range[]>((made, { from, to }) => {
    const last = made.at(-1);
    return last?.to === from ? [...made.slice(0, -1), { from: last.from, to }] : [...made, { from, to }];
  }, []);
}

const coversFace = (ranges: readonly Range[], { faceMinor }: Claim): boolean => {
  const [first, ...more] = joined(ranges);
  return more.length === 0 && first?.from === 0n && first.to === faceMinor;
};

function rangesLeft(state: State, claim: Claim, ids: readonly string[]): readonly Range[] {
  const tokens = ids.map((id) => tokenOf(state, id));
  need(
    tokens.every((token) => token.claim === claim.id),
    'CONDITION_UNMET',
  );
  return [...claim.cancelled, ...tokens];
}

function needReduction(state: State, claim: Claim, what: string, ranges: readonly Range[], ids: readonly string[]): void {
  need(claim.status === 'CONFIRMED' && claim.receivedMinor === 0n, 'WRONG_STATE');
  for (const { owner, tier, origin, status } of ids.map((id) => tokenOf(state, id))) {
    need(owner === claim.creditor && tier === 1 && origin === null && status === 'ACTIVE', 'WRONG_STATE');
  }
  need((what === 'CANCEL') === coversFace(ranges, claim), 'CONDITION_UNMET');
  need(joined(ranges).length <= MAX_CANCELLED, 'LIMIT_EXCEEDED');
}

/** receivable:proposeReduction */
export function proposeReduction({ state, caller }: Scene, input: Input<Api['proposeReduction']>): Change {
  const claim = claimOf(state, input.receivable);
  const ranges = rangesLeft(state, claim, input.tokens);
  need([claim.creditor, claim.debtor].includes(caller.company.id), 'NOT_AUTHORISED');
  needReduction(state, claim, input.what, ranges, input.tokens);
  need(!state.reductions.has(input.reduction), 'WRONG_STATE');
  const { reduction: id, what, tokens } = input;
  const made = { id, claim: claim.id, what, tokens, proposedBy: caller.company.id, status: 'PROPOSED' };
  return () => state.reductions.set(id, made);
}

/** receivable:agreeReduction */
export function agreeReduction({ state, caller }: Scene, { reduction: id }: Input<Api['agreeReduction']>): Change {
  const found = there(state.reductions.get(id));
  const claim = claimOf(state, found.claim);
  const ranges = rangesLeft(state, claim, found.tokens);
  const other = found.proposedBy === claim.debtor ? claim.creditor : claim.debtor;
  need(caller.company.id === other, 'NOT_AUTHORISED');
  need(found.status === 'PROPOSED', 'WRONG_STATE');
  needReduction(state, claim, found.what, ranges, found.tokens);
  return () => {
    state.reductions.set(id, { ...found, status: 'AGREED' });
    state.claims.set(claim.id, { ...claim, cancelled: joined(ranges), status: found.what === 'CANCEL' ? 'CANCELLED' : claim.status });
    for (const token of found.tokens.map((each) => tokenOf(state, each))) {
      const gone: Token = { ...token, status: 'CANCELLED', lock: null };
      state.tokens.set(tokenKey(gone), gone);
    }
  };
}

/** The claim of an open credit note: the same under every key of the fingerprints. */
const creditClaim = (creditor: string, debtor: string, place: string): string =>
  `CREDIT:${creditor}:${debtor}:${place.slice(place.indexOf('|'))}`;

/** receivable:openCredit */
export function openCredit({ state, caller }: Scene, input: Input<Api['openCredit']>): Change {
  const { creditor, debtor, amountMinor } = input;
  const buyer = there(state.companies.get(debtor));
  need(buyer.roles.includes('core') && buyer.host === CORE_HOST, 'CONDITION_UNMET');
  const issuer = there(state.companies.get(creditor));
  const note = { type: 'CREDIT-NOTE', number: input.number, issueDate: input.issueDate };
  const desk = new DocumentDesk(state);
  const [key] = placesOf(state, issuer, note);
  if (input.nettedIn === undefined) desk.take(issuer, note, creditClaim(creditor, debtor, key));
  else needNetted(state, input.nettedIn, creditor, debtor, key);
  const pair = `${creditor}/${debtor}`;
  const notes = state.credits.get(pair) ?? [];
  need([creditor, debtor].includes(caller.company.id), 'NOT_AUTHORISED');
  need(!notes.some((other) => other.key === key), 'DOCUMENT_ALREADY_USED');
  need(notes.length < MAX_NOTES, 'LIMIT_EXCEEDED');
  return () => {
    desk.save();
    state.credits.set(pair, [...notes, { key, amountMinor }]);
  };
}

function needNetted(state: State, id: string, creditor: string, debtor: string, key: string): void {
  const claim = claimOf(state, id);
  const isOfPair = claim.creditor === creditor && claim.debtor === debtor;
  const isNetted = claim.documents.some((document) => document.type === 'CREDIT-NOTE' && document.key === key);
  need(isOfPair && isNetted, 'CONDITION_UNMET');
}

/** receivable:closeCredit */
export function closeCredit({ state, caller }: Scene, { creditor, debtor, number, issueDate }: Input<Api['closeCredit']>): Change {
  const note = { type: 'CREDIT-NOTE', number, issueDate };
  const places = placesOf(state, there(state.companies.get(creditor)), note);
  const pair = `${creditor}/${debtor}`;
  const notes = state.credits.get(pair) ?? [];
  need(caller.company.id === debtor, 'NOT_AUTHORISED');
  const closed = notes.find(({ key }) => places.includes(key));
  if (closed === undefined) need(false, 'WRONG_STATE');
  const desk = new DocumentDesk(state);
  desk.release(closed?.key ?? '', creditClaim(creditor, debtor, places[0]));
  return () => {
    desk.save();
    state.credits.set(
      pair,
      notes.filter((other) => other !== closed),
    );
  };
}
