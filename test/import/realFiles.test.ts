import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readFileBytes } from '@tierline/client-app/dist/app/import/fileBytes';
import type { ImportedFile } from '@tierline/client-app/dist/app/import/importedFile';
import type { ImportOptions } from '@tierline/client-app/dist/app/import/importOptions';
import { readReceivables } from '@tierline/client-app/dist/app/import/readReceivables';

const FOLDER = join(__dirname, '../../../../shared/data/ar');
const rawOf = (fileName: string): readonly string[] =>
  Buffer.from(readFileBytes(join(FOLDER, fileName)))
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
const read = (fileName: string, options: Partial<ImportOptions>): ImportedFile =>
  readReceivables(readFileBytes(join(FOLDER, fileName)), { fileName, termDays: 60, ...options });
/** Minor units of a plain decimal with at most two digits after the point. */
const cents = (text: string): number => Math.round(Number(text) * 100);
const total = (values: readonly number[]): bigint => BigInt(values.reduce((sum, value) => sum + value, 0));

describe('The real files in ../shared/data/ar', () => {
  before(function () {
    if (existsSync(FOLDER)) return;
    console.log(`    skipped: ${FOLDER} is not there, so that the importer is not tried on real files`);
    this.skip();
  });

  it("of a city's payments are read as payables of one debtor; payees that were redacted are refused", () => {
    const file = read('uk_salford_2012-06.csv', { currency: 'GBP' });
    const rows = rawOf('uk_salford_2012-06.csv');
    const named = rows.filter((row) => !row.includes('Redacted Personal Data')).map((row) => row.split(','));
    expect(file).to.include({ view: 'payable', encoding: 'utf-8', delimiter: ',', read: rows.length });
    expect(file).to.include({ accepted: named.length, refusedCount: rows.length - named.length });
    expect(file.documents).to.have.length(new Set(named.map((cells) => cells[2])).size);
    expect(file.totals[0]?.amountMinor).to.equal(total(named.map((cells) => cents(cells[3] as string))));
    expect(file.parties.filter(({ side }) => side === 'debtor').map(({ name }) => name)).to.deep.equal(['Salford City Council']);
    expect(new Set(file.refused.map(({ field }) => field))).to.deep.equal(new Set(['creditor']));
    expect(file.documents.filter(({ rows: lines }) => lines.length > 1).map(({ rows: lines }) => lines)).to.deep.equal([[557, 558, 559]]);
    expect(file.documents.every(({ termsAssumed }) => termsAssumed)).to.equal(true);
  });

  const sellers: readonly (readonly [string, number])[] = [
    ['ibm_ar_dmy.csv', 0],
    ['ibm_ar_missing.csv', 1],
  ];
  for (const [fileName, monthPlace] of sellers) {
    it(`of a seller are read with ${monthPlace === 0 ? 'days' : 'months'} first, told over the whole column`, () => {
      const file = read(fileName, { currency: 'USD', counterparty: { name: 'The seller' } });
      const rows = rawOf(fileName).map((row) => row.split(','));
      expect(file).to.include({ view: 'receivable', read: rows.length, accepted: rows.length, refusedCount: 0 });
      expect(file.totals).to.deep.equal([
        { currency: 'USD', count: rows.length, amountMinor: total(rows.map((cells) => cents(cells[6] as string))) },
      ]);
      expect(file.parties.filter(({ side }) => side === 'debtor')).to.have.length(new Set(rows.map((cells) => cells[1])).size);
      const dates = rows.map((cells) => {
        const parts = (cells[4] as string).split('/').map((part) => part.padStart(2, '0'));
        return `${parts[2]}-${parts[1 - monthPlace]}-${parts[monthPlace]}`;
      });
      expect(file.documents.map(({ issueDate }) => issueDate)).to.deep.equal(dates);
    });
  }

  it('of a shop are read with amounts of quantity times price, cancellations as credit notes, unknown customers refused', () => {
    const startMs = performance.now();
    const file = read('uci_online_retail_sample.csv', { currency: 'GBP', counterparty: { name: 'The shop' } });
    const elapsedMs = performance.now() - startMs;
    const rows = rawOf('uci_online_retail_sample.csv').map(
      (row) => row.match(/^"(C?)\d+",.*,(-?\d+),"[^"]+",([\d.]+),(NA|\d+),"[^"]+"$/) ?? [],
    );
    const known = rows.filter(([, , , , customer]) => customer !== 'NA');
    const sumOf = (letter: string): bigint =>
      total(known.filter(([, first]) => first === letter).map(([, , quantity, price]) => Number(quantity) * cents(price as string)));
    const invoicedMinor = sumOf('');
    const cancelledMinor = -sumOf('C');
    expect(file).to.include({ view: 'receivable', read: 20_000 });
    expect(rows.length - known.length).to.equal(5_078);
    const creditedMinor = file.documents.reduce((sum, document) => sum + document.creditedMinor, 0n);
    const openMinor = file.openCredits.reduce((sum, credit) => sum + credit.amountMinor, 0n);
    const settledMinor = invoicedMinor - file.documents.reduce((sum, document) => sum + document.invoicedMinor, 0n);
    expect(cancelledMinor).to.equal(
      creditedMinor + openMinor + settledMinor,
      'each cancellation is netted, stays open, or settles an invoice',
    );
    expect(file.totals[0]?.amountMinor).to.equal(invoicedMinor - cancelledMinor + openMinor);
    expect(elapsedMs).to.be.below(5_000);
  }).timeout(20_000);

  it('of a shop are refused without a currency, and of a seller without its name', () => {
    expect(() => read('uci_online_retail_sample.csv', {})).to.throw('--currency');
    expect(() => read('ibm_ar_dmy.csv', { currency: 'USD' })).to.throw('names the creditor');
  });
});
