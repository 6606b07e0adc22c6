import { TRANSACTIONS } from '@tierline/chaincode/api';
import { ORDERS, type PageOf, type ReceivableFilter, type TokenFilter, type Viewer } from '@tierline/client-app/dist/ports/queries';
import { expect } from 'chai';
import fc from 'fast-check';
import { STRANGE_NUMBER } from '../../support/queriedWorld';
import { act } from '../../support/sale';
import { claim, PROGRAM } from '../../support/world';
import { chosenReceivables, chosenTokens } from './plain';
import { everyPage, nameOf, plainly, PROGRAMS, refusalOf, STRANGE_TEXTS, STRANGERS, VIEWERS, type Asked } from './setting';

const FIRST: PageOf = { after: null, limit: 200 };
const WHOLE = VIEWERS[0] as Viewer;

const RECEIVABLES: readonly ReceivableFilter[] = [
  { status: ['CONFIRMED'] },
  { status: ['PART_PAID', 'DEFAULTED', 'VOID'], order: '-dueDate' },
  { status: [] },
  { status: ['confirmed', "CONFIRMED' or true"] },
  { debtor: 'CORE-02' },
  { debtor: 'CORE-02', creditor: 'SUP-03', order: '-amount' },
  { creditor: 'SUP-01', order: 'id' },
  { dueFrom: '2026-05-20', dueTo: '2026-06-22' },
  { dueFrom: '2199-12-31' },
  { minMinor: 20_000n, maxMinor: 123_457n, order: 'amount' },
  { minMinor: 0n, maxMinor: 2n ** 63n - 1n },
  { document: 'OWN-' },
  { document: `OWN-A ${STRANGE_NUMBER}` },
  { document: `OWN-A ${STRANGE_NUMBER.slice(0, 5)}` },
  { overdueOn: '2026-04-01' },
  { overdueOn: '2026-06-22', debtor: 'CORE-02', order: '-amount' },
  ...STRANGE_TEXTS.flatMap((text): ReceivableFilter[] => [{ document: text }, { creditor: text, debtor: text, status: [text] }]),
];

const TOKENS: readonly TokenFilter[] = [
  { status: ['ACTIVE'], order: '-dueDate' },
  { status: ['LOCKED', 'REDEEMED', 'CANCELLED'], order: 'amount' },
  { owner: 'SUP-02' },
  { owner: 'BANK-A-01', sold: true, order: '-amount' },
  { sold: false, tier: 2 },
  { tier: 1, debtor: 'CORE-02', order: 'id' },
  { receivable: 'OWN-A-01' },
  { receivable: 'SECOND-A-01' },
  { dueFrom: '2026-05-20', dueTo: '2026-05-20' },
  { minMinor: 300_000n, maxMinor: 400_000n },
  ...STRANGE_TEXTS.map((text): TokenFilter => ({ owner: text, receivable: text, debtor: text, status: [text] })),
];

