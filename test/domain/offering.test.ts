import {
  goodStanding,
  makeOffer,
  OFFER_MOVES,
  quote,
  withdrawOffer,
  type Bid,
  type Caller,
  type Company,
  type Judge,
  type Offer,
  type OfferCase,
  type OfferStatus,
  type Rules,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder } from '../support/decisions';
import { ask, BANK_A, BANK_B, callerOf, CORE, DUE, limit, offer, RULES, SUPPLIER } from '../support/domainRecords';

interface Offering {
  readonly rules: Rules;
  readonly caller: Caller;
  readonly found: OfferCase;
  readonly bid: Bid;
}

const BID: Bid = {
  id: 'OFF-0001',
  price: { ratePpm: 45_000, feesMinor: 100n, valueDate: '2026-03-03' },
  validUntil: '2026-03-04T00:00:00Z',
  tenorNote: null,
  relatedNote: null,
};
const offering = (): Offering => ({
  rules: RULES,
  caller: callerOf(BANK_A),
  bid: BID,
  found: {
    ask: ask(),
    seller: SUPPLIER,
    debtor: CORE,
    tokens: [{ from: 0n, to: 1_000_000n, payDate: DUE, related: false }],
    limit: limit(),
    standing: null,
  },
});
const bid = (judge: Judge, { rules, caller, found, bid: terms }: Offering) => makeOffer(judge, rules, caller, found, terms);
const ofBid =
  (change: Partial<Bid>) =>
  (each: Offering): Offering => ({ ...each, bid: { ...each.bid, ...change } });
const ofCase =
  (change: Partial<OfferCase>) =>
  (each: Offering): Offering => ({ ...each, found: { ...each.found, ...change } });
const valueOn =
  (valueDate: string) =>
  (each: Offering): Offering =>
    ofBid({ price: { ...each.bid.price, valueDate } })(each);
const related: Company = { ...SUPPLIER, parent: 'CORE-01' };

