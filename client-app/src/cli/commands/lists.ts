import { isInstant, type Program } from '@tierline/chaincode/api';
import { LISTS, listOf, type ListName, type ListRow } from '../../app/listing';
import { refuseTyped, typedWhole } from '../../app/typed';
import { wordOf } from '../../app/messages/teller';
import type { CommandSpec } from '../command';
import { answer } from '../outcome';
import { left, right, table } from '../table';
import { money, percent, timeIn } from '../text';

const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 100_000;

/** Lists what the organisation knows. */
export const list: CommandSpec = {
  name: 'list',
  group: 'Looking',
  does: 'Lists receivables, tokens, transfers, asks, deals, companies or programs, as your organisation knows them.',
  arguments: { '<what>': LISTS.join(', ') },
  options: [
    { flags: '--status <status>', does: 'only those in this state, as CONFIRMED' },
    { flags: '--company <company>', does: 'only those in which this company takes part' },
    { flags: '--of <id>', does: 'only those of this receivable or with this id' },
    { flags: '--limit <number>', does: `at most so many rows (default: ${DEFAULT_LIMIT})` },
  ],
  examples: ['list receivables --status SUBMITTED --as maker@CORE-01', 'list tokens --company SUP-01 --as maker@SUP-01 --json'],
  json: '{what, total, rows: [{...}]}: the columns of the table; amounts end in Minor',
  submits: false,
  run: async (context) => {
    const { input } = context;
    const what = input.argument('what') as ListName;
    if (!LISTS.includes(what)) throw refuseTyped('list', what, `one of ${LISTS.join(', ')}`);
    const limit = typedWhole('--limit', input.text('limit') ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT);
    const desk = await context.desk();
    const [status, company, of] = [input.text('status'), input.text('company'), input.text('of')];
    const found = (await listOf(desk, what)).filter(
      (row) =>
        (status === null || row['status'] === status.toUpperCase()) &&
        (company === null || Object.values(row).includes(company)) &&
        (of === null || Object.values(row).some((value) => value === of || String(value).startsWith(`${of}:`))),
    );
    const rows = found.slice(0, limit);
    return answer(desk.view, { what, total: found.length, rows }, [
      ...(rows.length === 0 ? [`No ${what}.`] : tableOf(rows, desk.view.program)),
      ...(found.length > limit ? [`${limit} of ${found.length} are shown: see more with --limit.`] : []),
    ]);
  },
};

function tableOf(rows: readonly ListRow[], program: Program): string[] {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => (name.endsWith('Minor') ? right(plain(name)) : left(plain(name))));
  return table(
    columns,
    rows.map((row) => names.map((name) => cellOf(name, row[name] ?? null, program))),
  );
}

/** A field's name as words: `faceMinor` is `face`, `dueDate` is `due date`. */
function plain(name: string): string {
  return name.replace(/Minor$|Ppm$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function cellOf(name: string, value: ListRow[string] | undefined, { currency, utcOffsetMinutes }: Program): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'bigint') return money(value, currency);
  if (value === true) return 'yes';
  if (typeof value === 'string' && isInstant(value)) return timeIn(value, utcOffsetMinutes);
  return name.endsWith('Ppm') ? percent(Number(value)) : wordOf(value);
}
