import {
  answerReceipt,
  ASK_MOVES,
  declarePayout,
  disburse,
  judgeAllHeld,
  registerDeal,
  takeOffer,
  type Ask,
  type AskStatus,
  type Caller,
  type CreditLimit,
  type DealHead,
  type DealStatus,
  type Judge,
  type Lock,
  type Offer,
  type Payout,
  type Receipt,
  type Rules,
  type StoredHashes,
  type TokenCase,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import {
  ask,
  BANK_A,
  BANK_B,
  callerOf,
  deal,
  limit,
  offer,
  receivable,
  RULES,
  rulesOn,
  STRANGER,
  SUPPLIER,
  terms,
  token,
  tokenCase,
} from '../support/domainRecords';

const LATER: Rules = { ...RULES, time: { ...RULES.time, now: '2026-03-05T04:00:00Z' } };
const LOCK: Lock = { kind: 'ASK', ref: 'ASK-0001', until: '2026-03-08T00:00:00Z' };

describe('taking of an offer', () => {
  interface Taking {
    readonly rules: Rules;
    readonly caller: Caller;
    readonly ask: Ask;
    readonly offer: Offer;
    readonly limit: CreditLimit | null;
  }
  const taking = (): Taking => ({ rules: RULES, caller: callerOf(SUPPLIER), ask: ask(), offer: offer(), limit: limit() });
  const take = (judge: Judge, { rules, caller, ...found }: Taking) =>
    takeOffer(judge, rules, caller, { ...found, account: 'CN-ACCT-1', reason: null });
  const at =
    (now: string) =>
    (each: Taking): Taking => ({ ...each, rules: { ...each.rules, time: { ...each.rules.time, now } } });

  refusesInOrder<Taking>(take, taking, [
    ['another than the seller takes it', 'seller', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(STRANGER) })],
    ['it was made for another ask', 'offer-for-ask', 'NOT_FOUND', (each) => ({ ...each, offer: { ...each.offer, ask: 'ASK-0002' } })],
    ['the ask was cancelled', 'ask-state', 'WRONG_STATE', (each) => ({ ...each, ask: { ...each.ask, status: 'CANCELLED' } })],
    ['the lock of the ask is over', 'ask-lock-holds', 'WRONG_STATE', at('2026-03-08T00:00:00Z')],
    [
      'the offer has expired',
      'offer-not-expired',
      'WRONG_STATE',
      (each) => ({ ...each, offer: { ...each.offer, validUntil: RULES.time.now } }),
    ],
    [
      'its value date is over',
      'value-date-not-over',
      'WRONG_STATE',
      (each) => ({ ...each, offer: { ...each.offer, valueDate: '2026-03-01' } }),
    ],
    ['the bank withdrew it', 'offer-state', 'WRONG_STATE', (each) => ({ ...each, offer: { ...each.offer, status: 'WITHDRAWN' } })],
    ["the bank's limit is used up", 'bank-limit', 'CONDITION_UNMET', (each) => ({ ...each, limit: limit({ usedMinor: 4_000_001n }) })],
  ]);

  it('is refused from the second at which the offer expires, though nobody has swept it', () => {
    const expired = at('2026-03-04T00:00:00Z')({ ...taking(), offer: offer({ status: 'OPEN' }) });
    expect(faultOf((judge) => take(judge, expired)).details).to.deep.equal({
      current: 'EXPIRED',
      allowed: ['OPEN'],
      validUntil: '2026-03-04T00:00:00Z',
    });
  });

  it("tells the seller nothing of the bank's limit", () => {
    for (const each of [limit({ ceilingMinor: 0n }), limit({ expiresOn: '2026-03-01' }), null]) {
      expect(faultOf((judge) => take(judge, { ...taking(), limit: each })).details).to.deep.equal({ condition: 'bank-limit' });
    }
  });

  it('fixes the terms, lets the offer win and reserves the limit', () => {
    expect(decided((judge) => take(judge, taking()))).to.deep.equal({
      ask: ask({ status: 'ACCEPTED' }),
      offer: offer({ status: 'WON' }),
      limit: limit({ reservedMinor: 1_000_000n }),
      terms: terms(),
    });
  });

  for (const status of Object.keys(ASK_MOVES) as AskStatus[]) {
    const allowed = ['OPEN', 'CLOSED'].includes(status);
    it(`${allowed ? 'is possible' : 'is WRONG_STATE'} while the ask is ${status}`, () => {
      const taken = () => decided((judge) => take(judge, { ...taking(), ask: ask({ status }) }));
      if (allowed) expect(taken().ask.status).to.equal('ACCEPTED');
      else expect(taken).to.throw(`"current":"${status}"`).with.property('code', 'WRONG_STATE');
    });
  }
});

