import { expect } from 'chai';
import { detectDecimalSign, readNumber, type DecimalSign } from '@tierline/client-app/dist/app/import/decimals';
import { amounts, detailsOf, readLines, readText, refusals } from './support';

describe('A number', () => {
  const read: readonly (readonly [string, DecimalSign, string | null])[] = [
    ['1234.56', '.', '1234.56'],
    ['1,234.56', '.', '1234.56'],
    ['1,234,567', '.', '1234567'],
    ['1.234,56', ',', '1234.56'],
    ['1 234,56', ',', '1234.56'],
    ['1\u00a0234\u00a0567,8', ',', '1234567.8'],
    ['1\u202f234,5', ',', '1234.5'],
    ["1'234.50", '.', '1234.50'],
    ['-12.50', '.', '-12.50'],
    ['12.50-', '.', '-12.50'],
    ['(1,234.50)', '.', '-1234.50'],
    ['1.234,56', '.', null],
    ['1,23,456.00', '.', null],
    ['1,234 567', '.', null],
    ['12,34', '.', null],
    ['0,123', '.', null],
    ['+12.50', '.', null],
    ['--12.50', '.', null],
    ['-(12.50)', '.', null],
    ['\u221212.50', '.', null],
    ['.50', '.', null],
    ['5.', '.', null],
    ['1e3', '.', null],
    ['0x10', '.', null],
    ['NaN', '.', null],
    ['Infinity', '.', null],
    ['１２.５０', '.', null],
    ['١٢', '.', null],
    ['€12.50', '.', null],
    ['12.50 EUR', '.', null],
    ['', '.', null],
  ];
  for (const [cell, sign, number] of read) {
    it(`"${cell}" is ${number ?? 'none'} with decimal "${sign}"`, () => {
      expect(readNumber(cell, sign)).to.equal(number);
    });
  }
});

describe('The decimal sign of a column', () => {
  const told: readonly (readonly [readonly string[], DecimalSign])[] = [
    [['1.50', '1,234'], '.'],
    [['1,50', '1.234'], ','],
    [['1.234.567'], ','],
    [['1,234,567'], '.'],
    [['1.234,5'], ','],
    [['0,500'], ','],
    [['1234', '-5'], '.'],
    [[...Array<string>(9).fill('1,5'), '1.5'], ','],
  ];
  for (const [cells, sign] of told) {
    it(`of ${cells.slice(0, 2).join(' and ')} is "${sign}"`, () => {
      expect(detectDecimalSign(cells, 'Amount')).to.equal(sign);
    });
  }

  it('is refused while every amount can be read both ways, and taken from the mapping', () => {
    const rows = ['A-1,2026-01-31,,A,B,CNY,"1,234"', 'A-2,2026-01-31,,A,B,CNY,500'];
    expect(detailsOf(() => readLines(rows))).to.include({ code: 'MALFORMED', field: 'Amount', value: '1,234' });
    expect(amounts(readLines(rows, { mapping: { decimal: '.' } }))).to.deep.equal([
      ['A-1', 123_400n],
      ['A-2', 50_000n],
    ]);
    expect(refusals(readLines(rows, { mapping: { decimal: ',' } }))).to.deep.equal([[2, 'amount', 'MALFORMED']]);
  });

  it('is refused when amounts contradict each other', () => {
    expect(detailsOf(() => detectDecimalSign(['1,50', '1.50'], 'Amount'))).to.include({ field: 'Amount', value: '1.50 and 1,50' });
  });
});

describe('The amount of a row', () => {
  const bad = [
    '',
    ' ',
    '0',
    '00',
    '-0',
    '0.00',
    '+1',
    '0x10',
    '1e3',
    '1e309',
    'NaN',
    '1.005',
    '１２',
    '١٢',
    '18446744073709551616',
    '10000000000000000.01',
    '9'.repeat(400),
    '12.50 CNY',
    '=1+1',
    '1.2.3',
    '--1',
    '1\u200b0',
  ];
  for (const cell of bad) {
    it(`is refused: "${cell.slice(0, 30)}"`, () => {
      const file = readLines(['A-1,2026-01-31,,A,B,CNY,10.50', `A-2,2026-01-31,,A,B,CNY,"${cell}"`]);
      expect(refusals(file)).to.deep.equal([[3, 'amount', 'MALFORMED']]);
      expect(amounts(file)).to.deep.equal([['A-1', 1_050n]]);
    });
  }

  const good: readonly (readonly [string, string, bigint])[] = [
    ['JPY', '1050', 1_050n],
    ['CNY', '10.5', 1_050n],
    ['CNY', '9007199254740993.01', 900_719_925_474_099_301n],
    ['KWD', '1.005', 1_005n],
    ['cny', '1', 100n],
    ['RMB', '1', 100n],
    ['CNY', '10000000000000000.00', 1_000_000_000_000_000_000n],
  ];
  for (const [currency, cell, amountMinor] of good) {
    it(`of ${cell} ${currency} is ${amountMinor} minor units`, () => {
      expect(amounts(readLines([`A-1,2026-01-31,,A,B,${currency},${cell}`], { mapping: { decimal: '.' } }))).to.deep.equal([
        ['A-1', amountMinor],
      ]);
    });
  }

  it('is refused with a fraction of a yen, and in a currency that is none', () => {
    const file = readLines(['A-1,2026-01-31,,A,B,JPY,10.5', 'A-2,2026-01-31,,A,B,XYZ,10', 'A-3,2026-01-31,,A,B,,10']);
    expect(refusals(file)).to.deep.equal([
      [2, 'amount', 'MALFORMED'],
      [3, 'currency', 'MALFORMED'],
      [4, 'currency', 'MALFORMED'],
    ]);
  });

  it('takes the currency of --currency where the row names none', () => {
    const file = readLines(['A-1,2026-01-31,,A,B,,10', 'A-2,2026-01-31,,A,B,USD,10'], { currency: 'EUR' });
    expect(file.totals).to.deep.equal([
      { currency: 'EUR', count: 1, amountMinor: 1_000n },
      { currency: 'USD', count: 1, amountMinor: 1_000n },
    ]);
  });

  it('is the exact product of quantity and unit price, refused when finer than the minor unit', () => {
    const file = readText(
      [
        'Invoice No,Invoice Date,Supplier,Buyer,Quantity,Unit Price',
        '1,2026-01-31,A,B,3,0.10',
        '2,2026-01-31,A,B,4,1.0025',
        '3,2026-01-31,A,B,3,1.005',
        '4,2026-01-31,C,B,1.5,-2',
      ].join('\n'),
      { currency: 'EUR' },
    );
    expect(amounts(file)).to.deep.equal([
      ['1', 30n],
      ['2', 401n],
    ]);
    expect(refusals(file)).to.deep.equal([[4, 'amount', 'MALFORMED']]);
    expect(file.openCredits[0]).to.include({ number: '4', amountMinor: 300n });
  });
});
