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
  drafts: readonly Draft[],
  spoilt: readonly SpoiltLine[],
  mayRepeat: boolean,
): { good: readonly Draft[]; refused: readonly RefusedLine[] } {
  const spoiltRows = new Map(spoilt.map(({ identity, row }) => [documentKey(identity), row]));
  const conflicts = mayRepeat ? new Map<string, RepeatedNumber>() : repeatedNumbers(drafts, spoilt);
  const good: Draft[] = [];
  const refused: RefusedLine[] = [];
  for (const draft of drafts) {
    const refusal = conflictOf(draft, conflicts) ?? spoiltBy(draft, spoiltRows) ?? wrongInItself(draft);
    if (refusal === null) good.push(draft);
    else refused.push(...draft.lines.map(({ row }) => ({ row, refusal })));
  }
  return { good, refused };
}

/** `row 3`, `rows 3 and 7`; of more than five rows the first five. @param count how many there are in all. */
export function rowsNamed(rows: readonly number[], count = rows.length): string {
  if (count === 1) return `row ${rows[0]}`;
  const named = rows.slice(0, MAX_ROWS_NAMED);
  const last = count > named.length ? `${count - named.length} more` : String(named.pop());
  return `rows ${named.join(', ')} and ${last}`;
}

/** The lines of one number, where they are of more than one document. */
interface RepeatedNumber {
  readonly lines: readonly (SpoiltLine & { readonly key: string })[];
  /** Document key -> how many of the lines are its own. */
  readonly countByKey: ReadonlyMap<string, number>;
}

/** Compared number -> its lines, for numbers of more than one document. */
function repeatedNumbers(drafts: readonly Draft[], spoilt: readonly SpoiltLine[]): ReadonlyMap<string, RepeatedNumber> {
  const several = numbersOfSeveral([...drafts.map(({ lines: [first] }) => first), ...spoilt.map(({ identity }) => identity)]);
  if (several.size === 0) return new Map();
  const lines = [...drafts.flatMap((draft) => draft.lines.map((line) => ({ row: line.row, identity: line }))), ...spoilt]
    .filter(({ identity }) => several.has(identity.number.compared))
    .map((line) => ({ ...line, key: documentKey(line.identity) }));
  const repeated = new Map<string, RepeatedNumber>();
  for (const [number, sameNumber] of groupBy(lines, ({ identity }) => identity.number.compared)) {
    const countByKey = new Map<string, number>();
    for (const { key } of sameNumber) countByKey.set(key, (countByKey.get(key) ?? 0) + 1);
    repeated.set(number, { lines: sameNumber, countByKey });
  }
  return repeated;
}

function numbersOfSeveral(identities: readonly LineIdentity[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const identity of identities) {
    const key = documentKey(identity);
    const known = first.get(identity.number.compared);
    if (known === undefined) first.set(identity.number.compared, key);
    else if (known !== key) several.add(identity.number.compared);
  }
  return several;
}

function conflictOf({ lines: [first] }: Draft, conflicts: ReadonlyMap<string, RepeatedNumber>): RowRefusal | null {
  const repeated = conflicts.get(first.number.compared);
  if (repeated === undefined) return null;
  const key = documentKey(first);
  const others = firstOf(repeated.lines, MAX_ROWS_NAMED, (line) => line.key !== key);
  const count = repeated.lines.length - (repeated.countByKey.get(key) ?? 0);
  return new RowRefusal(
    'number',
    first.number.printed,
    `the number stands also in ${rowsNamed(
      others.map(({ row }) => row),
      count,
    )} ` +
      `with another ${differenceOf(first, (others[0] as SpoiltLine).identity)}: ` +
      'take out the row that is wrong, or map the file as a list of payments',
    'DOCUMENT_ALREADY_USED',
  );
}

/** The first items that pass, without looking at the rest: a number may stand in every row of a file. */
function firstOf<Item>(items: readonly Item[], limit: number, passes: (item: Item) => boolean): readonly Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (passes(item)) found.push(item);
    if (found.length === limit) break;
  }
  return found;
}

function differenceOf(one: LineIdentity, other: LineIdentity): string {
  if (one.creditor.key !== other.creditor.key) return 'creditor';
  if (one.debtor.key !== other.debtor.key) return 'debtor';
  if (one.issueDate !== other.issueDate) return 'date';
  return one.currency === other.currency ? 'spelling' : 'currency';
}

function spoiltBy({ lines: [first] }: Draft, spoiltRows: ReadonlyMap<string, number>): RowRefusal | null {
  const row = spoiltRows.get(documentKey(first));
  return row === undefined
    ? null
    : new RowRefusal(
        'number',
        first.number.printed,
        `row ${row} of the same document is refused, so that its amount is not known: correct that row`,
        'CONDITION_UNMET',
      );
}

function wrongInItself({ lines, amountMinor }: Draft): RowRefusal | null {
  const [first] = lines;
  if (amountMinor === 0n) return new RowRefusal('amount', '0', 'the amount of the document is zero: nothing is owed on it; take it out');
  const otherDue = lines.find(({ dueDate }) => dueDate !== first.dueDate);
  if (otherDue !== undefined) {
    return new RowRefusal(
      'dueDate',
      otherDue.dueDate,
      `rows ${first.row} and ${otherDue.row} of the same document have different due dates: a document has one; correct them`,
    );
  }
  if (new Set(lines.map(({ reference }) => reference).filter((reference) => reference !== null)).size > 1) {
    return new RowRefusal(
      'reference',
      first.reference ?? '',
      'the rows of this credit note name different invoices: give each its own credit note number',
    );
  }
  return null;
}