interface Dealt {
  readonly rules: Rules;
  readonly caller: Caller;
  readonly deal: DealHead;
}

const dealt =
  (state: DealStatus, more: Partial<DealHead> = {}) =>
  (): Dealt => ({ rules: RULES, caller: callerOf(BANK_A), deal: deal({ state, ...more }) });
const askOf = ({ deal: head }: Dealt, more: Partial<Ask> = {}): Ask => ask({ status: 'ACCEPTED', deal: head, ...more });
const byOther: Refusal<Dealt> = ['another bank acts', 'winning-bank', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_B) })];
const inState = (state: DealStatus): Refusal<Dealt> => [
  `the deal is ${state}`,
  'deal-state',
  'WRONG_STATE',
  (each) => ({ ...each, deal: { ...each.deal, state } }),
];
const tooLate: Refusal<Dealt> = [
  'the payout deadline is over',
  'before-payout-deadline',
  'WRONG_STATE',
  (each) => ({ ...each, rules: LATER }),
];

describe('registration of a deal', () => {
  const register = (judge: Judge, each: Dealt) => registerDeal(judge, each.rules, each.caller, askOf(each), 'ZD-0001');

  refusesInOrder<Dealt>(register, dealt('ACCEPTED'), [byOther, inState('PAYING'), tooLate]);

  it('keeps the number of the registry and its time', () => {
    expect(decided((judge) => register(judge, dealt('ACCEPTED')()))).to.deep.equal({
      ask: askOf(dealt('REGISTERED')()),
      registration: { kind: 'REGISTRATION', schemaVersion: 1, ask: 'ASK-0001', registryNo: 'ZD-0001', at: RULES.time.now },
    });
  });
});

describe('declaration of a payout', () => {
  const PAYOUT: Payout = {
    kind: 'PAYOUT',
    schemaVersion: 1,
    ask: 'ASK-0001',
    amountMinor: 986_025n,
    valueDate: '2026-03-03',
    reference: 'PAY-1',
    proofDigest: 'aa',
  };
  interface Declaring extends Dealt {
    readonly payout: Payout;
  }
  const declaring = (): Declaring => ({ ...dealt('REGISTERED')(), payout: PAYOUT });
  const declare = (judge: Judge, { rules, caller, payout, deal: head }: Declaring) =>
    declarePayout(judge, rules, caller, {
      ask: ask({ status: 'ACCEPTED', deal: head }),
      terms: terms(),
      limit: limit({ reservedMinor: 1_000_000n }),
      payout,
    });

  refusesInOrder<Declaring>(declare, declaring, [
    ...[byOther, inState('ACCEPTED'), tooLate].map(([when, condition, code, given]): Refusal<Declaring> => [
      when,
      condition,
      code,
      (each) => ({ ...each, ...given(each) }),
    ]),
    [
      'another amount than the proceeds is paid',
      'payout-is-proceeds',
      'AMOUNT_EXCEEDS',
      (each) => ({ ...each, payout: { ...each.payout, amountMinor: 986_024n } }),
    ],
    [
      'it is paid after the agreed value date',
      'payout-value-date',
      'CONDITION_UNMET',
      (each) => ({ ...each, payout: { ...each.payout, valueDate: '2026-03-04' } }),
    ],
  ]);

  it('stops the deadline and turns the reserved limit into used', () => {
    expect(decided((judge) => declare(judge, declaring()))).to.deep.equal({
      ask: ask({ status: 'ACCEPTED', deal: deal({ state: 'PAYING' }) }),
      limit: limit({ usedMinor: 1_000_000n }),
    });
  });
});