/** Pages of receivables and tokens. */
export function askPages(asked: () => Asked): void {
  describe('pages', () => {
    it('cover every list once and in order, for everybody, whatever the order', async () => {
      for (const viewer of VIEWERS) {
        for (const program of PROGRAMS) {
          const [receivables, tokens] = [
            await plainly(asked(), viewer).receivables(program),
            await plainly(asked(), viewer).tokens(program),
          ];
          for (const order of ORDERS) {
            const { queries } = asked();
            const name = `${program} ${order} ${nameOf(viewer)}`;
            expect(await everyPage((page) => queries.receivables(viewer, program, { order }, page), 13), name).to.deep.equal(
              chosenReceivables(receivables, { order }),
            );
            expect(await everyPage((page) => queries.tokens(viewer, program, { order }, page), 13), name).to.deep.equal(
              chosenTokens(tokens, { order }),
            );
          }
        }
      }
    });

    it('cover a list whatever their size', async () => {
      const { queries } = asked();
      const expected = chosenTokens(await plainly(asked(), WHOLE).tokens(PROGRAM), { order: '-amount' });
      expect(expected).to.have.length.above(30);
      for (const limit of [1, 2, expected.length - 1, expected.length, expected.length + 1, 200]) {
        expect(await everyPage((page) => queries.tokens(WHOLE, PROGRAM, { order: '-amount' }, page), limit), String(limit)).to.deep.equal(
          expected,
        );
      }
    });

    it('hold what a filter chooses, as one would choose by hand', async () => {
      for (const viewer of VIEWERS) {
        const plain = plainly(asked(), viewer);
        const [receivables, tokens] = [await plain.receivables(PROGRAM), await plain.tokens(PROGRAM)];
        for (const filter of RECEIVABLES) {
          const { items } = await asked().queries.receivables(viewer, PROGRAM, filter, FIRST);
          expect(items, `${JSON.stringify(toText(filter))} ${nameOf(viewer)}`).to.deep.equal(chosenReceivables(receivables, filter));
        }
        for (const filter of TOKENS) {
          const { items } = await asked().queries.tokens(viewer, PROGRAM, filter, FIRST);
          expect(items, `${JSON.stringify(toText(filter))} ${nameOf(viewer)}`).to.deep.equal(chosenTokens(tokens, filter));
        }
      }
    });

    it('find something by every filter that names something', async () => {
      const named = RECEIVABLES.slice(0, RECEIVABLES.length - 2 * STRANGE_TEXTS.length);
      const empty: number[] = [];
      for (const [index, filter] of named.entries()) {
        if ((await asked().queries.receivables(WHOLE, PROGRAM, filter, FIRST)).items.length === 0) empty.push(index);
      }
      expect(empty.map((index) => named[index])).to.deep.equal([
        { status: [] },
        { status: ['confirmed', "CONFIRMED' or true"] },
        { dueFrom: '2199-12-31' },
      ]);
    });

    it('hold what any two fields together choose', async () => {
      const dates = fc.constantFrom('2026-03-20', '2026-05-20', '2026-06-22', '2026-08-03');
      const amounts = fc.constantFrom(20_000n, 123_457n, 700_000n, 1_000_000n);
      const filters = fc.record(
        {
          status: fc.subarray(['CONFIRMED', 'PART_PAID', 'SETTLED', 'SUBMITTED', 'DEFAULTED']),
          debtor: fc.constantFrom('CORE-01', 'CORE-02'),
          creditor: fc.constantFrom('SUP-01', 'SUP-03', 'SUP-04'),
          dueFrom: dates,
          dueTo: dates,
          minMinor: amounts,
          maxMinor: amounts,
          overdueOn: dates,
          order: fc.constantFrom(...ORDERS),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(filters, fc.constantFrom(...VIEWERS), fc.constantFrom(...PROGRAMS), async (filter, viewer, program) => {
          const found = await everyPage((page) => asked().queries.receivables(viewer, program, filter, page), 5);
          expect(found).to.deep.equal(chosenReceivables(await plainly(asked(), viewer).receivables(program), filter));
        }),
        { numRuns: 60 },
      );
    });

    it('are empty for strangers, whatever they name', async () => {
      const { queries } = asked();
      for (const viewer of STRANGERS) {
        for (const filter of [{}, ...RECEIVABLES]) {
          expect(await queries.receivables(viewer, PROGRAM, filter, FIRST), nameOf(viewer)).to.deep.equal({ items: [], next: null });
        }
        for (const filter of [{}, ...TOKENS]) {
          expect(await queries.tokens(viewer, PROGRAM, filter, FIRST), nameOf(viewer)).to.deep.equal({ items: [], next: null });
        }
      }
    });

    it('tell nobody of a token by the id of a receivable that he guesses', async () => {
      const all = await plainly(asked(), WHOLE).receivables(PROGRAM);
      for (const viewer of VIEWERS.filter(({ company }) => company !== null)) {
        const seen = (await plainly(asked(), viewer).tokens(PROGRAM)).map(({ token }) => token);
        for (const { receivable } of all) {
          const { items } = await asked().queries.tokens(viewer, PROGRAM, { receivable }, FIRST);
          expect(
            items.map(({ token }) => token).filter((token) => !seen.includes(token)),
            nameOf(viewer),
          ).to.deep.equal([]);
        }
      }
    });

    it('know no program that is not there', async () => {
      for (const program of ['DEMO-XXX', '', "DEMO-CNY' --", 'demo-cny']) {
        expect((await asked().queries.receivables(WHOLE, program, {}, FIRST)).items, program).to.deep.equal([]);
      }
    });
  });

  askCursors(asked);
}

const toText = (filter: object): object =>
  Object.fromEntries(
    Object.entries(filter).map(([name, value]: [string, unknown]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );

function askCursors(asked: () => Asked): void {
  const receivables = (after: string | null, filter: ReceivableFilter = {}, limit = 3, viewer = WHOLE) =>
    asked().queries.receivables(viewer, PROGRAM, filter, { after, limit });
  const cursorOf = async (filter: ReceivableFilter): Promise<string> => (await receivables(null, filter)).next ?? '';

  describe('a cursor', () => {
    it('belongs to the list and the order that gave it', async () => {
      for (const [given, other] of [
        ['dueDate', '-dueDate'],
        ['dueDate', 'amount'],
        ['amount', '-amount'],
        ['id', 'dueDate'],
      ] as const) {
        const cursor = await cursorOf({ order: given });
        expect(await refusalOf(receivables(cursor, { order: given }))).to.equal('none');
        expect(await refusalOf(receivables(cursor, { order: other })), `${given} for ${other}`).to.equal('MALFORMED after');
        const page = { after: cursor, limit: 3 };
        expect(await refusalOf(asked().queries.tokens(WHOLE, PROGRAM, { order: given }, page)), given).to.equal('MALFORMED after');
      }
    });

    it('that no page gave is refused', async () => {
      const cursor = await cursorOf({});
      const text = Buffer.from(cursor, 'base64url').toString();
      const made = (change: (text: string) => string): string => Buffer.from(change(text)).toString('base64url');
      const wrong = [
        '',
        'x',
        '0',
        'null',
        '%27',
        "' or 1=1",
        `${cursor}A`,
        cursor.slice(0, -2),
        `${cursor}=`,
        cursor.toUpperCase(),
        'A'.repeat(5_000),
        made(() => '{}'),
        made(() => '[]'),
        made(() => 'null'),
        made((own) => own.replace(/"value":"[^"]*"/, '"value":"2026-02-30"')),
        made((own) => own.replace(/"value":"[^"]*"/, '"value":1')),
        made((own) => own.replace(/"value":"[^"]*"/, `"value":"' or true --"`)),
        made((own) => own.replace(/"id":"[^"]*"/, '"id":"\\u0000"')),
        made((own) => own.replace('{', '{"more":1,')),
        made((own) => ` ${own}`),
      ];
      for (const after of wrong) expect(await refusalOf(receivables(after)), after.slice(0, 80)).to.equal('MALFORMED after');
      for (const value of ['-1', '1.5', '9223372036854775808', '01', 'NaN']) {
        const amount = await cursorOf({ order: 'amount' });
        const changed = Buffer.from(amount, 'base64url')
          .toString()
          .replace(/"value":"[^"]*"/, `"value":"${value}"`);
        const after = Buffer.from(changed).toString('base64url');
        expect(await refusalOf(receivables(after, { order: 'amount' })), value).to.equal('MALFORMED after');
      }
    });

    it('of somebody else shows nothing foreign', async () => {
      const cursor = await cursorOf({});
      for (const viewer of [...VIEWERS, ...STRANGERS]) {
        const seen = (await plainly(asked(), viewer).receivables(PROGRAM)).map(({ receivable }) => receivable);
        const { items } = await receivables(cursor, {}, 200, viewer);
        expect(
          items.map(({ receivable }) => receivable).filter((id) => !seen.includes(id)),
          nameOf(viewer),
        ).to.deep.equal([]);
      }
    });

    it('goes on where it was while rows come, go and change between the pages', async () => {
      for (const order of ORDERS) {
        const before = await plainly(asked(), WHOLE).receivables(PROGRAM);
        const read: string[] = [];
        let after: string | null = null;
        let pages = 0;
        do {
          const page = await receivables(after, { order }, 9);
          read.push(...page.items.map(({ receivable }) => receivable));
          after = page.next;
          pages += 1;
          if (pages === 2) await change(asked());
        } while (after !== null);
        const now = chosenReceivables(await plainly(asked(), WHOLE).receivables(PROGRAM), { order }).map(({ receivable }) => receivable);
        const known = before.map(({ receivable }) => receivable);
        expect(read, order).to.deep.equal([...new Set(read)]);
        expect(
          read.filter((id) => known.includes(id)),
          order,
        ).to.deep.equal(now.filter((id) => known.includes(id)));
        expect(now.length, order).to.be.above(known.length);
      }
    });
  });

  describe('a question', () => {
    it('that the database could not compare with is refused', async () => {
      const wrong: readonly (readonly [ReceivableFilter, string])[] = [
        [{ debtor: 'a\0b' }, 'MALFORMED debtor'],
        [{ document: 'x'.repeat(201) }, 'MALFORMED document'],
        [{ dueFrom: '2026-02-30' }, 'MALFORMED dueFrom'],
        [{ dueTo: 'infinity' }, 'MALFORMED dueTo'],
        [{ overdueOn: '' }, 'MALFORMED overdueOn'],
        [{ minMinor: -1n }, 'MALFORMED minMinor'],
        [{ maxMinor: 2n ** 63n }, 'MALFORMED maxMinor'],
        [{ status: Array.from({ length: 31 }, () => 'VOID') }, 'MALFORMED status'],
        [{ order: 'face' as never }, 'MALFORMED order'],
        [{ more: 1 } as never, 'MALFORMED filter'],
      ];
      for (const [filter, refusal] of wrong) expect(await refusalOf(receivables(null, filter)), refusal).to.equal(refusal);
      expect(await refusalOf(asked().queries.tokens(WHOLE, PROGRAM, { tier: 1.5 }, FIRST))).to.equal('MALFORMED tier');
      expect(await refusalOf(asked().queries.receivables(WHOLE, 'a\0b', {}, FIRST))).to.equal('MALFORMED program');
    });

    it('for no rows, or for too many at once, is refused', async () => {
      for (const limit of [0, -1, 1.5, 201, Number.NaN, Infinity]) {
        expect(await refusalOf(receivables(null, {}, limit)), String(limit)).to.equal('MALFORMED limit');
      }
    });
  });
}

let changes = 0;

/** New receivables before and behind every place, and one of them changes its state. */
async function change({ world, catchUp }: Asked): Promise<void> {
  changes += 1;
  const schedule = `NEW-${changes}`;
  const dates = ['2026-04-10', '2026-06-22', '2026-12-01'] as const;
  const claims = dates.map((dueDate, index) => claim(`${schedule}-INV-${index}`, 10_000n * 1_000n ** BigInt(index), dueDate));
  await act(world, 'maker@SUP-04', TRANSACTIONS.receivable.submit, {
    program: PROGRAM,
    schedules: [{ id: schedule, creditor: 'SUP-04', debtor: 'CORE-02', claims }],
  });
  await act(world, 'maker@CORE-02', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables: [`${schedule}-03`] });
  await catchUp();
}
