import {
  allowsConfirmation,
  goodStanding,
  MAX_EVENTS,
  recordCure,
  recordOverdue,
  type CoreStanding,
  type Judge,
  type OverdueEvent,
  type Receivable,
  type Rules,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, refusesInOrder } from '../support/decisions';
import { receivable, rulesOn } from '../support/domainRecords';

interface Recording {
  readonly rules: Rules;
  readonly standing: CoreStanding;
  readonly found: Receivable;
}

const ID = 'SCH-0001-01';
const GOOD = goodStanding('PRG-0001', 'CORE-01');
const event = (more: Partial<OverdueEvent> = {}): OverdueEvent => ({
  receivable: ID,
  payDate: '2026-06-22',
  defaulted: false,
  curedOn: null,
  ...more,
});
const standing = (...events: readonly OverdueEvent[]): CoreStanding => ({ ...GOOD, events });
const others = (count: number, more: Partial<OverdueEvent>): OverdueEvent[] =>
  Array.from({ length: count }, (_none, index) => event({ receivable: `SCH-0002-${String(index).padStart(2, '0')}`, ...more }));

const overdue = (): Recording => ({ rules: rulesOn('2026-06-23'), standing: GOOD, found: receivable() });
const record = (judge: Judge, { rules, standing: before, found }: Recording) => recordOverdue(judge, rules, before, found, ID);

describe('record of an overdue payment', () => {
  refusesInOrder<Recording>(record, overdue, [
    ['it is settled', 'state', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, status: 'SETTLED' } })],
    ['its payment date is today', 'overdue', 'CONDITION_UNMET', (each) => ({ ...each, rules: rulesOn('2026-06-22') })],
    [
      'it is recorded already',
      'new-event',
      'WRONG_STATE',
      (each) => ({ ...each, standing: { ...each.standing, events: [event(), ...each.standing.events] } }),
    ],
    ['there are too many events', 'events-kept', 'LIMIT_EXCEEDED', (each) => ({ ...each, standing: standing(...others(MAX_EVENTS, {})) })],
  ]);

  it('leaves the core good and the receivable as it was within the days of grace', () => {
    for (const day of ['2026-06-23', '2026-06-27']) {
      expect(
        decided((judge) => record(judge, { ...overdue(), rules: rulesOn(day) })),
        day,
      ).to.deep.equal({ standing: standing(event()), receivable: receivable() });
    }
  });

  it('is a default after the days of grace, and stops the core', () => {
    const recorded = decided((judge) => record(judge, { ...overdue(), rules: rulesOn('2026-06-28'), standing: standing(event()) }));
    expect(recorded.standing).to.deep.equal({ ...standing(event({ defaulted: true })), standing: 'STOPPED' });
    expect(recorded.receivable.status).to.equal('DEFAULTED');
    expect([allowsConfirmation(recorded.standing), allowsConfirmation(GOOD), allowsConfirmation(null)]).to.deep.equal([false, true, true]);
  });

  it('is a default again when an instalment came after the first one and more is owed', () => {
    const before = standing(event({ defaulted: true }));
    const again = { rules: rulesOn('2026-07-10'), standing: before, found: receivable({ status: 'PART_PAID' }) };
    expect(decided((judge) => record(judge, again))).to.deep.equal({
      standing: { ...before, standing: 'STOPPED' },
      receivable: receivable({ status: 'DEFAULTED' }),
    });
  });

  it('puts the core under watch at the third event in six months with one open', () => {
    const cured = { curedOn: '2026-05-05', defaulted: true };
    const cases: readonly [why: string, before: readonly OverdueEvent[], is: string][] = [
      ['the second', others(1, { ...cured, payDate: '2026-05-04' }), 'GOOD'],
      ['the third', others(2, { ...cured, payDate: '2026-05-04' }), 'WATCH'],
      ['the third, two of them long ago', others(2, { ...cured, payDate: '2025-12-22' }), 'GOOD'],
      ['the third, the others just six months ago', others(2, { ...cured, payDate: '2025-12-23' }), 'WATCH'],
    ];
    for (const [why, before, is] of cases) {
      expect(decided((judge) => record(judge, { ...overdue(), standing: standing(...before) })).standing.standing, why).to.equal(is);
    }
  });
});

describe('record of a cure', () => {
  const curing = (): Recording => ({
    rules: rulesOn('2026-07-01'),
    found: receivable({ status: 'SETTLED' }),
    standing: { ...standing(event({ defaulted: true })), standing: 'STOPPED' },
  });
  const cure = (judge: Judge, { rules, standing: before, found }: Recording) => recordCure(judge, rules, before, found, ID);

  refusesInOrder<Recording>(cure, curing, [
    ['it is not paid in full', 'state', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, status: 'PART_PAID' } })],
    ['nothing of it is open', 'open-event', 'WRONG_STATE', (each) => ({ ...each, standing: standing(event({ curedOn: '2026-06-30' })) })],
  ]);

  it('makes the core good again when nothing else is open', () => {
    expect(decided((judge) => cure(judge, curing()))).to.deep.equal(standing(event({ defaulted: true, curedOn: '2026-07-01' })));
  });

  it('leaves the core stopped while another default is open', () => {
    const before = { ...standing(event({ defaulted: true }), ...others(1, { defaulted: true })), standing: 'STOPPED' as const };
    expect(decided((judge) => cure(judge, { ...curing(), standing: before })).standing).to.equal('STOPPED');
  });

  it('forgets cured events once the policy no longer watches them', () => {
    const before = standing(event(), ...others(1, { curedOn: '2025-12-01', payDate: '2025-11-30' }));
    expect(decided((judge) => cure(judge, { ...curing(), standing: before })).events).to.deep.equal([event({ curedOn: '2026-07-01' })]);
  });
});
