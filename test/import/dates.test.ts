import { expect } from 'chai';
import { detectDateOrder, readDate, type DateOrder } from '@tierline/client-app/dist/app/import/dates';
import { detailsOf, readLines, readText, refusals } from './support';

describe('A date', () => {
  const read: readonly (readonly [string, DateOrder, string | null])[] = [
    ['2026-03-31', 'day-first', '2026-03-31'],
    ['2026/3/5', 'day-first', '2026-03-05'],
    ['2026.03.05', 'month-first', '2026-03-05'],
    ['2026-03-31 16:16:00', 'day-first', '2026-03-31'],
    ['2026-03-31T16:16:00.123Z', 'day-first', '2026-03-31'],
    ['2026-03-31T23:30:00+08:00', 'day-first', '2026-03-31'],
    ['2026年3月5日', 'day-first', '2026-03-05'],
    ['20260305', 'month-first', '2026-03-05'],
    ['5/3/2026', 'day-first', '2026-03-05'],
    ['5/3/2026', 'month-first', '2026-05-03'],
    ['05.03.2026', 'day-first', '2026-03-05'],
    ['31-12-2026 8:05 PM', 'day-first', '2026-12-31'],
    ['29/02/2028', 'day-first', '2028-02-29'],
    ['29/02/2026', 'day-first', null],
    ['2026-02-31', 'day-first', null],
    ['2026-13-01', 'day-first', null],
    ['13/13/2026', 'day-first', null],
    ['05/03/26', 'day-first', null],
    ['05/03-2026', 'day-first', null],
    ['46112', 'day-first', null],
    ['2026-03-31 25:00', 'day-first', null],
    ['２０２６-03-31', 'day-first', null],
    ['1899-12-31', 'day-first', null],
    ['2026-3', 'day-first', null],
    ['soon', 'day-first', null],
    ['', 'day-first', null],
  ];
  for (const [cell, order, date] of read) {
    it(`"${cell}" is ${date ?? 'none'}, ${order}`, () => {
      expect(readDate(cell, order)).to.equal(date);
    });
  }
});

describe('The order of a column of dates', () => {
  const told: readonly (readonly [readonly string[], DateOrder])[] = [
    [['01/02/2026', '13/02/2026'], 'day-first'],
    [['01/02/2026', '02/13/2026'], 'month-first'],
    [['05/05/2026'], 'day-first'],
    [['2026-01-02', '2026-02-01'], 'day-first'],
    [['01/02/2026', 'soon', '', '31/02/2026', '14/02/2026'], 'day-first'],
    [[...Array<string>(9).fill('13/02/2026'), '02/13/2026'], 'day-first'],
  ];
  for (const [cells, order] of told) {
    it(`of ${cells.slice(0, 3).join(', ')} is ${order}`, () => {
      expect(detectDateOrder(cells, 'Invoice Date')).to.equal(order);
    });
  }

  it('is refused while every date can be read both ways, naming the column and the mend', () => {
    const details = detailsOf(() => detectDateOrder(['01/02/2026', '03/04/2026', '05/05/2026'], 'Invoice Date'));
    expect(details).to.include({ code: 'MALFORMED', field: 'Invoice Date', value: '03/04/2026' });
    expect(details['mend']).to.include('dateOrder');
  });

  it('is refused when dates contradict each other', () => {
    expect(detailsOf(() => detectDateOrder(['13/02/2026', '02/13/2026'], 'Due Date'))).to.include({
      field: 'Due Date',
      value: '13/02/2026 and 02/13/2026',
    });
  });

  it('is told for each column by itself', () => {
    expect(detailsOf(() => readLines(['A-1,13/02/2026,03/04/2026,A,B,CNY,1.00']))).to.include({ field: 'Due Date', value: '03/04/2026' });
    const file = readLines(['A-1,13/02/2026,04/13/2026,A,B,CNY,1.00']);
    expect(file.documents[0]).to.include({ issueDate: '2026-02-13', dueDate: '2026-04-13' });
  });

  it('is taken from the mapping, and then rows that do not follow it are refused', () => {
    const file = readLines(['A-1,01/02/2026,,A,B,CNY,1.00', 'A-2,02/13/2026,,A,B,CNY,1.00'], { mapping: { dateOrder: 'day-first' } });
    expect(file.documents[0]?.issueDate).to.equal('2026-02-01');
    expect(refusals(file)).to.deep.equal([[3, 'issueDate', 'MALFORMED']]);
  });
});

describe('A due date', () => {
  it("is the issue date and the program's terms when the file has none, and a note says so", () => {
    const file = readText('Invoice No,Date,Supplier,Buyer,Amount\n1,2026-01-31,A,B,1.00\n', { currency: 'CNY', termDays: 45 });
    expect(file.documents[0]).to.include({ dueDate: '2026-03-17', termsAssumed: true });
    expect(file.notes.map(({ told }) => told).join(' '))
      .to.include('no due dates')
      .and.include('45 days');
  });

  it('is assumed for single rows that have none, and a note counts them', () => {
    const file = readLines(['A-1,2026-01-31,2026-02-28,A,B,CNY,1.00', 'A-2,2026-01-31,N/A,A,B,CNY,1.00']);
    expect(file.documents.map(({ dueDate, termsAssumed }) => [dueDate, termsAssumed])).to.deep.equal([
      ['2026-02-28', false],
      ['2026-04-01', true],
    ]);
    expect(file.notes.map(({ told }) => told).join(' ')).to.include('1 document names no due date');
  });

  it('is refused before the issue date, when it is no date, and beyond the last date', () => {
    const file = readLines([
      'A-1,2026-01-31,2026-01-30,A,B,CNY,1.00',
      'A-2,2026-01-31,60 days,A,B,CNY,1.00',
      'A-3,2199-12-30,,A,B,CNY,1.00',
    ]);
    expect(refusals(file)).to.deep.equal([
      [2, 'dueDate', 'MALFORMED'],
      [3, 'dueDate', 'MALFORMED'],
      [4, 'issueDate', 'MALFORMED'],
    ]);
  });
});
