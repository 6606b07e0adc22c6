import {
  backingMinor,
  reviseReceivable,
  resubmitReceivable,
  submitSchedule,
  voidReceivable,
  type Caller,
  type Claim,
  type Company,
  type Judge,
  type Receivable,
  type Rules,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import { callerOf, CORE, DUE, invoice, RULES, schedule, STRANGER, SUPPLIER, TODAY, unconfirmed } from '../support/domainRecords';

const claim = (more: Partial<Claim> = {}): Claim => ({
  documents: [invoice()],
  faceMinor: 1_000_000n,
  deliveryDate: '2026-02-20',
  dueDate: DUE,
  ...more,
});

interface Submitting {
  readonly caller: Caller;
  readonly creditor: Company;
  readonly debtor: Company;
  readonly claims: readonly Claim[];
}

const submitting = (): Submitting => ({ caller: callerOf(SUPPLIER), creditor: SUPPLIER, debtor: CORE, claims: [claim()] });
const submit = (judge: Judge, { caller, ...submission }: Submitting) =>
  submitSchedule(judge, RULES, caller, { id: 'SCH-0001', ...submission });

describe('submission of a schedule', () => {
  refusesInOrder<Submitting>(submit, submitting, [
    ['a stranger submits', 'submitted-by-creditor-or-core', 'NOT_AUTHORISED', (found) => ({ ...found, caller: callerOf(STRANGER) })],
    [
      'the debtor is no core',
      'debtor-is-core',
      'CONDITION_UNMET',
      (found) => ({ ...found, debtor: { ...found.debtor, roles: ['supplier'] } }),
    ],
    [
      'the creditor is suspended',
      'creditor-active',
      'WRONG_STATE',
      (found) => ({ ...found, creditor: { ...found.creditor, status: 'SUSPENDED' } }),
    ],
    [
      'another organisation hosts the creditor',
      'creditor-hosted',
      'CONDITION_UNMET',
      (found) => ({ ...found, creditor: { ...found.creditor, hostMsp: 'BankAMSP' } }),
    ],
    [
      'the face is above the documents',
      'backed-by-documents',
      'AMOUNT_EXCEEDS',
      (found) => ({ ...found, claims: found.claims.map((each) => ({ ...each, faceMinor: 1_000_001n })) }),
    ],
    [
      'the due date is today',
      'not-yet-due',
      'CONDITION_UNMET',
      (found) => ({ ...found, claims: found.claims.map((each) => ({ ...each, dueDate: TODAY })) }),
    ],
  ]);

  it('refuses a core of another organisation, and a creditor who owes himself', () => {
    expect(faultOf((judge) => submit(judge, { ...submitting(), debtor: { ...CORE, hostMsp: 'OperatorMSP' } })).details).to.deep.equal({
      condition: 'debtor-is-core',
      debtor: 'CORE-01',
    });
    expect(faultOf((judge) => submit(judge, { ...submitting(), caller: callerOf(CORE), creditor: CORE })).details).to.deep.equal({
      condition: 'creditor-is-not-debtor',
    });
  });

  it('names every refused receivable of the schedule', () => {
    const claims = [claim(), claim({ faceMinor: 2_000_000n }), claim({ dueDate: '2026-02-27' })];
    expect(faultOf((judge) => submit(judge, { ...submitting(), claims })).details).to.deep.equal({
      items: [
        { item: 'SCH-0001-02', code: 'AMOUNT_EXCEEDS', details: { have: '1000000', need: '2000000' } },
        { item: 'SCH-0001-03', code: 'CONDITION_UNMET', details: { condition: 'not-yet-due', dueDate: '2026-02-27', today: TODAY } },
      ],
    });
  });

  it('makes submitted receivables in their order, by the creditor or by the core on his behalf', () => {
    for (const by of [SUPPLIER, CORE]) {
      const claims = [claim(), claim({ faceMinor: 900_000n })];
      const made = decided((judge) => submit(judge, { ...submitting(), caller: callerOf(by), claims }));
      expect(made).to.deep.equal(schedule(unconfirmed('SUBMITTED'), unconfirmed('SUBMITTED', { ordinal: 2, faceMinor: 900_000n })));
    }
  });

  it('counts invoices less credit notes, and no other documents', () => {
    const note = invoice({ type: 'CREDIT-NOTE', amountMinor: 300n });
    const documents = [invoice(), invoice({ amountMinor: 500n }), note, invoice({ type: 'ORDER' })];
    expect(backingMinor(documents)).to.equal(1_000_200n);
    expect(backingMinor([])).to.equal(0n);
  });
});

interface Changing {
  readonly caller: Caller;
  readonly found: Receivable;
  readonly claim: Claim;
  readonly rules: Rules;
}

const changing = (status: Receivable['status']) => (): Changing => ({
  caller: callerOf(SUPPLIER),
  found: unconfirmed(status),
  claim: claim({ faceMinor: 990_000n }),
  rules: RULES,
});
const byStranger: Refusal<Changing> = [
  'a stranger calls',
  'creditor-or-core',
  'NOT_AUTHORISED',
  (found) => ({ ...found, caller: callerOf(STRANGER) }),
];
const inState = (status: Receivable['status']): Refusal<Changing> => [
  `it is ${status}`,
  'state',
  'WRONG_STATE',
  (changed) => ({ ...changed, found: { ...changed.found, status } }),
];

describe('revision of a returned receivable', () => {
  const revise = (judge: Judge, { caller, found, claim: next, rules }: Changing) =>
    reviseReceivable(judge, rules, caller, schedule(found), found, next);

  refusesInOrder<Changing>(revise, changing('RETURNED'), [
    byStranger,
    inState('SUBMITTED'),
    [
      'the face is above the documents',
      'backed-by-documents',
      'AMOUNT_EXCEEDS',
      (found) => ({ ...found, claim: { ...found.claim, faceMinor: 1_000_001n } }),
    ],
    ['the due date is over', 'not-yet-due', 'CONDITION_UNMET', (found) => ({ ...found, claim: { ...found.claim, dueDate: '2026-03-01' } })],
  ]);

  it('makes it a draft of the new claim and clears what was checked', () => {
    const found = unconfirmed('RETURNED', { returnReason: 'WRONG-PRICE', checkedBy: { person: 'CORE-01/P1', on: TODAY } });
    const revised = decided((judge) => revise(judge, { ...changing('RETURNED')(), found }));
    expect(revised).to.deep.equal(unconfirmed('DRAFT', { faceMinor: 990_000n }));
  });

  it('changes a draft again as often as its creditor likes', () => {
    expect(decided((judge) => revise(judge, changing('DRAFT')())).status).to.equal('DRAFT');
  });
});

describe('resubmission of a draft', () => {
  const resubmit = (judge: Judge, { caller, found, rules }: Changing) => resubmitReceivable(judge, rules, caller, schedule(found), found);

  refusesInOrder<Changing>(resubmit, changing('DRAFT'), [
    byStranger,
    inState('RETURNED'),
    ['its due date has come', 'not-yet-due', 'CONDITION_UNMET', (changed) => ({ ...changed, found: { ...changed.found, dueDate: TODAY } })],
  ]);

  it('submits it as it is', () => {
    expect(decided((judge) => resubmit(judge, changing('DRAFT')()))).to.deep.equal(unconfirmed('SUBMITTED'));
  });
});

describe('voiding of a receivable', () => {
  const takeBack = (judge: Judge, { caller, found }: Changing) => voidReceivable(judge, caller, schedule(found), found);

  refusesInOrder<Changing>(takeBack, changing('SUBMITTED'), [byStranger, inState('CONFIRMED')]);

  it('is possible until it is confirmed', () => {
    for (const status of ['DRAFT', 'SUBMITTED', 'CHECKED'] as const) {
      expect(decided((judge) => takeBack(judge, changing(status)())).status, status).to.equal('VOID');
    }
  });
});
