import type { Rebuilt } from '../../main';
import type { CommandSpec } from '../command';
import { databaseUrlIn } from '../databaseUrl';
import type { Outcome } from '../outcome';
import { left, right, table } from '../table';

/** Makes the read model again. */
export const rebuild: CommandSpec = {
  name: 'rebuild',
  group: 'The network',
  does:
    'Makes the read model again from block 0, compares every table with what was there, byte for byte, and puts the new one in its ' +
    'place. The ledger is only read.',
  options: [{ flags: '--database-url <url>', does: 'PostgreSQL for the read model (or DATABASE_URL; default: the one in the directory)' }],
  examples: ['rebuild', 'rebuild --json'],
  json: '{ok, tables: [{table, rows, sha256, before: {rows, sha256}, isEqual}]}',
  submits: false,
  run: async (context) => {
    const open = await context.ledger();
    const { rebuildReadModel } = await import('../../main.js');
    const databaseUrl = databaseUrlIn(context);
    const { tables, notes } = await rebuildReadModel(open, databaseUrl === null ? { directory: open.folder } : { databaseUrl });
    for (const note of notes) context.note(note);
    const ok = tables.every(({ isEqual }) => isEqual);
    return { view: null, ok, json: { ok, tables }, lines: linesOf(tables, ok) };
  },
};

function linesOf(tables: Rebuilt['tables'], ok: boolean): Outcome['lines'] {
  const rows = tables.map((each) => [each.table, String(each.before.rows), String(each.rows), each.isEqual ? 'equal' : 'DIFFERENT']);
  const last = ok
    ? 'The read model was what the ledger says, byte for byte.'
    : 'The read model was NOT what the ledger says. The new one is in its place.';
  return [...table([left('table'), right('rows before'), right('rows now'), left('')], rows), last];
}
