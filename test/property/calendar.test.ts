import {
  addDays,
  addWorkingDays,
  daysBetween,
  Fault,
  following,
  isWeekend,
  isWorkingDay,
  requireCalendar,
  type Calendar,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import fc from 'fast-check';

const FROM = '2025-01-01';
const TO = '2026-12-31';
const places = fc.integer({ min: 0, max: daysBetween(FROM, TO) });

/** Two years with any weekdays off and any weekends worked. */
const calendars: fc.Arbitrary<Calendar> = fc.uniqueArray(places, { maxLength: 300 }).map((chosen) => {
  const dates = chosen.map((place) => addDays(FROM, place)).sort();
  return {
    currency: 'CNY',
    version: 1,
    from: FROM,
    to: TO,
    weekendsOnly: false,
    holidays: dates.filter((date) => !isWeekend(date)),
    workingWeekends: dates.filter(isWeekend),
  };
});
const dates = places.map((place) => addDays(FROM, place));

/** The result, or null where the horizon refused. */
function withinHorizon(work: () => string): string | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault && error.code === 'POLICY_REFUSED') return null;
    throw error;
  }
}

describe('calendar', () => {
  it('follows to the first working day from the date on, and from there nowhere', () => {
    fc.assert(
      fc.property(calendars, dates, (calendar, date) => {
        requireCalendar(calendar);
        const day = withinHorizon(() => following(calendar, date));
        const last = day ?? addDays(TO, 1);
        for (let skipped = date; skipped < last; skipped = addDays(skipped, 1)) expect(isWorkingDay(calendar, skipped)).to.equal(false);
        if (day === null) return;
        expect(isWorkingDay(calendar, day)).to.equal(true);
        expect(following(calendar, day)).to.equal(day);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the order of dates', () => {
    fc.assert(
      fc.property(calendars, dates, dates, (calendar, one, other) => {
        const [earlier, later] = [one, other].sort() as [string, string];
        const [first, second] = [earlier, later].map((date) => withinHorizon(() => following(calendar, date)));
        if (typeof first === 'string' && typeof second === 'string') expect(first <= second).to.equal(true);
      }),
      { numRuns: 300 },
    );
  });

  it('counts exactly n working days, the last of them the answer', () => {
    fc.assert(
      fc.property(calendars, dates, fc.integer({ min: 1, max: 30 }), (calendar, date, n) => {
        const end = withinHorizon(() => addWorkingDays(calendar, date, n));
        if (end === null) return;
        let worked = 0;
        for (let day = addDays(date, 1); day <= end; day = addDays(day, 1)) worked += isWorkingDay(calendar, day) ? 1 : 0;
        expect(worked).to.equal(n);
        expect(isWorkingDay(calendar, end)).to.equal(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a make-up weekend for a working day and a holiday for none, whatever else it lists', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        expect(calendar.workingWeekends.every((date) => isWorkingDay(calendar, date))).to.equal(true);
        expect(calendar.holidays.some((date) => isWorkingDay(calendar, date))).to.equal(false);
      }),
      { numRuns: 100 },
    );
  });
});
