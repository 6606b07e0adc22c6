import { fromWire, type Msp, type RecordKind, type Records, type Wire } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import type { History, Known, RecordReader, Scope, Version, Wanted, Which } from '../../ports/books';
import type { WriteMoment } from '../../ports/projected';
import type { Database } from './schema';
import { seenBy, type SqlDatabase, type Tables } from './sqlDatabase';

type Moments = Pick<Database['version'], 'block' | 'place' | 'transaction_id' | 'transaction' | 'timestamp'>;
interface Form extends Moments {
  readonly body: Wire | null;
}

const MOMENT = ['block', 'place', 'transaction_id', 'transaction', 'timestamp'] as const;

/** The records that an organisation may see, read from the tables. */
export class SqlReader implements RecordReader {
  constructor(
    private readonly database: SqlDatabase,
    private readonly msp: Msp,
  ) {}

  async find<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null> {
    const row = await this.database.askAs(this.msp, (tables) =>
      tables
        .selectFrom('record')
        .select(['scope', 'body', ...MOMENT])
        .where('kind', '=', kind)
        .where('scope', '=', scope)
        .where('id', '=', id)
        .where('body', 'is not', null)
        .where(seenBy(this.msp, 'record'))
        .executeTakeFirst(),
    );
    return row === undefined ? null : knownOf(row);
  }

  async all<K extends RecordKind>(kind: K, which: Which<K> = {}): Promise<readonly Known<Records[K]>[]> {
    const rows = await this.database.forViewer(this.msp, (tables) => {
      let chosen = recordsOf(tables, this.msp, kind, which).where('record.body', 'is not', null);
      for (const values of wantedIn(which)) chosen = chosen.where(sql<boolean>`record.lookups && ${values}`);
      return chosen
        .select(['record.scope', 'record.body', ...MOMENT.map((column) => `record.${column}` as const)])
        .orderBy('record.scope')
        .orderBy('record.id')
        .execute();
    });
    return rows.map((row) => knownOf<K>(row));
  }

  async histories<K extends RecordKind>(kind: K, which: Which<K> = {}): Promise<readonly History<Records[K]>[]> {
    const rows = await this.#versions((tables) => recordsOf(tables, this.msp, kind, which));
    const histories: (Omit<History<Records[K]>, 'versions'> & { readonly versions: Version<Records[K]>[] })[] = [];
    for (const row of rows) {
      const last = histories.at(-1);
      if (last?.scope === row.scope && last.id === row.id) last.versions.push(versionOf<K>(row));
      else histories.push({ scope: row.scope, id: row.id ?? '', versions: [versionOf<K>(row)] });
    }
    return histories;
  }

  async tokensBehind(scope: Scope): Promise<readonly string[]> {
    const rows = await this.database.forViewer(this.msp, (tables) =>
      tables
        .selectFrom('token')
        .innerJoin('receivable', (join) =>
          join.onRef('receivable.scope', '=', 'token.scope').onRef('receivable.id', '=', 'token.receivable'),
        )
        .where('token.scope', '=', scope)
        .where('token.status', '!=', 'CANCELLED')
        .where((is) =>
          is.or([
            is('token.paid_through_minor', '<', is.ref('receivable.paid_minor')),
            is('token.interest_through_minor', '<', is.ref('receivable.interest_paid_minor')),
          ]),
        )
        .where(seenBy(this.msp, 'token'))
        .where(seenBy(this.msp, 'receivable'))
        .select('token.id')
        .orderBy('token.id')
        .execute(),
    );
    return rows.map(({ id }) => id);
  }

  async history<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<readonly Version<Records[K]>[]> {
    const rows = await this.#versions((tables) => recordsOf(tables, this.msp, kind, { scope, ids: [id] }));
    return rows.map((row) => versionOf<K>(row));
  }

  /** All forms of the chosen records, in the order of scopes, ids and moments. */
  #versions(chosen: (tables: Tables) => ReturnType<typeof recordsOf>) {
    return this.database.forViewer(this.msp, (tables) =>
      chosen(tables)
        .innerJoin('version', (join) => join.onRef('version.scope', '=', 'record.scope').onRef('version.key', '=', 'record.key'))
        .where(seenBy(this.msp, 'version'))
        .select(['record.scope', 'record.id', 'version.body', ...MOMENT.map((column) => `version.${column}` as const)])
        .orderBy('record.scope')
        .orderBy('record.id')
        .orderBy('version.block')
        .orderBy('version.place')
        .execute(),
    );
  }
}

/** The records of a kind, dead ones included, that ever had the ids and values that are asked for. */
function recordsOf<K extends RecordKind>(tables: Tables, msp: Msp, kind: K, which: Which<K>) {
  const { scope, ids } = which;
  let chosen = tables.selectFrom('record').where('record.kind', '=', kind).where(seenBy(msp, 'record'));
  if (scope !== undefined) chosen = chosen.where('record.scope', '=', scope);
  if (ids !== undefined) chosen = chosen.where(sql<boolean>`record.id = any(${ids})`);
  for (const values of wantedIn(which)) {
    chosen = chosen.where((are) =>
      are.exists(
        are
          .selectFrom('lookup')
          .select('lookup.key')
          .where('lookup.kind', '=', kind)
          .where(sql<boolean>`lookup.value = any(${values})`)
          .whereRef('lookup.scope', '=', 'record.scope')
          .whereRef('lookup.key', '=', 'record.key')
          .where(seenBy(msp, 'lookup')),
      ),
    );
  }
  return chosen;
}

/**
 * What records must be found by, of each list one, as it stands in the tables: `field=value`, see
 * {@link import('../../ports/projected').WrittenRecord}.
 */
function wantedIn<K extends RecordKind>({ where }: Which<K>): readonly (readonly string[])[] {
  return Object.entries((where ?? {}) as Readonly<Record<string, Wanted | undefined>>).flatMap(([field, wanted]) =>
    wanted === undefined ? [] : [(typeof wanted === 'string' ? [wanted] : wanted).map((value) => `${field}=${value}`)],
  );
}

function momentOf({ block, place, transaction_id: transactionId, transaction, timestamp }: Moments): WriteMoment {
  return { block, place, transactionId, transaction, timestamp };
}

function knownOf<K extends RecordKind>(row: Form & { readonly scope: Scope }): Known<Records[K]> {
  return { scope: row.scope, record: fromWire<Records[K]>(row.body), since: momentOf(row) };
}

function versionOf<K extends RecordKind>(row: Form): Version<Records[K]> {
  return { record: row.body === null ? null : fromWire<Records[K]>(row.body), at: momentOf(row) };
}
