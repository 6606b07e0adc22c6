import type { Msp } from '@tierline/chaincode/api';
import { openReadModel } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import type { Tables } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { sql } from 'kysely';
import { describeOnPostgres, storesIn } from './clusters';
import { errorOf, keepRefusals } from './looks';
import type { SqlTestStore } from './testStores';
import { trueFeed, wholeLife, type WholeLife } from './wholeLife';

const WITH_READERS = ['record', 'version', 'lookup', 'receivable', 'token', 'missing', 'refusal'] as const;
const STRANGER: Msp = 'StrangerMSP';

interface Counted {
  readonly all: bigint;
  readonly foreign: bigint;
}

/** Rows of a table, and those that the organisation is not a reader of: with no filter of our own. */
async function counted(tables: Tables, table: string, msp: Msp): Promise<Counted> {
  const { rows } = await sql<Counted>`select count(*) as all, count(*) filter (where not ${msp} = any(readers)) as foreign
    from ${sql.table(table)}`.execute(tables);
  return rows[0] ?? { all: 0n, foreign: 0n };
}

describeOnPostgres('row-level security, for an ordinary role of PostgreSQL', (cluster) => {
  const stores = storesIn(cluster);
  let whole: WholeLife;
  let own: SqlTestStore;

  before(async () => {
    whole = await wholeLife();
    await stores.begin();
    own = await stores.make();
    await new Projector(trueFeed(whole), own.store, whole.network).catchUp();
    await keepRefusals(own.database, 3);
  });
  after(() => stores.end());

  it('is enabled and forced on every table with readers', async () => {
    const rows = await cluster().sql(
      `select c.relname, relrowsecurity and relforcerowsecurity as forced from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = '${own.database.schema}'::regnamespace and c.relkind = 'r' and a.attname = 'readers' order by 1`,
      'tierline',
    );
    expect(rows).to.deep.equal([...WITH_READERS].sort().map((relname) => ({ relname, forced: true })));
  });

  for (const table of WITH_READERS) {
    it(`gives no foreign row of ${table} to a query whose own filter is left out`, async () => {
      const total = await own.database.transaction((tables) => counted(tables, table, STRANGER));
      for (const { msp } of whole.network.organisations) {
        const seen = await own.database.forViewer(msp, (tables) => counted(tables, table, msp));
        expect(seen.foreign, msp).to.equal(0n);
        const may = await own.database.transaction((tables) => counted(tables, table, msp));
        expect(seen.all, msp).to.equal(may.all - may.foreign);
      }
      expect(await own.database.forViewer(STRANGER, (tables) => counted(tables, table, STRANGER))).to.deep.equal({ all: 0n, foreign: 0n });
      expect(await own.database.forViewer(null, (tables) => counted(tables, table, ''))).to.deep.equal({ all: 0n, foreign: 0n });
      expect(total.all > 0n).to.equal(table !== 'missing');
    });
  }

  it('hides from a bank what only another bank may see', async () => {
    const offers = (msp: Msp, of: Msp): Promise<bigint> =>
      own.database.forViewer(msp, async (tables) => {
        const { rows } = await sql<{
          readonly count: bigint;
        }>`select count(*) as count from version where scope like ${`PAIR-${of}%`}`.execute(tables);
        return rows[0]?.count ?? 0n;
      });
    expect((await offers('BankAMSP', 'BankAMSP')) > 0n).to.equal(true);
    expect(await offers('BankBMSP', 'BankAMSP')).to.equal(0n);
  });

  it('lets a reader write nothing', async () => {
    for (const statement of ['update token set status = status', 'delete from record', `insert into migration values (9, 'x')`]) {
      const error = await errorOf(() => own.database.forViewer('BankAMSP', (tables) => sql.raw(statement).execute(tables)));
      expect(error).to.be.an('error').with.property('message').that.contains('read-only transaction');
    }
  });

  it('is announced when the role of DATABASE_URL passes by it, and not when it does not', async () => {
    const schema = 'noted';
    const ordinary = await openReadModel({ databaseUrl: cluster().url(), schema });
    await ordinary.close();
    expect(ordinary.notes).to.deep.equal([]);
    const passing = await openReadModel({ databaseUrl: cluster().superuserUrl, schema });
    await passing.close();
    expect(passing.notes).to.deep.equal([
      'The database role postgres passes by row-level security: connect the read model as an ordinary role.',
    ]);
  });
});
