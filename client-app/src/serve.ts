import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import { documentWriter } from './adapters/documents';
import { linkSealIn } from './adapters/linkSeal';
import { openReadModel, type ReadModel, type ReadModelPlace } from './adapters/sql';
import { SqlQueries } from './adapters/sql/queries/sqlQueries';
import { KeptAudit } from './app/audit/keptAudit';
import { seed } from './app/demo/seed';
import { Follower } from './app/following';
import { explain } from './app/messages';
import type { NotaryRun } from './app/notary/notaryRun';
import { RENEWING, REQUEST_LIMITS, WITHIN_THE_PROCESS, type Renewing, type RequestLimits } from './app/serverSettings';
import type { RefusalListener } from './app/session';
import { isBuilt } from './http/page';
import type { Alarm } from './http/problem';
import { bind, ended, type Bound, PATIENCE, requireFree, serveWith, type Patience } from './http/listening';
import { instrumentsOf, type Instruments } from './http/protection/instruments';
import { operatorPages } from './http/protection/operatorPages';
import type { LogSettings } from './http/protection/requestLog';
import { listen, type DoorsAt } from './http/server';
import type { CommandLine } from './http/terminal';
import type { Queries } from './ports/queries';
import { doorsFor, type SignInChoice } from './signIn';
import type { NotaryOptions } from './notary';
import { calendars, isFounded, openApplication, openDirectory, readingOf, type OpenLedger } from './main';

export type { SignInChoice } from './signIn';

/** What is served. */
export type Served =
  /** The embedded ledger in a data directory. */
  | {
      readonly directory: string;
      /** Whether a new directory gets the demonstration. */
      readonly demonstration: boolean;
      /** The organisations whose people are served, as one of a Fabric network has an application of its own; all by default. */
      readonly hosted?: readonly Msp[];
    }
  /** One organisation's application on a Fabric network. */
  | { readonly network: string; readonly organisation: string };

/** How a ledger is served. */
export interface ServeOptions {
  readonly served: Served;
  readonly host: string;
  readonly port: number;
  /** The version of the application. */
  readonly version: string;
  /** PostgreSQL for the read model; null for the one in the directory. */
  readonly databaseUrl: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told what is being done, and once what a user should know. */
  readonly progress: (line: string) => void;
  /** Told of bugs, besides the log. */
  readonly alarm?: Alarm;
  readonly log: LogSettings;
  /** Where those who run the server ask for its health and figures: a port of the same host, 0 for any free one; null for nowhere. */
  readonly metricsPort: number | null;
  /** Requests that are taken, where others than {@link REQUEST_LIMITS}. */
  readonly limits?: Partial<RequestLimits>;
  /** How long clients are waited for; {@link PATIENCE} by default. */
  readonly patience?: Patience;
  readonly signIn: SignInChoice;
  /** The notary that runs beside the server; none by default. */
  readonly notary?: NotaryBeside;
  /** How often the issuer is asked about those who have signed in; {@link RENEWING} by default. */
  readonly renewing?: Renewing;
  /** The address under which browsers reach the server through a proxy; null for its own. */
  readonly publicUrl: string | null;
  /** Milliseconds since 1970 UTC by which sign-ins end; the machine's clock by default. */
  readonly wallClock?: () => number;
  /** Runs a command line of another process on the ledger that is open here; answers its exit code. */
  readonly runCommandLine: (line: CommandLine, open: OpenLedger) => Promise<number>;
}

/** A notary that runs beside a server. */
export type NotaryBeside = Pick<NotaryOptions, 'settings' | 'passphrase'>;

/** A ledger that is served. */
export interface Serving {
  readonly address: string;
  /** Where health and figures are; null for nowhere. */
  readonly operatorAddress: string | null;
  /** Names of the people who may act. */
  readonly users: readonly string[];
  /** Ends it: requests under way first, then the read model, then the ledger. */
  close(): Promise<void>;
}

/** Where the page is built. */
const PAGE = join(__dirname, '../web/dist');
const FOLLOW_INTERVAL_MS = 500;
/** For so long what other processes have committed may go unseen. */
const FRESH_MS = 100;
const SECRET_BYTES = 32;

