import type { Cell, CellKind, Language, Sheet, SheetColumn } from '../../ports/documents';
import { titleOf } from './fieldTitles';
import { stateWord } from './stateWords';

/** One row of what is shown: plain fields, amounts in minor units under names that end in `Minor`. */
export type ShownRow = object;

/** What a table shows. */
export interface Shown {
  readonly name: string;
  /** In the order of the columns. */
  readonly fields: readonly string[];
  readonly rows: readonly ShownRow[];
  /** ISO 4217. */
  readonly currency: string;
}

const DATES = /(At|On|Date|until|deadline|Deadline)$|^(at|on)$/;
const WHOLES: ReadonlySet<string> = new Set(['tier', 'count']);
const STATES: ReadonlySet<string> = new Set(['status', 'receipt', 'age']);
const PPM_OF_PERCENT = 10_000;
const PERCENT_DIGITS = 4;
/** Most characters of a cell: what a spreadsheet takes. */
const MAX_CELL = 32_000;

function kindOf(field: string): CellKind {
  if (field.endsWith('Minor')) return 'AMOUNT';
  if (WHOLES.has(field)) return 'WHOLE';
  return DATES.test(field) ? 'DATE' : 'TEXT';
}

/** The sheet of what is shown, in the reader's language. */
export function sheetOf({ name, fields, rows, currency }: Shown, language: Language): Sheet {
  const columns = fields.map((field): SheetColumn => ({ title: titleOf(field, language), kind: kindOf(field) }));
  return { name, currency, columns, rows: rows.map((row) => fields.map((field) => cellOf(row as Fields, field, language))) };
}

type Fields = Readonly<Record<string, unknown>>;

function cellOf(row: Fields, field: string, language: Language): Cell {
  if (field === 'ratePercent') return percentText(row['ratePpm']);
  const value = row[field];
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return yesNo(value, language);
  if (typeof value === 'object') return JSON.stringify(value, digits).slice(0, MAX_CELL);
  const text = typeof value === 'string' ? value : '';
  return STATES.has(field) ? stateWord(text, language) : text;
}

const digits = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

const percentText = (ppm: unknown): string | null => (typeof ppm === 'number' ? (ppm / PPM_OF_PERCENT).toFixed(PERCENT_DIGITS) : null);

function yesNo(value: boolean, language: Language): string {
  if (language === 'zh') return value ? '是' : '否';
  return value ? 'yes' : 'no';
}
