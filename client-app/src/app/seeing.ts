import {
  collectionConfigs,
  Fault,
  idOfRecord,
  partsOfTokenId,
  sha256,
  toWire,
  tokenId,
  type Organisation,
  type RecordKind,
  type Wire,
} from '@tierline/chaincode/api';
import type { Known, Scope } from '../ports/books';
import type { CommittedTransaction } from '../ports/ledger';
import { ownCompany } from './founding';
import { userName } from './people';
import { recordsAbout, type Concerned } from './concerned';
import type { Session, Sessions } from './session';

/** One record that concerns the token, as the organisation knows it. */
export interface Sight {
  /** The collection; empty for public state. */
  readonly collection: Scope;
  readonly block: number;
  /** CLEAR: it can read the record. HASH: it holds the hashes of key and value, and nothing else. */
  readonly how: 'CLEAR' | 'HASH';
  /** Null where only hashes are known: not even what it is. */
  readonly kind: RecordKind | null;
  readonly id: string | null;
  readonly record: Wire;
  /** SHA-256 of key and value, hex; null where the record is clear. */
  readonly keyHash: string | null;
  readonly valueHash: string | null;
}

/** Exactly what one organisation knows of one token. */
export interface Seeing {
  readonly token: string;
  readonly organisation: string;
  readonly msp: string;
  /** The network's collections and whether it is a member. */
  readonly collections: readonly { readonly name: string; readonly isMember: boolean }[];
  readonly records: readonly Sight[];
  /** What it knows nothing of, in words. */
  readonly nothing: readonly string[];
}

/** An organisation by its name, MSP id, or one of its people. @throws Fault NOT_FOUND */
export async function organisationNamed(sessions: Sessions, name: string): Promise<Organisation> {
  const { organisations } = sessions.network;
  const msp = name.includes('@') ? (await sessions.as(name)).identity.msp : name;
  const found = organisations.find((each) => each.name === name || each.msp === msp);
  if (found === undefined) throw new Fault('NOT_FOUND', { field: 'organisation', value: name });
  return found;
}

/** The organisation that regulates a program: it reads everything in it, and another regulator nothing. @throws Fault NOT_FOUND */
export function regulatorOf({ programs, organisations }: Session['network'], program: string): Organisation {
  const found = programs.find(({ id }) => id === program);
  const regulator = organisations.find(({ msp }) => msp === found?.regulator);
  if (regulator === undefined) throw new Fault('NOT_FOUND', { kind: 'program', id: program });
  return regulator;
}

/**
 * What an organisation knows of a token: its own books and its own stream of blocks say. The books of the program's regulator, which
 * hold everything of it, only tell where to look.
 * @throws Fault NOT_FOUND
 */
export async function seeingOf(sessions: Sessions, program: string, token: string, as: string): Promise<Seeing> {
  const organisation = await organisationNamed(sessions, as);
  const regulator = regulatorOf(sessions.network, program);
  const [all, own] = [await makerOf(sessions, regulator), await makerOf(sessions, organisation)];
  const concerned = await recordsAbout(all.books, program, token);
  const records = await Promise.all(concerned.map((each) => sightOf(all, own, each, token)));
  return seen(sessions.network, organisation, token, records, nothingOf(records));
}

/**
 * What the session's own organisation can read of a token. Which of the hashes that it holds besides concern the token it does not know,
 * and is not told: they would say that somebody else made an offer.
 * @throws Fault NOT_FOUND for a token that it does not know
 */
export async function ownSeeingOf(session: Session, program: string, token: string): Promise<Seeing> {
  const { books, network, identity } = session;
  const organisation = network.organisations.find(({ msp }) => msp === identity.msp) as Organisation;
  const records = (await recordsAbout(books, program, token)).map((each) => clearSight(each, token));
  return seen(network, organisation, token, records, [DOCUMENTS, HASHES]);
}

const DOCUMENTS = 'the trade documents themselves: the ledger holds their digests alone';
const HASHES = 'what lies in collections that it is no member of: it holds hashes, and cannot tell which of them concern this token';

function seen(
  network: Session['network'],
  { name, msp }: Organisation,
  token: string,
  records: readonly Sight[],
  nothing: readonly string[],
): Seeing {
  const collections = collectionConfigs(network).map((each) => ({ name: each.name, isMember: each.members.includes(msp) }));
  return { token, organisation: name, msp, collections, records, nothing };
}

function makerOf(sessions: Sessions, organisation: Organisation): Promise<Session> {
  return sessions.as(userName('maker', ownCompany(organisation)));
}

async function sightOf(all: Session, own: Session, { kind, known }: Concerned, token: string): Promise<Sight> {
  const {
    scope,
    record,
    since: { block },
  } = known;
  const found = await own.books.find(kind, scope, idOfRecord(record));
  if (found !== null) return { ...clearSight({ kind, known: found }, token), block };
  const hashes = await hashesOf(all, own, known);
  return { collection: scope, block, how: 'HASH', kind: null, id: null, record: null, ...hashes };
}

function clearSight({ kind, known }: Concerned, token: string): Sight {
  const { scope, record, since } = known;
  const clear = { how: 'CLEAR', kind, id: idOfRecord(record), record: partAbout(known, token) } as const;
  return { collection: scope, block: since.block, ...clear, keyHash: null, valueHash: null };
}

/** The hashes under which the organisation has received a record: matched by the key, which a member tells. */
async function hashesOf(all: Session, own: Session, { scope, record, since }: Known): Promise<Pick<Sight, 'keyHash' | 'valueHash'>> {
  const clear = await transactionOf(all, since);
  const id = idOfRecord(record);
  const write = clear?.privateWrites.find(
    ({ collection, value }) => collection === scope && value !== null && isRecord(value, record.kind, id),
  );
  const keyHash = write === undefined ? null : sha256(write.key);
  const hashed = (await transactionOf(own, since))?.hashedWrites.find((each) => each.collection === scope && each.keyHash === keyHash);
  return { keyHash: hashed?.keyHash ?? null, valueHash: hashed?.valueHash ?? null };
}

async function transactionOf(session: Session, { block, transactionId }: Known['since']): Promise<CommittedTransaction | undefined> {
  for await (const { transactions } of session.ledger.blocks(block)) return transactions.find(({ id }) => id === transactionId);
  return undefined;
}

function isRecord(value: string, kind: string, id: string): boolean {
  const parsed = JSON.parse(value) as { readonly kind: RecordKind };
  return parsed.kind === kind && idOfRecord(parsed as never) === id;
}

/** Of a document that holds several receivables or tokens, the part that concerns the token. */
function partAbout({ record }: Known, token: string): Wire {
  const { receivable } = partsOfTokenId(token);
  if (record.kind === 'RESTING') return toWire({ ...record, tokens: record.tokens.filter((each) => tokenId(each) === token) });
  if (record.kind !== 'SCHEDULE') return toWire(record);
  return toWire({ ...record, receivables: record.receivables.filter(({ ordinal }) => ordinal === Number(receivable.slice(-2))) });
}

function nothingOf(records: readonly Sight[]): readonly string[] {
  const hashed = records.filter(({ how }) => how === 'HASH');
  if (hashed.length === 0) return [DOCUMENTS];
  const collections = [...new Set(hashed.map(({ collection }) => collection))].join(', ');
  return [DOCUMENTS, `what the ${hashed.length} hashed records of ${collections} say, or what they are`];
}
