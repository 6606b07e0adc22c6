import { readFileSync } from 'node:fs';
import { openReadModel } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { POINTS, watched } from './failing';
import { trueFeed, type WholeLife } from './wholeLife';

/** What a process of its own does with a PGlite folder. */
export interface FolderTask {
  readonly directory: string;
  /** HOLD: opens it, says so with its memory in bytes, and waits; DIE: reads blocks and kills itself at a point. */
  readonly task: 'HOLD' | 'DIE';
  /** File of the blocks, of DIE. */
  readonly life?: string;
  readonly until?: number;
  readonly point?: string;
}

/** A life as a file keeps it. */
export type LifeFile = Omit<WholeLife, 'collections'> & { readonly collections: readonly string[] };

if (require.main === module) void main(JSON.parse(process.argv[2] ?? '{}') as FolderTask);

async function main({ directory, task, life, until, point }: FolderTask): Promise<void> {
  const { database } = await openReadModel({ directory });
  if (task === 'HOLD') {
    process.stdout.write(`${process.memoryUsage().rss}\n`);
    setInterval(() => undefined, 1_000);
    return;
  }
  const file = JSON.parse(readFileSync(life ?? '', 'utf8')) as LifeFile;
  const whole: WholeLife = { ...file, collections: new Set(file.collections) };
  const before = (statement: string): void => {
    if (POINTS[point ?? '']?.test(statement) === true) process.kill(process.pid, 'SIGKILL');
  };
  // The position is moved and read in transactions before: only what writes the blocks is to die.
  let isWriting = false;
  const watching = watched(database.pool, {
    before: (statement) => {
      isWriting ||= statement.endsWith(' for update');
      if (isWriting) before(statement);
    },
  });
  await new Projector(trueFeed(whole, until), new SqlReadStore(new SqlDatabase(watching)), whole.network).catchUp();
  process.stdout.write('not killed\n');
  process.exit(1);
}
