import { documentWriter } from '@tierline/client-app/dist/adapters/documents';
import { harmless } from '@tierline/client-app/dist/adapters/documents/harmless';
import type { Sheet } from '@tierline/client-app/dist/ports/documents';
import { expect } from 'chai';
import { FORMULAS } from '../support/formulas';
import { LibreOffice, type OfficeCell, type SheetFormat } from '../support/libreOffice';
import { Served } from '../support/served';
import { supplier } from '../support/world';

const PROGRAM = '/programs/DEMO-CNY';
/** A tab, a line or a space too many is the spreadsheet's own affair. */
const loosely = (text: string): string => text.replace(/[\s\u00a0\u3000]+/g, ' ').trim();
/** Where a file goes before it is looked at. */
const WAYS: readonly (readonly SheetFormat[])[] = [['csv'], ['xlsx'], ['csv', 'xlsx'], ['xlsx', 'csv']];
const AMOUNTS = [0n, 5n, -120_050n, 1_250_000n];
const NUMBERS = [0, 0.05, -1200.5, 12_500];

describe('a sheet that LibreOffice opens, saves and opens again', function () {
  let office: LibreOffice;
  const writer = documentWriter();

  before(function () {
    if (LibreOffice.isHere) office = new LibreOffice();
    else {
      console.log(
        '        Not run: the round trip through LibreOffice, because there is no soffice: apt-get install libreoffice-calc-nogui',
      );
      this.skip();
    }
  });
  after(() => (office as LibreOffice | undefined)?.end());

  /** Texts in one column, and amounts in the other. */
  const sheet: Sheet = {
    name: 'Test',
    currency: 'CNY',
    columns: [
      { title: '=1+1', kind: 'TEXT' },
      { title: 'Amount', kind: 'AMOUNT' },
    ],
    rows: FORMULAS.map((text, index) => [text, AMOUNTS[index] ?? null]),
  };
  /** The file that came of a sheet on its way, and in which format. */
  const sent = (first: Uint8Array, way: readonly SheetFormat[]): readonly [Uint8Array, SheetFormat] => {
    let file = first;
    for (const [index, to] of way.entries()) if (index > 0) file = office.converted(file, way[index - 1] ?? to, to);
    return [file, way.at(-1) ?? 'csv'];
  };
  const written = (format: SheetFormat | undefined): Promise<Uint8Array> => (format === 'csv' ? writer.csv(sheet) : writer.xlsx(sheet));
  const formulasIn = (cells: readonly OfficeCell[]): readonly string[] => cells.flatMap(({ formula }) => formula ?? []);

  it('is run where a formula is one: the careful look would see it', () => {
    const cells = office.rows(Buffer.from('Cell\r\n=1+1\r\n'), 'csv').flat();
    expect(cells.map(({ formula, text }) => [formula, text])).to.deep.equal([
      [null, 'Cell'],
      ['of:=1+1', '2'],
    ]);
  });

  for (const way of WAYS) {
    it(`holds no formula, every text as it was written, and amounts as numbers: ${way.join(' to ')}`, async () => {
      const [file, format] = sent(await written(way[0]), way);
      const [titles, ...rows] = office.rows(file, format);
      expect(formulasIn([titles ?? [], ...rows].flat())).to.deep.equal([]);
      expect(titles?.[0]?.text).to.equal("'=1+1");
      // A new line within a text of a CSV begins a new row for LibreOffice: the texts are compared one after the other.
      const texts = rows.map(([text]) => text).filter((cell) => cell !== undefined);
      expect(loosely(texts.map(({ text }) => text).join(' '))).to.equal(loosely(FORMULAS.map(harmless).join(' ')));
      expect(texts.every(({ isText }) => isText)).to.equal(true);
      const amounts = rows.flatMap(([, amount]) => (amount === undefined || amount.text === '' ? [] : [amount]));
      expect(amounts.map(({ isText, text }) => [isText, Number(text.replaceAll(',', ''))])).to.deep.equal(
        NUMBERS.map((number) => [false, number]),
      );
    });
  }

  it('comes from the server without a formula in it, whatever companies are called', async () => {
    const served = await Served.start();
    try {
      const names = FORMULAS.map((text) => text.trim()).filter((text) => !/[\n\r\t]/.test(text));
      const companies = names.map((name, index) => supplier(`ODD-${String(index + 1).padStart(2, '0')}`, { name }));
      const { status, body } = await served.post('/transactions/company/onboard', { as: 'maker@OPERATOR-01', body: { companies } });
      expect([status, JSON.stringify(body['details'] ?? null)]).to.deep.equal([200, 'null']);
      for (const format of ['csv', 'xlsx'] as const) {
        const { bytes } = await served.file(`${PROGRAM}/exports/companies?format=${format}`, 'maker@REGULATOR-01');
        const cells = office.rows(bytes, format).flat();
        expect(formulasIn(cells), format).to.deep.equal([]);
        const told = new Set(cells.map(({ text }) => loosely(text)));
        for (const name of names) expect(told.has(loosely(harmless(name))), `${format} ${name}`).to.equal(true);
      }
    } finally {
      await served.end();
    }
  });
});
