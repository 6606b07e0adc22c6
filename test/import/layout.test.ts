import { expect } from 'chai';
import { amounts, detailsOf, HEADER, readLines, readText, refusals } from './support';

describe('The layout of a file', () => {
  const separators: readonly (readonly [string, string])[] = [
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ];
  for (const [name, delimiter] of separators) {
    it(`may be separated by ${name}`, () => {
      const text = [HEADER, 'A-1,2026-03-31,2026-05-30,Acme,Core,CNY,12.50'].join('\n').replaceAll(',', delimiter);
      const file = readText(text);
      expect(file.delimiter).to.equal(delimiter);
      expect(amounts(file)).to.deep.equal([['A-1', 1_250n]]);
    });
  }

  it('takes no decimal comma for a separator', () => {
    const file = readText('Invoice No;Invoice Date;Customer;Amount\nR-1;31.03.2026;Osterbach, Möbel, AG;12,50\n', {
      currency: 'EUR',
      counterparty: { name: 'We' },
    });
    expect(file.delimiter).to.equal(';');
    expect(amounts(file)).to.deep.equal([['R-1', 1_250n]]);
  });

  it('may quote fields with separators, quotation marks and line ends in them, and counts lines as an editor does', () => {
    const file = readText(
      [
        HEADER,
        '',
        'A-1,2026-03-31,,"Acme, ""the best""\r\nof all\nLtd",Core,CNY,10.00',
        ',,,,,,',
        'A-2,2026-03-31,,12" Pipes Ltd,Core,CNY,ten',
        'A-3,2026-03-31,,Acme,Core,CNY,30.00',
        '',
      ].join('\r\n'),
    );
    expect(file.documents.map(({ rows }) => rows)).to.deep.equal([[3], [8]]);
    expect(refusals(file)).to.deep.equal([[7, 'amount', 'MALFORMED']]);
    expect(file.read).to.equal(3);
    expect(file.parties.map(({ name }) => name)).to.include('Acme, "the best" of all Ltd');
  });

  it('skips what stands above the header, and says so', () => {
    const file = readText(`Payables of Core\nas of,31 March 2026\n\n${HEADER}\nA-1,2026-03-31,,Acme,Core,CNY,10.00\n`);
    expect(file.documents.map(({ rows }) => rows)).to.deep.equal([[5]]);
    expect(file.notes.map(({ told }) => told).join(' ')).to.include('The header is on line 4');
  });

  it('may have a Chinese header', () => {
    const file = readText(
      '发票号码,开票日期,到期日,供应商名称,客户,币种,金额,税额,价税合计(元)\n' +
        '25312000,2026年3月31日,2026年6月29日,兰溪铸造,青禾轨道,人民币,100.00,13.00,113.00\n',
      { view: 'payable' },
    );
    expect(file.documents[0]).to.include({
      number: '25312000',
      issueDate: '2026-03-31',
      dueDate: '2026-06-29',
      currency: 'CNY',
      amountMinor: 11_300n,
      termsAssumed: false,
    });
  });

  const views: readonly (readonly [string, string, string])[] = [
    ['Supplier,Buyer', 'payable', 'suppliers and a buyer'],
    ['Supplier Name,Authority Name', 'payable', 'suppliers and an authority'],
    ['Seller,Customer', 'receivable', 'customers'],
    ['销售方,客户名称', 'receivable', 'customers, in Chinese'],
  ];
  for (const [sides, view, name] of views) {
    it(`is a ${view} file when its header speaks of ${name}`, () => {
      expect(readText(`Invoice No,Date,Amount,${sides}\n1,2026-03-31,1.00,Alpha,Beta\n`, { currency: 'EUR' }).view).to.equal(view);
    });
  }

  it('is a receivable file when only the debtor has a column, a payable one when only the creditor has', () => {
    const counterparty = { name: 'We' };
    expect(readText('Invoice No,Date,Amount,Buyer\n1,2026-03-31,1.00,A\n', { currency: 'EUR', counterparty }).view).to.equal('receivable');
    expect(readText('Invoice No,Date,Amount,Seller\n1,2026-03-31,1.00,A\n', { currency: 'EUR', counterparty }).view).to.equal('payable');
  });

  it('is refused when the header does not show the view, and taken with --view', () => {
    const text = 'Invoice No,Date,Amount,Seller,Buyer\n1,2026-03-31,1.00,A,B\n';
    const details = detailsOf(() => readText(text, { currency: 'EUR' }));
    expect(details).to.include({ code: 'MALFORMED', field: 'view', file: 'test.csv' });
    expect(details['mend']).to.include('--view');
    expect(readText(text, { currency: 'EUR', view: 'payable' }).documents).to.have.length(1);
  });

  const faults: readonly (readonly [string, string, string])[] = [
    ['has no header', '1,2026-03-31,10.00\n2,2026-03-31,10.00\n', 'header'],
    ['has no amount column', 'Invoice No,Date,Supplier\n1,2026-03-31,A\n', 'amount'],
    ['has no number and no date column', 'Supplier,Buyer,Amount\nA,B,1.00\n', 'number, issueDate'],
    ['has two columns of a header that is used', `${HEADER},amount\n1,2026-03-31,,A,B,CNY,1.00,2.00\n`, 'amount'],
    ['names the currency nowhere', 'Invoice No,Date,Amount,Supplier,Buyer\n1,2026-03-31,1.00,A,B\n', 'currency'],
    ['names no debtor', 'Invoice No,Date,Amount,Currency,Supplier\n1,2026-03-31,1.00,CNY,A\n', 'debtor'],
    ['opens a quotation mark and never closes it', `${HEADER}\n"A-1,2026-03-31,,A,B,CNY,1.00\nA-2,2026-03-31,,A,B,CNY,1.00\n`, 'row'],
  ];
  for (const [name, text, field] of faults) {
    it(`is refused as a whole when it ${name}`, () => {
      expect(detailsOf(() => readText(text))).to.include({ code: 'MALFORMED', field });
    });
  }

  it('refuses a row with too few or too many fields, and takes one with empty fields behind', () => {
    const file = readLines([
      'A-1,2026-03-31,,Acme,Core,CNY',
      'A-2,2026-03-31,,Acme,Core,CNY,1,250.00',
      'A-3,2026-03-31,,Acme,Core,CNY,10.00,,',
    ]);
    expect(refusals(file)).to.deep.equal([
      [2, 'row', 'MALFORMED'],
      [3, 'row', 'MALFORMED'],
    ]);
    expect(amounts(file)).to.deep.equal([['A-3', 1_000n]]);
  });
});
