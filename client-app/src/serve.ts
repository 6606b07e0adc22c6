import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openReadModel } from './adapters/sql';
import { SqlQueries } from './adapters/sql/queries/sqlQueries';
import { seed } from './app/demo/seed';
import { Follower } from './app/following';
import { explain } from './app/messages';
import type { RefusalListener } from './app/session';
import { runTierline } from './cli/run';
import { demonstrationIdentities } from './http/caller';
import type { Alarm } from './http/problem';
import { listen } from './http/server';
import type { CommandLine } from './http/terminal';
import { calendars, isFounded, openDirectory, readingOf, type OpenLedger } from './main';

/** How a directory is served. */
export interface ServeOptions {
  readonly directory: string;
  readonly host: string;
  readonly port: number;
  /** PostgreSQL for the read model; null for the one in the directory. */
  readonly databaseUrl: string | null;
  /** Whether a new directory gets the demonstration. */
  readonly demonstration: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told what is being done, and once what a user should know. */
  readonly progress: (line: string) => void;
  readonly alarm: Alarm;
}

/** A ledger that is served. */
export interface Serving {
  readonly address: string;
  /** Names of the people who may act. */
  readonly users: readonly string[];
  /** Ends it: requests under way first, then the read model, then the ledger. */
  close(): Promise<void>;
}

const FOLLOW_INTERVAL_MS = 500;
const SECRET_BYTES = 32;

/**
 * Serves a data directory: the ledger, its read model, and the commands of the command line.
 * @throws Fault UNAVAILABLE when the ledger is held by another process, the read model or the port cannot be had
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    return await served(options, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function served(options: ServeOptions, closing: (() => Promise<void>)[], close: () => Promise<void>): Promise<Serving> {
  const { directory, databaseUrl, now, progress, alarm } = options;
  const isNew = !isFounded(directory);
  const ledger = await openDirectory({ directory, network: null, create: true });
  closing.push(() => ledger.close());
  // A new read model takes seconds to make: the demonstration is played meanwhile.
  const opening = openReadModel(databaseUrl === null ? { directory } : { databaseUrl });
  const [readModel] = await bothOrNeither(opening, isNew && options.demonstration ? played(ledger, now, progress) : Promise.resolve());
  closing.push(() => readModel.close());
  for (const note of readModel.notes) progress(note);
  const queries = new SqlQueries(readModel.database);
  const onRefusal: RefusalListener = (session, transaction, { code, details }) => {
    const { identity, attributes, network } = session;
    const readers = [identity.msp, ...network.organisations.filter(({ role }) => role === 'regulator').map(({ msp }) => msp)];
    const refusal = { at: new Date(now()).toISOString(), user: identity.name, msp: identity.msp, company: attributes.company };
    queries
      .keepRefusal({ ...refusal, transaction, code, details }, [...new Set(readers)])
      .catch((error: unknown) => alarm(`a refusal was not kept: ${String(error)}`));
  };
  const reading = readingOf(ledger.host, readModel.store, onRefusal);
  const follower = followerOf(ledger, reading);
  closing.push(() => follower.stop());
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  const open: OpenLedger = { ...ledger, ...reading };
  const listening = await listen(
    { ...reading, queries, follower, authenticate: demonstrationIdentities(reading.sessions), now, version: version(), alarm },
    { host: options.host, port: options.port, secret, runCommandLine: commandLines(directory, open, now) },
  );
  closing.push(() => listening.close());
  await ledger.host.announce({ address: listening.address, secret });
  await follower.start();
  const read = await follower.state();
  if (read.state === 'UNAVAILABLE') progress(explain(read.fault));
  return { address: listening.address, users: await reading.sessions.users(), close };
}

/** Waits for both, so that neither goes on behind the back of a start that has failed. */
async function bothOrNeither<A extends { close(): Promise<void> }>(first: Promise<A>, second: Promise<unknown>): Promise<[A]> {
  const [opened, other] = await Promise.allSettled([first, second]);
  if (opened.status === 'rejected') throw opened.reason;
  if (other.status === 'fulfilled') return [opened.value];
  await opened.value.close();
  throw other.reason;
}

async function played(ledger: OpenLedger, now: () => number, progress: (line: string) => void): Promise<void> {
  await seed({ sessions: ledger.sessions, calendars, progress, nowMs: now() });
}

function followerOf({ host }: OpenLedger, { projector, store }: Pick<OpenLedger, 'projector' | 'store'>): Follower {
  const [first] = host.network.organisations;
  const source = host.stream(first?.msp ?? '');
  return new Follower({ projector, source, position: () => store.position(), intervalMs: FOLLOW_INTERVAL_MS });
}

/** Runs command lines of other processes on the ledger that is open here. */
function commandLines(directory: string, open: OpenLedger, now: () => number): (line: CommandLine) => Promise<number> {
  return ({ argv, ...line }) => runTierline(argv, { ...line, now, served: (named) => (named === directory ? open : null) });
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { readonly version: string }).version;
}
