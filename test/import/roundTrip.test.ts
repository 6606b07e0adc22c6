import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '@tierline/chaincode/api';
import { readReceivables } from '@tierline/client-app/dist/app/import/readReceivables';
import { gb18030, readText, utf16, utf8 } from './support';

interface Invoice {
  readonly issueDay: number;
  readonly tenorDays: number;
  readonly supplier: string;
  readonly amountMinor: number;
}

const DIALECTS = {
  encoding: ['utf-8', 'utf-8 marked', 'utf-16le', 'utf-16be', 'gb18030'],
  delimiter: [',', ';', '\t'],
  lineEnd: ['\n', '\r\n'],
  dates: ['iso', 'iso time', 'day-first', 'month-first', 'chinese', 'compact'],
  decimal: ['.', ','],
} as const;

const HEADER_WITH_STATUS = 'Invoice No,Invoice Date,Due Date,Supplier,Buyer,Currency,Amount,Status,Original Invoice';

const invoices = fc.array(
  fc.record({
    issueDay: fc.nat(600),
    tenorDays: fc.integer({ min: 0, max: 365 }),
    amountMinor: fc.integer({ min: 1, max: 2_000_000_000 }),
    supplier: fc.constantFrom('兰溪精密铸造有限公司', '白山橡胶制品有限公司', '"东湖"线束, 厂', '风林; 玻璃'),
  }),
  { minLength: 1, maxLength: 12 },
);
const dialect = fc.record({
  encoding: fc.constantFrom(...DIALECTS.encoding),
  delimiter: fc.constantFrom(...DIALECTS.delimiter),
  lineEnd: fc.constantFrom(...DIALECTS.lineEnd),
  dates: fc.constantFrom(...DIALECTS.dates),
  decimal: fc.constantFrom(...DIALECTS.decimal),
  isGrouped: fc.boolean(),
  titles: fc.nat(3),
});
type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

function writeDate(date: string, { dates }: Dialect): string {
  const [year = '', month = '', day = ''] = date.split('-');
  switch (dates) {
    case 'iso':
      return date;
    case 'iso time':
      return `${date}T10:30:00Z`;
    case 'day-first':
      return `${day}/${month}/${year}`;
    case 'month-first':
      return `${Number(month)}/${Number(day)}/${year}`;
    case 'chinese':
      return `${year}年${Number(month)}月${Number(day)}日`;
    case 'compact':
      return year + month + day;
  }
}

function writeAmount(minor: number, { decimal, isGrouped }: Dialect): string {
  const whole = String(Math.floor(minor / 100));
  const grouped = isGrouped ? whole.replace(/\B(?=(\d{3})+$)/g, decimal === '.' ? ',' : '.') : whole;
  return `${grouped}${decimal}${String(minor % 100).padStart(2, '0')}`;
}

function encode(text: string, { encoding }: Dialect): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return utf8(text);
    case 'utf-8 marked':
      return utf8(`\ufeff${text}`);
    case 'utf-16le':
      return utf16(`\ufeff${text}`, 'little');
    case 'utf-16be':
      return utf16(`\ufeff${text}`, 'big');
    case 'gb18030':
      return gb18030(text);
  }
}

const quoted = (cell: string): string => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const expectedOf = ({ issueDay, tenorDays, amountMinor }: Invoice, index: number): readonly unknown[] => {
  const issueDate = addDays('2025-01-01', issueDay);
  return [`N-${index}`, issueDate, addDays(issueDate, tenorDays), BigInt(amountMinor)];
};

