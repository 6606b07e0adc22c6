import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readFileBytes } from '@tierline/client-app/dist/app/import/fileBytes';
import { readReceivables } from '@tierline/client-app/dist/app/import/readReceivables';
import { parseRows } from '@tierline/client-app/dist/app/import/sheet';
import { detailsOf, HEADER, readLines, readText, refusals, utf8 } from './support';

const options = { fileName: 'f.csv', termDays: 60 };
const MB = 1024 * 1024;

describe('A file that is none', () => {
  const files: readonly (readonly [string, Uint8Array, string])[] = [
    ['empty', utf8(''), 'the file is empty'],
    ['only blank lines', utf8(' \r\n\n'), 'the file is empty'],
    ['only a byte-order mark', Uint8Array.of(0xef, 0xbb, 0xbf), 'the file is empty'],
    ['a header alone', utf8(`${HEADER}\n,,,,,,\n`), 'a header and no rows'],
    ['a workbook called csv', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00), 'xlsx'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'xls'],
    ['a PDF', utf8('%PDF-1.7\n'), 'PDF'],
    ['a binary file', Uint8Array.from({ length: 300 }, (_, index) => index % 7), 'binary'],
    ['larger than 50 MB', new Uint8Array(50 * MB + 1), 'too large'],
  ];
  for (const [name, bytes, reason] of files) {
    it(`is refused with one clear fault: ${name}`, () => {
      const details = detailsOf(() => readReceivables(bytes, options));
      expect(details['reason']).to.include(reason);
      expect(details).to.include({ code: 'MALFORMED', file: 'f.csv' });
      expect(details['mend']).to.be.a('string').and.not.equal('');
    });
  }
});

describe('A file on disk', () => {
  let directory = '';
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'tierline-import-'));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it('is read as bytes', () => {
    writeFileSync(join(directory, 'a.csv'), 'a,b\n');
    expect([...readFileBytes(join(directory, 'a.csv'))]).to.deep.equal([...utf8('a,b\n')]);
  });

  it('is refused when it is missing, or a directory', () => {
    expect(detailsOf(() => readFileBytes(join(directory, 'none.csv')))).to.include({
      code: 'NOT_FOUND',
      value: join(directory, 'none.csv'),
    });
    expect(detailsOf(() => readFileBytes(directory))).to.include({ code: 'MALFORMED', reason: 'this is a directory' });
  });
});

describe('The limits of a file', () => {
  it('are 1,000,000 rows', () => {
    expect(detailsOf(() => parseRows('1\n'.repeat(1_000_001), ','))).to.include({ field: 'rows', limit: 1_000_000 });
  }).timeout(20_000);

  it('are 500 columns', () => {
    expect(parseRows(','.repeat(499) + 'x', ',')).to.have.length(1);
    expect(detailsOf(() => parseRows(','.repeat(500) + 'x', ','))).to.include({ field: 'columns', limit: 500 });
  });

  it('are 10,000 characters a field: the row that has more is refused', () => {
    const rows = [10_000, 10_001].map((characters) => `A-${characters},2026-01-31,,A,B,CNY,1.00,${'x'.repeat(characters)}`);
    const file = readText([`${HEADER},Remark`, ...rows].join('\n'));
    expect(refusals(file)).to.deep.equal([[3, 'row', 'MALFORMED']]);
  });

  it('are 1,000 refused rows told one by one, and all of them counted', () => {
    const file = readLines(Array.from({ length: 1_005 }, (_, index) => `A-${index},2026-01-31,,A,B,CNY,one`));
    expect(file.refused).to.have.length(1_000);
    expect(file).to.include({ read: 1_005, accepted: 0, refusedCount: 1_005 });
  });

  it('hold for a file made to be slow: one number in every row, as many credit notes as invoices', () => {
    const sameNumber = Array.from({ length: 20_000 }, (_, index) => `X,2026-01-31,,S ${index},B,CNY,1.00`);
    const credits = Array.from({ length: 20_000 }, (_, index) => `${index},2026-01-31,,A,B,CNY,${index % 2 === 0 ? '' : '-'}1.00`);
    expect(readLines(sameNumber).refused[0]?.message).to.include('rows 3, 4, 5, 6, 7 and 19994 more with another creditor');
    expect(readLines(credits)).to.deep.include({ accepted: 10_000, refusedCount: 10_000, openCredits: [] });
  }).timeout(10_000);

  it('are terms of 1 to 3,650 days, and a currency in use', () => {
    for (const termDays of [0, -1, 1.5, 3_651, Number.NaN]) {
      expect(detailsOf(() => readLines(['A-1,2026-01-31,,A,B,CNY,1'], { termDays }))).to.include({ field: 'termDays' });
    }
    expect(detailsOf(() => readLines(['A-1,2026-01-31,,A,B,CNY,1'], { currency: 'XXX' }))).to.include({ field: 'currency', value: 'XXX' });
  });
});
