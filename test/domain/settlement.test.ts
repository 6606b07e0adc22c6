import {
  accrued,
  isOverdue,
  outstandingMinor,
  PAYABLE,
  RECEIVABLE_MOVES,
  redeemToken,
  refund,
  settle,
  shareOf,
  type Caller,
  type Judge,
  type Receivable,
  type ReceivableStatus,
  type Received,
  type Rules,
  type Settlement,
  type Token,
  type TokenCase,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder } from '../support/decisions';
import {
  BANK_A,
  BANK_B,
  callerOf,
  CORE,
  receivable,
  RULES,
  rulesOn,
  schedule,
  settlement,
  STRANGER,
  SUPPLIER,
  TODAY,
  token,
  tokenCase,
} from '../support/domainRecords';

interface Settling {
  readonly rules: Rules;
  readonly caller: Caller;
  readonly found: Receivable;
  readonly received: Received;
  readonly seen: Settlement | null;
}
const settling = (): Settling => ({
  rules: RULES,
  caller: callerOf(BANK_A),
  found: receivable(),
  seen: null,
  received: { bankReference: 'BR-0001', receivedMinor: 400_000n, interestMinor: 0n },
});
const book = (judge: Judge, { rules, caller, found, received, seen }: Settling) =>
  settle(judge, rules, caller, schedule(found), found, received, seen);
const money = (receivedMinor: bigint, interestMinor = 0n): Received => ({ bankReference: 'BR-0001', receivedMinor, interestMinor });

describe('settlement', () => {
  refusesInOrder<Settling>(book, settling, [
    ['another bank reports it', 'settlement-bank', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_B) })],
    ['the receivable is not confirmed', 'state', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, status: 'CHECKED' } })],
    ['its bank reference was used', 'bank-reference-new', 'WRONG_STATE', (each) => ({ ...each, seen: settlement() })],
    [
      'it names interest that has not accrued',
      'interest-within-accrued',
      'AMOUNT_EXCEEDS',
      (each) => ({ ...each, received: money(400_000n, 1n) }),
    ],
  ]);

  it('refuses more interest than all that came', () => {
    const late = receivable({ interestAccruedMinor: 50n, interestAccruedTo: TODAY });
    expect(faultOf((judge) => book(judge, { ...settling(), found: late, received: money(40n, 41n) })).code).to.equal('AMOUNT_EXCEEDS');
  });

  describe('takes money', () => {
    const days: readonly [when: string, today: string, status: ReceivableStatus][] = [
      ['early', '2026-03-02', 'CONFIRMED'],
      ['on the due date', '2026-06-22', 'CONFIRMED'],
      ['overdue', '2026-06-25', 'CONFIRMED'],
      ['after an instalment', '2026-06-25', 'PART_PAID'],
      ['after default', '2026-08-03', 'DEFAULTED'],
    ];
    for (const [when, today, status] of days) {
      it(`${when}: a part leaves it PART_PAID, the whole SETTLED`, () => {
        const of = { ...settling(), rules: rulesOn(today), found: receivable({ status }) };
        expect(decided((judge) => book(judge, of)).receivable.status).to.equal('PART_PAID');
        expect(decided((judge) => book(judge, { ...of, received: money(1_000_000n) })).receivable.status).to.equal('SETTLED');
      });
    }
  });

  it('writes what came, what of it is principal, and shares it out', () => {
    expect(decided((judge) => book(judge, settling()))).to.deep.equal({
      receivable: receivable({ status: 'PART_PAID', receivedMinor: 400_000n, paidMinor: 400_000n }),
      settlement: settlement({ receivedMinor: 400_000n, principalMinor: 400_000n, overpaidMinor: 0n }),
    });
  });

  it('makes what is more than the debt a refund item, also when all was paid before', () => {
    const over = decided((judge) => book(judge, { ...settling(), received: money(1_050_000n) }));
    expect(over.settlement).to.deep.equal(settlement());
    expect(over.receivable).to.deep.equal(receivable({ status: 'SETTLED', receivedMinor: 1_000_000n, paidMinor: 1_000_000n }));
    const again = decided((judge) => book(judge, { ...settling(), found: over.receivable, received: money(7n) }));
    expect(again.settlement).to.deep.equal(settlement({ receivedMinor: 7n, principalMinor: 0n, overpaidMinor: 7n }));
    expect(again.receivable).to.deep.equal(over.receivable);
  });

  it('takes no more than what is left after a reduction', () => {
    const reduced = receivable({ cancelled: [{ from: 0n, to: 300_000n }] });
    const { receivable: after, settlement: made } = decided((judge) =>
      book(judge, { ...settling(), found: reduced, received: money(800_000n) }),
    );
    expect([after.status, after.paidMinor, made.overpaidMinor]).to.deep.equal(['SETTLED', 700_000n, 100_000n]);
  });

  it('lets a crumb wait until the shortest token has a whole unit of it', () => {
    const { receivable: after } = decided((judge) => book(judge, { ...settling(), received: money(99n) }));
    expect([after.receivedMinor, after.paidMinor, after.status]).to.deep.equal([99n, 0n, 'PART_PAID']);
    const { receivable: next } = decided((judge) => book(judge, { ...settling(), found: after, received: money(1n) }));
    expect([next.receivedMinor, next.paidMinor]).to.deep.equal([100n, 100n]);
  });

  it('books late interest apart from principal, and a payment of interest alone moves no state', () => {
    const late = { ...settling(), rules: rulesOn('2026-06-24'), received: money(500n, 500n) };
    const { receivable: after } = decided((judge) => book(judge, late));
    expect(after).to.deep.equal(
      receivable({
        interestAccruedMinor: 1_000n,
        interestAccruedTo: '2026-06-24',
        interestReceivedMinor: 500n,
        interestPaidMinor: 500n,
      }),
    );
  });

  for (const status of Object.keys(RECEIVABLE_MOVES) as ReceivableStatus[]) {
    const open = [...PAYABLE, 'SETTLED'].includes(status);
    it(`${open ? 'is booked' : 'is WRONG_STATE'} while the receivable is ${status}`, () => {
      const booked = () => decided((judge) => book(judge, { ...settling(), found: receivable({ status }) }));
      if (open) expect(booked).not.to.throw();
      else expect(booked).to.throw(`"current":"${status}"`).with.property('code', 'WRONG_STATE');
    });
  }
});

