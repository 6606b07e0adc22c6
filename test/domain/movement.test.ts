import {
  coverExactly,
  cut,
  freed,
  heldLock,
  judgeLockEnd,
  mergeTokens,
  splitToken,
  takeFrom,
  tokenId,
  type Caller,
  type Judge,
  type Lock,
  type Receivable,
  type Rules,
  type Token,
  type TokenCase,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import { callerOf, NOW, PAYEE, receivable, RULES, rulesOn, SUPPLIER, token, tokenCase } from '../support/domainRecords';

interface Moving {
  readonly rules: Rules;
  readonly caller: Caller;
  readonly found: TokenCase;
  readonly amounts: readonly bigint[];
}

const LOCK: Lock = { kind: 'TRANSFER', ref: 'TRF-0001', until: '2026-03-10T00:00:00Z' };
const moving = (): Moving => ({ rules: RULES, caller: callerOf(SUPPLIER), found: tokenCase(), amounts: [400_000n, 600_000n] });
const ofToken =
  (change: Partial<Token>) =>
  (each: Moving): Moving => ({ ...each, found: { ...each.found, token: { ...each.found.token, ...change } } });
const ofCase =
  (change: Partial<TokenCase>) =>
  (each: Moving): Moving => ({ ...each, found: { ...each.found, ...change } });
const ofReceivable =
  (change: Partial<Receivable>) =>
  (each: Moving): Moving => ({ ...each, found: { ...each.found, receivable: { ...each.found.receivable, ...change } } });

/** What refuses every move of a token, whatever the move. */
const MOVES: readonly Refusal<Moving>[] = [
  ['another owns it', 'owner', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(PAYEE) })],
  ['its receivable is in default', 'receivable-alive', 'WRONG_STATE', ofReceivable({ status: 'DEFAULTED' })],
  ['a lock holds it', 'token-free', 'WRONG_STATE', ofCase({ held: LOCK })],
  ['money waits for its holder', 'redeemed-up-to-date', 'WRONG_STATE', ofReceivable({ paidMinor: 100n })],
  ['its due date has come', 'before-due-date', 'WRONG_STATE', (each) => ({ ...each, rules: rulesOn('2026-06-22') })],
  ['its purchase may still be contested', 'purchase-settled', 'WRONG_STATE', ofCase({ contestable: true })],
];

describe('split of a token', () => {
  const split = (judge: Judge, { rules, caller, found, amounts }: Moving) => splitToken(judge, rules, caller, found, amounts);

  refusesInOrder<Moving>(split, moving, [
    ...MOVES,
    ['a part is below the minimum', 'minimum', 'AMOUNT_EXCEEDS', (each) => ({ ...each, amounts: [9_999n, 990_001n] })],
  ]);

  it('refuses a token that was redeemed or cancelled, late interest that waits, and parts that are not the whole', () => {
    const cases: readonly [change: (each: Moving) => Moving, code: string, current: string | undefined][] = [
      [ofToken({ status: 'REDEEMED' }), 'WRONG_STATE', 'REDEEMED'],
      [ofToken({ status: 'CANCELLED' }), 'WRONG_STATE', 'CANCELLED'],
      [ofReceivable({ interestPaidMinor: 1n }), 'WRONG_STATE', 'PAYMENT_WAITING'],
      [(each) => ({ ...each, amounts: [400_000n, 600_001n] }), 'AMOUNT_EXCEEDS', undefined],
      [(each) => ({ ...each, amounts: [400_000n, 500_000n] }), 'MALFORMED', undefined],
    ];
    for (const [change, code, current] of cases) {
      const fault = faultOf((judge) => split(judge, change(moving())));
      expect([fault.code, fault.details['current']]).to.deep.equal([code, current]);
    }
  });

  it('gives consecutive tokens that inherit owner, tier, payouts and origin', () => {
    const through = { redeemedThroughMinor: 300n, interestThroughMinor: 2n, tier: 3, origin: 'ASK-0009' };
    const found = tokenCase(through, { receivable: receivable({ status: 'PART_PAID', paidMinor: 300n, interestPaidMinor: 2n }) });
    expect(decided((judge) => split(judge, { ...moving(), found }))).to.deep.equal([
      token({ ...through, to: 400_000n }),
      token({ ...through, from: 400_000n }),
    ]);
  });

  it('takes a token whose lock is past its end as free, and its parts carry no lock', () => {
    const found = tokenCase({ status: 'LOCKED', lock: { ...LOCK, until: NOW } }, { held: null });
    const parts = decided((judge) => split(judge, { ...moving(), found }));
    expect(parts.map(({ status, lock }) => [status, lock])).to.deep.equal([
      ['ACTIVE', null],
      ['ACTIVE', null],
    ]);
  });
});

