import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { openReadModel } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import { BLOCK_TABLES } from '@tierline/client-app/dist/adapters/sql/tableDigest';
import { expect } from 'chai';
import { sql } from 'kysely';
import { Folder, inProcess, jsonOf, type Ran } from '../cli/commandLine';

describe('tierline rebuild', () => {
  const folder = new Folder();
  const ledger = join(folder.path, 'ledger');
  const rebuild = (...words: readonly string[]): Promise<Ran> => inProcess(ledger, 'rebuild', ...words);

  before(async () => {
    const { code, err } = await inProcess(folder.path, 'demo', '--keep', ledger);
    expect(code, err).to.equal(0);
  });
  after(() => folder.remove());

  it('makes the read model where there is none, and lists each table with its rows', async () => {
    const { code, out } = await rebuild();
    expect(code).to.equal(0);
    const lines = out.trim().split('\n');
    for (const { table } of BLOCK_TABLES) expect(lines.find((line) => line.startsWith(`${table} `))).to.match(/ equal$/);
    expect(lines.at(-1)).to.equal('The read model was what the ledger says, byte for byte.');
  });

  it('says with exit code 2 which table was not what the ledger says, and has mended it', async () => {
    const model = await openReadModel({ directory: ledger });
    await model.database.transaction((tables) => sql`update token set amount_minor = amount_minor + 1 where tier = 1`.execute(tables));
    await model.close();
    const { code, out } = await rebuild('--json');
    expect(code).to.equal(2);
    const { ok, tables } = JSON.parse(out) as {
      readonly ok: boolean;
      readonly tables: readonly { readonly table: string; readonly isEqual: boolean }[];
    };
    expect(ok).to.equal(false);
    expect(tables.filter(({ isEqual }) => !isEqual).map(({ table }) => table)).to.deep.equal(['token']);
    expect(jsonOf(await rebuild('--json'))).to.include({ ok: true });
  });

  it('throws a damaged read model away, says so, and makes it again', async () => {
    truncateSync(join(ledger, 'readmodel', 'pgdata', 'global', 'pg_control'), 10);
    const { code, err } = await rebuild();
    expect(code).to.equal(0);
    expect(err).to.match(/^The read model in \S+ could not be opened: it was thrown away and is made from nothing\.\n$/);
  });

  it('refuses a database that cannot be had, with exit code 3, and leaves the ledger alone', async () => {
    const { code, err } = await rebuild('--database-url', 'postgres://me:secret@127.0.0.1:1/tierline');
    expect(code).to.equal(3);
    expect(err).to.equal(
      'UNAVAILABLE: The database of DATABASE_URL does not answer: see that PostgreSQL runs there, and that host and port are right.\n',
    );
    expect((await inProcess(ledger, 'audit')).code).to.equal(0);
  });
});
