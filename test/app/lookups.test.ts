import { programCollection, type RecordKind } from '@tierline/chaincode/api';
import { waitingFor } from '@tierline/client-app/dist/app/confirming';
import { tokensSoldBy } from '@tierline/client-app/dist/app/deals';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { askOf, offersFor } from '@tierline/client-app/dist/app/offers';
import { monthsFrom } from '@tierline/client-app/dist/app/months';
import { receivablesOf, type WhichReceivables } from '@tierline/client-app/dist/app/receivables';
import { recordsAbout } from '@tierline/client-app/dist/app/concerned';
import { statementOf } from '@tierline/client-app/dist/app/statement';
import { tokensNamed, tokensOf, type WhichTokens } from '@tierline/client-app/dist/app/tokens';
import { traceOf } from '@tierline/client-app/dist/app/trace';
import { tokensBehind, waitingTokens } from '@tierline/client-app/dist/app/waiting';
import { spendableTokens } from '@tierline/client-app/dist/app/wallet';
import { worklistOf } from '@tierline/client-app/dist/app/worklist';
import type { Books, Which } from '@tierline/client-app/dist/ports/books';
import { expect } from 'chai';
import { dealIn } from '../support/everyState';
import { queriedWorld } from '../support/queriedWorld';
import { PROGRAM, TEST_NOW_MS, type World } from '../support/world';

/** Kinds of which a program has as many as it has business. */
const MANY: readonly RecordKind[] = ['SCHEDULE', 'RESTING', 'TOKEN', 'TRANSFER', 'ASK', 'OFFER', 'SETTLEMENT', 'DEAL-CLOSURE', 'REDUCTION'];
const PEOPLE = ['maker', 'checker'].flatMap((person) =>
  ['OPERATOR-01', 'CORE-01', 'CORE-02', 'BANK-A-01', 'BANK-B-01', 'REGULATOR-01', 'SUP-01', 'SUP-02', 'SUP-03', 'SUP-04', 'SUP-05'].map(
    (company) => `${person}@${company}`,
  ),
);

/** Books that refuse to read all records of a kind. */
function guarded(books: Books): Books {
  const isOpen = (kind: RecordKind, which: Which<RecordKind> = {}): boolean => {
    const wanted = Object.values((which.where ?? {}) as Readonly<Record<string, unknown>>).filter((each) => each !== undefined);
    return MANY.includes(kind) && which.ids === undefined && wanted.length === 0;
  };
  return new Proxy(books, {
    get: (real, name: keyof Books) => {
      const method = (real[name] as (...args: unknown[]) => unknown).bind(real);
      if (name !== 'all' && name !== 'histories') return method;
      return (kind: RecordKind, which?: Which<RecordKind>) => {
        if (isOpen(kind, which)) throw new Error(`all records of ${kind} are read`);
        return method(kind, which);
      };
    },
  });
}

