import type { Msp } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import type { Position, RecordReader } from '../../ports/books';
import type { Arrived, MissingWrite, ProjectedBlock } from '../../ports/projected';
import type { ReadStore } from '../../ports/readStore';
import type { Database } from './schema';
import { readModelFault } from './sqlFaults';
import type { SqlDatabase, Tables } from './sqlDatabase';
import { SqlReader } from './sqlReader';
import { BLOCK_TABLES } from './tableDigest';
import { forgetMissing, writeBlocks, writeMissing } from './writeBlocks';
import { nameRecords, writeForms } from './writeForms';

/** Writes after which the planner's statistics are made anew: first soon, then ever more seldom. */
const FIRST_ANALYSIS_WRITES = 500;
const ANALYSIS_WRITES = 20_000;
const ANALYSIS_GROWTH = 4;

/** The read model in PostgreSQL or PGlite. */
export class SqlReadStore implements ReadStore {
  #writes = 0;
  #analyseAt = FIRST_ANALYSIS_WRITES;

  constructor(readonly database: SqlDatabase) {}

  async boundTo(network: string): Promise<string> {
    return this.database.transaction(async (tables) => {
      await tables.updateTable('position').set({ network }).where('network', 'is', null).execute();
      return (await tables.selectFrom('position').select('network').executeTakeFirstOrThrow()).network ?? network;
    });
  }

  async position(): Promise<Position> {
    return this.database.transaction(async (tables) => {
      const { height, lastHash, missing } = await tables
        .selectFrom('position')
        .select((from) => [
          'height',
          'last_hash as lastHash',
          from
            .selectFrom('missing')
            .select(({ fn }) => fn.countAll<bigint>().as('count'))
            .as('missing'),
        ])
        .executeTakeFirstOrThrow();
      return { height, lastHash, missing: Number(missing) };
    });
  }

  async hashOf(block: number): Promise<string | null> {
    const row = await this.database.forViewer(null, (tables) =>
      tables.selectFrom('block').select('hash').where('number', '=', block).executeTakeFirst(),
    );
    return row?.hash ?? null;
  }

  /**
   * Blocks that were written before, by this process or another one, are passed over.
   * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem: 'GAP' | 'WRONG_PREVIOUS_HASH' | 'OTHER_BLOCK_AT_THIS_HEIGHT', block,
   *   expected} when they do not follow
   */
  async apply(blocks: readonly ProjectedBlock[]): Promise<void> {
    await this.#analyse();
    await this.database.transaction(async (tables) => {
      const fresh = await followers(tables, blocks);
      const last = fresh.at(-1);
      if (last === undefined) return;
      await writeBlocks(tables, fresh);
      await writeForms(
        tables,
        fresh.flatMap(({ writes }) => writes),
      );
      await writeMissing(
        tables,
        fresh.flatMap(({ missing }) => missing),
      );
      await tables
        .updateTable('position')
        .set({ height: last.number + 1, last_hash: last.hash })
        .execute();
    });
    this.#writes += blocks.reduce((count, { writes }) => count + writes.length, 0);
  }

  /** PGlite has nobody who does so in the background, and a fresh PostgreSQL not yet. */
  async #analyse(): Promise<void> {
    if (this.#writes < this.#analyseAt) return;
    this.#writes = 0;
    this.#analyseAt = Math.min(ANALYSIS_WRITES, this.#analyseAt * ANALYSIS_GROWTH);
    const analysed = sql.join(BLOCK_TABLES.map(({ table }) => sql.table(table)));
    await this.database.transaction((tables) => sql`analyze ${analysed}`.execute(tables));
  }

  async missing(limit: number): Promise<readonly MissingWrite[]> {
    return this.database.transaction(async (tables) => {
      const { rows } = await sql<Database['missing']>`
        update missing set asked = missing.asked + 1
        from (select scope, key_hash, block, place from missing order by asked, block, place, scope, key_hash limit ${limit}) as chosen
        where (missing.scope, missing.key_hash, missing.block, missing.place) = (chosen.scope, chosen.key_hash, chosen.block, chosen.place)
        returning missing.*`.execute(tables);
      return rows.map(missingOf).sort((a, b) => a.at.block - b.at.block || a.at.place - b.at.place);
    });
  }

  async fill(arrived: readonly Arrived[]): Promise<void> {
    const writes = arrived.flatMap(({ write }) => (write === null ? [] : [write]));
    await this.database.transaction(async (tables) => {
      // Nobody else writes meanwhile, because whoever writes holds the position.
      await tables.selectFrom('position').select('height').forUpdate().execute();
      await writeForms(tables, writes);
      await nameRecords(tables, writes);
      await forgetMissing(
        tables,
        arrived.map(({ missing }) => missing),
      );
    });
  }

  readerFor(msp: Msp): RecordReader {
    return new SqlReader(this.database, msp);
  }
}

/** The blocks that follow the position, which stays locked until the transaction ends. */
async function followers(tables: Tables, blocks: readonly ProjectedBlock[]): Promise<readonly ProjectedBlock[]> {
  const { height, last_hash: lastHash } = await tables.selectFrom('position').selectAll().forUpdate().executeTakeFirstOrThrow();
  const [first] = blocks;
  if (first === undefined) return [];
  const known = await tables.selectFrom('block').select(['number', 'hash']).where('number', '>=', first.number).execute();
  const hashes = new Map(known.map(({ number, hash }) => [number, hash]));
  const line = { height, lastHash };
  return blocks.filter(({ number, hash, previousHash }) => {
    if (number < height) {
      if (hashes.get(number) !== hash) throw readModelFault('OTHER_BLOCK_AT_THIS_HEIGHT', { block: number, expected: height });
      return false;
    }
    if (number !== line.height) throw readModelFault('GAP', { block: number, expected: line.height });
    if (number > 0 && previousHash !== line.lastHash) throw readModelFault('WRONG_PREVIOUS_HASH', { block: number, expected: line.height });
    line.height = number + 1;
    line.lastHash = hash;
    return true;
  });
}

function missingOf(row: Database['missing']): MissingWrite {
  const {
    scope,
    key_hash: keyHash,
    value_hash: valueHash,
    readers,
    block,
    place,
    transaction_id: transactionId,
    transaction,
    timestamp,
  } = row;
  return { scope, keyHash, valueHash, readers, at: { block, place, transactionId, transaction, timestamp } };
}
