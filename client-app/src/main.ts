import './quietFabric';
import { statSync } from 'node:fs';
import { contracts, withNodeClock } from '@tierline/chaincode';
import { Fault, faultIn, type Calendar, type Endorsement, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';
import { isFounded, keepNetwork, networkOf } from './adapters/dataDirectory';
import { hostedAlone } from './adapters/embedded/hostedAlone';
import { openEmbedded, type EmbeddedHost } from './adapters/embedded/openEmbedded';
import type { Door } from './adapters/holder';
import type { ReadModelPlace, RebuiltTable } from './adapters/sql';
import { held, type Held } from './app/held';
import type { RefusalListener, Session, Sessions } from './app/session';
import { Unreachable } from './app/unreachable';
import type { BlockSource, Identity, IdentityAttributes, Ledger, LedgerHost } from './ports/ledger';
import type { Books } from './ports/books';
import type { ReadStore } from './ports/readStore';
import { unitedFeed } from './projection/feed';
import { MemoryStore } from './projection/memoryStore';
import { ProjectedBooks } from './projection/projectedBooks';
import { Projector } from './projection/projector';

/** How a ledger directory is opened. */
export interface OpenOptions {
  readonly directory: string;
  readonly network: NetworkDefinition;
  /** Milliseconds since 1970 UTC; the system's clock by default. */
  readonly now?: () => number;
  /** Where the read model is kept; in memory by default. */
  readonly store?: ReadStore;
  /** The organisations whose application this process is; all by default. */
  readonly hosted?: readonly Msp[];
}

/** What all organisations of a ledger know, and their people at work with it. */
export interface Reading {
  readonly projector: Projector;
  readonly store: ReadStore;
  readonly sessions: Sessions;
}

/** A ledger that a process has open: its network, and the organisations whose applications the process is. */
export interface OpenHost extends LedgerHost {
  readonly network: NetworkDefinition;
  readonly hosted: readonly Msp[];
  /** Tells other processes of the machine where this one serves; absent where they open the ledger themselves. */
  readonly announce?: (door: Door) => Promise<void>;
}

/** An open ledger with its people. */
export interface OpenLedger extends Reading {
  readonly host: OpenHost;
  /** Where this process keeps its own files: its read model among them. */
  readonly folder: string;
  close(): Promise<void>;
}

/** The embedded ledger, opened. */
export interface OpenEmbedded extends OpenLedger {
  readonly host: EmbeddedHost;
}

/** People at work with a ledger, each with the books of his own organisation. */
export interface OpenPeople {
  readonly sessions: Sessions;
  close(): Promise<void>;
}

/** Opens the embedded ledger: the one place where adapters are put together. @throws Fault as the ledger does */
export async function openLedger({ directory, network, now, store = new MemoryStore(), hosted }: OpenOptions): Promise<OpenEmbedded> {
  const opened = await openEmbedded({ directory, network, contracts, withNodeClock, ...(now === undefined ? {} : { now }) });
  const host = hosted === undefined ? opened : hostedAlone(opened, hosted);
  return { ...readingOf(host, store), host, folder: directory, close: () => host.close() };
}

/**
 * The read model of all organisations that a ledger hosts, kept in a store.
 * @param onRefusal told of each command that was refused
 * @param freshMs for so long what others have committed may go unseen when a session is opened; what this process commits never does
 */
export function readingOf(host: OpenHost, store: ReadStore, onRefusal: RefusalListener = () => undefined, freshMs = 0): Reading {
  const { network } = host;
  const sources = host.hosted.map((msp) => host.stream(msp));
  const projector = new Projector(unitedFeed(sources, network), store, network);
  return { projector, store, sessions: sessionsOf(host, (msp) => new ProjectedBooks(projector, store, msp), onRefusal, freshMs) };
}

/** What a rebuild of the read model found. */
export interface Rebuilt {
  readonly tables: readonly RebuiltTable[];
  /** What a user should know, a line each. */
  readonly notes: readonly string[];
}

/**
 * Makes the SQL read model again from block 0 and compares it with the one that was there: the one that a server has open, or
 * the one in a place. @throws Fault UNAVAILABLE {reason: 'READ_MODEL', ...}
 */
export async function rebuildReadModel({ host, store }: OpenLedger, place: ReadModelPlace): Promise<Rebuilt> {
  const { openReadModel, rebuild, SqlReadStore } = await import('./adapters/sql/index.js');
  const catchUp = (kept: ReadStore): Promise<unknown> => readingOf(host, kept).projector.catchUp();
  if (store instanceof SqlReadStore) return { tables: await rebuild(store.database, catchUp), notes: [] };
  const opened = await openReadModel({ ...place, discardDamaged: true });
  try {
    return { tables: await rebuild(opened.database, catchUp), notes: opened.notes };
  } finally {
    await opened.close();
  }
}

export { isFounded, networkOf } from './adapters/dataDirectory';
export { doorOf } from './adapters/holder';

/** How a data directory is opened. */
export interface DirectoryOptions {
  readonly directory: string;
  /** The network to found or to extend it with; null for the directory's own, or the project's in a new one. */
  readonly network: NetworkDefinition | null;
  /** Whether a ledger is made where there is none. */
  readonly create: boolean;
  /** Milliseconds since 1970 UTC; the system's clock by default. */
  readonly now?: () => number;
  /** The organisations whose application this process is; all by default. */
  readonly hosted?: readonly Msp[];
}

/**
 * Opens a data directory: the ledger and the network file that it keeps.
 * @throws Fault UNAVAILABLE {reason: 'NOT_FOUNDED', directory} where there is no ledger and none is to be made; {reason: 'HELD',
 *   directory, heldBy, command, since}; {file, reason} when the directory cannot be used; MALFORMED for the network file
 */
export async function openDirectory({
  directory,
  network: given,
  create,
  now = Date.now,
  hosted,
}: DirectoryOptions): Promise<OpenEmbedded> {
  if (isFile(directory)) throw new Fault('UNAVAILABLE', { file: directory, reason: 'ENOTDIR' });
  if (!create && !isFounded(directory)) throw new Fault('UNAVAILABLE', { reason: 'NOT_FOUNDED', directory });
  try {
    const network = given ?? networkOf(directory, null);
    const open = await openLedger({ directory, network, now, ...(hosted === undefined ? {} : { hosted }) });
    await keepNetwork(directory, network);
    return open;
  } catch (error) {
    throw ofDirectory(error, directory);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}

function ofDirectory(error: unknown, directory: string): unknown {
  const fault = faultIn(error);
  if (fault?.details['reason'] === 'HELD') return new Fault(fault.code, { ...fault.details, directory });
  const { code, syscall } = error as NodeJS.ErrnoException;
  return fault === null && code !== undefined && syscall !== undefined
    ? new Fault('UNAVAILABLE', { file: directory, reason: code })
    : error;
}

/** Where a Fabric network is, and which organisation's application this process is. */
export interface ApplicationPlace {
  /** The folder of the network. */
  readonly directory: string;
  /** The organisation's name or MSP id, as people write it: `BankA`, `BANK-A`, `BankAMSP`. */
  readonly organisation: string;
  readonly store?: ReadStore;
  /** Told of a peer that does not answer, and of its return. */
  readonly note?: (line: string) => void;
}

/** An organisation's application on a Fabric network. @throws Fault UNAVAILABLE; NOT_FOUND {kind: 'organisation', id, known} */
export async function openApplication({ directory, organisation, store, note }: ApplicationPlace): Promise<OpenLedger> {
  const { fabricHost, folderOf, organisationIn } = await import('./fabric.js');
  const { msp } = organisationIn(directory, organisation);
  const host = await fabricHost(directory, [msp], note === undefined ? {} : { note });
  return { ...readingOf(host, store ?? new MemoryStore()), host, folder: folderOf(directory, msp), close: () => host.close() };
}

/**
 * The applications of all organisations of a Fabric network in one process, for a demonstration: each person with the books
 * that his own organisation's peer gives. @throws Fault as {@link openApplication}
 */
export async function openApplications(directory: string): Promise<OpenPeople> {
  const { fabricHost, networkIn } = await import('./fabric.js');
  const network = networkIn(directory);
  const organisations = network.organisations.map(({ msp }) => msp);
  const host = await fabricHost(directory, organisations);
  const booksFor = (msp: Msp): Books => booksOver(host.stream(msp), network);
  return { sessions: sessionsOf(host, booksFor, () => undefined), close: () => host.close() };
}

/** What one organisation's blocks say, read into memory: for who has the blocks and no ledger. */
export function booksOver(source: BlockSource, network: NetworkDefinition): Books {
  const store = new MemoryStore();
  return new ProjectedBooks(new Projector(unitedFeed([source], network), store, network), store, source.msp);
}

/** The payment days of a currency; the facts behind them are loaded when they are first asked for. @throws Fault MALFORMED */
export async function calendars(currency: string): Promise<Calendar> {
  const { calendarFor } = await import('./adapters/calendars/calendarFor.js');
  return calendarFor(currency);
}

/** Keys of persons, in files and in signers of their own; their library is loaded when it is first asked for. */
export async function keyTools(): Promise<typeof import('./adapters/keys/index.js')> {
  return import('./adapters/keys/index.js');
}

/** Reads the rules that transactions set on keys; their library is loaded when it is first asked for. */
export async function ruleReader(): Promise<(bytes: Uint8Array) => Endorsement> {
  const { decodePolicy } = await import('./adapters/embedded/policyBytes.js');
  return decodePolicy;
}

/** One connection for each identity, one set of books for each organisation. */
function sessionsOf(host: OpenHost, booksFor: (msp: Msp) => Books, onRefusal: RefusalListener, freshMs = 0): Sessions {
  const connections = new Map<string, Ledger>();
  const unreachable = new Unreachable();
  const books = new Map<Msp, { readonly books: Books; readonly read: Held<unknown> }>();
  const booksOf = (msp: Msp): { readonly books: Books; readonly read: Held<unknown> } => {
    const opened = booksFor(msp);
    return { books: opened, read: held(freshMs, () => opened.catchUp()) };
  };
  const people = new Map<string, { readonly identity: Identity; readonly attributes: IdentityAttributes }>();
  const open = async (identity: Identity, attributes: IdentityAttributes): Promise<Session> => {
    const ledger = connections.get(identity.name) ?? host.connect(identity);
    connections.set(identity.name, ledger);
    const known = books.get(identity.msp) ?? booksOf(identity.msp);
    books.set(identity.msp, known);
    await known.read.get();
    return { identity, attributes, ledger, books: known.books, network: host.network, unreachable, onRefusal };
  };
  return {
    network: host.network,
    users: () => host.identities.names(),
    as: async (user) => {
      const known = people.get(user) ?? (await host.identities.find(user));
      people.set(user, known);
      return open(known.identity, known.attributes);
    },
    enrol: async (msp, user, attributes) => open(await host.identities.enrol(msp, user, attributes), attributes),
  };
}