describe('merge of tokens', () => {
  interface Merging {
    readonly first: Moving;
    readonly second: Partial<Token>;
  }
  const half = (): Moving => ofToken({ to: 400_000n })(moving());
  const merging = (): Merging => ({ first: half(), second: { from: 400_000n } });
  const merge = (judge: Judge, { first: { rules, caller, found }, second }: Merging) =>
    mergeTokens(judge, rules, caller, [found, { ...found, token: token(second) }]);
  const lifted = MOVES.map(([when, condition, code, given]): Refusal<Merging> => [
    when,
    condition,
    code,
    (each) => ({ ...each, first: given(each.first) }),
  ]);

  refusesInOrder<Merging>(merge, merging, [
    ...lifted,
    ['they are of different tiers', 'alike', 'CONDITION_UNMET', (each) => ({ ...each, second: { ...each.second, tier: 2 } })],
  ]);

  it('refuses tokens of another origin or receivable, and a gap between them', () => {
    const cases: readonly [second: Partial<Token>, condition: string][] = [
      [{ from: 400_000n, origin: 'ASK-0001' }, 'alike'],
      [{ from: 400_000n, receivable: 'SCH-0001-02' }, 'alike'],
      [{ from: 400_001n }, 'adjacent'],
    ];
    for (const [second, condition] of cases) {
      expect(faultOf((judge) => merge(judge, { ...merging(), second })).details['condition']).to.equal(condition);
    }
  });

  it('joins neighbours into one', () => {
    expect(decided((judge) => merge(judge, merging()))).to.deep.equal(token());
  });
});

describe('taking from a token', () => {
  const take = (amountMinor: bigint) => (judge: Judge) => takeFrom(judge, RULES, token({ to: 25_000n }), amountMinor);

  it('refuses nothing, more than there is, and a part or a rest below the minimum', () => {
    for (const [amountMinor, details] of [
      [0n, { have: '25000', need: '0' }],
      [25_001n, { have: '25000', need: '25001' }],
      [9_999n, { limit: 'minimum', have: '9999', need: '10000' }],
      [15_001n, { limit: 'minimum', have: '9999', need: '10000' }],
    ] as const) {
      const fault = faultOf(take(amountMinor));
      expect([fault.code, fault.details]).to.deep.equal(['AMOUNT_EXCEEDS', details]);
    }
  });

  it('gives the part and the rest, or all of it however small the token is', () => {
    expect(decided(take(15_000n))).to.deep.equal({ part: token({ to: 15_000n }), rest: token({ from: 15_000n, to: 25_000n }) });
    expect(decided((judge) => takeFrom(judge, RULES, token({ to: 7n }), 7n))).to.deep.equal({ part: token({ to: 7n }), rest: null });
  });
});

describe('lock of a token', () => {
  const locked = (kind: Lock['kind'], until: string): Token => token({ status: 'LOCKED', lock: { kind, ref: 'REF-0001', until } });
  const cases: readonly [why: string, found: Token, paying: boolean, held: boolean][] = [
    ['no lock', token(), true, false],
    ['before its end', locked('TRANSFER', '2026-03-02T04:00:01Z'), false, true],
    ['at its end', locked('TRANSFER', NOW), false, false],
    ['an ask past its end', locked('ASK', NOW), false, false],
    ['an ask past its end whose deal is being paid', locked('ASK', NOW), true, true],
    ['a transfer past its end, whatever is being paid', locked('TRANSFER', NOW), true, false],
  ];
  for (const [why, found, paying, held] of cases) {
    it(`${held ? 'counts' : 'counts as none'}: ${why}`, () => {
      expect(heldLock(found, NOW, () => paying)).to.equal(held ? found.lock : null);
    });
  }

  it('must end in the future, and on a date before the due date', () => {
    const until = (end: string) => (judge: Judge) => judgeLockEnd(judge, RULES, end, receivable());
    expect(faultOf(until(NOW)).details).to.deep.include({ current: 'PAST' });
    expect(faultOf(until('2026-06-21T16:00:00Z')).details).to.deep.include({ current: 'LOCK_TOO_LONG' });
    expect(() => decided(until('2026-06-21T15:59:59Z'))).not.to.throw();
  });

  it('is gone from a token that is free', () => {
    expect(freed(locked('ASK', NOW))).to.deep.equal(token());
    expect(cut(locked('ASK', NOW), [1n, 999_999n]).map(tokenId)).to.deep.equal(['SCH-0001-01:0-1', 'SCH-0001-01:1-1000000']);
  });
});

describe('proof by ranges', () => {
  const A = 'SCH-0001-01:0-400000';
  const B = 'SCH-0001-01:400000-1000000';
  const other = token({ receivable: 'SCH-0001-02' });
  const cases: readonly [why: string, ids: readonly string[], tokens: readonly Token[], complete: boolean][] = [
    ['the tokens themselves', [A, B], [token({ to: 400_000n }), token({ from: 400_000n })], true],
    ['what they were merged into', [A, B], [token()], true],
    ['what one was split into', [A], [token({ to: 1n }), token({ from: 1n, to: 400_000n })], true],
    ['a part is missing', [A, B], [token({ to: 999_999n })], false],
    ['a stranger is among them', [A, B], [token(), other], false],
    ['a receivable is missing', [A, B, 'SCH-0001-02:0-1000000'], [token()], false],
    ['two receivables', [A, B, 'SCH-0001-02:0-1000000'], [other, token()], true],
  ];
  for (const [why, ids, tokens, complete] of cases) {
    it(`${complete ? 'is' : 'is not'} complete: ${why}`, () => expect(coverExactly(ids, tokens)).to.equal(complete));
  }
});
