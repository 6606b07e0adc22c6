import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import readExcelFile from 'read-excel-file/node';
import { pdfText } from '../support/pdfText';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const REGULATOR = 'maker@REGULATOR-01';
const SUPPLIER = 'maker@SUP-02';

type Row = Readonly<Record<string, unknown>>;
const rowsIn = ({ body }: Reply, name: string): readonly Row[] => body[name] as readonly Row[];

describe('files over HTTP', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());

  const csv = async (path: string, as: string): Promise<string[][]> => {
    const { status, bytes } = await served.file(path, as);
    expect(status, path).to.equal(200);
    return parse(bytes, { bom: true });
  };

  describe('an export', () => {
    it('is refused for a list, a format, a language or a filter that is none', async () => {
      for (const path of ['secrets', 'receivables?format=exe', 'receivables?lang=xx', 'asks?status=OPEN', 'receivables?minMinor=1e3']) {
        const { status } = await served.file(`${PROGRAM}/exports/${path}`, REGULATOR);
        expect(status, path).to.be.oneOf([400, 404]);
      }
    });

    it('holds exactly the rows of the list, with the same filter, for each reader', async () => {
      for (const user of [REGULATOR, SUPPLIER, 'maker@BANK-A-01']) {
        const [titles, ...rows] = await csv(`${PROGRAM}/exports/receivables?status=CONFIRMED`, user);
        const items = rowsIn(await served.get(`${PROGRAM}/receivables?status=CONFIRMED&limit=200`, user), 'items');
        expect(rows.map(([receivable]) => receivable)).to.have.members(items.map(({ receivable }) => String(receivable)));
        expect(titles?.slice(0, 5)).to.deep.equal(['Receivable', 'Creditor', 'Debtor', 'Invoice', 'Face']);
      }
    });

    it('writes amounts as numbers that add up to the dashboard, in CSV and in XLSX', async () => {
      const [titles = [], ...rows] = await csv(`${PROGRAM}/exports/ageing`, 'maker@CORE-01');
      const place = titles.indexOf('Amount');
      const cents = (text: string): bigint => BigInt(text.replace('.', ''));
      const total = rows.reduce((sum, row) => sum + cents(row[place] ?? ''), 0n);
      const { body } = await served.get(`${PROGRAM}/dashboard`, 'maker@CORE-01');
      expect(String(total)).to.equal(body['outstandingMinor']);
      const { bytes, headers } = await served.file(`${PROGRAM}/exports/ageing?format=xlsx`, 'maker@CORE-01');
      expect(headers.get('content-disposition')).to.equal('attachment; filename="DEMO-CNY-ageing.xlsx"');
      const [sheet] = await readExcelFile(bytes);
      const sums = (sheet?.data ?? []).slice(1).map((row) => row[place]);
      expect(sums).to.deep.equal(rows.map((row) => Number(row[place])));
    });

    it('speaks Chinese to who wants it', async () => {
      const [titles, first] = await csv(`${PROGRAM}/exports/receivables?lang=zh&status=PART_PAID`, REGULATOR);
      expect(titles).to.include('应收账款').and.to.include('核心企业');
      expect(first?.at(-1)).to.equal('部分兑付');
    });

    it('shows a hosted company what names it, and nothing else', async () => {
      const [, ...rows] = await csv(`${PROGRAM}/exports/asks`, 'maker@SUP-03');
      expect(rows.map(([, seller]) => seller)).to.deep.equal(['SUP-03']);
      const [, ...all] = await csv(`${PROGRAM}/exports/asks`, REGULATOR);
      expect(all.length).to.be.greaterThan(1);
    });
  });

  describe('a statement', () => {
    it('of another company is refused', async () => {
      for (const format of ['pdf', 'csv', 'xlsx']) {
        const { status } = await served.file(`${PROGRAM}/statement/file?company=SUP-01&format=${format}`, SUPPLIER);
        expect(status, format).to.equal(403);
      }
    });

    it('tells the instalments of the statement that is on screen', async () => {
      const [titles = [], ...rows] = await csv(`${PROGRAM}/statement/file?format=csv&company=SUP-01`, REGULATOR);
      const told = rowsIn(await served.get(`${PROGRAM}/statement?company=SUP-01`, REGULATOR), 'instalments');
      const entitled = rows.map((row) => row[titles.indexOf('Entitled')]?.replace('.', ''));
      expect(entitled.length).to.be.greaterThan(0);
      expect(entitled).to.deep.equal(told.map(({ entitledMinor }) => entitledMinor));
    });

    it('is a paper that says DEMO on every page, with thousands apart and totals', async () => {
      const { bytes, headers } = await served.file(`${PROGRAM}/statement/file?lang=zh`, 'maker@SUP-01');
      expect(headers.get('content-type')).to.equal('application/pdf');
      const pages = pdfText(bytes);
      if (pages === null) return expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-');
      for (const page of pages) expect(page).to.include('DEMO');
      const { body } = await served.get(`${PROGRAM}/statement`, 'maker@SUP-01');
      const held = String((body['total'] as Row)['heldMinor']);
      const written = `${BigInt(held.slice(0, -2)).toLocaleString('en-US')}.${held.slice(-2)}`;
      return expect(pages.join('')).to.include(written);
    });
  });

  describe('a certificate', () => {
    it('of a token that is neither owned nor offered is as one that is not there', async () => {
      const [token] = rowsIn(await served.get(`${PROGRAM}/tokens?owner=SUP-01&status=ACTIVE`, REGULATOR), 'items');
      const path = `${PROGRAM}/tokens/${String(token?.['token'])}/certificate`;
      expect((await served.file(path, SUPPLIER)).status).to.equal(404);
      expect((await served.file(path, 'maker@SUP-01')).status).to.equal(200);
    });

    it('tells holder, amount, dates and documents', async () => {
      const [token] = rowsIn(await served.get(`${PROGRAM}/tokens?owner=SUP-01&status=ACTIVE`, REGULATOR), 'items');
      const { bytes } = await served.file(`${PROGRAM}/tokens/${String(token?.['token'])}/certificate`, 'maker@SUP-01');
      const pages = pdfText(bytes);
      if (pages === null) return expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-');
      const text = pages.join('');
      expect(text).to.include(String(token?.['token'])).and.to.include('Hengda Precision Parts').and.to.include(String(token?.['dueDate']));
      return expect(text).to.include('DEMO').and.to.include('INV-2026-');
    });
  });

  describe('afterwards', () => {
    it('no alarm was raised', () => expect(served.alarms).to.deep.equal([]));
  });
});
