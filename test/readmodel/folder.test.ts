import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultIn } from '@tierline/chaincode/api';
import { explain } from '@tierline/client-app/dist/app/messages';
import { openReadModel, type ReadModel } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import { PGLITE_VERSION } from '@tierline/client-app/dist/adapters/sql/pgliteSettings';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { migrate } from '@tierline/client-app/dist/adapters/sql/migrate';
import { expect } from 'chai';
import { sql } from 'kysely';
import { SmallDisk } from '../support/smallDisk';
import { POINTS } from './failing';
import type { FolderTask } from './folderProcess';
import { keepRefusals, refusalOf } from './looks';
import { contentsOf } from './testStores';
import { trueFeed, wholeLife } from './wholeLife';

const SCRIPT = join(__dirname, 'folderProcess.js');
/** What an open folder may take of memory, this program and its libraries included. */
const MAX_MEMORY_BYTES = 300_000_000;
const STEP = 5;
const DISK_MEGABYTES = 160;
const REBUILD = /"tierline rebuild" makes it again from the ledger, which is not touched\.$/;

describe('a read model in a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'tierline-folder-'));
  /** A folder that was made once and is copied for each test, because making one takes seconds. */
  const made = join(root, 'made');
  let number = 0;

  const copied = (): string => {
    number += 1;
    const directory = join(root, `copy-${number}`);
    cpSync(made, directory, { recursive: true });
    return directory;
  };
  const insideOf = (directory: string, ...path: string[]): string => join(directory, 'readmodel', 'pgdata', ...path);

  before(async () => {
    mkdirSync(made);
    const model = await openReadModel({ directory: made });
    await model.close();
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('is of the version of PostgreSQL that this program says', async () => {
    const model = await openReadModel({ directory: copied() });
    const { rows } = await model.database.transaction((tables) =>
      sql<{ readonly version: string }>`select current_setting('server_version') as version`.execute(tables),
    );
    expect(rows[0]?.version.split('.')[0]).to.equal(PGLITE_VERSION);
    await model.close();
  });

  it('opens although a maker that outlived its process still writes beside it, and is rid of what it left the next time', async () => {
    const directory = copied();
    const beside = join(directory, 'readmodel', 'pgdata.left');
    const writing = `const { mkdirSync } = require('node:fs');
      for (let n = 0; ; n += 1) mkdirSync(require('node:path').join(process.argv[1], String(n % 50), String(n)), { recursive: true });`;
    mkdirSync(beside);
    const maker = spawn(process.execPath, ['--eval', writing, beside], { stdio: 'ignore' });
    while (!existsSync(join(beside, '49'))) await new Promise((resolve) => setTimeout(resolve, 5));
    await (await openReadModel({ directory })).close();
    maker.kill('SIGKILL');
    await once(maker, 'exit');
    await (await openReadModel({ directory })).close();
    expect(readdirSync(join(directory, 'readmodel'))).to.deep.equal(['pgdata']);
  });

  it('says what to do when pages of its tables were overwritten', async () => {
    const directory = copied();
    const tables = insideOf(directory, 'base', '5');
    for (const name of readdirSync(tables)) {
      const file = join(tables, name);
      if (/^\d{5}$/.test(name) && statSync(file).size > 0) writeFileSync(file, Buffer.alloc(4_000, 0xa5), { flag: 'r+' });
    }
    const found = await openReadModel({ directory }).then(
      () => null,
      (error: unknown) => faultIn(error),
    );
    expect(found?.details).to.include({ reason: 'READ_MODEL', problem: 'TABLES_DAMAGED' });
    expect(found === null ? '' : explain(found)).to.match(/remove the folder "readmodel" .* the next start makes it again/);
  });

  it('keeps what was read, and lets the next process in after it was closed', async () => {
    const whole = await wholeLife();
    const directory = copied();
    const first = await openReadModel({ directory });
    await new Projector(trueFeed(whole, STEP), first.store, whole.network).catchUp();
    const expected = await contentsOf(first.database);
    await first.close();
    const second = await openReadModel({ directory });
    expect(await contentsOf(second.database)).to.equal(expected);
    await second.close();
  });

  it('of another process is refused by its number, takes little memory there, and is free two seconds after that process is killed', async () => {
    const directory = copied();
    const { child, said } = await started({ directory, task: 'HOLD' });
    expect(Number(said)).to.be.below(MAX_MEMORY_BYTES);
    const refusal = await refusalOf(() => openReadModel({ directory }));
    expect(refusal.details).to.include({ reason: 'READ_MODEL', problem: 'HELD', heldBy: child.pid ?? 0 });
    expect(explain(refusal)).to.match(
      new RegExp(`^The read model in \\S+ is held by process ${child.pid} .* since .*: wait until it ends, or end it\\.$`),
    );
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const model = await openReadModel({ directory });
    expect((await model.store.position()).height).to.equal(0);
    expect((await refusalOf(() => openReadModel({ directory }))).details).to.include({ problem: 'HELD', heldBy: process.pid });
    await model.close();
  });

  it(`agrees with itself after its process was killed at ${Object.keys(POINTS).length} points, and all is read in the end`, async () => {
    const whole = await wholeLife();
    const life = join(root, 'life.json');
    writeFileSync(life, JSON.stringify({ ...whole, collections: [...whole.collections] }));
    const directory = copied();
    let until = 0;
    for (const point of Object.keys(POINTS)) {
      const { child } = await started({ directory, task: 'DIE', life, until: until + STEP, point });
      expect(child.signalCode, point).to.equal('SIGKILL');
      const model = await openReadModel({ directory });
      expect((await model.store.position()).height, point).to.equal(until);
      const reference = await referenceOf(model);
      await new Projector(trueFeed(whole, until), reference, whole.network).catchUp();
      await new Projector(trueFeed(whole, until), model.store, whole.network).catchUp();
      expect(await contentsOf(model.database), point).to.equal(await contentsOf(reference.database));
      until += STEP;
      await new Projector(trueFeed(whole, until), reference, whole.network).catchUp();
      await new Projector(trueFeed(whole, until), model.store, whole.network).catchUp();
      expect(await contentsOf(model.database), point).to.equal(await contentsOf(reference.database));
      await model.close();
    }
  });

  const DAMAGES: Readonly<Record<string, (directory: string) => void>> = {
    'with a control file cut short': (directory) => truncateSync(insideOf(directory, 'global', 'pg_control'), 10),
    'without its control file': (directory) => rmSync(insideOf(directory, 'global', 'pg_control')),
    'without its tables': (directory) => rmSync(insideOf(directory, 'base'), { recursive: true }),
    'without its log': (directory) => rmSync(insideOf(directory, 'pg_wal'), { recursive: true }),
    'that is empty': (directory) => {
      rmSync(insideOf(directory), { recursive: true });
      mkdirSync(insideOf(directory));
    },
    'that is a file': (directory) => {
      rmSync(insideOf(directory), { recursive: true });
      writeFileSync(insideOf(directory), 'x');
    },
  };
  for (const [how, damage] of Object.entries(DAMAGES)) {
    it(`${how} is refused as damaged, and nothing beside it is touched`, async () => {
      const directory = copied();
      const beside = join(directory, 'ledger');
      writeFileSync(beside, 'the ledger');
      damage(directory);
      const refusal = await refusalOf(() => openReadModel({ directory }));
      expect(refusal.details).to.deep.equal({ reason: 'READ_MODEL', problem: 'DAMAGED', directory: join(directory, 'readmodel') });
      expect(explain(refusal))
        .to.match(/^The read model in \S+ is damaged: /)
        .and.match(REBUILD);
      expect(readdirSync(directory).sort()).to.deep.equal(['ledger', 'readmodel']);
    });
  }

  it('of another version of PostgreSQL is refused with the mend, and made again when that is asked for', async () => {
    const directory = copied();
    writeFileSync(insideOf(directory, 'PG_VERSION'), '17\n');
    const refusal = await refusalOf(() => openReadModel({ directory }));
    expect(refusal.details).to.include({ problem: 'OTHER_VERSION', have: '17', know: PGLITE_VERSION });
    expect(explain(refusal)).to.match(REBUILD);
    const model = await openReadModel({ directory, discardDamaged: true });
    expect(model.notes.join()).to.match(/^The read model in \S+ could not be opened: it was thrown away and is made from nothing\.$/);
    await model.close();
  });

  it('that was being made when its process ended is made from the beginning', async () => {
    const directory = join(root, 'begun');
    mkdirSync(join(directory, 'readmodel', 'pgdata.0000', 'base'), { recursive: true });
    const model = await openReadModel({ directory });
    expect((await model.store.position()).height).to.equal(0);
    await model.close();
    expect(existsSync(join(directory, 'readmodel', 'pgdata.0000'))).to.equal(false);
  });

  it('cannot be made on a full disk, and says so', async function () {
    const disk = SmallDisk.mount(4);
    if (disk === null) return this.skip();
    try {
      const refusal = await refusalOf(() => openReadModel({ directory: disk.folder }));
      expect(refusal.details).to.include({ reason: 'READ_MODEL', problem: 'DISK_FULL' });
    } finally {
      disk.unmount();
    }
  });

  it('on a disk that has become full says so, and goes on once there is room', async function () {
    const disk = SmallDisk.mount(DISK_MEGABYTES);
    if (disk === null) return this.skip();
    try {
      cpSync(made, disk.folder, { recursive: true });
      const model = await openReadModel({ directory: disk.folder });
      await keepRefusals(model.database, 10);
      const makeRoom = disk.fill();
      const refusal = await refusalOf(async () => {
        for (let times = 0; times < 100; times += 1) await keepRefusals(model.database, 1_000);
      });
      expect(refusal.details).to.include({ reason: 'READ_MODEL', problem: 'DISK_FULL' });
      makeRoom();
      await keepRefusals(model.database, 10);
      await model.close();
    } finally {
      disk.unmount();
    }
  });
});

/** Starts a process on a folder; answers once it has said a line or has ended. */
async function started(task: FolderTask): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await new Promise<string>((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString()));
    child.once('exit', () => resolve(''));
  });
  return { child, said };
}

/** An empty model in a second schema of the same database. */
async function referenceOf(model: ReadModel): Promise<SqlReadStore> {
  const database = model.database.inSchema('reference');
  await migrate(database);
  return new SqlReadStore(database);
}
