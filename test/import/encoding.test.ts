import { expect } from 'chai';
import { decodeText } from '@tierline/client-app/dist/app/import/encoding';
import { readReceivables } from '@tierline/client-app/dist/app/import/readReceivables';
import { detailsOf, gb18030, utf16, utf8 } from './support';

const CHINESE =
  '发票号码,开票日期,供应商,购买方,币种,价税合计\n20260001,2026-03-31,兰溪精密铸造有限公司,青禾轨道车辆有限公司,CNY,1250.50\n';
const WESTERN =
  'Invoice No;Invoice Date;Customer;Amount\nR-1;31.03.2026;Möbelwerk Größe & Söhne;1250,50\n' +
  'R-2;31.03.2026;Société Générale créée à Liège;"12,50"\n';
const LATIN1 = Uint8Array.from(Buffer.from(WESTERN, 'latin1'));
const bytes = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('The encoding of a file', () => {
  const told: readonly (readonly [string, Uint8Array, string, string])[] = [
    ['UTF-8 without a mark', utf8(CHINESE), 'utf-8', CHINESE],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], utf8(CHINESE)), 'utf-8', CHINESE],
    ['UTF-16, little end first, with a mark', bytes([0xff, 0xfe], utf16(CHINESE, 'little')), 'utf-16le', CHINESE],
    ['UTF-16, big end first, with a mark', bytes([0xfe, 0xff], utf16(CHINESE, 'big')), 'utf-16be', CHINESE],
    ['UTF-16, little end first, without a mark', utf16(CHINESE, 'little'), 'utf-16le', CHINESE],
    ['UTF-16, big end first, without a mark', utf16(CHINESE, 'big'), 'utf-16be', CHINESE],
    ['GB18030', gb18030(CHINESE), 'gb18030', CHINESE],
    ['GB18030 with a euro sign of one byte', bytes(gb18030(CHINESE), [0x80, 0x0a]), 'gb18030', `${CHINESE}€\n`],
    ['Windows-1252', LATIN1, 'windows-1252', WESTERN],
    ['Windows-1252 with curly quotes and a euro sign', bytes([0x93, 0x41, 0x94, 0x20, 0x80]), 'windows-1252', '“A” €'],
    [
      'Windows-1252 whose bytes would also be GB18030',
      bytes(utf8('M'), [0xfc], utf8('ller, M'), [0xf6], utf8('bel')),
      'windows-1252',
      'Müller, Möbel',
    ],
    ['plain ASCII, as UTF-8', utf8('a,b\n1,2\n'), 'utf-8', 'a,b\n1,2\n'],
  ];
  for (const [name, file, encoding, text] of told) {
    it(`is told: ${name}`, () => {
      expect(decodeText(file)).to.deep.equal({ encoding, text });
    });
  }

  it('is taken from the mapping when it is named there', () => {
    const short = gb18030('是,否');
    expect(decodeText(short).encoding).to.equal('windows-1252');
    expect(decodeText(short, 'gb18030').text).to.equal('是,否');
  });

  it('is refused when the bytes are not of the named one', () => {
    expect(detailsOf(() => decodeText(LATIN1, 'utf-8'))).to.include({ code: 'MALFORMED', field: 'encoding', value: 'utf-8' });
  });

  it('is refused when it is none of those that are read', () => {
    const cyrillic = Uint8Array.of(
      0xd0,
      0xee,
      0xec,
      0xe0,
      0xf8,
      0xea,
      0xe0,
      0x2c,
      0xce,
      0xce,
      0xce,
      0x20,
      0xcc,
      0xee,
      0xf1,
      0xea,
      0xe2,
      0xe0,
    );
    expect(detailsOf(() => decodeText(cyrillic))).to.include({ code: 'MALFORMED', field: 'encoding' });
  });

  it('of UTF-16 with half a surrogate pair costs the row that holds it, and no other', () => {
    const text = 'Invoice No,Date,Supplier,Buyer,Amount\nA-1,2026-01-31,Ac\ud800me,Core,1.00\nA-2,2026-01-31,Acme,Core,1.00\n';
    const file = readReceivables(bytes([0xff, 0xfe], utf16(text, 'little')), { fileName: 'f.csv', termDays: 30, currency: 'CNY' });
    expect(file.refused.map(({ row, field }) => [row, field])).to.deep.equal([[2, 'creditor']]);
    expect(file.documents).to.have.length(1);
  });

  it('makes no difference to what a file says', () => {
    const files = [utf8(CHINESE), utf16(CHINESE, 'little'), utf16(CHINESE, 'big'), gb18030(CHINESE)];
    const read = files.map((file) => readReceivables(file, { fileName: 'f.csv', termDays: 30 }));
    for (const file of read) {
      expect(file.documents).to.deep.equal(read[0]?.documents);
      expect(file.parties.map(({ name }) => name)).to.deep.equal(['青禾轨道车辆有限公司', '兰溪精密铸造有限公司']);
    }
    expect(read[0]?.documents[0]?.amountMinor).to.equal(125_050n);
  });
});
