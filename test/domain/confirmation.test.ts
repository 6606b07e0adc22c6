import {
  checkReceivable,
  confirmTitle,
  firstToken,
  goodStanding,
  returnReceivable,
  type Caller,
  type Company,
  type CoreStanding,
  type Judge,
  type Receivable,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import { BANK_A, callerOf, CORE, DUE, RULES, schedule, SUPPLIER, TODAY, token, unconfirmed } from '../support/domainRecords';

interface Title {
  readonly caller: Caller;
  readonly creditor: Company;
  readonly standing: CoreStanding | null;
  readonly found: Receivable;
}

const UNDERTAKING = 'cd'.repeat(32);
const standing = (is: CoreStanding['standing']): CoreStanding => ({ ...goodStanding('PRG-0001', 'CORE-01'), standing: is });
const checkedBy = (person: string) => ({ person: `CORE-01/${person}`, on: TODAY });

const toCheck = (): Title => ({ caller: callerOf(CORE), creditor: SUPPLIER, standing: null, found: unconfirmed('SUBMITTED') });
const toConfirm = (): Title => ({
  ...toCheck(),
  caller: callerOf(CORE, 'P2'),
  found: unconfirmed('CHECKED', { checkedBy: checkedBy('P1') }),
});

const check = (judge: Judge, { caller, found, creditor, standing: core }: Title) =>
  checkReceivable(judge, RULES, caller, { schedule: schedule(found), creditor, standing: core }, found);
const confirm = (judge: Judge, { caller, found, creditor, standing: core }: Title) =>
  confirmTitle(judge, RULES, caller, { schedule: schedule(found), creditor, standing: core }, found, UNDERTAKING);

const byOther: Refusal<Title> = [
  'another than the debtor acts',
  'debtor',
  'NOT_AUTHORISED',
  (found) => ({ ...found, caller: callerOf(BANK_A) }),
];
const inState = (status: Receivable['status']): Refusal<Title> => [
  `it is ${status}`,
  'state',
  'WRONG_STATE',
  (title) => ({ ...title, found: { ...title.found, status } }),
];
const ofTitle: readonly Refusal<Title>[] = [
  [
    'the creditor is blocked',
    'creditor-active',
    'WRONG_STATE',
    (found) => ({ ...found, creditor: { ...found.creditor, status: 'BLOCKED' } }),
  ],
  ['the core is stopped', 'core-standing', 'WRONG_STATE', (found) => ({ ...found, standing: standing('STOPPED') })],
  [
    'it falls due after the hard tenor',
    'tenor',
    'POLICY_REFUSED',
    (title) => ({ ...title, found: { ...title.found, dueDate: '2027-03-03' } }),
  ],
];

describe('check of a receivable', () => {
  refusesInOrder<Title>(check, toCheck, [byOther, inState('CHECKED'), ...ofTitle]);

  it('notes who checked and when, and forgets an earlier return', () => {
    const found = unconfirmed('SUBMITTED', { returnReason: 'WRONG-PRICE' });
    expect(decided((judge) => check(judge, { ...toCheck(), found }))).to.deep.equal(unconfirmed('CHECKED', { checkedBy: checkedBy('P1') }));
  });
});

describe('return of a receivable', () => {
  const giveBack = (judge: Judge, { caller, found }: Title) => returnReceivable(judge, caller, schedule(found), found, 'WRONG-PRICE');

  refusesInOrder<Title>(giveBack, toConfirm, [byOther, inState('CONFIRMED')]);

  it('keeps the reason and clears the check', () => {
    for (const title of [toCheck(), toConfirm()]) {
      expect(decided((judge) => giveBack(judge, title))).to.deep.equal(unconfirmed('RETURNED', { returnReason: 'WRONG-PRICE' }));
    }
  });
});

describe('confirmation of title', () => {
  refusesInOrder<Title>(confirm, toConfirm, [
    byOther,
    ['the person who checked confirms too', 'two-persons', 'NOT_AUTHORISED', (found) => ({ ...found, caller: callerOf(CORE, 'P1') })],
    inState('SUBMITTED'),
    ...ofTitle,
  ]);

  it('refuses a due date that has come, and names rule, version and figure', () => {
    expect(faultOf((judge) => confirm(judge, { ...toConfirm(), found: { ...toConfirm().found, dueDate: TODAY } })).details).to.deep.equal({
      rule: 'hard-tenor-months',
      version: 1,
      figure: 12,
      found: TODAY,
    });
  });

  it('refuses a payment date beyond the calendar', () => {
    const fault = faultOf((judge) => confirm(judge, { ...toConfirm(), found: { ...toConfirm().found, dueDate: '2027-01-04' } }));
    expect([fault.code, fault.details['rule'], fault.details['to']]).to.deep.equal(['POLICY_REFUSED', 'calendar', '2026-12-31']);
  });

  it('confirms by another person, with the payment date on the next working day', () => {
    const friday = { ...toConfirm().found, dueDate: '2026-06-19' };
    expect(decided((judge) => confirm(judge, { ...toConfirm(), found: friday }))).to.deep.equal({
      ...friday,
      status: 'CONFIRMED',
      confirmedBy: { person: 'CORE-01/P2', on: TODAY },
      undertakingDigest: UNDERTAKING,
      payDate: '2026-06-22',
    });
  });

  it('confirms for a core under watch, and to the last day of the hard tenor that the calendar knows', () => {
    expect(decided((judge) => confirm(judge, { ...toConfirm(), standing: standing('WATCH') })).status).to.equal('CONFIRMED');
    const late = { ...toConfirm().found, dueDate: '2026-12-31' };
    expect(decided((judge) => confirm(judge, { ...toConfirm(), found: late })).payDate).to.equal('2026-12-31');
  });

  it('makes one token of the whole face, owned by the creditor in tier 1', () => {
    const confirmed = decided((judge) => confirm(judge, toConfirm()));
    expect(firstToken(schedule(confirmed), confirmed, SUPPLIER)).to.deep.equal(token());
    expect(confirmed.payDate).to.equal(DUE);
  });
});
