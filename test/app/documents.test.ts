import { documentWriter } from '@tierline/client-app/dist/adapters/documents';
import { paperFonts } from '@tierline/client-app/dist/adapters/documents/fonts';
import { harmless } from '@tierline/client-app/dist/adapters/documents/harmless';
import { MAX_WRITTEN } from '@tierline/client-app/dist/adapters/documents/press';
import { printed } from '@tierline/client-app/dist/app/papers/printing';
import type { Cell, Paper, Sheet } from '@tierline/client-app/dist/ports/documents';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { FORMULAS } from '../support/formulas';
import { pdfText } from '../support/pdfText';

const sheetOf = (kind: 'TEXT' | 'AMOUNT', cells: readonly Cell[], currency = 'CNY'): Sheet => ({
  name: 'Test',
  currency,
  columns: [{ title: 'Cell', kind }],
  rows: cells.map((cell) => [cell]),
});

describe('documents', function () {
  this.timeout(60_000);
  const writer = documentWriter();
  const csv = async (sheet: Sheet): Promise<string[]> =>
    parse(Buffer.from(await writer.csv(sheet)), { bom: true })
      .slice(1)
      .map(([cell = '']) => cell);

  describe('a text in a sheet', () => {
    for (const text of FORMULAS) {
      it(`is never a formula: ${JSON.stringify(text)}`, async () => {
        const shown = harmless(text);
        expect(shown)
          .to.match(/'/)
          .and.not.match(/^[\s]*[=+\-@＝＋－＠]/);
        expect(shown.replaceAll("'", '')).to.equal(text.replaceAll("'", ''));
        expect(await csv(sheetOf('TEXT', [text]))).to.deep.equal([shown]);
        const [sheet] = await readExcelFile(Buffer.from(await writer.xlsx(sheetOf('TEXT', [text]))), { trim: false });
        expect(String(sheet?.data[1]?.[0]).replace(/\r\n?/g, '\n')).to.equal(shown.replace(/\r\n?/g, '\n'));
      });
    }

    it('is left as it is where nothing in it is a sign', async () => {
      for (const text of ['INV-2026-0001', 'A=B', '北京 100%', 'x@y.example', "O'Brien", 'a, "b"', 'SEED-0001-01:0-8000000', '']) {
        expect(harmless(text)).to.equal(text);
        if (text !== '') expect(await csv(sheetOf('TEXT', [text]))).to.deep.equal([text]);
      }
    });

    it('comes back from CSV as it went in, whatever it is', () => {
      const rule = fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 }),
        async (texts) => {
          const clean = texts.map((text) => `x${text.replaceAll('\0', '')}`);
          expect(await csv(sheetOf('TEXT', clean))).to.deep.equal(clean.map(harmless));
        },
      );
      return fc.assert(rule, { numRuns: 100 });
    });
  });

  describe('an amount in a sheet', () => {
    it('stays an amount, also below zero, with the decimals of its currency', async () => {
      const cells = [0n, 5n, -120_050n, 1_250_000n, 10n ** 18n];
      expect(await csv(sheetOf('AMOUNT', cells))).to.deep.equal(['0.00', '0.05', '-1200.50', '12500.00', '10000000000000000.00']);
      expect(await csv(sheetOf('AMOUNT', [1_250n], 'JPY'))).to.deep.equal(['1250']);
      expect(await csv(sheetOf('AMOUNT', [1_250n], 'KWD'))).to.deep.equal(['1.250']);
    });

    it('is a number in a workbook while all of its digits fit, else its digits as text', async () => {
      const cells = [5n, -120_050n, 999_999_999_999_999n, 10n ** 15n, 10n ** 18n];
      const [sheet] = await readExcelFile(Buffer.from(await writer.xlsx(sheetOf('AMOUNT', cells))));
      expect(sheet?.data.slice(1).map(([cell]) => cell)).to.deep.equal([
        0.05,
        -1200.5,
        9_999_999_999_999.99,
        '10000000000000.00',
        '10000000000000000.00',
      ]);
    });
  });

  it('a large sheet is written apart from the server, and is the same', async () => {
    const texts = Array.from({ length: 5_000 }, (_text, index) => (index % 2 === 0 ? `=${index}` : `INV-${index}`));
    expect(await csv(sheetOf('TEXT', texts))).to.deep.equal(texts.map(harmless));
    const [sheet] = await readExcelFile(
      Buffer.from(
        await writer.xlsx(
          sheetOf(
            'AMOUNT',
            texts.map((_text, index) => BigInt(index)),
          ),
        ),
      ),
    );
    expect(sheet?.data).to.have.length(5_001);
    expect(sheet?.data.at(-1)).to.deep.equal([49.99]);
  });

  describe('a paper', () => {
    const paper: Paper = {
      title: '电子凭证证书',
      subtitle: '供应链金融',
      mark: 'DEMO 演示',
      facts: [['金额', '12,500.00 CNY']],
      tables: [
        {
          title: '贸易单据',
          columns: [
            { title: '号码', isRight: false },
            { title: '金额', isRight: true },
          ],
          rows: Array.from({ length: 120 }, (_row, index) => [`INV-${index}`, '1,000.00']),
          total: ['合计', '120,000.00'],
        },
      ],
      notes: ['=not a formula here'],
      qr: 'http://127.0.0.1/x',
      foot: 'Tierline',
      isWide: false,
    };

    it('bears its mark on every page, and Chinese as text that can be searched', async function () {
      const pages = pdfText(await writer.pdf(paper));
      if (pages === null || !writer.printsChinese) return this.skip();
      expect(pages.length).to.be.greaterThan(2);
      for (const page of pages) expect(page).to.include('DEMO 演示');
      expect(pages.join('')).to.include('电子凭证证书').and.to.include('贸易单据').and.to.include('120,000.00');
      return undefined;
    });

    it('goes on in Latin where no font has Chinese, and says what is missing', async function () {
      const latin = documentWriter(paperFonts([]));
      expect(latin.printsChinese).to.equal(false);
      const pages = pdfText(await printed(latin, { ...paper, title: 'Certificate' }));
      if (pages === null) return this.skip();
      expect(pages.join('').replace(/\s+/g, ' ')).to.include('Certificate').and.to.include('fonts-noto-cjk');
      return undefined;
    });

    it('is one of a few at a time', async () => {
      const many = await Promise.allSettled(Array.from({ length: 12 }, () => writer.pdf({ ...paper, tables: [] })));
      const refused = many.filter(({ status }) => status === 'rejected');
      expect(refused.length).to.equal(12 - MAX_WRITTEN);
      expect(String((refused[0] as PromiseRejectedResult).reason)).to.include('QUEUE_FULL');
    });
  });
});
