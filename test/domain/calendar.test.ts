import { addWorkingDays, following, isWorkingDay, requireCalendar, type Calendar } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

/** The State Council's notice for 2026: weekdays off, and weekends worked in exchange. */
const CHINA_2026: Calendar = {
  currency: 'CNY',
  version: 3,
  from: '2026-01-01',
  to: '2026-12-31',
  weekendsOnly: false,
  holidays: [
    '2026-01-01',
    '2026-01-02',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
    '2026-02-23',
    '2026-04-06',
    '2026-05-01',
    '2026-05-04',
    '2026-05-05',
    '2026-06-19',
    '2026-09-25',
    '2026-10-01',
    '2026-10-02',
    '2026-10-05',
    '2026-10-06',
    '2026-10-07',
  ],
  workingWeekends: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};
const beyond = (date: string): unknown => ({
  code: 'POLICY_REFUSED',
  details: { rule: 'calendar', currency: 'CNY', version: 3, date, from: '2026-01-01', to: '2026-12-31' },
});

describe('calendar', () => {
  it('makes payments on weekdays and on make-up weekends, not on holidays', () => {
    const days: readonly [date: string, works: boolean][] = [
      ['2026-01-01', false],
      ['2026-01-02', false],
      ['2026-01-03', false],
      ['2026-01-04', true],
      ['2026-01-05', true],
      ['2026-02-13', true],
      ['2026-02-14', true],
      ['2026-02-15', false],
      ['2026-02-24', true],
      ['2026-02-28', true],
      ['2026-03-01', false],
      ['2026-05-09', true],
      ['2026-05-10', false],
      ['2026-09-20', true],
      ['2026-10-08', true],
      ['2026-10-10', true],
      ['2026-10-11', false],
      ['2026-12-31', true],
    ];
    for (const [date, works] of days) expect(isWorkingDay(CHINA_2026, date), date).to.equal(works);
  });

  it('moves a due date to the following working day', () => {
    const moves: readonly [from: string, to: string][] = [
      ['2026-03-02', '2026-03-02'],
      ['2026-03-07', '2026-03-09'],
      ['2026-02-15', '2026-02-24'],
      ['2026-02-14', '2026-02-14'],
      ['2026-10-01', '2026-10-08'],
      ['2026-10-10', '2026-10-10'],
      ['2026-10-11', '2026-10-12'],
      ['2026-01-01', '2026-01-04'],
    ];
    for (const [from, to] of moves) expect(following(CHINA_2026, from), from).to.equal(to);
  });

  it('counts working days, make-up days among them', () => {
    const counts: readonly [from: string, n: number, to: string][] = [
      ['2026-02-13', 1, '2026-02-14'],
      ['2026-02-13', 2, '2026-02-24'],
      ['2026-10-09', 1, '2026-10-10'],
      ['2026-10-09', 2, '2026-10-12'],
      ['2026-10-03', 1, '2026-10-08'],
      ['2026-03-06', 3, '2026-03-11'],
      ['2026-03-07', 0, '2026-03-09'],
      ['2026-03-06', 0, '2026-03-06'],
    ];
    for (const [from, n, to] of counts) expect(addWorkingDays(CHINA_2026, from, n), `${from} + ${n}`).to.equal(to);
  });

  it('refuses a date beyond its horizon, naming itself and the date', () => {
    expect(refusal(() => isWorkingDay(CHINA_2026, '2027-01-01'))).to.deep.equal(beyond('2027-01-01'));
    expect(refusal(() => isWorkingDay(CHINA_2026, '2025-12-31'))).to.deep.equal(beyond('2025-12-31'));
    expect(refusal(() => isWorkingDay(CHINA_2026, '2026-02-30'))).to.deep.equal(beyond('2026-02-30'));
    expect(refusal(() => following({ ...CHINA_2026, holidays: ['2026-12-31'] }, '2026-12-31'))).to.deep.equal(beyond('2027-01-01'));
    expect(refusal(() => addWorkingDays(CHINA_2026, '2026-12-30', 2))).to.deep.equal(beyond('2027-01-01'));
  });

  it('refuses to count a number of working days that no rule can mean', () => {
    for (const n of [-1, 1.5, 401, Number.NaN]) {
      expect(refusal(() => addWorkingDays(CHINA_2026, '2026-03-02', n))).to.deep.equal({
        code: 'MALFORMED',
        details: { field: 'workingDays', value: String(n), limit: '0..400' },
      });
    }
  });

  describe('is refused when it would answer wrongly', () => {
    const faulty: readonly [why: string, change: Partial<Calendar>, field: string][] = [
      ['a first date that does not exist', { from: '2026-02-30' }, 'from'],
      ['an end before its start', { to: '2025-12-31' }, 'to'],
      ['a holiday on a weekend', { holidays: ['2026-02-15'] }, 'holidays'],
      ['holidays out of order', { holidays: ['2026-02-17', '2026-02-16'] }, 'holidays'],
      ['a holiday twice', { holidays: ['2026-02-17', '2026-02-17'] }, 'holidays'],
      ['a holiday beyond its horizon', { holidays: ['2027-01-01'] }, 'holidays'],
      ['a make-up day on a weekday', { workingWeekends: ['2026-02-13'] }, 'workingWeekends'],
      ['more days than the limit', { holidays: Array.from({ length: 2_001 }, () => '2026-02-16') }, 'holidays'],
      ['holidays beside the flag that none are known', { weekendsOnly: true }, 'weekendsOnly'],
    ];
    for (const [why, change, field] of faulty) {
      it(why, () => {
        expect(refusal(() => requireCalendar({ ...CHINA_2026, ...change }))).to.have.property('code', 'MALFORMED');
        expect(refusal(() => requireCalendar({ ...CHINA_2026, ...change }))).to.have.nested.property('details.field', field);
      });
    }
    it('but a right one is not', () => expect(refusal(() => requireCalendar(CHINA_2026))).to.equal('not refused'));
  });
});
