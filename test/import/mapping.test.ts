import { expect } from 'chai';
import { parseMapping } from '@tierline/client-app/dist/app/import/mapping';
import { amounts, detailsOf, readText } from './support';

describe('A mapping file', () => {
  it('names the columns, the parties and the way that dates and amounts are written', () => {
    const mapping = parseMapping(
      JSON.stringify({
        view: 'receivable',
        currency: 'EUR',
        delimiter: ';',
        dateOrder: 'month-first',
        decimal: ',',
        columns: { number: 'Beleg', issueDate: 'Datum', dueDate: 'Fällig', debtor: 'Kunde', amount: { product: ['Menge', 'Preis'] } },
        creditor: { name: 'Weberei Tannfels GmbH', code: 'DE990000001' },
      }),
    );
    const file = readText('Beleg;Datum;Fällig;Kunde;Menge;Preis\nR-1;02/03/2026;04/05/2026;Osterbach;1.000;1,25\n', { mapping });
    expect(file.documents[0]).to.include({
      issueDate: '2026-02-03',
      dueDate: '2026-04-05',
      amountMinor: 125_000n,
      creditor: 'VAT:DE990000001',
    });
    expect(file.view).to.equal('receivable');
  });

  it('is weaker than what the command says', () => {
    const file = readText('Invoice No,Date,Seller,Buyer,Amount\n1,2026-01-31,A,B,1\n', {
      view: 'payable',
      currency: 'JPY',
      mapping: { view: 'receivable', currency: 'EUR' },
    });
    expect(file).to.deep.include({ view: 'payable', totals: [{ currency: 'JPY', count: 1, amountMinor: 1n }] });
  });

  it('leaves to the header what it does not say, and can say that a column is not meant', () => {
    const text = 'Invoice No,Date,Supplier,Buyer,Gross,Net,Status\n1,2026-01-31,A,B,119.00,100.00,void\n';
    expect(readText(text, { currency: 'EUR' }).refusedCount).to.equal(1);
    expect(amounts(readText(text, { currency: 'EUR', mapping: { columns: { amount: 'Net', status: null } } }))).to.deep.equal([
      ['1', 10_000n],
    ]);
  });

  it('tells two columns apart whose headers differ only in case', () => {
    const text = 'Invoice No,Date,Supplier,Buyer,Amount,AMOUNT\n1,2026-01-31,A,B,1.00,2.00\n';
    expect(detailsOf(() => readText(text, { currency: 'EUR' }))).to.include({ field: 'amount', value: 'Amount' });
    expect(amounts(readText(text, { currency: 'EUR', mapping: { columns: { amount: 'AMOUNT' } } }))).to.deep.equal([['1', 200n]]);
  });

  it('is refused with the file when it names a column that is not there', () => {
    const details = detailsOf(() =>
      readText('Invoice No,Date,Supplier,Buyer,Amount\n1,2026-01-31,A,B,1\n', {
        currency: 'EUR',
        mapping: { columns: { dueDate: 'Due' } },
      }),
    );
    expect(details).to.include({ code: 'MALFORMED', field: '"Due"' });
  });

  const bad: readonly (readonly [string, string, string])[] = [
    ['is no JSON', '{', 'mapping'],
    ['is no object', '[]', 'mapping'],
    ['has a property that is unknown', '{"colums":{}}', 'mapping'],
    ['has a column that is unknown', '{"columns":{"no":"A"}}', 'mapping.columns'],
    ['has an own __proto__', '{"__proto__":{}}', 'mapping'],
    ['names no such view', '{"view":"both"}', 'mapping.view'],
    ['names no such currency', '{"currency":"EURO"}', 'mapping.currency'],
    ['names a product of one column', '{"columns":{"amount":{"product":["A"]}}}', 'mapping.columns.amount'],
    ['names a party without name', '{"creditor":{}}', 'mapping.creditor.name'],
    ['is too long', ' '.repeat(100_001), 'mapping'],
  ];
  for (const [name, text, field] of bad) {
    it(`is refused when it ${name}`, () => {
      expect(detailsOf(() => parseMapping(text))).to.include({ code: 'MALFORMED', field });
    });
  }
});
