import { columnName, type Columns } from './columns';
import { detectDateOrder, type DateOrder } from './dates';
import { detectDecimalSign, type DecimalSign } from './decimals';
import type { Field } from './headerNames';
import type { Mapping } from './mapping';
import type { Row } from './sheet';

/** How the cells of a file are to be read: what its columns hold, and the way its dates and numbers are written. */
export interface Plan {
  readonly columns: Columns;
  readonly issueDateOrder: DateOrder;
  readonly dueDateOrder: DateOrder;
  readonly decimalSign: DecimalSign;
  /** Currency of rows that name none; undefined: each row must. */
  readonly currency: string | undefined;
  /** Days from issue to due date, where the file has no due date. */
  readonly termDays: number;
}

/**
 * Looks at whole columns to tell the order of dates, each column for itself, and the decimal sign, all numbers together.
 * @throws Fault MALFORMED while one of them is ambiguous.
 */
export function planReading(
  rows: readonly Row[],
  columns: Columns,
  mapping: Mapping,
  given: { readonly currency: string | undefined; readonly termDays: number },
): Plan {
  const orderOf = (field: Field): DateOrder =>
    detectDateOrder(cellsOf(rows, columns, [field]), columnName(columns, field), mapping.dateOrder);
  const numbers: readonly Field[] = columns.places.amount === undefined ? ['quantity', 'unitPrice'] : ['amount'];
  const numberNames = numbers.map((field) => columnName(columns, field)).join('", "');
  return {
    columns,
    issueDateOrder: orderOf('issueDate'),
    dueDateOrder: orderOf('dueDate'),
    decimalSign: detectDecimalSign(cellsOf(rows, columns, numbers), numberNames, mapping.decimal),
    ...given,
  };
}

function* cellsOf(rows: readonly Row[], columns: Columns, fields: readonly Field[]): Iterable<string> {
  const places = fields.flatMap((field) => columns.places[field] ?? []);
  for (const { cells } of rows) {
    for (const place of places) yield cells[place] ?? '';
  }
}
