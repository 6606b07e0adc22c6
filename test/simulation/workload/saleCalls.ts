import { instantPlus, isPaymentDay, plusDays } from '../model/days';
import { BANK_HOSTS, HOST, PROGRAM } from '../model/scene';
import { total, lengthOf, tokenKey, type Ask, type Deal, type State, type Token } from '../model/state';
import { claimOfToken, stillThere } from '../model/tokens';
import { DIGEST, type Draft, type Drawn } from './draft';
import { isUsable } from './tokenCalls';

const BANKS = { BankAMSP: 'BANK-A-01', BankBMSP: 'BANK-B-01' } as const;
const FAR = '2026-12-31';

/** How everything between a bank and the host is addressed. */
const pairAt = (bankMsp: string): { program: string; bankMsp: string; hostMsp: string } => ({ program: PROGRAM, bankMsp, hostMsp: HOST });

/** The pair of a deal, by its name. */
const pairOfDeal = ({ pair }: Deal): ReturnType<typeof pairAt> => pairAt(pair.split('-')[1] ?? '');

const setLimit: Drawn = (draft) => {
  const { random } = draft;
  const bankMsp = random.of(BANK_HOSTS);
  const ceilingMinor = random.percent(70) ? random.amount(10n ** 9n, 10n ** 15n) : random.amount(0n, 10n ** 8n);
  const expiresOn = random.percent(90) ? FAR : plusDays(draft.state.today, random.between(1, 20));
  const order = { ...pairAt(bankMsp), core: random.of(['CORE-01', 'CORE-02']), currency: 'CNY', ceilingMinor, expiresOn };
  return draft.call(`checker@${BANKS[bankMsp]}`, 'financing:setLimit', order);
};

const ask: Drawn = (draft) => {
  const { random, state } = draft;
  const sellable = (token: Token): boolean => isUsable(state, token) && plusDays(state.today, 6) < claimOfToken(state, token).dueDate;
  const first = draft.find(state.tokens, sellable);
  if (first === undefined) return null;
  const { debtor } = claimOfToken(state, first);
  const alike = (token: Token): boolean =>
    token !== first &&
    token.owner === first.owner &&
    sellable(token) &&
    (random.percent(98) ? claimOfToken(state, token).debtor === debtor : true);
  const more = draft.several(state.tokens, random.below(4), alike);
  const order = {
    program: PROGRAM,
    ask: draft.fresh('ASK'),
    kind: random.percent(98) ? 'SALE' : 'PLEDGE',
    recourse: random.percent(65),
    deadline: instantPlus(state.now, random.between(1, 2)),
    tokens: [first, ...more].map(tokenKey),
    heldBack: heldBackFor(draft, first, debtor, [first, ...more]).map(tokenKey),
  };
  return draft.call(draft.someoneOf(first.owner), 'financing:ask', order);
};

/** Tokens that the seller keeps when there are open credit notes against him; mostly. */
function heldBackFor({ random, state }: Draft, { owner }: Token, debtor: string, sold: readonly Token[]): Token[] {
  const notes = state.credits.get(`${owner}/${debtor}`) ?? [];
  const need = random.percent(80) ? total(notes.map(({ amountMinor }) => amountMinor)) : 0n;
  const kept: Token[] = [];
  for (const token of state.tokens.values()) {
    if (total(kept.map(lengthOf)) >= need || kept.length >= 50) break;
    const suits = token.owner === owner && token.status === 'ACTIVE' && claimOfToken(state, token).debtor === debtor;
    if (suits && !sold.includes(token)) kept.push(token);
  }
  return kept;
}

const onAsk =
  (method: string, suits: (ask: Ask, state: State) => boolean, actorOf: (draft: Draft, ask: Ask) => string): Drawn =>
  (draft) => {
    const found = draft.find(draft.state.asks, (each) => suits(each, draft.state));
    return found === undefined ? null : draft.call(actorOf(draft, found), `financing:${method}`, { program: PROGRAM, ask: found.id });
  };

