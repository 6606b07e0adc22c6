import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { keepNetwork } from '@tierline/client-app/dist/adapters/dataDirectory';
import autocannon from 'autocannon';
import type { BareQuestion } from './bare';
import type { Bench, Measurement } from './bench';
import { confirming } from './confirming';
import { withFolder } from './folder';
import { Ground } from './ground';
import { withPostgres } from './postgresServer';
import { sameQuery, type PageAsked } from './sameQuery';
import { bearerFor, readyAddress, withServer } from './serving';
import { stock } from './stock';
import { median } from './timing';
import { PROGRAM } from './trade';
import { NETWORK } from './yardstick';

const CORES = 4;
const PAGE = 50;
const CONNECTIONS = 10;
const SECONDS = 6;
/** Enough for the compiler of either process to have done its work. */
const WARM_UP_SECONDS = 15;
const ROUNDS = 3;
/** Each of another company, because a server works on few requests of one company at a time; all of them see every receivable. */
const READERS = ['maker@REGULATOR-01', 'maker@CORE-01', 'maker@BANK-A-01', 'maker@BANK-B-01', 'maker@OPERATOR-01'];

const LISTS: readonly { readonly what: string; readonly query: string; readonly filter: PageAsked['filter'] }[] = [
  { what: 'by due date', query: '', filter: {} },
  { what: 'of one creditor, largest first', query: '&creditor=SUP-01&order=-amount', filter: { creditor: 'SUP-01', order: '-amount' } },
];

/** The API over HTTP, against a bare handler of the same query in the same run; and the confirmation of many payables in one act. */
export const api: Bench = {
  name: 'api',
  what: 'lists over HTTP against a bare Express and pg handler of the same query; 500 payables confirmed by a job',
  run: (options) =>
    withFolder(async (directory) => {
      const ground = await Ground.found(directory, CORES);
      await stock(ground, options.receivables, options);
      await ground.close();
      await keepNetwork(directory, NETWORK);
      const measured = await withPostgres((databaseUrl) =>
        withServer(['--data-dir', directory], (address) => overHttp(address, databaseUrl, options.receivables), {
          DATABASE_URL: databaseUrl,
        }),
      );
      if (measured === null) throw new Error('the bench of the API needs PostgreSQL');
      return measured;
    }),
};

async function overHttp(address: string, databaseUrl: string, receivables: number): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { what, query, filter } of LISTS) {
    const asked = { viewer: { msp: 'RegulatorMSP', company: null }, program: PROGRAM, filter, limit: PAGE };
    const url = `${address}/api/v1/programs/${PROGRAM}/receivables?limit=${PAGE}${query}`;
    const readers = await Promise.all(READERS.map((reader) => bearerFor(address, reader)));
    const rounds = await withBare(await sameQuery(databaseUrl, asked), (bare) => alternating({ url, bare, readers }));
    measurements.push(...measuredOf(`list of ${PAGE} among ${receivables} receivables ${what}`, rounds));
  }
  return [...measurements, ...(await confirming(address))];
}

/** The same question at both servers. */
interface Asked {
  readonly url: string;
  readonly bare: string;
  /** The headers of those who ask. */
  readonly readers: readonly Readonly<Record<string, string>>[];
}

/** What one load came to. */
interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
}

interface Round {
  readonly ours: Load;
  readonly bare: Load;
}

/** One after the other, in turns: what else the machine does strikes both. */
async function alternating({ url, bare, readers }: Asked): Promise<readonly Round[]> {
  await requireSame([url, bare], readers);
  await load(url, readers, WARM_UP_SECONDS);
  await load(bare, readers, WARM_UP_SECONDS);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ bare: await load(bare, readers, SECONDS), ours: await load(url, readers, SECONDS) });
  return rounds;
}

/** @throws Error unless both answer a whole page: a handler that finds nothing is no yardstick */
async function requireSame(addresses: readonly string[], readers: Asked['readers']): Promise<void> {
  for (const address of addresses) {
    const { items } = (await (await fetch(address, { headers: readers[0] ?? {} })).json()) as { readonly items: readonly unknown[] };
    if (items.length < PAGE) throw new Error(`${address} answers ${items.length} items`);
  }
}

/** @throws Error when an answer was not 200: a figure about refusals is no figure */
async function load(url: string, readers: Asked['readers'], seconds: number): Promise<Load> {
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: readers.map((headers) => ({ headers: { ...headers } })),
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} broken`);
  return { perSecond: requests.average, p99Ms: latency.p99 };
}

function measuredOf(what: string, rounds: readonly Round[]): readonly Measurement[] {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  return [
    { what: `${what}, bare handler`, figure: of(({ bare }) => bare.perSecond), unit: 'requests/s', target: null },
    { what: `${what}, API`, figure: of(({ ours }) => ours.perSecond), unit: 'requests/s', target: null },
    { what: `${what}, API to bare`, figure: of(({ ours, bare }) => ours.perSecond / bare.perSecond), unit: 'x', target: { atLeast: 0.6 } },
    { what: `${what}, p99 to bare`, figure: of(({ ours, bare }) => ours.p99Ms / bare.p99Ms), unit: 'x', target: { atMost: 3 } },
  ];
}

/** Runs work beside a process that serves one query with Express and pg and nothing else. */
async function withBare<T>(question: BareQuestion, work: (address: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(__dirname, 'bare.js'), JSON.stringify(question)], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    return await work(await readyAddress(child));
  } finally {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  }
}
