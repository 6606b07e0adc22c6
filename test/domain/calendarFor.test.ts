import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { addDays, isWeekend, isWorkingDay, type Calendar } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { expect } from 'chai';
import { refusal } from './refusal';

const DATA = resolve(__dirname, '../../../../shared/data/calendars');
const withData = existsSync(DATA) ? describe : describe.skip;

describe('calendarFor', () => {
  describe('knows on which days each currency is paid', () => {
    const days: Readonly<Record<string, readonly [why: string, closed: readonly string[], open: readonly string[]]>> = {
      CNY: [
        'extended leave, make-up weekends, one-off holidays',
        ['2010-02-19', '2015-09-03', '2015-09-04', '2020-01-31', '2023-01-27', '2026-01-02', '2026-02-23', '2026-10-07'],
        [
          '2010-02-20',
          '2013-01-05',
          '2015-09-06',
          '2024-02-09',
          '2026-01-04',
          '2026-02-14',
          '2026-02-28',
          '2026-05-09',
          '2026-09-20',
          '2026-10-10',
        ],
      ],
      EUR: [
        'TARGET closes on six days only',
        ['2010-01-01', '2024-03-29', '2024-04-01', '2024-05-01', '2024-12-25', '2024-12-26', '2030-04-22'],
        ['2024-05-09', '2024-05-20', '2024-10-03', '2024-12-24', '2024-12-31'],
      ],
      GBP: [
        'substitutes for weekends, moved and special bank holidays',
        [
          '2010-12-27',
          '2010-12-28',
          '2011-04-29',
          '2012-06-04',
          '2012-06-05',
          '2016-12-27',
          '2020-05-08',
          '2021-12-28',
          '2022-01-03',
          '2022-06-02',
          '2022-06-03',
          '2022-09-19',
          '2023-05-08',
          '2026-12-28',
        ],
        ['2012-05-28', '2020-05-04', '2022-05-30', '2023-05-09', '2024-12-24'],
      ],
      USD: [
        "a Sunday's holiday is kept on Monday, a Saturday's not on Friday",
        ['2012-11-12', '2018-11-12', '2021-07-05', '2022-06-20', '2022-12-26', '2024-11-11', '2024-11-28', '2026-10-12', '2029-11-12'],
        [
          '2010-12-31',
          '2018-12-05',
          '2020-06-19',
          '2020-07-03',
          '2021-06-18',
          '2021-12-24',
          '2021-12-31',
          '2024-03-29',
          '2024-11-29',
          '2025-01-09',
        ],
      ],
    };
    for (const [currency, [why, closed, open]] of Object.entries(days)) {
      it(`${currency}: ${why}`, () => {
        const calendar = calendarFor(currency);
        expect(
          closed.filter((date) => isWorkingDay(calendar, date)),
          'open, though it should be closed',
        ).to.deep.equal([]);
        expect(
          open.filter((date) => !isWorkingDay(calendar, date)),
          'closed, though it should be open',
        ).to.deep.equal([]);
      });
    }
  });

  it('says from when to when it is right', () => {
    const span = (currency: string): unknown => {
      const { from, to, weekendsOnly, version } = calendarFor(currency);
      return { from, to, weekendsOnly, version };
    };
    expect(span('CNY')).to.deep.equal({ from: '2010-01-01', to: '2026-12-31', weekendsOnly: false, version: 1 });
    for (const currency of ['EUR', 'GBP', 'USD']) {
      expect(span(currency)).to.deep.equal({ from: '2010-01-01', to: '2030-12-31', weekendsOnly: false, version: 1 });
    }
    expect(span('SEK')).to.deep.equal({ from: '2010-01-01', to: '2049-12-31', weekendsOnly: true, version: 1 });
  });

  it('refuses a Chinese date of a year without notice, New Year of 2027 first', () => {
    const china = calendarFor('CNY');
    expect(refusal(() => isWorkingDay(china, '2027-01-01'))).to.deep.equal({
      code: 'POLICY_REFUSED',
      details: { rule: 'calendar', currency: 'CNY', version: 1, date: '2027-01-01', from: '2010-01-01', to: '2026-12-31' },
    });
  });

  it('closes TARGET on exactly its six days in every year', () => {
    const target = calendarFor('EUR');
    expect(target.holidays.filter((date) => date.startsWith('2029'))).to.deep.equal([
      '2029-01-01',
      '2029-03-30',
      '2029-04-02',
      '2029-05-01',
      '2029-12-25',
      '2029-12-26',
    ]);
  });

  it('keeps every holiday of the Federal Reserve that falls on a Sunday on the Monday', () => {
    const dollars = calendarFor('USD');
    const fixed = ['01-01', '07-04', '11-11', '12-25'];
    for (let year = 2010; year <= 2030; year += 1) {
      for (const sunday of fixed.map((day) => `${year}-${day}`).filter((day) => isWeekend(day) && !isWeekend(addDays(day, 1)))) {
        expect(isWorkingDay(dollars, addDays(sunday, 1)), sunday).to.equal(false);
      }
    }
  });

  it('knows no calendar of what is no currency', () => {
    expect(refusal(() => calendarFor('XXX'))).to.deep.equal({
      code: 'MALFORMED',
      details: { field: 'currency', value: 'XXX', limit: 'ISO 4217' },
    });
  });

  withData('agrees with published calendars (skipped where ../shared/data/calendars is absent)', () => {
    it("with TARGET's", () => expect(calendarFor('EUR').holidays).to.deep.equal(weekdaysOf('XECB', () => true)));

    it("with England's", () => expect(calendarFor('GBP').holidays).to.deep.equal(weekdaysOf('GB_ENG', () => true)));

    it("with the United States', but for Fridays before a Saturday's holiday, on which the Federal Reserve is open", () => {
      const federal = [
        "New Year's Day",
        'Martin Luther King Jr. Day',
        "Washington's Birthday",
        'Memorial Day',
        'Juneteenth National Independence Day',
        'Independence Day',
        'Labor Day',
        'Columbus Day',
        'Veterans Day',
        'Thanksgiving Day',
        'Christmas Day',
      ];
      const isClosed = (name: string, date: string): boolean =>
        name
          .split('; ')
          .some((each) => federal.includes(each) || (federal.includes(each.replace(' (observed)', '')) && isWeekend(addDays(date, -1))));
      expect(calendarFor('USD').holidays).to.deep.equal(weekdaysOf('US_COMMON', isClosed));
    });

    for (const year of [2023, 2024, 2025, 2026]) {
      it(`with the State Council's notice for ${year}, every day of the year`, () => {
        const { days } = JSON.parse(readFileSync(`${DATA}/cn_${year}.json`, 'utf8')) as { days: { date: string; isOffDay: boolean }[] };
        const noticed = new Map(days.map(({ date, isOffDay }) => [date, !isOffDay]));
        const china: Calendar = calendarFor('CNY');
        for (let date = `${year}-01-01`; date.startsWith(String(year)); date = addDays(date, 1)) {
          expect(isWorkingDay(china, date), date).to.equal(noticed.get(date) ?? !isWeekend(date));
        }
      });
    }
  });
});

/** The weekdays from 2010 to 2030 in a published calendar, {date: name}, whose name counts. */
function weekdaysOf(file: string, counts: (name: string, date: string) => boolean): string[] {
  const names = JSON.parse(readFileSync(`${DATA}/${file}.json`, 'utf8')) as Record<string, string>;
  return Object.entries(names)
    .filter(([date, name]) => date >= '2010-01-01' && date <= '2030-12-31' && !isWeekend(date) && counts(name, date))
    .map(([date]) => date)
    .sort();
}
