import { addDays, addMonths, daysBetween, isDate, isWeekend } from '@tierline/chaincode/api';
import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';

const dates = fc.integer({ min: 0, max: 109_572 }).map((days) => addDays('1900-01-01', days));

describe('date', () => {
  it('agrees with PlainDate on every day of the years 1900 to 2199', function () {
    this.timeout(30_000);
    let known = Temporal.PlainDate.from('1900-01-01');
    let text = '1900-01-01';
    for (let days = 0; days < 109_573; days += 1) {
      const agrees = text === known.toString() && isDate(text) && isWeekend(text) === known.dayOfWeek > 5;
      if (!agrees || daysBetween('1900-01-01', text) !== days) expect.fail(`day ${days}: ${text} is ${known.toString()}`);
      if (text !== '2199-12-31') text = addDays(text, 1);
      known = known.add({ days: 1 });
    }
    expect(text).to.equal('2199-12-31');
  });

  it('comes back from any number of days', () => {
    fc.assert(
      fc.property(dates, dates, (from, to) => {
        const days = daysBetween(from, to);
        expect(addDays(from, days)).to.equal(to);
        expect(addDays(to, -days)).to.equal(from);
        expect(Math.sign(days)).to.equal(Math.sign(Temporal.PlainDate.compare(to, from)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('moves by months to the day itself or to the end of a shorter month', () => {
    fc.assert(
      fc.property(
        dates.filter((date) => date > '1930' && date < '2170'),
        fc.integer({ min: -300, max: 300 }),
        (from, months) => {
          const to = addMonths(from, months);
          const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
          expect(monthOf(to) - monthOf(from)).to.equal(months);
          const isMonthEnd = addDays(to, 1).endsWith('-01');
          expect(to.slice(8) === from.slice(8) || (isMonthEnd && to.slice(8) < from.slice(8))).to.equal(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('exists when PlainDate has it', () => {
    const parts = fc.tuple(fc.integer({ min: 1890, max: 2210 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }));
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
        expect(isDate(text)).to.equal(year >= 1900 && year <= 2199 && isKnown(year, month, day));
      }),
      { numRuns: 5_000 },
    );
  });
});

function isKnown(year: number, month: number, day: number): boolean {
  try {
    Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
