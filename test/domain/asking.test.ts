import {
  ASK_MOVES,
  DEAL_MOVES,
  endAsk,
  openAsk,
  releasedBy,
  stepDeal,
  type Ask,
  type AskStatus,
  type Caller,
  type Company,
  type DealStatus,
  type Judge,
  type Lock,
  type Rules,
  type Token,
  type TokenCase,
  type Wish,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import { ask, callerOf, CORE, deal, HEAD, RULES, rulesOn, STRANGER, SUPPLIER, token, tokenCase } from '../support/domainRecords';

const LOCK: Lock = { kind: 'ASK', ref: 'ASK-0001', until: '2026-03-08T00:00:00Z' };

describe('opening of an ask', () => {
  interface Asking {
    readonly rules: Rules;
    readonly caller: Caller;
    readonly wish: Wish;
  }
  const asking = (): Asking => ({
    rules: RULES,
    caller: callerOf(SUPPLIER),
    wish: {
      id: 'ASK-0001',
      kind: 'SALE',
      recourse: true,
      deadline: '2026-03-05T00:00:00Z',
      tokens: [tokenCase()],
      debtor: CORE,
      openCreditMinor: 0n,
      heldBack: [],
    },
  });
  const open = (judge: Judge, { rules, caller, wish }: Asking) => openAsk(judge, rules, caller, wish);
  const ofWish =
    (change: Partial<Wish>) =>
    (each: Asking): Asking => ({ ...each, wish: { ...each.wish, ...change } });
  const ofToken =
    (change: Partial<TokenCase>) =>
    (each: Asking): Asking => ({ ...each, wish: { ...each.wish, tokens: each.wish.tokens.map((one) => ({ ...one, ...change })) } });
  const local = (of: Company): Company => ({ ...of, identity: { scheme: 'LOCAL', value: 'X-1' } });

  refusesInOrder<Asking>(open, asking, [
    ['another owns a token', 'owner', 'NOT_AUTHORISED', ofToken({ token: token({ owner: 'SUP-99' }) })],
    ['something else holds a token', 'token-free', 'WRONG_STATE', ofToken({ held: LOCK })],
    ['a purchase may still be contested', 'purchase-settled', 'WRONG_STATE', ofToken({ contestable: true })],
    [
      'the seller is suspended',
      'caller-active',
      'WRONG_STATE',
      (each) => ({ ...each, caller: { ...each.caller, company: { ...each.caller.company, status: 'SUSPENDED' } } }),
    ],
    ['a pledge is wished', 'kind-offered', 'CONDITION_UNMET', ofWish({ kind: 'PLEDGE' })],
    ['a token is a claim on another core', 'one-core', 'CONDITION_UNMET', ofToken({ debtor: 'CORE-02' })],
    [
      'the program knows no recourse',
      'recourse-allowed',
      'CONDITION_UNMET',
      (each) => ({ ...each, rules: { ...each.rules, program: { ...each.rules.program, recourse: false } } }),
    ],
    [
      'the seller has no verified identity in a REAL program',
      'identity-verified',
      'POLICY_REFUSED',
      (each) => ({
        ...each,
        rules: { ...each.rules, head: { ...HEAD, mode: 'REAL' } },
        caller: { ...each.caller, company: local(each.caller.company) },
      }),
    ],
    [
      'the deadline and the time to pay out reach the due date',
      'lock-ends-before-due-date',
      'WRONG_STATE',
      ofWish({ deadline: '2026-06-20T00:00:00Z' }),
    ],
    ['an open credit note is not held back', 'open-credit-held-back', 'AMOUNT_EXCEEDS', ofWish({ openCreditMinor: 1n })],
  ]);

  it('refuses a debtor without verified identity, but in a DEMO program nobody', () => {
    const unverified = ofWish({ debtor: local(CORE) })(asking());
    expect(faultOf((judge) => open(judge, { ...unverified, rules: { ...RULES, head: { ...HEAD, mode: 'REAL' } } })).details).to.deep.equal({
      rule: 'local-identity-demo-only',
      version: 1,
      figure: 1,
      found: 'CORE-01',
    });
    expect(() => decided((judge) => open(judge, unverified))).not.to.throw();
  });

  it('locks the tokens until the deadline and the time to pay out', () => {
    expect(decided((judge) => open(judge, asking()))).to.deep.equal({
      ask: ask(),
      gone: [],
      tokens: [token({ status: 'LOCKED', lock: LOCK })],
    });
  });

  describe('counts against an open credit of 100,000', () => {
    const rest = (more: Partial<Token> = {}, found: Partial<TokenCase> = {}): TokenCase => tokenCase({ from: 900_000n, ...more }, found);
    const cases: readonly [why: string, kept: TokenCase, counts: boolean][] = [
      ['a free token of the seller', rest(), true],
      ['one minor unit too little', rest({ from: 900_001n }), false],
      ["another's token", rest({ owner: 'SUP-99' }), false],
      ['a claim on another core', rest({}, { debtor: 'CORE-02' }), false],
      ['a redeemed token', rest({ status: 'REDEEMED' }), false],
      ['a locked token', rest({ status: 'LOCKED', lock: LOCK }), false],
      ['the token that is sold', tokenCase({ to: 900_000n }), false],
    ];
    for (const [why, kept, counts] of cases) {
      it(`${why}: ${counts ? 'yes' : 'no'}`, () => {
        const wish = { ...asking().wish, tokens: [tokenCase({ to: 900_000n })], openCreditMinor: 100_000n, heldBack: [kept] };
        const judged = () => decided((judge) => open(judge, { ...asking(), wish }));
        if (counts) expect(judged).not.to.throw();
        else expect(judged).to.throw('AMOUNT_EXCEEDS');
      });
    }
  });

  it("does not hold a later owner to the first creditor's credit notes", () => {
    const bought = tokenCase({ owner: 'SUP-02' }, { creditor: 'SUP-01' });
    const wish = { ...asking().wish, tokens: [bought], openCreditMinor: 100_000n };
    const caller = callerOf({ ...SUPPLIER, id: 'SUP-02' });
    expect(() => decided((judge) => open(judge, { ...asking(), caller, wish }))).not.to.throw();
  });
});

describe('end of an ask', () => {
  interface Ending {
    readonly rules: Rules;
    readonly caller: Caller;
    readonly found: Ask;
  }
  const byStranger: Refusal<Ending> = [
    'a stranger ends it',
    'seller',
    'NOT_AUTHORISED',
    (each) => ({ ...each, caller: callerOf(STRANGER) }),
  ];
  const tooEarly: Refusal<Ending> = ['its lock is not over', 'lock-over', 'WRONG_STATE', (each) => ({ ...each, rules: RULES })];
  const accepted: Refusal<Ending> = [
    'an offer was taken',
    'ask-state',
    'WRONG_STATE',
    (each) => ({ ...each, found: { ...each.found, status: 'ACCEPTED' } }),
  ];

  for (const next of ['CLOSED', 'CANCELLED', 'EXPIRED'] as const) {
    describe(next, () => {
      const end = (judge: Judge, { rules, caller, found }: Ending) => endAsk(judge, rules, caller, found, next);
      const ending = (): Ending =>
        next === 'EXPIRED'
          ? { rules: rulesOn('2026-03-08'), caller: callerOf(STRANGER), found: ask() }
          : { rules: RULES, caller: callerOf(SUPPLIER), found: ask() };

      refusesInOrder<Ending>(end, ending, next === 'EXPIRED' ? [accepted, tooEarly] : [byStranger, accepted]);

      for (const status of Object.keys(ASK_MOVES) as AskStatus[]) {
        const allowed = ASK_MOVES[status].includes(next);
        it(`${allowed ? 'follows' : 'is WRONG_STATE from'} ${status}`, () => {
          const ended = () => decided((judge) => end(judge, { ...ending(), found: ask({ status }) }));
          if (allowed) expect(ended()).to.deep.equal(ask({ status: next }));
          else expect(ended).to.throw(`"current":"${status}"`).with.property('code', 'WRONG_STATE');
        });
      }
    });
  }

  it('frees the tokens that it still holds and no others', () => {
    const own = tokenCase({ to: 400_000n, status: 'LOCKED', lock: LOCK });
    const other = tokenCase({ from: 400_000n, status: 'LOCKED', lock: { ...LOCK, ref: 'ASK-0002' } });
    expect(releasedBy(ask(), [own, other])).to.deep.equal({ gone: [], tokens: [token({ to: 400_000n })] });
  });
});

describe('steps of a deal', () => {
  const step = (found: Ask, next: DealStatus) => (judge: Judge) => stepDeal(judge, found, next);

  for (const state of Object.keys(DEAL_MOVES) as DealStatus[]) {
    for (const next of Object.keys(DEAL_MOVES) as DealStatus[]) {
      const allowed = DEAL_MOVES[state].includes(next);
      it(`${state} to ${next}: ${allowed ? 'a step' : 'WRONG_STATE'}`, () => {
        const found = ask({ status: 'ACCEPTED', deal: deal({ state }) });
        if (allowed) expect(decided(step(found, next))).to.deep.equal({ ...found, deal: deal({ state: next }) });
        else expect(faultOf(step(found, next))).to.deep.include({ code: 'WRONG_STATE' });
      });
    }
  }

  it('are none while there is no deal', () => {
    expect(faultOf(step(ask(), 'REGISTERED')).details).to.deep.equal({ current: 'NO_DEAL', allowed: ['ACCEPTED'] });
  });
});