describe('offer of a bank', () => {
  refusesInOrder<Offering>(bid, offering, [
    ['the caller is no bank of the program', 'bank-of-program', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(SUPPLIER) })],
    ['the bank asks itself', 'not-own-ask', 'NOT_AUTHORISED', (each) => ofCase({ ask: { ...each.found.ask, seller: 'BANK-A-01' } })(each)],
    [
      'the bank is suspended',
      'caller-active',
      'WRONG_STATE',
      (each) => ({ ...each, caller: { ...each.caller, company: { ...each.caller.company, status: 'SUSPENDED' } } }),
    ],
    ['the ask is closed', 'ask-open', 'WRONG_STATE', (each) => ofCase({ ask: { ...each.found.ask, status: 'CLOSED' } })(each)],
    ['it is valid until now only', 'valid-in-future', 'CONDITION_UNMET', ofBid({ validUntil: RULES.time.now })],
    ['the value date is over', 'value-date', 'CONDITION_UNMET', valueOn('2026-03-01')],
    ['the value date is a Saturday', 'value-date-is-working-day', 'CONDITION_UNMET', valueOn('2026-03-07')],
    [
      'the tenor is long and no note says why',
      'long-tenor-noted',
      'POLICY_REFUSED',
      ofCase({ tokens: [{ from: 0n, to: 1_000_000n, payDate: '2026-09-03', related: false }] }),
    ],
    ['seller and debtor are related and nobody reviewed it', 'related-parties-reviewed', 'CONDITION_UNMET', ofCase({ seller: related })],
    [
      'a token passed between related parties and nobody reviewed it',
      'related-parties-reviewed',
      'CONDITION_UNMET',
      ofCase({ tokens: [{ from: 0n, to: 1_000_000n, payDate: DUE, related: true }] }),
    ],
    [
      'the core is stopped',
      'core-standing',
      'WRONG_STATE',
      ofCase({ standing: { ...goodStanding('PRG-0001', 'CORE-01'), standing: 'STOPPED' } }),
    ],
    ["the bank's limit is too low", 'bank-limit', 'LIMIT_EXCEEDED', ofCase({ limit: limit({ ceilingMinor: 999_999n }) })],
  ]);

  describe('is refused', () => {
    const cases: readonly [why: string, change: (each: Offering) => Offering, code: string, details: object][] = [
      ['at the deadline', ofCase({ ask: ask({ deadline: RULES.time.now }) }), 'WRONG_STATE', { current: 'PAST_DEADLINE' }],
      ['when it outlives the lock', ofBid({ validUntil: '2026-03-08T00:00:01Z' }), 'CONDITION_UNMET', { condition: 'valid-in-future' }],
      ['when it would pay on the payment date', valueOn(DUE), 'CONDITION_UNMET', { condition: 'value-date' }],
      ['without a limit', ofCase({ limit: null }), 'LIMIT_EXCEEDED', { have: '0', need: '1000000' }],
      ["after the limit's last day", ofCase({ limit: limit({ expiresOn: '2026-03-01' }) }), 'LIMIT_EXCEEDED', { have: '0' }],
      ['when nothing would be left', ofBid({ price: { ...BID.price, feesMinor: 986_125n } }), 'AMOUNT_EXCEEDS', { need: '1000001' }],
    ];
    for (const [why, change, code, details] of cases) {
      it(why, () => {
        const fault = faultOf((judge) => bid(judge, change(offering())));
        expect(fault.code).to.equal(code);
        expect(fault.details).to.deep.include(details);
      });
    }
  });

  it('is priced and kept as it was made', () => {
    expect(decided((judge) => bid(judge, offering()))).to.deep.equal(offer());
  });

  it('may have a long tenor or related parties, with the note of the bank', () => {
    const noted = ofBid({ tenorNote: 'seasonal goods', relatedNote: 'reviewed' })(
      ofCase({ seller: related, tokens: [{ from: 0n, to: 1_000_000n, payDate: '2026-09-03', related: false }] })(offering()),
    );
    expect(decided((judge) => bid(judge, noted))).to.deep.include({ tenorNote: 'seasonal goods', relatedNote: 'reviewed' });
  });

  it("may be paid until the limit's last day and up to its last unit, also under watch", () => {
    const last = ofCase({
      limit: limit({ ceilingMinor: 1_000_000n, expiresOn: '2026-03-02' }),
      standing: { ...goodStanding('PRG-0001', 'CORE-01'), standing: 'WATCH' },
    });
    expect(() => decided((judge) => bid(judge, last(offering())))).not.to.throw();
  });
});

describe('quote', () => {
  it('rounds the discount of each token by itself, from the value date in to the payment date out', () => {
    const tokens = [
      { from: 0n, to: 400_000n, payDate: '2026-03-13' },
      { from: 0n, to: 1_001n, payDate: '2026-03-04' },
    ];
    // 400,000 x 4.5 % x 10/360 = 500; 1,001 x 4.5 % x 1/360 = 0.125
    expect(quote(tokens, { ratePpm: 45_000, feesMinor: 7n, valueDate: '2026-03-03' }, 'ACT/360')).to.deep.equal({
      faceMinor: 401_001n,
      discountMinor: 500n,
      proceedsMinor: 400_494n,
    });
  });
});

describe('withdrawal of an offer', () => {
  interface Withdrawing {
    readonly caller: Caller;
    readonly found: Offer;
  }
  const withdraw = (judge: Judge, { caller, found }: Withdrawing) => withdrawOffer(judge, caller, found);

  refusesInOrder<Withdrawing>(withdraw, () => ({ caller: callerOf(BANK_A), found: offer() }), [
    ['another bank withdraws it', 'own-offer', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_B) })],
    ['it has won', 'offer-state', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, status: 'WON' } })],
  ]);

  for (const status of Object.keys(OFFER_MOVES) as OfferStatus[]) {
    const open = status === 'OPEN';
    it(`${open ? 'is possible' : 'is WRONG_STATE'} while it is ${status}`, () => {
      const withdrawn = () => decided((judge) => withdraw(judge, { caller: callerOf(BANK_A), found: offer({ status }) }));
      if (open) expect(withdrawn()).to.deep.equal(offer({ status: 'WITHDRAWN' }));
      else expect(withdrawn).to.throw(`"current":"${status}"`).with.property('code', 'WRONG_STATE');
    });
  }
});