const offer: Drawn = (draft) => {
  const { random, state } = draft;
  const found = draft.find(state.asks, ({ status, deadline }) => status === 'OPEN' && deadline > state.now);
  if (found === undefined || state.days === null) return null;
  const bankMsp = random.percent(65) ? BANK_HOSTS[0] : BANK_HOSTS[1];
  let valueDate = state.today;
  while (random.percent(97) && !isPaymentDay(state.days, valueDate)) valueDate = plusDays(valueDate, 1);
  if (random.percent(50)) valueDate = plusDays(valueDate, 1);
  const order = {
    ...pairAt(bankMsp),
    ask: found.id,
    offer: draft.fresh('OFFER'),
    ratePpm: random.between(0, 120_000),
    feesMinor: random.percent(95) ? random.amount(0n, 200n) : random.amount(10n ** 4n, 10n ** 8n),
    valueDate,
    validUntil: instantPlus(state.now, random.between(1, 3)),
    tenorNote: random.percent(70) ? 'Orders and deliveries reviewed' : null,
    relatedNote: random.percent(90) ? 'Group reviewed' : null,
  };
  return draft.call(draft.someoneOf(BANKS[bankMsp]), 'financing:offer', order);
};

const withdraw: Drawn = (draft) => {
  const found = draft.find(draft.state.offers, ({ status }) => status === 'OPEN');
  if (found === undefined) return null;
  const order = { ...pairAt(found.pair.split('-')[1] ?? ''), offer: found.id };
  return draft.call(draft.someoneOf(found.bank), 'financing:withdraw', order);
};

const take: Drawn = (draft) => {
  const { random, state } = draft;
  const isLive = (id: string): boolean => ['OPEN', 'CLOSED'].includes(state.asks.get(id)?.status ?? '');
  const found = draft.find(
    state.offers,
    (each) =>
      each.status === 'OPEN' && isLive(each.ask) && each.validUntil > state.now && (random.percent(3) || each.valueDate >= state.today),
  );
  if (found === undefined) return null;
  const seller = state.asks.get(found.ask)?.seller ?? '';
  const reason = random.percent(50) ? 'The bank pays sooner' : null;
  const order = { ...pairAt(found.pair.split('-')[1] ?? ''), ask: found.ask, offer: found.id, account: `ACCOUNT-${seller}`, reason };
  return draft.call(draft.someoneOf(seller), 'financing:take', order);
};

const inState =
  (...states: readonly string[]) =>
  ({ deal }: Ask): boolean =>
    deal !== null && states.includes(deal.state);

const withDeal =
  (suits: (ask: Ask, state: State) => boolean, made: (draft: Draft, ask: Ask, deal: Deal) => ReturnType<Drawn>): Drawn =>
  (draft) => {
    const found = draft.find(draft.state.asks, (each) => suits(each, draft.state));
    return found === undefined || found.deal === null ? null : made(draft, found, found.deal);
  };

const inTime = ({ deal }: Ask, { now }: State): boolean => deal !== null && deal.deadline > now;

const register = withDeal(
  (each, state) => inState('ACCEPTED')(each) && inTime(each, state),
  (draft, { id }, deal) =>
    draft.call(draft.someoneOf(deal.bank), 'financing:register', { ...pairOfDeal(deal), ask: id, registryNo: draft.fresh('ZD') }),
);

const payout = withDeal(
  (each, state) => inState('REGISTERED')(each) && inTime(each, state),
  (draft, { id }, deal) => {
    const { proceedsMinor: amountMinor, valueDate } = deal;
    const order = { ...pairOfDeal(deal), ask: id, amountMinor, valueDate, reference: draft.fresh('PAY'), proofDigest: DIGEST };
    return draft.call(`checker@${deal.bank}`, 'financing:payout', order);
  },
);