describe('disbursement', () => {
  interface Disbursing extends Dealt {
    readonly found: readonly TokenCase[];
    readonly stored: StoredHashes;
  }
  const held = (): TokenCase => tokenCase({ status: 'LOCKED', lock: LOCK });
  const disbursing = (): Disbursing => ({
    ...dealt('PAYING', { payoutKey: 'k2', payoutHash: 'h2' })(),
    found: [held()],
    stored: { terms: 'h1', payout: 'h2' },
  });
  const pay = (judge: Judge, each: Disbursing) => disburse(judge, each.rules, each.caller, askOf(each), each.found, each.stored, BANK_A);
  const ofCase =
    (change: Partial<TokenCase>) =>
    (each: Disbursing): Disbursing => ({ ...each, found: each.found.map((one) => ({ ...one, ...change })) });

  refusesInOrder<Disbursing>(pay, disbursing, [
    ...[byOther, inState('REGISTERED')].map(([when, condition, code, given]): Refusal<Disbursing> => [
      when,
      condition,
      code,
      (each) => ({ ...each, ...given(each) }),
    ]),
    ['no payout is stored', 'proof-stored', 'CONDITION_UNMET', (each) => ({ ...each, stored: { ...each.stored, payout: null } })],
    ['something else holds a token', 'held-by-ask', 'WRONG_STATE', ofCase({ held: null })],
    ['money waits for the seller', 'redeemed-up-to-date', 'WRONG_STATE', ofCase({ receivable: receivable({ paidMinor: 5n }) })],
  ]);

  it('refuses terms or a payout that are not those of the ask', () => {
    for (const stored of [
      { terms: 'h3', payout: 'h2' },
      { terms: 'h1', payout: 'h3' },
      { terms: null, payout: 'h2' },
    ]) {
      expect(faultOf((judge) => pay(judge, { ...disbursing(), stored })).details).to.deep.equal({ condition: 'proof-stored' });
    }
  });

  it('moves title to the bank in the same tier, contestable for three working days', () => {
    const complete = { ...disbursing().deal, state: 'COMPLETE' as const };
    expect(decided((judge) => pay(judge, disbursing()))).to.deep.equal({
      ask: ask({ status: 'ACCEPTED', deal: complete, contestUntil: '2026-03-05' }),
      gone: [],
      tokens: [token({ owner: 'BANK-A-01', ownerMsp: 'BankAMSP', origin: 'ASK-0001', contestUntil: '2026-03-05' })],
    });
  });
});

describe('tokens of an ask', () => {
  const cases: readonly [why: string, found: readonly TokenCase[], current: string | null][] = [
    ['all held by it', [tokenCase({ status: 'LOCKED', lock: LOCK })], null],
    ['one gone its own way', [], 'MOVED'],
    ['one free again', [tokenCase()], 'ACTIVE'],
    ['one held by a transfer of the same id', [tokenCase({ status: 'LOCKED', lock: { ...LOCK, kind: 'TRANSFER' } })], 'LOCKED'],
    ['one held by another ask', [tokenCase({ status: 'LOCKED', lock: { ...LOCK, ref: 'ASK-0002' } })], 'LOCKED'],
  ];
  for (const [why, found, current] of cases) {
    it(`${current === null ? 'may' : 'may not'} be sold: ${why}`, () => {
      const judged = () => decided((judge) => judgeAllHeld(judge, ask(), found));
      if (current === null) expect(judged).not.to.throw();
      else expect(judged).to.throw(`"current":"${current}"`).with.property('code', 'WRONG_STATE');
    });
  }
});

describe('receipt of the money', () => {
  interface Answering extends Dealt {
    readonly receipt: Receipt;
  }
  const answering = (): Answering => ({ ...dealt('COMPLETE')(), caller: callerOf(SUPPLIER), receipt: 'WAITING' });
  const answer = (says: 'CONFIRMED' | 'CONTESTED') => (judge: Judge, each: Answering) =>
    answerReceipt(judge, each.rules, each.caller, askOf(each, { receipt: each.receipt, contestUntil: '2026-03-05' }), says);
  const refusals: readonly Refusal<Answering>[] = [
    ['another than the seller answers', 'seller', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_A) })],
    ['title has not moved', 'deal-complete', 'WRONG_STATE', (each) => ({ ...each, deal: { ...each.deal, state: 'PAYING' } })],
    ['it was confirmed before', 'receipt-open', 'WRONG_STATE', (each) => ({ ...each, receipt: 'CONFIRMED' })],
  ];

  describe('confirmed', () => {
    refusesInOrder<Answering>(answer('CONFIRMED'), answering, refusals);

    it('at any time, also after it was contested', () => {
      const late = { ...answering(), rules: rulesOn('2026-06-01'), receipt: 'CONTESTED' as const };
      expect(decided((judge) => answer('CONFIRMED')(judge, late)).receipt).to.equal('CONFIRMED');
    });
  });

  describe('contested', () => {
    refusesInOrder<Answering>(answer('CONTESTED'), answering, [
      ...refusals,
      ['the days to contest are over', 'within-contest-days', 'WRONG_STATE', (each) => ({ ...each, rules: rulesOn('2026-03-06') })],
    ]);

    it('on the last day', () => {
      expect(decided((judge) => answer('CONTESTED')(judge, { ...answering(), rules: rulesOn('2026-03-05') })).receipt).to.equal(
        'CONTESTED',
      );
    });
  });
});
