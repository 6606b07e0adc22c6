import { dateOfInstant, instantPlus, plusDays } from '../model/days';
import { PROGRAM } from '../model/scene';
import { lengthOf, RULES, tokenKey, type State, type Token, type Transfer } from '../model/state';
import { claimOfToken, heldBy, isPaidUp } from '../model/tokens';
import { DIGEST, type Draft, type Drawn } from './draft';

/** Whether an owner could use the token now: an inkling, not a verdict. */
export function isUsable(state: State, token: Token): boolean {
  const claim = claimOfToken(state, token);
  return (
    ['ACTIVE', 'LOCKED'].includes(token.status) &&
    ['CONFIRMED', 'PART_PAID'].includes(claim.status) &&
    heldBy(state, token, state.now) === null &&
    state.today < claim.dueDate &&
    isPaidUp(state, token)
  );
}

const usable = (draft: Draft, suits: (token: Token) => boolean = () => true): Token | undefined =>
  draft.find(draft.state.tokens, (token) => suits(token) && isUsable(draft.state, token));

const split: Drawn = (draft) => {
  const { random } = draft;
  const token = usable(draft, (each) => lengthOf(each) >= 2n * RULES.minimumMinor);
  if (token === undefined) return null;
  const parts = random.percent(85) ? 2 : random.between(3, 6);
  const amountsMinor: bigint[] = [];
  let left = lengthOf(token);
  while (amountsMinor.length < parts - 1 && left >= 2n * RULES.minimumMinor) {
    const part = random.amount(RULES.minimumMinor, left - RULES.minimumMinor);
    amountsMinor.push(part);
    left -= part;
  }
  const order = { program: PROGRAM, token: tokenKey(token), amountsMinor: [...amountsMinor, left] };
  return draft.call(draft.someoneOf(token.owner), 'token:split', order);
};

const merge: Drawn = (draft) => {
  const { state } = draft;
  const nextTo = new Map([...state.tokens.values()].map((token) => [`${token.claim}:${token.from}`, token]));
  const follows = (token: Token): Token | undefined => nextTo.get(`${token.claim}:${token.to}`);
  const first = usable(draft, (token) => follows(token)?.owner === token.owner);
  const second = first === undefined ? undefined : follows(first);
  if (first === undefined || second === undefined) return null;
  const third = follows(second);
  const tokens = [first, second, ...(third?.owner === first.owner ? [third] : [])].map(tokenKey);
  return draft.call(draft.someoneOf(first.owner), 'token:merge', { program: PROGRAM, tokens });
};

function takeOf(draft: Draft, token: Token): bigint {
  const have = lengthOf(token);
  return draft.random.percent(40) || have < 2n * RULES.minimumMinor
    ? have
    : draft.random.amount(RULES.minimumMinor, have - RULES.minimumMinor);
}

const assign: Drawn = (draft) => {
  const { random, state } = draft;
  const first = usable(draft, ({ tier, owner }) => tier < RULES.maxTier && state.companies.get(owner)?.roles.includes('supplier') === true);
  if (first === undefined) return null;
  const more = draft.several(
    state.tokens,
    random.below(3),
    (token) => token.owner === first.owner && token !== first && isUsable(state, token),
  );
  const payments = [first, ...more].map((token) => {
    const amountMinor = takeOf(draft, token);
    const issueDate = plusDays(state.today, -random.between(1, 20));
    return {
      transfer: draft.fresh('TRF'),
      payee: draft.supplier(),
      document: {
        type: 'INVOICE',
        number: draft.fresh('TINV'),
        issueDate,
        amountMinor: amountMinor + random.amount(0n, 500n),
        digest: DIGEST,
      },
      expiresAt: instantPlus(state.now, random.between(1, 4)),
      takes: [{ token: tokenKey(token), amountMinor }],
    };
  });
  return draft.call(draft.someoneOf(first.owner), 'token:assign', { program: PROGRAM, payments });
};

type Answering = (draft: Draft, transfer: Transfer) => string;

const answer =
  (name: string, limit: number, actorOf: Answering, suits = (_transfer: Transfer, _state: State) => true): Drawn =>
  (draft) => {
    const { state } = draft;
    const first = draft.find(state.transfers, (transfer) => transfer.status === 'OPEN' && suits(transfer, state));
    if (first === undefined) return null;
    const alike = draft.several(
      state.transfers,
      draft.random.below(limit),
      (transfer) =>
        transfer !== first &&
        transfer.status === 'OPEN' &&
        transfer.payee === first.payee &&
        transfer.payer === first.payer &&
        suits(transfer, state),
    );
    const transfers = [first, ...alike].map(({ id }) => id);
    return draft.call(actorOf(draft, first), name, { program: PROGRAM, transfers });
  };

const isOpen = ({ expiresAt }: Transfer, { now }: State): boolean => expiresAt > now;
const isOver = ({ expiresAt }: Transfer, { now }: State): boolean => expiresAt <= now || dateOfInstant(expiresAt) < dateOfInstant(now);
const somebody: Answering = ({ random }) => random.of(['maker@SUP-02', 'maker@CORE-01', 'checker@OPERATOR-01', 'maker@REGULATOR-01']);

/** Tokens cut, joined and passed down. */
export const TOKEN_CALLS: Readonly<Record<string, Drawn>> = {
  'token:split': split,
  'token:merge': merge,
  'token:assign': assign,
  'token:accept': answer('token:accept', 3, (draft, { payee }) => draft.someoneOf(payee), isOpen),
  'token:reject': answer('token:reject', 2, (draft, { payee }) => draft.someoneOf(payee)),
  'token:withdraw': answer('token:withdraw', 2, (draft, { payer }) => draft.someoneOf(payer)),
  'token:expire': answer('token:expire', 3, somebody, isOver),
};
