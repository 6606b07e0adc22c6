import { Fault, type Msp } from '@tierline/chaincode/api';
import { Kysely, PostgresDialect, sql, type CompiledQuery, type PostgresPool, type RawBuilder } from 'kysely';
import { unavailable } from './sqlFaults';
import type { Database } from './schema';
import type { ViewerPools } from './viewerPools';

/** The tables within one database transaction. */
export type Tables = Kysely<Database>;

/** The named PostgreSQL schema in which the tables lie by default. */
export const DEFAULT_SCHEMA = 'tierline';

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,40}$/;

/**
 * The read model's database: PostgreSQL and PGlite alike. Every access is a database transaction of the tables in one named
 * schema, with a role in it: the writer's, or an organisation's, by which row-level security lets rows be seen.
 */
export class SqlDatabase {
  readonly #kysely: Kysely<Database>;
  readonly #own = new Map<Msp, Kysely<Database>>();

  /**
   * @param pool the connections, which databases of several schemas may share
   * @param schema lower-case letters, digits and `_`, at most 41
   * @param viewers connections for single questions, where there are some
   * @throws Fault MALFORMED {field: 'schema'}
   */
  constructor(
    readonly pool: PostgresPool,
    readonly schema: string = DEFAULT_SCHEMA,
    private readonly viewers: ViewerPools | null = null,
  ) {
    if (!SCHEMA_NAME.test(schema)) throw new Fault('MALFORMED', { field: 'schema', value: schema, limit: String(SCHEMA_NAME) });
    this.#kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  }

  /** The tables of another schema of the same database. */
  inSchema(schema: string): SqlDatabase {
    return new SqlDatabase(this.pool, schema);
  }

  /**
   * Does work as the writer: all of it or nothing.
   * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem, ...} when the database cannot be had; whatever the work throws
   */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.#reported(() =>
      this.#kysely.transaction().execute(async (tables) => {
        await this.#settle(tables, '', true);
        return work(tables);
      }),
    );
  }

  /**
   * Reads one state of the tables as an organisation sees them; null reads only what everybody may see. Row-level security is
   * the second wall: a query filters by {@link seenBy} all the same, because some databases are run without it.
   * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem, ...} when the database cannot be had; whatever the work throws
   */
  forViewer<T>(msp: Msp | null, work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.#reported(() =>
      this.#kysely.connection().execute(async (tables) => {
        // Nobody waits for one of these before the next is sent: on the way to a server they are one message and not four.
        const begun = sql`start transaction isolation level repeatable read, read only`.execute(tables);
        const opening = Promise.all([begun, this.#settle(tables, msp ?? '', false)]);
        try {
          const [told] = await Promise.all([work(tables), opening]);
          return told;
        } finally {
          await opening.catch(() => undefined);
          await sql`rollback`.execute(tables);
        }
      }),
    );
  }

  /**
   * Asks one question as an organisation sees the tables; null sees only what everybody may see. A single statement reads one state of
   * them by itself, and needs no transaction where a connection is the organisation's own.
   * @throws as {@link forViewer}
   */
  askAs<T>(msp: Msp | null, statement: (tables: Tables) => Promise<T>): Promise<T> {
    if (this.viewers === null) return this.forViewer(msp, statement);
    const own = this.#own.get(msp ?? '') ?? new Kysely<Database>({ dialect: new PostgresDialect({ pool: this.viewers.of(msp ?? '') }) });
    this.#own.set(msp ?? '', own);
    return this.#reported(() => statement(own));
  }

  /** As {@link askAs}, a statement that was made before; a database with connections of each organisation's own knows it by a name. */
  ask<Row>(msp: Msp | null, statement: CompiledQuery<Row>): Promise<readonly Row[]> {
    const { viewers } = this;
    if (viewers !== null) return this.#reported(() => viewers.ask<Row>(msp ?? '', statement));
    return this.forViewer(msp, async (tables) => (await tables.executeQuery(statement)).rows);
  }

  /** Releases the connections of this database and of all that share them. */
  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.viewers?.end()]);
  }

  /**
   * What holds until the end of the transaction: where the tables lie and who looks at them. The planner cannot tell how many rows
   * row-level security lets through: to start helpers, or a compiler, for the few rows of a page costs more than all of its work.
   */
  async #settle(tables: Tables, viewer: Msp, isWriter: boolean): Promise<void> {
    await sql`select set_config('search_path', ${`"${this.schema}", pg_temp`}, true),
      set_config('tierline.viewer', ${viewer}, true), set_config('tierline.writer', ${isWriter ? 'on' : 'off'}, true),
      set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)`.execute(tables);
  }

  async #reported<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw unavailable(error) ?? error;
    }
  }
}

/** Whether an organisation may see a row: the filter of every query on a table with readers. @param table name or alias */
export function seenBy(msp: Msp, table: string): RawBuilder<boolean> {
  return sql<boolean>`${msp} = any(${sql.ref(`${table}.readers`)})`;
}