/**
 * Serves a ledger, its read model, and the commands of the command line.
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
  const { databaseUrl, now, progress } = options;
  const instruments = instrumentsOf(options.log, options.alarm);
  await requireFree(options);
  const openIn = async (place: ReadModelPlace): Promise<ReadModel> => {
    const opened = await openReadModel(place);
    closing.push(() => opened.close());
    return opened;
  };
  // A database that is named must be there before anything is made for it.
  const named = databaseUrl === null ? null : await openIn({ databaseUrl });
  const { ledger, playing } = await opened(options);
  closing.push(() => ledger.close());
  const readModel = await withBothEnded(named ?? openIn({ directory: ledger.folder }), playing);
  for (const note of readModel.notes) progress(note);
  const queries = new SqlQueries(readModel.database);
  const reading = readingOf(ledger.host, readModel.store, refusalKeeper(queries, now, instruments), FRESH_MS);
  const follower = followerOf(ledger, reading);
  closing.push(() => follower.stop());
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  const open: OpenLedger = { ...ledger, ...reading };
  const papers = { documents: documentWriter(), links: await linkSealIn(ledger.folder), audits: new KeptAudit(now) };
  const listening = await listen(
    { ...reading, ...papers, queries, follower, now, version: options.version },
    await doorsOf(options, open, instruments),
    {
      ...frontOf(options),
      secret,
      instruments,
      runCommandLine: (line) => options.runCommandLine(line, open),
      page: isBuilt(PAGE) ? PAGE : null,
    },
  );
  closing.push(() => listening.close());
  if (options.notary !== undefined) {
    const run = await notaryBeside(options.notary, ledger, options, instruments);
    closing.push(() => run.stop());
  }
  const operators = await forOperators(options, follower, instruments);
  closing.push(() => (operators === null ? Promise.resolve() : ended(operators)));
  await ledger.host.announce?.({ address: listening.address, secret });
  await follower.start();
  const read = await follower.state();
  if (read.state === 'UNAVAILABLE') progress(explain(read.fault));
  return { address: listening.address, operatorAddress: operators?.address ?? null, users: await reading.sessions.users(), close };
}

function doorsOf(options: ServeOptions, { sessions, host: { hosted } }: OpenLedger, { alarm }: Instruments): Promise<DoorsAt> {
  const { signIn: choice, publicUrl, renewing = RENEWING, wallClock = Date.now } = options;
  return doorsFor({ choice, sessions, hosted, publicUrl, renewing, now: wallClock, alarm });
}

/** Starts a notary beside the server: nothing that it meets holds the server up. @throws Fault when its key cannot be opened */
async function notaryBeside(
  { settings, passphrase }: NotaryBeside,
  ledger: OpenLedger,
  { now }: ServeOptions,
  { alarm, metrics }: Instruments,
): Promise<NotaryRun> {
  const { openNotary } = await import('./notary.js');
  const { run } = await openNotary({ ledger, settings, passphrase, now, alarm });
  metrics.showNotary(() => run.report());
  run.start();
  return run;
}

/** What users meet. */
function frontOf({ host, port, publicUrl, databaseUrl, limits, patience = PATIENCE }: ServeOptions) {
  const usual = databaseUrl === null ? { ...REQUEST_LIMITS, ...WITHIN_THE_PROCESS } : REQUEST_LIMITS;
  return { host, port, publicUrl, limits: { ...usual, ...limits }, patience };
}

/** Serves health and figures on a port of their own. @throws Fault UNAVAILABLE {reason: 'PORT_BUSY' | 'PORT_REFUSED'} */
async function forOperators({ metricsPort, host }: ServeOptions, follower: Follower, instruments: Instruments): Promise<Bound | null> {
  if (metricsPort === null) return null;
  const bound = await bind({ host, port: metricsPort });
  serveWith(bound, operatorPages({ follower, alarm: instruments.alarm }, instruments.metrics));
  return bound;
}

interface Opened {
  readonly ledger: OpenLedger;
  /** A folder for a new read model takes seconds to make: the demonstration is played meanwhile. */
  readonly playing: Promise<void>;
}

async function opened(options: ServeOptions): Promise<Opened> {
  const { served: what, progress, now } = options;
  if ('network' in what) {
    const ledger = await openApplication({ directory: what.network, organisation: what.organisation, note: progress });
    return { ledger, playing: Promise.resolve() };
  }
  const { directory, demonstration, hosted } = what;
  const isNew = !isFounded(directory);
  const ledger = await openDirectory({ directory, network: null, create: true, now, ...(hosted === undefined ? {} : { hosted }) });
  return { ledger, playing: demonstration ? played(ledger, isNew, options) : Promise.resolve() };
}

/** Waits for both, so that neither goes on behind the back of a start that has failed; answers the first. */
async function withBothEnded<A>(first: A | Promise<A>, second: Promise<unknown>): Promise<A> {
  const [wanted, other] = await Promise.allSettled([first, second]);
  if (wanted.status === 'rejected') throw wanted.reason;
  if (other.status === 'rejected') throw other.reason;
  return wanted.value;
}

/** Plays the demonstration in a new directory; says so where an earlier start was broken off while it played. */
async function played({ sessions, folder }: OpenLedger, isNew: boolean, { now, progress }: ServeOptions): Promise<void> {
  const mark = join(folder, 'demonstration-unfinished');
  if (!isNew) {
    if (existsSync(mark)) progress(`the demonstration was broken off here: for a whole one, begin in another folder than ${folder}`);
    return;
  }
  await writeFile(mark, '');
  await seed({ sessions, calendars, progress, nowMs: now() });
  await rm(mark);
}

/** Who regulates a program; of what concerns none, all regulators. */
function regulatorsOf({ organisations, programs }: NetworkDefinition, program: string | null): readonly Msp[] {
  const known = programs.find(({ id }) => id === program);
  return known === undefined ? organisations.filter(({ role }) => role === 'regulator').map(({ msp }) => msp) : [known.regulator];
}

/** Keeps refused commands for the caller's organisation and the regulator; not for a company that named what it may not see. */
function refusalKeeper(queries: Queries, now: () => number, { alarm }: Instruments): RefusalListener {
  return ({ identity: { name: user, msp }, attributes, network }, { transaction, program, fault: { code, details }, isToldToCompany }) => {
    const company = isToldToCompany ? attributes.company : '';
    const refusal = { at: new Date(now()).toISOString(), user, msp, company, transaction, code, details };
    queries
      .keepRefusal(refusal, [...new Set([msp, ...regulatorsOf(network, program)])])
      .catch((error: unknown) => alarm(`a refusal was not kept: ${String(error)}`));
  };
}

function followerOf({ host }: OpenLedger, { projector, store }: Pick<OpenLedger, 'projector' | 'store'>): Follower {
  const [first] = host.hosted;
  const source = host.stream(first ?? '');
  return new Follower({ projector, source, position: () => store.position(), intervalMs: FOLLOW_INTERVAL_MS });
}
