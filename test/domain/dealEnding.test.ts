import {
  abandonDeal,
  failDeal,
  releaseLimit,
  takeRecourse,
  type Caller,
  type DealHead,
  type DealStatus,
  type Judge,
  type Receivable,
  type Release,
  type Rules,
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
  receivable,
  REGULATOR,
  RULES,
  STRANGER,
  SUPPLIER,
  terms,
  token,
  tokenCase,
} from '../support/domainRecords';

const LATER: Rules = { ...RULES, time: { ...RULES.time, now: '2026-03-05T04:00:00Z' } };
const sold = (state: DealStatus, more: Partial<DealHead> = {}) => ask({ status: 'ACCEPTED', deal: deal({ state, ...more }) });

interface Ending {
  readonly rules: Rules;
  readonly caller: Caller;
  readonly deal: DealHead;
}
const ending = (state: DealStatus) => (): Ending => ({ rules: LATER, caller: callerOf(SUPPLIER), deal: deal({ state }) });
const inState = (state: DealStatus, condition: string): Refusal<Ending> => [
  `the deal is ${state}`,
  condition,
  'WRONG_STATE',
  (each) => ({ ...each, deal: { ...each.deal, state } }),
];
const byStranger: Refusal<Ending> = ['a stranger ends it', 'party', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(STRANGER) })];

describe('failure of a deal', () => {
  const fail = (judge: Judge, { rules, caller, deal: head }: Ending) => failDeal(judge, rules, caller, sold(head.state, head));

  refusesInOrder<Ending>(fail, ending('REGISTERED'), [
    byStranger,
    inState('PAYING', 'not-paying'),
    ['the deal is COMPLETE', 'deal-state', 'WRONG_STATE', (each) => ({ ...each, deal: { ...each.deal, state: 'COMPLETE' } })],
    ['the bank still has time to pay', 'payout-deadline-over', 'WRONG_STATE', (each) => ({ ...each, rules: RULES })],
  ]);

  it('is possible from the second of the payout deadline, for the seller and for the bank', () => {
    for (const by of [SUPPLIER, BANK_A]) {
      expect(decided((judge) => fail(judge, { ...ending('ACCEPTED')(), caller: callerOf(by) }))).to.deep.equal(sold('FAILED'));
    }
    const before = { ...LATER, time: { ...LATER.time, now: '2026-03-05T03:59:59Z' } };
    expect(faultOf((judge) => fail(judge, { ...ending('ACCEPTED')(), rules: before })).details).to.deep.include({
      current: 'BEFORE_DEADLINE',
    });
  });
});

describe('giving up a payment in progress', () => {
  const abandon = (judge: Judge, { caller, deal: head }: Ending) => abandonDeal(judge, caller, sold(head.state, head));

  refusesInOrder<Ending>(abandon, ending('PAYING'), [
    byStranger,
    inState('REGISTERED', 'paying'),
    [
      'the same side asks twice',
      'not-twice-one-side',
      'WRONG_STATE',
      (each) => ({ ...each, deal: { ...each.deal, abandonedBy: 'SUP-01' } }),
    ],
  ]);

  it('waits for the other side', () => {
    expect(decided((judge) => abandon(judge, ending('PAYING')()))).to.deep.equal(sold('PAYING', { abandonedBy: 'SUP-01' }));
  });

  it('ends the deal when both sides agree, or when the regulator says so', () => {
    const asked = deal({ state: 'PAYING', abandonedBy: 'BANK-A-01' });
    expect(decided((judge) => abandon(judge, { ...ending('PAYING')(), deal: asked }))).to.deep.equal(
      sold('FAILED', { abandonedBy: 'BANK-A-01' }),
    );
    expect(decided((judge) => abandon(judge, { ...ending('PAYING')(), caller: callerOf(REGULATOR) }))).to.deep.equal(sold('FAILED'));
  });
});

const bought = (more: Partial<Receivable> = {}): TokenCase =>
  tokenCase(
    { owner: 'BANK-A-01', ownerMsp: 'BankAMSP', origin: 'ASK-0001', contestUntil: '2026-03-05' },
    { receivable: receivable({ status: 'DEFAULTED', ...more }) },
  );

