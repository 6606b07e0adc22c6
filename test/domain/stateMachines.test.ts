import {
  ASK_MOVES,
  DEAL_MOVES,
  mayMove,
  move,
  OFFER_MOVES,
  RECEIVABLE_MOVES,
  statesBefore,
  TOKEN_MOVES,
  TRANSFER_MOVES,
  wrongState,
  type Moves,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

/** The life of every record as the field knows it: each line one state and the states that may follow. */
const LIVES: Readonly<Record<string, readonly [moves: Moves<string>, life: readonly string[]]>> = {
  receivable: [
    RECEIVABLE_MOVES,
    [
      'DRAFT > SUBMITTED VOID',
      'SUBMITTED > CHECKED RETURNED VOID',
      'CHECKED > CONFIRMED RETURNED VOID',
      'RETURNED > DRAFT',
      'VOID >',
      'CONFIRMED > PART_PAID SETTLED DEFAULTED CANCELLED',
      'PART_PAID > PART_PAID SETTLED DEFAULTED', // one instalment after the other
      'DEFAULTED > PART_PAID SETTLED WRITTEN_OFF',
      'SETTLED >',
      'WRITTEN_OFF >',
      'CANCELLED >',
    ],
  ],
  token: [
    TOKEN_MOVES,
    [
      'ACTIVE > ACTIVE LOCKED REDEEMED CANCELLED', // paid in part, assigned
      'LOCKED > ACTIVE LOCKED REDEEMED', // a lock past its end counts as none, and payments accrue under a lock
      'REDEEMED > REDEEMED', // late interest that comes after the principal
      'CANCELLED >',
    ],
  ],
  transfer: [TRANSFER_MOVES, ['OPEN > ACCEPTED REJECTED WITHDRAWN EXPIRED', 'ACCEPTED >', 'REJECTED >', 'WITHDRAWN >', 'EXPIRED >']],
  ask: [
    ASK_MOVES,
    ['OPEN > CLOSED ACCEPTED CANCELLED EXPIRED', 'CLOSED > ACCEPTED CANCELLED EXPIRED', 'ACCEPTED >', 'CANCELLED >', 'EXPIRED >'],
  ],
  offer: [OFFER_MOVES, ['OPEN > WON WITHDRAWN', 'WON >', 'WITHDRAWN >']],
  deal: [
    DEAL_MOVES,
    [
      'ACCEPTED > REGISTERED FAILED',
      'REGISTERED > PAYING FAILED',
      'PAYING > COMPLETE FAILED', // failed by bank and seller together, or by the regulator
      'COMPLETE > REPAID RECOURSED WRITTEN_OFF',
      'REPAID >',
      'RECOURSED >',
      'WRITTEN_OFF >',
      'FAILED >',
    ],
  ],
};

describe('state machines', () => {
  for (const [kind, [moves, life]] of Object.entries(LIVES)) {
    const expected = Object.fromEntries(
      life.map((line) => {
        const [state = '', next = ''] = line.split(' >');
        return [state, next.trim() === '' ? [] : next.trim().split(' ')];
      }),
    );

    it(`lets a ${kind} live as written, and in no other way`, () => expect(moves).to.deep.equal(expected));

    for (const current of Object.keys(expected)) {
      for (const next of Object.keys(expected)) {
        const allowed = expected[current]?.includes(next) === true;
        it(`${kind}: ${current} to ${next} is ${allowed ? 'a move' : 'WRONG_STATE'}`, () => {
          expect(mayMove(moves, current, next)).to.equal(allowed);
          if (allowed) {
            expect(move(moves, current, next)).to.equal(next);
            return;
          }
          const before = Object.keys(expected).filter((state) => expected[state]?.includes(next));
          expect(refusal(() => move(moves, current, next))).to.deep.equal({ code: 'WRONG_STATE', details: { current, allowed: before } });
        });
      }
    }
  }

  it('names the states from which a state is reached', () => {
    expect(statesBefore(RECEIVABLE_MOVES, 'RETURNED')).to.deep.equal(['SUBMITTED', 'CHECKED']);
    expect(statesBefore(RECEIVABLE_MOVES, 'DRAFT')).to.deep.equal(['RETURNED']);
  });

  it('tells a wrong state with the current and the allowed ones, and what more is known', () => {
    const fault = wrongState('VOID', ['DRAFT'], { receivable: 'SCH-0001-01' });
    expect([fault.code, fault.details]).to.deep.equal(['WRONG_STATE', { current: 'VOID', allowed: ['DRAFT'], receivable: 'SCH-0001-01' }]);
  });
});
