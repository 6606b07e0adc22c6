import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { typedAmount, typedMoment, typedRate } from '@tierline/client-app/dist/app/typed';
import { Folder, inProcess } from './commandLine';

/** Amounts that no money field takes. */
const BAD_AMOUNTS: readonly string[] = [
  '',
  ' ',
  '0',
  '0.00',
  '00',
  '-0',
  '-1',
  '+1',
  '0x10',
  '1e3',
  '1e309',
  'NaN',
  'Infinity',
  '1.005',
  '１２',
  '١٢',
  '1,2',
  '12,50',
  '1,23,456',
  '1 000',
  '12.500,00',
  '.5',
  '5.',
  '1..2',
  '01',
  '007',
  '¥5',
  '5 CNY',
  '1_000',
  '18446744073709551616',
  '9223372036854775808',
  '10000000000000000.01',
  '9'.repeat(400),
];
const GOOD_AMOUNTS: readonly (readonly [string, string, bigint])[] = [
  ['12,500.00', 'CNY', 1_250_000n],
  ['12500', 'CNY', 1_250_000n],
  ['0.5', 'CNY', 50n],
  ['0.01', 'CNY', 1n],
  ['1,000,000', 'JPY', 1_000_000n],
  ['1.005', 'KWD', 1_005n],
  ['9007199254740993', 'CNY', 900_719_925_474_099_300n],
  ['10,000,000,000,000,000.00', 'CNY', 10n ** 18n],
];
const BAD_RATES: readonly string[] = ['', '-1', '101', '100.0001', '4,5', '4.56789', '1e1', 'four', '٤'];
const BAD_DATES: readonly string[] = [
  '',
  '2026-02-30',
  '2026-2-3',
  '26-02-03',
  '03.02.2026',
  '2026/02/03',
  '2026-13-01',
  '1899-12-31',
  '2026-02-03T00:00:00Z',
  'tomorrow',
];
const BAD_IDS: readonly string[] = [
  '',
  'ABC',
  'sch-0001',
  'SCH 0001',
  'SCH_0001',
  'ЅCH-0001',
  'SCH-0001\u200b',
  'A'.repeat(41),
  '../../etc',
  'A:B-C',
  'ÀBCD',
  'SCH-\u0000001',
];

describe('what people type', () => {
  for (const text of BAD_AMOUNTS) {
    it(`is no amount: "${text.slice(0, 24)}"`, () => {
      expect(() => typedAmount('--amount', text, 'CNY'))
        .to.throw()
        .that.includes({ code: 'MALFORMED' })
        .and.has.property('details')
        .that.includes({ field: '--amount' });
    });
  }

  for (const [text, currency, amountMinor] of GOOD_AMOUNTS) {
    it(`is an amount of ${currency}: ${text}`, () => expect(typedAmount('--amount', text, currency)).to.equal(amountMinor));
  }

  it('may be an amount of nothing where nothing makes sense, as fees', () => expect(typedAmount('--fees', '0', 'CNY', 0n)).to.equal(0n));

  for (const text of BAD_RATES) {
    it(`is no rate: "${text}"`, () =>
      expect(() => typedRate('--rate', text))
        .to.throw()
        .that.includes({ code: 'MALFORMED' }));
  }

  for (const [text, ppm] of [
    ['4.5', 45_000],
    ['4.5%', 45_000],
    ['0', 0],
    ['100', 1_000_000],
    ['0.0001', 1],
  ] as const) {
    it(`is a rate: ${text}`, () => expect(typedRate('--rate', text)).to.equal(ppm));
  }

  it("means the end of a day in the program's zone when a time is typed as a date", () => {
    expect(typedMoment('--expires', '2026-03-09', 480)).to.equal('2026-03-09T15:59:59Z');
    expect(typedMoment('--expires', '2026-03-09T10:00:00Z', 480)).to.equal('2026-03-09T10:00:00Z');
    expect(() => typedMoment('--expires', '9 March', 480))
      .to.throw()
      .that.includes({ code: 'MALFORMED' });
  });
});

