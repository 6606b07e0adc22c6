import { join } from 'node:path';
import { expect } from 'chai';
import { readFileBytes } from '@tierline/client-app/dist/app/import/fileBytes';
import { readReceivables } from '@tierline/client-app/dist/app/import/readReceivables';
import { refusals } from './support';

const SAMPLES = join(__dirname, '../../../client-app/samples');
const read = (fileName: string): ReturnType<typeof readReceivables> =>
  readReceivables(readFileBytes(join(SAMPLES, fileName)), { fileName, termDays: 90 });

describe("The project's own sample files", () => {
  it('of payables show what is accepted, netted and refused', () => {
    const file = read('payables-sample.csv');
    expect(file).to.include({ view: 'payable', read: 26, accepted: 22, refusedCount: 4 });
    expect(file.documents).to.have.length(20);
    expect(refusals(file)).to.deep.equal([
      [11, 'status', 'WRONG_STATE'],
      [20, 'number', 'DOCUMENT_ALREADY_USED'],
      [21, 'number', 'DOCUMENT_ALREADY_USED'],
      [22, 'amount', 'MALFORMED'],
    ]);
    expect(file.documents.find(({ number }) => number === 'FL-3301')).to.include({
      invoicedMinor: 51_800_000n,
      creditedMinor: 1_800_000n,
      amountMinor: 50_000_000n,
    });
    expect(file.documents.find(({ number }) => number === 'BS/2026/041')).to.deep.include({ amountMinor: 7_290_000n, rows: [6, 7] });
    expect(file.totals).to.deep.equal([{ currency: 'CNY', count: 20, amountMinor: 587_958_654n }]);
    expect(file.parties.map(({ identity, side }) => [identity.scheme, side])).to.deep.equal([
      ['USCC', 'debtor'],
      ...Array.from({ length: 6 }, () => ['USCC', 'creditor']),
    ]);
  });

  it('of receivables are read with their semicolons, decimal commas and days first', () => {
    const file = read('receivables-sample.csv');
    expect(file).to.include({ view: 'receivable', delimiter: ';', read: 12, accepted: 12, refusedCount: 0 });
    expect(file.totals).to.deep.equal([{ currency: 'EUR', count: 11, amountMinor: 23_037_909n }]);
    expect(file.documents[0]).to.include({
      issueDate: '2026-01-12',
      dueDate: '2026-04-12',
      invoicedMinor: 1_845_000n,
      creditedMinor: 145_000n,
    });
    expect(file.parties.filter(({ side }) => side === 'debtor')).to.have.length(4);
  });
});
