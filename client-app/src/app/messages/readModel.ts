import { aside, wordOf, type Teller } from './teller';

const REBUILD = '"tierline rebuild" makes it again from the ledger, which is not touched';

const PROBLEMS: Readonly<Record<string, Teller>> = {
  MALFORMED_URL: () => 'DATABASE_URL is not the address of a database: write it as postgres://user:password@host:5432/database.',
  UNREACHABLE: () => 'The database of DATABASE_URL does not answer: see that PostgreSQL runs there, and that host and port are right.',
  WRONG_PASSWORD: () => 'The database of DATABASE_URL refuses the password: correct it in DATABASE_URL.',
  NOT_ADMITTED: () => 'The database of DATABASE_URL does not admit this user from here: correct the user, or pg_hba.conf on the server.',
  NO_DATABASE: () => 'The database that DATABASE_URL names does not exist: make it with createdb, or name another.',
  NO_TLS: () => 'The connection to the database of DATABASE_URL cannot be encrypted as asked: correct sslmode, or the certificate.',
  NO_RIGHT: () => "The user of DATABASE_URL may not make or use the read model: as the database's owner, grant him create on the database.",
  NEWER_SCHEMA: ({ have, know }) =>
    `A newer version of this program made the read model (form ${wordOf(have)}, this one knows ${wordOf(know)}): start that version.`,
  DISK_FULL: () => 'The disk of the read model is full: make room, then try again; the ledger is not touched.',
  LOST: () => 'The connection to the database of the read model was lost: see that it runs; the next try connects again.',
  BUSY: () => 'The database of the read model is too busy: try again in a moment.',
  HELD: ({ directory, heldBy, command, since }) =>
    heldBy === null || heldBy === undefined
      ? `The read model in ${wordOf(directory)} is held by another process: wait until it ends.`
      : `The read model in ${wordOf(directory)} is held by process ${wordOf(heldBy)} (${wordOf(command)}) since ${wordOf(since)}: ` +
        'wait until it ends, or end it.',
  NOT_MADE: ({ directory }) =>
    `The read model cannot be made in ${wordOf(directory)}: see that there is room and that the folder may be written to.`,
  DAMAGED: ({ directory }) => `The read model in ${wordOf(directory)} is damaged: ${REBUILD}.`,
  TABLES_DAMAGED: () =>
    'Tables of the read model are damaged on disk: remove the folder "readmodel" from the data directory, or drop the schema "tierline" ' +
    'of the database of DATABASE_URL; the next start makes it again from the ledger, which is not touched.',
  OTHER_VERSION: ({ directory, have, know }) =>
    `The read model in ${wordOf(directory)} is of PostgreSQL ${wordOf(have)} and this program has ${wordOf(know)}: ${REBUILD}.`,
  OTHER_NETWORK: () => `The read model was made for other organisations than the network has now: ${REBUILD}.`,
  OTHER_LEDGER: ({ height }) =>
    `The read model holds ${wordOf(height)} blocks that are not those of this ledger: name the right database, or, if it is this one, ` +
    `${REBUILD}.`,
  GAP: ({ block, expected }) => brokenText(`block ${wordOf(block)} came and block ${wordOf(expected)} was expected`),
  WRONG_PREVIOUS_HASH: ({ block }) => brokenText(`block ${wordOf(block)} does not follow the one before it`),
  OTHER_BLOCK_AT_THIS_HEIGHT: ({ block }) => brokenText(`block ${wordOf(block)} is another one than was read before`),
};

/** Why the read model cannot be had, and the mend. */
export const readModelText: Teller = (details, money) =>
  PROBLEMS[wordOf(details['problem'])]?.(details, money) ??
  `The read model cannot be had${aside('problem', details['problem'])}: try again in a moment; the ledger is not touched.`;

function brokenText(what: string): string {
  return `The blocks that the peer gives are not those of the ledger that was read (${what}): nothing more is read; ask another peer.`;
}
