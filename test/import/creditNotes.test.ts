import { expect } from 'chai';
import { amounts, readText, refusals } from './support';
import type { ImportedFile } from '@tierline/client-app/dist/app/import/importedFile';

const read = (...rows: readonly string[]): ImportedFile =>
  readText(['Invoice No,Date,Supplier,Buyer,Currency,Amount,Type,Original Invoice', ...rows].join('\n'));

describe('A credit note', () => {
  it("without a reference nets the same pair's oldest invoice, wherever it stands", () => {
    const file = read(
      'C-1,2026-03-01,A,Core,CNY,-30.00,,',
      'I-2,2026-02-01,A,Core,CNY,100.00,,',
      'I-1,2026-01-01,A,Core,CNY,80.00,,',
      'I-0,2025-01-01,B,Core,CNY,80.00,,',
    );
    expect(amounts(file)).to.deep.equal([
      ['I-2', 10_000n],
      ['I-1', 5_000n],
      ['I-0', 8_000n],
    ]);
    expect(file.documents[1]).to.deep.include({
      invoicedMinor: 8_000n,
      creditedMinor: 3_000n,
      creditNotes: [{ number: 'C-1', issueDate: '2026-03-01', amountMinor: 3_000n, rows: [2] }],
      rows: [4],
    });
    expect(file).to.deep.include({ read: 4, accepted: 4, refusedCount: 0, openCredits: [] });
  });

  it('with a reference nets that invoice', () => {
    const file = read('I-1,2026-01-01,A,Core,CNY,80.00,,', 'I-2,2026-02-01,A,Core,CNY,100.00,,', 'C-1,2026-03-01,A,Core,CNY,-30.00,,i 2');
    expect(amounts(file)).to.deep.equal([
      ['I-1', 8_000n],
      ['I-2', 7_000n],
    ]);
  });

  it('stays open when its reference is not in the file, whatever else the pair has', () => {
    const file = read('I-1,2026-01-01,A,Core,CNY,80.00,,', 'C-1,2026-03-01,A,Core,CNY,-30.00,,OLD-7');
    expect(amounts(file)).to.deep.equal([['I-1', 8_000n]]);
    expect(file.openCredits).to.deep.equal([
      {
        number: 'C-1',
        issueDate: '2026-03-01',
        currency: 'CNY',
        amountMinor: 3_000n,
        creditor: file.documents[0]?.creditor,
        debtor: file.documents[0]?.debtor,
        reference: 'OLD7',
        rows: [3],
      },
    ]);
    expect(file.accepted).to.equal(2);
    expect(file.notes.map(({ told }) => told).join(' ')).to.include('1 credit note stays open');
  });

  it('that leaves nothing settles the invoice, which is refused as such; the rest stays open', () => {
    const file = read('I-1,2026-01-01,A,Core,CNY,80.00,,', 'I-2,2026-02-01,A,Core,CNY,100.00,,', 'C-1,2026-03-01,A,Core,CNY,-90.00,,');
    expect(amounts(file)).to.deep.equal([['I-2', 10_000n]]);
    expect(refusals(file)).to.deep.equal([[2, 'number', 'WRONG_STATE']]);
    expect(file.refused[0]?.message).to.include('settled in full by credit note C-1 (row 4)');
    expect(file.openCredits.map(({ amountMinor }) => amountMinor)).to.deep.equal([1_000n]);
    expect(file).to.include({ read: 3, accepted: 2, refusedCount: 1 });
  });

  it('goes on to the next invoice when the oldest is settled by an earlier one', () => {
    const file = read(
      'I-1,2026-01-01,A,Core,CNY,80.00,,',
      'I-2,2026-02-01,A,Core,CNY,100.00,,',
      'C-2,2026-03-02,A,Core,CNY,-5.00,,',
      'C-1,2026-03-01,A,Core,CNY,-80.00,,',
    );
    expect(amounts(file)).to.deep.equal([['I-2', 9_500n]]);
    expect(file.documents[0]?.creditNotes.map(({ number }) => number)).to.deep.equal(['C-2']);
  });

  it('nets no invoice of another party or currency', () => {
    const file = read('I-1,2026-01-01,A,Core,CNY,80.00,,', 'C-1,2026-03-01,B,Core,CNY,-30.00,,', 'C-2,2026-03-01,A,Core,USD,-30.00,,I-1');
    expect(amounts(file)).to.deep.equal([['I-1', 8_000n]]);
    expect(file.openCredits.map(({ number, currency }) => [number, currency])).to.deep.equal([
      ['C-1', 'CNY'],
      ['C-2', 'USD'],
    ]);
    expect(file.parties.map(({ name }) => name)).to.deep.equal(['Core', 'A', 'B']);
  });

  for (const type of ['Credit Note', 'credit memo', '381', '红字发票', 'CREDIT_NOTE']) {
    it(`may be told by its type, "${type}", with an amount above zero`, () => {
      expect(amounts(read('I-1,2026-01-01,A,Core,CNY,80.00,Invoice,', `C-1,2026-03-01,A,Core,CNY,30.00,${type},`))).to.deep.equal([
        ['I-1', 5_000n],
      ]);
    });
  }

  it('of several rows is one, and is refused when they name different invoices', () => {
    const file = read(
      'I-1,2026-01-01,A,Core,CNY,80.00,,',
      'C-1,2026-03-01,A,Core,CNY,-30.00,,I-1',
      'C-1,2026-03-01,A,Core,CNY,-10.00,,I-1',
      'C-2,2026-03-01,A,Core,CNY,-1.00,,I-1',
      'C-2,2026-03-01,A,Core,CNY,-1.00,,I-2',
    );
    expect(file.documents[0]?.creditNotes).to.deep.equal([{ number: 'C-1', issueDate: '2026-03-01', amountMinor: 4_000n, rows: [3, 4] }]);
    expect(refusals(file)).to.deep.equal([
      [5, 'reference', 'MALFORMED'],
      [6, 'reference', 'MALFORMED'],
    ]);
  });
});