describe('bad input on the command line', function () {
  this.timeout(60_000);
  const folder = new Folder();
  const as = ['--as', 'maker@SUP-01'];
  before(async () => {
    await inProcess(folder.path, 'program', 'create', 'DEMO-CNY', '--business-date', '2026-03-02');
    await inProcess(folder.path, 'onboard', '--id', 'SUP-01');
  });
  after(() => folder.remove());

  /** Every refusal: exit 2, one line, the field named, nothing of the program's inside. */
  async function refused(words: readonly string[], field: string): Promise<void> {
    const { code, out, err } = await inProcess(folder.path, ...words);
    expect([code, out], words.join(' ')).to.deep.equal([2, '']);
    expect(err, words.join(' '))
      .to.match(/^[A-Z_]+: [^\n]{10,400}\n$/)
      .and.include(field);
    expect(err).to.not.match(/ {4}at |undefined|\[object|node:|\.js:/);
  }

  it('is refused for every amount of every money field', async () => {
    for (const amount of ['0', '1e3', '-5', '1.005', '１２', '10000000000000000.01']) {
      await refused(['submit', '--invoice', 'A', '--issued', '2026-02-20', `--amount=${amount}`, ...as], '--amount');
      await refused(['pay', ...as, '--invoice', 'A', '--issued', '2026-02-20', '--', amount, 'to', 'CORE-01'], 'amount');
      await refused(['settle', '--reference', 'BR-0001', '--as', 'maker@BANK-A-01', '--', 'SCH-0001-01', amount], 'amount');
      await refused(['ask', `--amount=${amount}`, ...as], '--amount');
      if (amount !== '0')
        await refused(['limit', `--ceiling=${amount}`, '--expires', '2026-12-31', '--as', 'checker@BANK-A-01'], '--ceiling');
    }
  });

  for (const date of BAD_DATES.filter((each) => each !== '')) {
    it(`is refused as a date: ${date}`, async () => {
      await refused(['submit', '--invoice', 'A', `--issued=${date}`, '--amount', '5.00', ...as], '--issued');
      await refused(['submit', '--invoice', 'A', '--issued', '2026-02-20', `--due=${date}`, '--amount', '5.00', ...as], '--due');
    });
  }

  for (const id of BAD_IDS.filter((each) => each !== '')) {
    it(`is refused as an id: ${JSON.stringify(id)}`, async () => {
      await refused(['submit', '--invoice', 'A', '--issued', '2026-02-20', '--amount', '5.00', `--id=${id}`, ...as], '--id');
      await refused(['check', id, '--as', 'maker@CORE-01'], 'receivables');
      await refused(['accept', id, ...as], 'transfers');
      await refused(['split', id, '5.00', ...as], 'token');
      await refused(['onboard', `--id=${id}`], 'id');
    });
  }

  const files: readonly (readonly [string, string, string])[] = [
    ['is not JSON', '{', 'not JSON'],
    ['holds no claims', '{"claims": []}', 'claims'],
    ['holds unknown fields', '{"claims": [], "x": 1}', 'x'],
    ['has amounts as numbers', '{"claims": [{"invoice": "A", "issued": "2026-02-20", "amount": 5}]}', 'claims.0.amount'],
    ['is a list', '[]', 'file'],
    ['is empty', '', 'not JSON'],
  ];
  for (const [what, content, told] of files) {
    it(`is refused as a file of receivables that ${what}`, async () => {
      const file = join(folder.path, 'claims.json');
      writeFileSync(file, content);
      await refused(['submit', '--file', file, ...as], told);
    });
  }

  it('is refused as a file of companies with a column that nobody knows', async () => {
    const file = join(folder.path, 'companies.csv');
    writeFileSync(file, 'id,colour\nSUP-09,red\n');
    await refused(['onboard', file], 'colour');
  });

  it('is refused as a registration code with wrong check digits', () =>
    refused(['onboard', '--id', 'SUP-09', '--scheme', 'USCC', '--code', '91350100M000100Y44'], 'identity'));

  for (const [what, words, told] of [
    ['an unknown command', ['pya'], 'pya'],
    ['an unknown option', ['list', 'tokens', '--colour', 'red'], '--colour'],
    ['a missing argument', ['accept', ...as], 'transfers is missing'],
    ['too many arguments', ['users', 'all'], 'too many'],
    ['a list that nobody knows', ['list', 'things', ...as], 'things'],
    ['an option without its value', ['list', 'tokens', '--as'], '--as'],
    ['a word beyond all limits', ['list', 'x'.repeat(20_000)], 'command line'],
    ['a user that nobody knows', ['list', 'tokens', '--as', 'maker@NOBODY'], 'maker@NOBODY'],
    ['a program that nobody knows', ['list', 'tokens', '--program', 'DEMO-XXX', ...as], 'DEMO-XXX'],
    ['a payment without "to"', ['pay', '5.00', 'for', 'SUP-02', ...as], 'pay AMOUNT to COMPANY'],
    ['both --all and ids', ['check', 'SCH-0001-01', '--all', '--as', 'maker@CORE-01'], '--all'],
  ] as const) {
    it(`is refused as ${what}`, () => refused(words, told));
  }
});
