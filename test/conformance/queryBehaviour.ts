import { expect } from 'chai';
import { PROGRAM } from '../support/conformanceNetwork';
import { get, privateRange, put, putPrivate, range, setPolicy, type Step } from '../support/script';
import { bug, type LedgerUnderTest } from './fixture';

const BATCH_CROSSING_COUNT = 230;

/** Keys, their order, ranges and pages. */
export function queryBehaviour(ledger: LedgerUnderTest): void {
  describe('querying', () => {
    it('orders keys by their UTF-8 bytes', async () => {
      const prefix = ledger.key('order');
      const names = ['\u{1F600}', '\uFB33', 'a', 'Z', 'é', '~', '0'];
      await ledger.submit(names.map((name) => put(prefix + name, name)));
      const found = (await ledger.look(range(prefix, `${prefix}\u{10FFFF}`))) as [string, string][];
      expect(found.map(([, value]) => value)).to.deep.equal(['0', 'Z', 'a', '~', 'é', '\uFB33', '\u{1F600}']);
    });

    it('leaves the end of a range out and takes its start in', async () => {
      const prefix = ledger.key('bounds');
      await ledger.submit(['a', 'b', 'c'].map((name) => put(prefix + name, name)));
      const found = (await ledger.look(range(`${prefix}a`, `${prefix}c`))) as [string, string][];
      expect(found.map(([, value]) => value)).to.deep.equal(['a', 'b']);
    });

    it('answers a long range whole', async () => {
      const prefix = ledger.key('long');
      const indices = Array.from({ length: BATCH_CROSSING_COUNT }, (_, index) => index);
      await ledger.submit(indices.map((index) => put(prefix + String(index).padStart(4, '0'), String(index))));
      const found = (await ledger.look(range(prefix, `${prefix}~`))) as [string, string][];
      expect(found.map(([, value]) => Number(value))).to.deep.equal(indices);
    });

    it('lets a range be left early', async () => {
      const prefix = ledger.key('early');
      await ledger.submit(['a', 'b', 'c'].map((name) => put(prefix + name, name)));
      const found = (await ledger.look({ do: 'firstOf', start: prefix, end: `${prefix}~`, count: 2 })) as unknown[];
      expect(found).to.have.lengthOf(2);
    });

    it('keeps composite keys apart from simple ones and finds them by their first parts', async () => {
      const type = ledger.key('type');
      const names = [
        ['x', '1'],
        ['x', '2'],
        ['y', '1'],
      ];
      await ledger.submit(names.map((parts): Step => ({ do: 'putComposite', type, parts, value: parts.join('') })));
      const found = await ledger.look({ do: 'composite', type, parts: ['x'] });
      expect(found).to.deep.equal([
        [['x', '1'], 'x1'],
        [['x', '2'], 'x2'],
      ]);
      const simple = (await ledger.look(range('', ''))) as [string, string][];
      expect(simple.filter(([key]) => key.startsWith('\u0000'))).to.deep.equal([]);
    });

    it('answers pages that together hold every key once', async () => {
      const prefix = ledger.key('pages');
      await ledger.submit(['a', 'b', 'c', 'd', 'e'].map((name) => put(prefix + name, name)));
      const pages: string[][] = [];
      let bookmark = '';
      do {
        const step: Step = { do: 'page', start: prefix, end: `${prefix}~`, size: 2, bookmark };
        const page = (await ledger.look(step)) as { keys: string[]; bookmark: string };
        pages.push(page.keys.map((key) => key.slice(prefix.length)));
        bookmark = page.bookmark;
      } while (bookmark !== '');
      expect(pages).to.deep.equal([['a', 'b'], ['c', 'd'], ['e']]);
    });

    it('refuses an empty key', async () => {
      await bug(ledger.submit([put('', 'value')]));
      await bug(ledger.evaluate([get('')]));
    });

    it('refuses an empty key in a collection', async () => {
      await bug(ledger.submit([putPrivate(PROGRAM, '', 'value')]));
    });

    it('refuses a key that UTF-8 cannot hold', async () => {
      await bug(ledger.submit([put('half \ud800', 'value')]));
    });
  });

  forbiddenMixtures(ledger);
}

function forbiddenMixtures(ledger: LedgerUnderTest): void {
  describe('mixing queries and writes', () => {
    const held = ledger.key('held');
    const page: Step = { do: 'page', start: held, end: `${held}z`, size: 2, bookmark: '' };
    const key = ledger.key('mixed');
    const privately = privateRange(PROGRAM, 'a', 'b');
    before(async () => {
      await ledger.submit([put(held, 'v')]);
    });
    const refused: readonly (readonly [string, readonly Step[]])[] = [
      ['a page before a write', [page, put(key, 'v')]],
      ['a page after a write', [put(key, 'v'), page]],
      ['a page before a private write', [page, putPrivate(PROGRAM, key, 'v')]],
      ['a page before a policy', [page, setPolicy(key, 'HostMSP')]],
      ['a private range before a write', [privately, put(key, 'v')]],
      ['a private range after a write', [put(key, 'v'), privately]],
      ['a private range before a private write', [privately, putPrivate(PROGRAM, key, 'v')]],
      ['a private range after a private write', [putPrivate(PROGRAM, key, 'v'), privately]],
    ];
    for (const [what, steps] of refused) {
      it(`refuses ${what}`, async () => {
        await bug(ledger.submit(steps));
      });
    }

    it('allows a range of public state beside a write', async () => {
      const { result } = await ledger.submit([range(key, `${key}~`), put(key, 'v')]);
      expect(result).to.deep.equal([[], null]);
    });
  });
}
