import { groupBy } from './groupBy';
import { documentKey, type Line, type LineIdentity } from './line';
import { RowRefusal } from './refusal';

/** The lines of one document. */
export interface Draft {
  /** At least one, in the order of the file. */
  readonly lines: readonly [Line, ...Line[]];
  /** The sum of its lines: below zero it is a credit note. */
  readonly amountMinor: bigint;
}

/** A row that was refused although its document could be told. */
export interface SpoiltLine {
  readonly row: number;
  readonly identity: LineIdentity;
}

/** A row and why it is refused. */
export interface RefusedLine {
  readonly row: number;
  readonly refusal: RowRefusal;
}

const MAX_ROWS_NAMED = 5;

/** Joins lines of equal number, parties, date and currency into documents. */
export function joinLines(lines: readonly Line[]): readonly Draft[] {
  const joined = new Map<string, { lines: [Line, ...Line[]]; amountMinor: bigint }>();
  for (const line of lines) {
    const key = documentKey(line);
    const draft = joined.get(key);
    if (draft === undefined) joined.set(key, { lines: [line], amountMinor: line.amountMinor });
    else {
      draft.lines.push(line);
      draft.amountMinor += line.amountMinor;
    }
  }
  return [...joined.values()];
}

/**
 * Parts the documents that can be taken from those that cannot.
 * A document of which one line is refused is refused as a whole: half of it would be a wrong amount, and would stand in the
 * way of the corrected file, since a number is taken once. In a list of payments a number may repeat.
 */
export function sortOut(
  drafts: readonly Draft[], spoilt: readonly SpoiltLine[], mayRepeat: boolean,
): { good: readonly Draft[]; refused: readonly RefusedLine[] } {
  const spoiltRows = new Map(spoilt.map(({ identity, row }) => [documentKey(identity), row]));
  const conflicts = mayRepeat ? new Map<string, readonly LineOfNumber[]>() : repeatedNumbers(drafts, spoilt);
  const good: Draft[] = [];
  const refused: RefusedLine[] = [];
  for (const draft of drafts) {
    const refusal = conflictOf(draft, conflicts) ?? spoiltBy(draft, spoiltRows) ?? wrongInItself(draft);
    if (refusal === null) good.push(draft);
    else refused.push(...draft.lines.map(({ row }) => ({ row, refusal })));
  }
  return { good, refused };
}

/** `row 3`, `rows 3 and 7`, at most five of them. */
export function rowsNamed(rows: readonly number[]): string {
  if (rows.length === 1) return `row ${rows[0]}`;
  const named = rows.slice(0, MAX_ROWS_NAMED);
  const last = rows.length > MAX_ROWS_NAMED ? `${rows.length - MAX_ROWS_NAMED} more` : String(named.pop());
  return `rows ${named.join(', ')} and ${last}`;
}

interface LineOfNumber extends SpoiltLine {
  readonly key: string;
}

/** Compared number -> its lines, where they are of more than one document. */
function repeatedNumbers(drafts: readonly Draft[], spoilt: readonly SpoiltLine[]): ReadonlyMap<string, readonly LineOfNumber[]> {
  const lines = [...drafts.flatMap((draft) => draft.lines.map((line) => ({ row: line.row, identity: line }))), ...spoilt];
  const byNumber = groupBy(lines.map((line) => ({ ...line, key: documentKey(line.identity) })), ({ identity }) => identity.number.compared);
  return new Map([...byNumber].filter(([, sameNumber]) => sameNumber.some(({ key }) => key !== sameNumber[0]?.key)));
}

function conflictOf({ lines: [first] }: Draft, conflicts: ReadonlyMap<string, readonly LineOfNumber[]>): RowRefusal | null {
  const others = conflicts.get(first.number.compared)?.filter(({ key }) => key !== documentKey(first));
  const other = others?.[0];
  if (others === undefined || other === undefined) return null;
  return new RowRefusal('number', first.number.printed,
    `the number stands also in ${rowsNamed(others.map(({ row }) => row))} with another ${differenceOf(first, other.identity)}: `
    + 'take out the row that is wrong, or map the file as a list of payments', 'DOCUMENT_ALREADY_USED');
}

function differenceOf(one: LineIdentity, other: LineIdentity): string {
  if (one.creditor.key !== other.creditor.key) return 'creditor';
  if (one.debtor.key !== other.debtor.key) return 'debtor';
  if (one.issueDate !== other.issueDate) return 'date';
  return one.currency === other.currency ? 'spelling' : 'currency';
}

function spoiltBy({ lines: [first] }: Draft, spoiltRows: ReadonlyMap<string, number>): RowRefusal | null {
  const row = spoiltRows.get(documentKey(first));
  return row === undefined ? null : new RowRefusal('number', first.number.printed,
    `row ${row} of the same document is refused, so that its amount is not known: correct that row`, 'CONDITION_UNMET');
}

function wrongInItself({ lines, amountMinor }: Draft): RowRefusal | null {
  const [first] = lines;
  if (amountMinor === 0n) return new RowRefusal('amount', '0', 'the amount of the document is zero: nothing is owed on it; take it out');
  const otherDue = lines.find(({ dueDate }) => dueDate !== first.dueDate);
  if (otherDue !== undefined) {
    return new RowRefusal('dueDate', otherDue.dueDate,
      `rows ${first.row} and ${otherDue.row} of the same document have different due dates: a document has one; correct them`);
  }
  if (new Set(lines.map(({ reference }) => reference).filter((reference) => reference !== null)).size > 1) {
    return new RowRefusal('reference', first.reference ?? '',
      'the rows of this credit note name different invoices: give each its own credit note number');
  }
  return null;
}
