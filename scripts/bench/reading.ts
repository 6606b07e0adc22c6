import { openReadModel, type ReadModel } from '@tierline/client-app/dist/adapters/sql';
import { SqlQueries } from '@tierline/client-app/dist/adapters/sql/queries/sqlQueries';
import { keepNetwork } from '@tierline/client-app/dist/adapters/dataDirectory';
import { readingOf } from '@tierline/client-app/dist/main';
import type { ReceivableFilter } from '@tierline/client-app/dist/ports/queries';
import type { ProjectedBlock } from '@tierline/client-app/dist/ports/projected';
import type { Bench, Measurement } from './bench';
import { withFolder } from './folder';
import { Ground, openGround } from './ground';
import type { BenchOptions } from './options';
import { withPostgres } from './postgresServer';
import { servingOf } from './serving';
import { stock } from './stock';
import { elapsedMs, percentile } from './timing';
import { PROGRAM } from './trade';
import { NETWORK } from './yardstick';

/** Cores whose receivables the ledger holds. */
const CORES = 20;
/** Pages that are asked for after those that warm the database up. */
const PAGES = 400;
const WARM_UP_PAGES = 50;
const PAGE = 50;

/** The read model of a large ledger: written, asked, and served. */
export const reading: Bench = {
  name: 'reading',
  what: 'the read model of many receivables: rows written per second, pages, the server on it',
  run: (options) =>
    withFolder(async (directory) => {
      const ground = await Ground.found(directory, CORES);
      await stock(ground, options.receivables, options);
      await ground.close();
      await keepNetwork(directory, NETWORK);
      const postgres = await withPostgres((databaseUrl) => onPostgres(directory, databaseUrl, options));
      options.tell('  PostgreSQL');
      const pglite = await projecting(directory, 'PGlite', () => openReadModel({ directory }));
      options.tell('  PGlite');
      return [...(postgres ?? []), ...pglite, ...(await servingOf(directory))];
    }),
};

async function onPostgres(directory: string, databaseUrl: string, { receivables }: BenchOptions): Promise<readonly Measurement[]> {
  const written = await projecting(directory, 'PostgreSQL', () => openReadModel({ databaseUrl }));
  const readModel = await openReadModel({ databaseUrl });
  try {
    return [...written, ...(await pages(new SqlQueries(readModel.database), receivables))];
  } finally {
    await readModel.close();
  }
}

/** Reads all blocks of a ledger into a new read model; rows per second. */
async function projecting(directory: string, where: string, open: () => Promise<ReadModel>): Promise<readonly Measurement[]> {
  const host = await openGround(directory);
  const readModel = await open();
  try {
    const { projector } = readingOf(host, readModel.store);
    let rows = 0;
    projector.listen((blocks) => {
      rows += blocks.reduce((total, block) => total + rowsOf(block), 0);
    });
    const ms = await elapsedMs(() => projector.catchUp());
    return [{ what: `rows written to ${where}`, figure: (rows * 1000) / ms, unit: 'rows/s', target: { atLeast: 5_000 } }];
  } finally {
    await readModel.close();
    await host.close();
  }
}

/** The rows that a block adds: itself, its transactions, and for each record its form, its history and what it holds. */
function rowsOf({ transactions, writes }: ProjectedBlock): number {
  const held = writes.map(({ written }) =>
    written === null ? 1 : 2 + written.lookups.length + written.receivables.length + written.tokens.length,
  );
  return 1 + transactions.length + held.reduce((total, each) => total + each, 0);
}

/** Pages of 50 by filters that people use, as the regulator and as a supplier sees them. */
async function pages(queries: SqlQueries, receivables: number): Promise<readonly Measurement[]> {
  const viewers = [
    { msp: 'RegulatorMSP', company: null },
    { msp: 'OperatorMSP', company: 'SUP-01' },
  ];
  const filters = Array.from({ length: WARM_UP_PAGES + PAGES }, (_, index) => filterOf(index));
  const times: number[] = [];
  for (const [index, filter] of filters.entries()) {
    const viewer = viewers[index % viewers.length];
    if (viewer === undefined) continue;
    times.push(await elapsedMs(() => queries.receivables(viewer, PROGRAM, filter, { after: null, limit: PAGE })));
  }
  const measured = times.slice(WARM_UP_PAGES);
  const what = `page of ${PAGE} among ${receivables} receivables on PostgreSQL`;
  return [
    { what: `${what}, median`, figure: percentile(measured, 50), unit: 'ms', target: null },
    { what: `${what}, p95`, figure: percentile(measured, 95), unit: 'ms', target: { atMost: 30 } },
  ];
}

function filterOf(index: number): ReceivableFilter {
  const debtor = `CORE-B${String(index % CORES).padStart(3, '0')}`;
  const filters: readonly ReceivableFilter[] = [
    { debtor },
    { debtor, status: ['CONFIRMED'], order: 'dueDate' },
    { status: ['CONFIRMED', 'PART_PAID'], order: '-amount' },
    { creditor: 'SUP-01', minMinor: 1_000_010n, order: 'amount' },
    { dueFrom: '2026-06-01', dueTo: '2026-06-30', debtor, order: 'id' },
    { document: `STOCK-${String(index % 50).padStart(6, '0')}` },
    { overdueOn: '2026-07-15', debtor },
    { status: ['SUBMITTED'] },
  ];
  return filters[index % filters.length] ?? {};
}
