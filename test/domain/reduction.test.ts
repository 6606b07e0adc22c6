import {
  agreeReduction,
  proposeReduction,
  RECEIVABLE_MOVES,
  type Caller,
  type Judge,
  type Receivable,
  type ReceivableStatus,
  type Reduction,
  type Token,
  type TokenCase,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import { BANK_A, callerOf, CORE, receivable, schedule, SUPPLIER, token, tokenCase } from '../support/domainRecords';

interface Reducing {
  readonly caller: Caller;
  readonly receivable: Receivable;
  readonly tokens: readonly TokenCase[];
  readonly reduction: Reduction;
}

const reduction = (more: Partial<Reduction> = {}): Reduction => ({
  kind: 'REDUCTION',
  schemaVersion: 1,
  id: 'RED-0001',
  program: 'PRG-0001',
  receivable: 'SCH-0001-01',
  what: 'REDUCE',
  tokens: ['SCH-0001-01:0-400000'],
  reason: 'CREDIT-NOTE',
  evidenceDigest: 'aa',
  proposedBy: 'CORE-01',
  status: 'PROPOSED',
  ...more,
});
const reducing = (): Reducing => ({
  caller: callerOf(CORE),
  receivable: receivable(),
  tokens: [tokenCase({ to: 400_000n })],
  reduction: reduction(),
});
const caseOf = ({ receivable: found, tokens }: Reducing) => ({ schedule: schedule(found), receivable: found, tokens });
const ofReceivable =
  (change: Partial<Receivable>) =>
  (each: Reducing): Reducing => ({ ...each, receivable: { ...each.receivable, ...change } });
const ofToken =
  (change: Partial<Token>) =>
  (each: Reducing): Reducing => ({ ...each, tokens: each.tokens.map((one) => ({ ...one, token: { ...one.token, ...change } })) });
const cancelling = (): Reducing => ({ ...reducing(), tokens: [tokenCase()], reduction: reduction({ what: 'CANCEL' }) });

const OF_REDUCTION: readonly Refusal<Reducing>[] = [
  ['something was paid', 'unpaid', 'WRONG_STATE', ofReceivable({ status: 'PART_PAID', receivedMinor: 1n })],
  ['a token was sold', 'unfinanced-of-first-creditor', 'WRONG_STATE', ofToken({ origin: 'ASK-0001' })],
];
const MANY = Array.from({ length: 32 }, (_none, index) => ({ from: BigInt(500_000 + index * 10), to: BigInt(500_001 + index * 10) }));

const propose = (judge: Judge, each: Reducing) => proposeReduction(judge, each.caller, caseOf(each), each.reduction);
const agree = (judge: Judge, each: Reducing) => agreeReduction(judge, each.caller, caseOf(each), each.reduction);
const agreeing = (): Reducing => ({ ...reducing(), caller: callerOf(SUPPLIER) });

describe('proposal of a reduction', () => {
  refusesInOrder<Reducing>(propose, reducing, [
    ['a third party proposes', 'party', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_A) })],
    ...OF_REDUCTION,
    ['nothing would be left', 'leaves-something', 'CONDITION_UNMET', ofToken({ to: 1_000_000n })],
  ]);
  refusesInOrder<Reducing>(propose, cancelling, [
    ['a cancellation does not cover the face', 'covers-face', 'CONDITION_UNMET', ofToken({ to: 999_999n })],
  ]);
  refusesInOrder<Reducing>(propose, reducing, [
    ['there would be more than 32 cancelled ranges', 'cancelled-ranges', 'LIMIT_EXCEEDED', ofReceivable({ cancelled: MANY })],
  ]);

  describe('needs whole, free, unfinanced tokens of the first creditor, not', () => {
    const lock = { kind: 'ASK' as const, ref: 'ASK-0001', until: '2026-03-08T00:00:00Z' };
    const cases: readonly [why: string, found: TokenCase][] = [
      ['of a later tier', tokenCase({ to: 400_000n, owner: 'SUP-02', tier: 2 })],
      ['that came back to him in another tier', tokenCase({ to: 400_000n, tier: 3 })],
      ['that are locked', tokenCase({ to: 400_000n, status: 'LOCKED', lock })],
      ['that are cancelled', tokenCase({ to: 400_000n, status: 'CANCELLED' })],
    ];
    for (const [why, found] of cases) {
      it(why, () => {
        expect(faultOf((judge) => propose(judge, { ...reducing(), tokens: [found] })).details).to.deep.include({ current: 'MOVED' });
      });
    }
  });

  for (const status of (Object.keys(RECEIVABLE_MOVES) as ReceivableStatus[]).filter((state) => state !== 'CONFIRMED')) {
    it(`is WRONG_STATE while the receivable is ${status}`, () => {
      for (const each of [reducing(), cancelling()]) {
        const fault = faultOf((judge) => propose(judge, ofReceivable({ status })(each)));
        expect([fault.code, fault.details]).to.deep.equal(['WRONG_STATE', { current: status, allowed: ['CONFIRMED'] }]);
      }
    });
  }

  it('is kept as it was made by either side', () => {
    for (const by of [CORE, SUPPLIER]) {
      const each = { ...reducing(), caller: callerOf(by), reduction: reduction({ proposedBy: by.id }) };
      expect(decided((judge) => propose(judge, each))).to.deep.equal(each.reduction);
    }
  });
});

describe('agreement to a reduction', () => {
  refusesInOrder<Reducing>(agree, agreeing, [
    ['the side that proposed agrees', 'other-party', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(CORE) })],
    ['it was agreed before', 'proposed', 'WRONG_STATE', (each) => ({ ...each, reduction: { ...each.reduction, status: 'AGREED' } })],
    ...OF_REDUCTION,
  ]);

  it('cancels the tokens and joins neighbouring ranges; the receivable lives on', () => {
    const each = ofReceivable({
      cancelled: [
        { from: 400_000n, to: 450_000n },
        { from: 900_000n, to: 950_000n },
      ],
    })(agreeing());
    expect(decided((judge) => agree(judge, each))).to.deep.equal({
      reduction: reduction({ status: 'AGREED' }),
      receivable: receivable({
        cancelled: [
          { from: 0n, to: 450_000n },
          { from: 900_000n, to: 950_000n },
        ],
      }),
      tokens: [token({ to: 400_000n, status: 'CANCELLED' })],
    });
  });

  it('ends the receivable when its tokens and what was cancelled before cover the face', () => {
    const rest = { ...ofToken({ from: 400_000n })(cancelling()), caller: callerOf(SUPPLIER) };
    const each = ofReceivable({ cancelled: [{ from: 0n, to: 400_000n }] })(rest);
    const agreed = decided((judge) => agree(judge, each));
    expect([agreed.receivable.status, agreed.receivable.cancelled]).to.deep.equal(['CANCELLED', [{ from: 0n, to: 1_000_000n }]]);
  });
});