describe('A file written in any dialect', () => {
  it('is read back as what was written', () => {
    fc.assert(
      fc.property(invoices, dialect, (written, how) => {
        const title = ['应付账款清单', '截至', ''].slice(0, how.titles);
        const header = ['发票号码', '开票日期', '到期日', '供应商', '购买方', '币种', '价税合计'];
        const rows = written.map((invoice, index) => {
          const [number, issueDate, dueDate] = expectedOf(invoice, index) as readonly [string, string, string];
          return [
            number,
            writeDate(issueDate, how),
            writeDate(dueDate, how),
            invoice.supplier,
            '青禾轨道车辆有限公司',
            'CNY',
            writeAmount(invoice.amountMinor, how),
          ];
        });
        const text = [...title.map((line) => [line]), header, ...rows]
          .map((cells) => cells.map(quoted).join(how.delimiter) + how.lineEnd)
          .join('');
        const mapping = how.dates === 'day-first' || how.dates === 'month-first' ? { dateOrder: how.dates } : {};
        const file = readReceivables(encode(text, how), { fileName: 'f.csv', termDays: 30, mapping });
        expect(
          file.documents.map(({ number, issueDate, dueDate, amountMinor }) => [number, issueDate, dueDate, amountMinor]),
        ).to.deep.equal(written.map(expectedOf));
        expect(file.documents.map(({ rows: lines }) => lines[0])).to.deep.equal(written.map((_, index) => how.titles + 2 + index));
        expect(new Set(file.parties.map(({ name }) => name))).to.deep.equal(
          new Set(['青禾轨道车辆有限公司', ...written.map(({ supplier }) => supplier)]),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('Any file', () => {
  it('goes on after a row of any content', () => {
    const good = 'G-1,2026-01-31,,Acme,Core,CNY,10.00,,,' + 'x'.repeat(4_000);
    const content = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(content, fc.nat(8), (cells, place) => {
        const row = ['A-1', '2026-01-31', '', 'Bolt', 'Core', 'CNY', '5.00', '', ''];
        row[place] = `"${(cells[place] as string).replaceAll('"', '""')}"`;
        const text = [`${HEADER_WITH_STATUS},Remark`, good, [...row, ''].join(',')].join('\n');
        const file = readText(text, { mapping: { dateOrder: 'day-first', decimal: '.' } });
        expect(file.read).to.equal(2);
        expect(file.documents.some(({ number }) => number === 'G-1')).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  const cell = <T extends string>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
  const row = fc.tuple(
    cell('A-1', 'A-2', 'A-3', 'A-4', 'A 1', 'C-1', ''),
    cell('2026-01-31', '2026-02-28', 'soon'),
    cell('', '2026-03-31', '2025-03-31'),
    cell('Acme', 'ACME', 'Bolt', 'NA', 'Redacted'),
    cell('Core', 'Acme'),
    cell('CNY', 'USD', 'XYZ'),
    cell('10.00', '25.50', '-10.00', '-60.00', '0.00', 'ten', '1.005'),
    cell('Open', 'Void', 'Cancelled', ''),
    cell('', 'A-1', 'A-9'),
  );
  it('has each of its rows either accepted or refused, never both, and totals that its documents sum to', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), cell('invoices', 'payments'), (rows, kind) => {
        const file = readText([HEADER_WITH_STATUS, ...rows.map((cells) => cells.join(','))].join('\n'), {
          mapping: { kind, decimal: '.' },
        });
        const invoiceRows = file.documents.flatMap(({ rows: lines }) => lines);
        const creditRows = new Set([
          ...file.documents.flatMap(({ creditNotes }) => creditNotes.flatMap((credit) => credit.rows)),
          ...file.openCredits.flatMap((credit) => credit.rows),
        ]);
        const refusedRows = file.refused.map(({ row: line }) => line);
        const settling = file.read - invoiceRows.length - refusedRows.length - creditRows.size;
        expect(file.accepted + file.refusedCount).to.equal(file.read);
        expect(file.read).to.equal(rows.length);
        expect(new Set([...invoiceRows, ...creditRows, ...refusedRows]).size).to.equal(
          invoiceRows.length + creditRows.size + refusedRows.length,
        );
        expect(settling).to.be.within(
          0,
          file.refused.filter(({ message }) => message.includes('settled in full')).length === 0 ? 0 : file.read,
        );
        for (const { currency, count, amountMinor } of file.totals) {
          const documents = file.documents.filter((document) => document.currency === currency);
          expect(documents).to.have.length(count);
          expect(documents.reduce((total, document) => total + document.amountMinor, 0n)).to.equal(amountMinor);
        }
        for (const { amountMinor, invoicedMinor, creditedMinor, creditNotes } of file.documents) {
          expect(amountMinor > 0n && amountMinor === invoicedMinor - creditedMinor).to.equal(true);
          expect(creditNotes.reduce((total, credit) => total + credit.amountMinor, 0n)).to.equal(creditedMinor);
        }
      }),
      { numRuns: 300 },
    );
  });
});
