import { addDays, addMonths, businessDate, compareDates, daysBetween, isDate, isWeekend } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

const outOfYears = (value: string): unknown => ({ code: 'MALFORMED', details: { field: 'date', value, limit: '1900-01-01..2199-12-31' } });

describe('date', () => {
  it('is a day that exists, written YYYY-MM-DD, of the years 1900 to 2199', () => {
    for (const text of ['1900-01-01', '2000-02-29', '2024-02-29', '2026-12-31', '2199-12-31']) expect(isDate(text), text).to.equal(true);
    const wrong = [
      '',
      '2026-2-01',
      '2026-02-1',
      '26-02-01',
      '2026-02-29',
      '1900-02-29',
      '2100-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-01-32',
      '1899-12-31',
      '2200-01-01',
      '+002026-01-01',
      '2026-01-01T00:00',
      '2026/01/01',
      ' 2026-01-01',
      '2026-01-01\n',
      '２０２６-01-01',
      '20260101',
    ];
    for (const text of wrong) expect(isDate(text), JSON.stringify(text)).to.equal(false);
  });

  it('moves by days over months, years and leap days', () => {
    const moves: readonly [from: string, days: number, to: string][] = [
      ['2026-01-31', 1, '2026-02-01'],
      ['2026-02-28', 1, '2026-03-01'],
      ['2024-02-28', 1, '2024-02-29'],
      ['2024-02-29', 1, '2024-03-01'],
      ['2025-12-31', 1, '2026-01-01'],
      ['2026-01-01', -1, '2025-12-31'],
      ['2026-03-01', -1, '2026-02-28'],
      ['2000-02-29', 366, '2001-03-01'],
      ['2026-05-05', 0, '2026-05-05'],
      ['1900-01-01', 109_572, '2199-12-31'],
    ];
    for (const [from, days, to] of moves) {
      expect(addDays(from, days), `${from} + ${days}`).to.equal(to);
      expect(daysBetween(from, to), `${from} to ${to}`).to.equal(days);
    }
  });

  it('moves by months to the same day, or to the last of a shorter month', () => {
    const moves: readonly [from: string, months: number, to: string][] = [
      ['2026-01-31', 1, '2026-02-28'],
      ['2024-01-31', 1, '2024-02-29'],
      ['2026-08-31', 1, '2026-09-30'],
      ['2026-03-31', -1, '2026-02-28'],
      ['2026-02-28', 12, '2027-02-28'],
      ['2024-02-29', 12, '2025-02-28'],
      ['2026-11-22', 6, '2027-05-22'],
      ['2026-05-05', 0, '2026-05-05'],
    ];
    for (const [from, months, to] of moves) expect(addMonths(from, months), `${from} + ${months} months`).to.equal(to);
  });

  it('knows weekends', () => {
    const week = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];
    expect(week.map(isWeekend)).to.deep.equal([false, false, false, false, false, true, true]);
    expect([isWeekend('1900-01-01'), isWeekend('1969-12-28'), isWeekend('2199-12-31')]).to.deep.equal([false, true, false]);
  });

  it('orders by time', () => {
    expect(compareDates('2026-01-31', '2026-02-01')).to.be.below(0);
    expect(compareDates('2026-02-01', '2026-01-31')).to.be.above(0);
    expect(compareDates('2026-02-01', '2026-02-01')).to.equal(0);
  });

  it('takes the business date from the wall calendar of the zone and the clock of the program', () => {
    const at = (text: string): number => Date.parse(text);
    const cases: readonly [epochMs: number, utcOffsetMinutes: number, clockOffsetDays: number, expected: string][] = [
      [0, 0, 0, '1970-01-01'],
      [-1, 0, 0, '1969-12-31'],
      [at('2026-03-01T15:59:59.999Z'), 480, 0, '2026-03-01'],
      [at('2026-03-01T16:00:00Z'), 480, 0, '2026-03-02'],
      [at('2026-03-01T04:59:59Z'), -300, 0, '2026-02-28'],
      [at('2026-03-01T05:00:00Z'), -300, 0, '2026-03-01'],
      [at('2026-03-01T18:30:00Z'), 330, 0, '2026-03-02'],
      [at('2026-03-01T12:00:00Z'), 0, 31, '2026-04-01'],
      [at('2026-11-22T12:00:00Z'), 480, -5_200, '2012-08-27'],
    ];
    for (const [epochMs, utcOffsetMinutes, clockOffsetDays, expected] of cases) {
      expect(businessDate(epochMs, utcOffsetMinutes, clockOffsetDays)).to.equal(expected);
    }
  });

  it('refuses what is no date and what leaves the years 1900 to 2199', () => {
    expect(refusal(() => addDays('2026-02-30', 1))).to.deep.equal(outOfYears('2026-02-30'));
    expect(refusal(() => daysBetween('2026-02-01', 'soon'))).to.deep.equal(outOfYears('soon'));
    expect(refusal(() => isWeekend(''))).to.deep.equal(outOfYears(''));
    expect(refusal(() => addMonths('2026-06-31', 1))).to.deep.equal(outOfYears('2026-06-31'));
    expect(refusal(() => addDays('2199-12-31', 1))).to.deep.equal(outOfYears('2200-01-01'));
    expect(refusal(() => addDays('1900-01-01', -1))).to.deep.equal(outOfYears('1899-12-31'));
    expect(refusal(() => addMonths('2199-12-01', 1))).to.deep.equal(outOfYears('2200-01-01'));
    expect(refusal(() => businessDate(0, 0, 100_000))).to.deep.equal(outOfYears('2243-10-17'));
  });
});