const recourse = withDeal(
  (each, state) =>
    inState('COMPLETE')(each) &&
    each.recourse &&
    stillThere(state, each.tokens).some((token) => claimOfToken(state, token).status === 'DEFAULTED'),
  (draft, { id }, deal) => {
    const tokens = [...draft.state.tokens.values()]
      .filter(({ origin }) => origin === id)
      .slice(0, 50)
      .map(tokenKey);
    return tokens.length === 0 ? null : draft.call(`checker@${deal.bank}`, 'financing:recourse', { program: PROGRAM, ask: id, tokens });
  },
);

const isEnded = (each: Ask, state: State): boolean => {
  if (each.deal === null || each.deal.closed) return false;
  if (['FAILED', 'RECOURSED'].includes(each.deal.state)) return true;
  const isDone = ({ status, claim }: Token): boolean => status === 'REDEEMED' || state.claims.get(claim)?.status === 'DEFAULTED';
  return each.deal.state === 'COMPLETE' && stillThere(state, each.tokens).every(isDone);
};

const release = withDeal(isEnded, (draft, first, deal) => {
  const { random, state } = draft;
  const alike = draft.several(
    state.asks,
    random.below(3),
    (each) => isEnded(each, state) && each.debtor === first.debtor && each.deal?.pair === deal.pair,
  );
  const asks = [...new Set([first, ...alike])];
  const deals = asks.map(({ id, tokens }) => ({ ask: id, tokens: soldOf(state, tokens).slice(0, 50), writeOff: random.percent(30) }));
  return draft.call(draft.someoneOf(deal.bank), 'financing:release', { ...pairOfDeal(deal), core: first.debtor, currency: 'CNY', deals });
});

/** All tokens that came out of the ranges that were sold. */
function soldOf(state: State, sold: readonly string[]): string[] {
  const ranges = sold.map((id) => {
    const [claim = '', range = ''] = id.split(':');
    const [from = 0n, to = 0n] = range.split('-').map(BigInt);
    return { claim, from, to };
  });
  const isInside = (token: Token): boolean =>
    ranges.some(({ claim, from, to }) => token.claim === claim && from <= token.from && token.to <= to);
  return [...state.tokens.values()].filter(isInside).map(tokenKey);
}

const seller = (draft: Draft, { seller: company }: Ask): string => draft.someoneOf(company);
const side = (draft: Draft, { seller: company, deal }: Ask): string =>
  `checker@${draft.random.percent(50) ? company : (deal?.bank ?? company)}`;
const anyone = ({ random }: Draft): string => random.of(['maker@SUP-03', 'maker@CORE-01', 'maker@OPERATOR-01', 'maker@BANK-B-01']);

/** Sales of tokens to banks. */
export const SALE_CALLS: Readonly<Record<string, Drawn>> = {
  'financing:setLimit': setLimit,
  'financing:ask': ask,
  'financing:close': onAsk('close', ({ status }) => status === 'OPEN', seller),
  'financing:cancel': onAsk('cancel', ({ status }) => ['OPEN', 'CLOSED'].includes(status), seller),
  'financing:expire': onAsk(
    'expire',
    ({ status, lockedUntil }, { now }) => ['OPEN', 'CLOSED'].includes(status) && lockedUntil <= now,
    anyone,
  ),
  'financing:offer': offer,
  'financing:withdraw': withdraw,
  'financing:take': take,
  'financing:register': register,
  'financing:payout': payout,
  'financing:disburse': onAsk('disburse', inState('PAYING'), (_draft, { deal }) => `checker@${deal?.bank ?? ''}`),
  'financing:confirmReceipt': onAsk('confirmReceipt', (each) => inState('COMPLETE')(each) && each.receipt !== 'CONFIRMED', seller),
  'financing:contestReceipt': onAsk('contestReceipt', (each) => inState('COMPLETE')(each) && each.receipt === 'WAITING', seller),
  'financing:fail': onAsk('fail', (each, state) => inState('ACCEPTED', 'REGISTERED')(each) && !inTime(each, state), side),
  'financing:abandon': onAsk('abandon', inState('PAYING'), (draft, each) =>
    draft.random.percent(30) ? 'checker@REGULATOR-01' : side(draft, each),
  ),
  'financing:recourse': recourse,
  'financing:release': release,
};