describe('late interest of a receivable', () => {
  it('accrues from the payment date on what is outstanding, 0.05 % a day, and never twice', () => {
    const late = receivable({ status: 'PART_PAID', receivedMinor: 400_000n, paidMinor: 400_000n });
    expect(accrued(rulesOn('2026-06-22'), late)).to.deep.equal(late);
    const after = accrued(rulesOn('2026-06-25'), late);
    expect([after.interestAccruedMinor, after.interestAccruedTo]).to.deep.equal([900n, '2026-06-25']);
    expect(accrued(rulesOn('2026-06-25'), after)).to.deep.equal(after);
    expect(accrued(rulesOn('2026-06-26'), after).interestAccruedMinor).to.equal(1_200n);
  });

  it('is owed only from the payment date on, and only while money is owed', () => {
    const days: readonly [today: string, status: ReceivableStatus, overdue: boolean][] = [
      ['2026-06-22', 'CONFIRMED', false],
      ['2026-06-23', 'CONFIRMED', true],
      ['2026-06-23', 'SETTLED', false],
      ['2026-06-23', 'DEFAULTED', true],
    ];
    for (const [today, status, overdue] of days) expect(isOverdue(receivable({ status }), today), `${today} ${status}`).to.equal(overdue);
    expect(outstandingMinor(receivable({ receivedMinor: 1n, cancelled: [{ from: 0n, to: 10n }] }))).to.equal(999_989n);
  });
});