describe('recourse to the seller', () => {
  interface Recoursing {
    readonly caller: Caller;
    readonly recourse: boolean;
    readonly state: DealStatus;
    readonly found: readonly TokenCase[];
  }
  const recoursing = (): Recoursing => ({ caller: callerOf(BANK_A), recourse: true, state: 'COMPLETE', found: [bought()] });
  const take = (judge: Judge, { caller, recourse, state, found }: Recoursing) =>
    takeRecourse(judge, caller, { ...sold(state), recourse }, found, SUPPLIER);
  const ofCase =
    (change: (one: TokenCase) => TokenCase) =>
    (each: Recoursing): Recoursing => ({ ...each, found: each.found.map(change) });
  const ofReceivable = (change: Partial<Receivable>) => ofCase((one) => ({ ...one, receivable: { ...one.receivable, ...change } }));

  refusesInOrder<Recoursing>(take, recoursing, [
    ['another bank takes it', 'winning-bank', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_B) })],
    ['it was sold without recourse', 'sold-with-recourse', 'CONDITION_UNMET', (each) => ({ ...each, recourse: false })],
    ['title has not moved', 'deal-state', 'WRONG_STATE', (each) => ({ ...each, state: 'PAYING' })],
    [
      'a part of the range is not named',
      'all-tokens-named',
      'CONDITION_UNMET',
      ofCase((one) => ({ ...one, token: { ...one.token, to: 999_999n } })),
    ],
    [
      'the bank sold a part on',
      'owns-whole-range',
      'NOT_AUTHORISED',
      ofCase((one) => ({ ...one, token: { ...one.token, owner: 'BANK-B-01' } })),
    ],
    ['the debtor is not in default', 'unpaid', 'WRONG_STATE', ofReceivable({ status: 'CONFIRMED' })],
    ['an instalment waits for the bank', 'redeemed-up-to-date', 'WRONG_STATE', ofReceivable({ paidMinor: 100n })],
  ]);

  it('gives the tokens back to the seller as they are, their instalments paid', () => {
    const found = { ...bought({ paidMinor: 400n }), token: { ...bought().token, redeemedThroughMinor: 400n } };
    expect(decided((judge) => take(judge, { ...recoursing(), found: [found] }))).to.deep.equal({
      ask: sold('RECOURSED'),
      gone: [],
      tokens: [token({ redeemedThroughMinor: 400n })],
    });
  });
});

describe('release of the limit', () => {
  interface Releasing {
    readonly caller: Caller;
    readonly release: Release;
  }
  const redeemed = (): TokenCase => ({ ...bought({ status: 'SETTLED' }), token: { ...bought().token, status: 'REDEEMED' } });
  const releasing = (): Releasing => ({
    caller: callerOf(BANK_A),
    release: { ask: sold('COMPLETE', { payoutHash: 'h2' }), terms: terms(), closure: null, tokens: [redeemed()], writeOff: false },
  });
  const USED = limit({ usedMinor: 1_000_000n, reservedMinor: 2_000_000n });
  const release = (judge: Judge, { caller, release: found }: Releasing) => releaseLimit(judge, RULES, caller, USED, found);
  const of =
    (change: Partial<Release>) =>
    (each: Releasing): Releasing => ({ ...each, release: { ...each.release, ...change } });
  type Outcome = NonNullable<Release['closure']>['outcome'];
  const closure = (outcome: Outcome) => ({
    kind: 'DEAL-CLOSURE' as const,
    schemaVersion: 1 as const,
    ask: 'ASK-0001',
    outcome,
    on: '2026-03-02',
  });

  refusesInOrder<Releasing>(release, releasing, [
    ['another bank releases it', 'winning-bank', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_B) })],
    ['it was released before', 'not-given-back', 'WRONG_STATE', of({ closure: closure('REPAID') })],
    ['a part of the range is not named', 'all-tokens-named', 'CONDITION_UNMET', of({ tokens: [] })],
    ['a token is not redeemed', 'repaid', 'WRONG_STATE', of({ tokens: [bought()] })],
  ]);

  it('refuses to write off what is not in default, and to end a deal that is still under way', () => {
    expect(faultOf((judge) => release(judge, of({ writeOff: true })(releasing()))).details).to.deep.include({ current: 'NOT_IN_DEFAULT' });
    expect(faultOf((judge) => release(judge, of({ ask: sold('PAYING', { payoutHash: 'h2' }) })(releasing()))).details).to.deep.equal({
      current: 'PAYING',
      allowed: ['COMPLETE'],
    });
  });

  const cases: readonly [why: string, change: Partial<Release>, outcome: Outcome, drawn: boolean][] = [
    ['every token is redeemed', {}, 'REPAID', true],
    ['every token was sold on', { tokens: [tokenCase({ owner: 'BANK-B-01' })] }, 'REPAID', true],
    ['the bank writes off a default', { tokens: [bought()], writeOff: true }, 'WRITTEN_OFF', true],
    ['it was taken back', { ask: sold('RECOURSED', { payoutHash: 'h2' }), tokens: [] }, 'RECOURSED', true],
    ['it failed before any payout', { ask: sold('FAILED'), tokens: [] }, 'FAILED', false],
    ['it was given up while it was paid', { ask: sold('FAILED', { payoutHash: 'h2' }), tokens: [] }, 'FAILED', true],
  ];
  for (const [why, change, outcome, drawn] of cases) {
    it(`gives ${drawn ? 'used' : 'reserved'} back as ${outcome} when ${why}`, () => {
      const found = of(change)(releasing());
      const { ask: before } = found.release;
      expect(decided((judge) => release(judge, found))).to.deep.equal({
        limit: drawn ? limit({ usedMinor: 0n, reservedMinor: 2_000_000n }) : limit({ usedMinor: 1_000_000n, reservedMinor: 1_000_000n }),
        ask: { ...before, deal: { ...before.deal, state: outcome } },
        closure: closure(outcome),
      });
    });
  }
});