describe('use cases', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await queriedWorld();
  });
  after(() => world.end());

  const deskOf = async (user: string, wrap: (books: Books) => Books = guarded): Promise<Desk> => {
    const session = await world.as(user);
    return deskIn({ ...session, books: wrap(session.books) }, PROGRAM, null, TEST_NOW_MS);
  };

  it('read only the records that they are about: what waits for each person', async () => {
    const work = new Set<string>();
    for (const user of PEOPLE) for (const { what } of await worklistOf(await deskOf(user))) work.add(what);
    expect([...work].sort()).to.deep.equal([
      'accept',
      'check',
      'confirm',
      'disburse',
      'offer',
      'payout',
      'receipt',
      'redeem',
      'register',
      'release',
      'resubmit',
      'revise',
      'settle',
      'take',
    ]);
  });

  it('read only the records that they are about: wallets, statements, trees, offers, payouts', async () => {
    for (const user of PEOPLE) {
      const desk = await deskOf(user);
      await spendableTokens(desk);
      await waitingTokens(desk, null);
      await waitingFor(desk, 'SUBMITTED');
      await statementOf(desk, desk.company.id);
    }
    const regulator = await deskOf('maker@REGULATOR-01');
    const { books } = regulator.session;
    for (const id of ['OWN-A-01', `${dealIn('COMPLETE')}-01`]) expect((await traceOf(regulator, id)).tokens).to.have.length(1);
    expect(await tokensSoldBy(regulator, await askOf(regulator, dealIn('COMPLETE')))).to.have.length(1);
    expect(await offersFor(regulator, dealIn('COMPLETE'))).to.have.length(1);
    expect(await recordsAbout(books, PROGRAM, `${dealIn('COMPLETE')}-01:0-1000000`)).to.have.length.above(6);
  });

  it('choose receivables as one would choose them from all', async () => {
    const { books } = (await deskOf('maker@REGULATOR-01', (same) => same)).session;
    const all = await receivablesOf(books, PROGRAM);
    const ids = ['OWN-A-02', 'OWN-A-02', 'OWN-B-06', 'NOBODY-01', ...all.slice(3, 9).map(({ id }) => id)];
    const choices: readonly (readonly [WhichReceivables, (row: (typeof all)[number]) => boolean])[] = [
      [{ creditor: 'SUP-03' }, ({ schedule }) => schedule.creditor === 'SUP-03'],
      [
        { debtor: 'CORE-02', status: ['SUBMITTED'] },
        ({ schedule, receivable }) => schedule.debtor === 'CORE-02' && receivable.status === 'SUBMITTED',
      ],
      [{ status: ['PART_PAID', 'VOID'] }, ({ receivable }) => ['PART_PAID', 'VOID'].includes(receivable.status)],
      [{ status: [] }, () => false],
      [{ ids }, ({ id }) => ids.includes(id)],
      [
        { ids, debtor: 'CORE-02', status: ['CONFIRMED'] },
        ({ id, schedule, receivable }) => ids.includes(id) && schedule.debtor === 'CORE-02' && receivable.status === 'CONFIRMED',
      ],
      [
        { payMonth: ['2026-05', '2026-06'] },
        ({ receivable }) =>
          ['CONFIRMED', 'PART_PAID', 'DEFAULTED'].includes(receivable.status) && /^2026-0[56]/.test(receivable.payDate ?? ''),
      ],
    ];
    for (const [which, isChosen] of choices) {
      const found = await receivablesOf(books, PROGRAM, which);
      expect(
        found.map(({ id }) => id),
        JSON.stringify(which),
      ).to.deep.equal(all.filter(isChosen).map(({ id }) => id));
    }
  });

  it('choose tokens as one would choose them from all', async () => {
    const { books } = (await deskOf('maker@REGULATOR-01', (same) => same)).session;
    const all = await tokensOf(books, PROGRAM);
    const receivables = ['OWN-A-01', 'OWN-B-02', `${dealIn('COMPLETE')}-01`];
    const origin = [dealIn('COMPLETE'), dealIn('REPAID')];
    const choices: readonly (readonly [WhichTokens, (row: (typeof all)[number]) => boolean])[] = [
      [{ owner: 'SUP-04' }, ({ token }) => token.owner === 'SUP-04'],
      [{ owner: 'SUP-01', status: ['LOCKED'] }, ({ token }) => token.owner === 'SUP-01' && token.status === 'LOCKED'],
      [{ receivables }, ({ token }) => receivables.includes(token.receivable)],
      [{ receivables, owner: 'SUP-03' }, ({ token }) => receivables.includes(token.receivable) && token.owner === 'SUP-03'],
      [{ origin }, ({ token }) => origin.includes(token.origin ?? '')],
      [{ status: ['REDEEMED', 'CANCELLED'] }, ({ token }) => ['REDEEMED', 'CANCELLED'].includes(token.status)],
      [{ receivables: [] }, () => false],
    ];
    for (const [which, isChosen] of choices) {
      const expected = all.filter(isChosen).map(({ id }) => id);
      const found = (await tokensOf(books, PROGRAM, which)).map(({ id }) => id);
      expect(found, JSON.stringify(which)).to.deep.equal(expected);
      if (!JSON.stringify(which).includes('[]')) expect(expected, JSON.stringify(which)).not.to.deep.equal([]);
    }
    const named = [all[7], all[2]].map((row) => row?.id ?? '');
    expect((await tokensNamed(books, PROGRAM, named)).map(({ id }) => id)).to.deep.equal(named);
  });

  it('find every token for which money waits', async () => {
    const { books } = (await deskOf('maker@BANK-A-01', (same) => same)).session;
    const behind = (await tokensOf(books, PROGRAM)).filter(
      ({ token, receivable }) => token.status !== 'CANCELLED' && token.redeemedThroughMinor < receivable.paidMinor,
    );
    expect(behind).not.to.deep.equal([]);
    expect((await tokensBehind(books, PROGRAM)).map(({ id }) => id)).to.deep.equal(behind.map(({ id }) => id));
  });

  it('know a file by the beginning of its schedules alone', async () => {
    const { books } = await world.as('maker@REGULATOR-01');
    const found = await books.all('SCHEDULE', { scope: programCollection(PROGRAM), where: { prefix: 'OWN' } });
    expect(found.map(({ record }) => record.id)).to.deep.equal(['OWN-A', 'OWN-B']);
  });
});

describe('the months up to a date', () => {
  it('are all from the first date on, both months included', () => {
    expect(monthsFrom('2025-11-30', '2026-02-01')).to.deep.equal(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsFrom('2026-02-28', '2026-02-01')).to.deep.equal(['2026-02']);
    expect(monthsFrom('2026-03-01', '2026-02-01')).to.deep.equal([]);
  });

  it('are the last two thousand when there are more', () => {
    const months = monthsFrom('1000-01-01', '2026-02-01');
    expect([months.length, months[0], months.at(-1)]).to.deep.equal([2_000, '1859-07', '2026-02']);
  });
});