describe('redemption of a token', () => {
  interface Redeeming {
    readonly caller: Caller;
    readonly found: TokenCase;
  }
  const PAID = receivable({ status: 'PART_PAID', receivedMinor: 400_000n, paidMinor: 400_000n });
  const redeeming = (): Redeeming => ({ caller: callerOf(BANK_A), found: tokenCase({ to: 250_000n }, { receivable: PAID }) });
  const redeem = (judge: Judge, { caller, found }: Redeeming) => redeemToken(judge, RULES, caller, found);
  const ofToken =
    (change: Partial<Token>) =>
    (each: Redeeming): Redeeming => ({ ...each, found: { ...each.found, token: { ...each.found.token, ...change } } });

  refusesInOrder<Redeeming>(redeem, redeeming, [
    ['a stranger redeems it', 'owner-or-settlement-bank', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(STRANGER) })],
    ['it was cancelled', 'alive', 'WRONG_STATE', ofToken({ status: 'CANCELLED' })],
    ['nothing waits for it', 'money-waiting', 'WRONG_STATE', ofToken({ redeemedThroughMinor: 400_000n })],
  ]);

  it('is refused to another bank and to the debtor', () => {
    for (const by of [BANK_B, CORE]) {
      expect(faultOf((judge) => redeem(judge, { ...redeeming(), caller: callerOf(by) })).code).to.equal('NOT_AUTHORISED');
    }
  });

  it('notes how far it was paid, for owner and settlement bank alike; a lock stays', () => {
    const lock = { kind: 'ASK' as const, ref: 'ASK-0001', until: '2026-03-08T00:00:00Z' };
    for (const by of [BANK_A, SUPPLIER]) {
      const each = ofToken({ status: 'LOCKED', lock })({ ...redeeming(), caller: callerOf(by) });
      expect(decided((judge) => redeem(judge, each))).to.deep.equal(
        token({ to: 250_000n, status: 'LOCKED', lock, redeemedThroughMinor: 400_000n }),
      );
    }
  });

  it('ends the token once nothing is owed, and pays late interest that comes later', () => {
    const settled = { ...PAID, status: 'SETTLED' as const, receivedMinor: 1_000_000n, paidMinor: 1_000_000n };
    const last = decided((judge) => redeem(judge, { ...redeeming(), found: tokenCase({ to: 250_000n }, { receivable: settled }) }));
    expect(last).to.deep.equal(token({ to: 250_000n, status: 'REDEEMED', redeemedThroughMinor: 1_000_000n }));
    const interest = { ...settled, interestReceivedMinor: 40n, interestPaidMinor: 40n };
    expect(decided((judge) => redeem(judge, { ...redeeming(), found: tokenCase(last, { receivable: interest }) }))).to.deep.equal({
      ...last,
      interestThroughMinor: 40n,
    });
    expect(shareOf(interest, last)).to.deep.equal({ principalMinor: 0n, interestMinor: 10n });
  });

  it('pays a share that is exact to the unit', () => {
    expect(shareOf(PAID, token({ to: 250_000n }))).to.deep.equal({ principalMinor: 100_000n, interestMinor: 0n });
    expect(shareOf(PAID, token({ from: 1n, to: 4n }))).to.deep.equal({ principalMinor: 1n, interestMinor: 0n });
  });
});

describe('refund of an overpayment', () => {
  interface Refunding {
    readonly caller: Caller;
    readonly found: Settlement;
  }
  const giveBack = (judge: Judge, { caller, found }: Refunding) => refund(judge, RULES, caller, found, 'RF-0001');

  refusesInOrder<Refunding>(giveBack, () => ({ caller: callerOf(BANK_A), found: settlement() }), [
    ['another bank refunds', 'settlement-bank', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(BANK_B) })],
    ['nothing was overpaid', 'overpaid', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, overpaidMinor: 0n } })],
    [
      'it was refunded before',
      'not-refunded',
      'WRONG_STATE',
      (each) => ({ ...each, found: { ...each.found, refundReference: 'RF-0000' } }),
    ],
  ]);

  it('keeps the reference of the refund', () => {
    expect(decided((judge) => giveBack(judge, { caller: callerOf(BANK_A), found: settlement() }))).to.deep.equal(
      settlement({ refundReference: 'RF-0001' }),
    );
  });
});
