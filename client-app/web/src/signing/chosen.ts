import { money } from '../format/money';
import { networkOf, sentenceOf, type ConsentAct, type ConsentMessage, type TypedData } from './typedData';

/** One line as the reader chose it. */
export interface Line {
  /** In the words of what is signed; what only the ledger knows as `…`. */
  readonly said: string;
  readonly is: (line: string) => boolean;
}

/** Items of which only the kind and the total are on the screen. */
export interface Kind {
  readonly said: string;
  /** What a line is worth, minor units; null for one that is not of the kind. */
  readonly worth: (line: string) => bigint | null;
}

/** What the reader has chosen on the screen, before any server told what would be signed. */
export interface Chosen {
  readonly items: readonly Line[] | Kind;
  /** Total of the items, minor units. */
  readonly totalMinor: bigint;
  readonly terms: readonly Line[];
}

/** Who decides, where. */
export interface Deciding {
  readonly program: string;
  readonly currency: string;
  readonly company: string;
  /** `<company>/<person>`. */
  readonly person: string;
  readonly requestId: string;
}

/** What a server wants to have signed. */
export interface Wanted {
  readonly required: boolean;
  readonly typedData: TypedData | null;
  readonly network: string | null;
  readonly now: string;
}

/** Where what would be signed is not what was chosen. */
export interface Difference {
  readonly field: keyof ConsentMessage | 'network';
  readonly chosen: string;
  readonly wanted: string;
}

const REFERENCE = / #[0-9a-f]{32}$/;

/** An amount as it stands in what is signed. */
export const signedMoney = (minor: string | bigint, currency: string): string => `${money(minor, currency)} ${currency}`;

/** A line that must be exactly so. */
export const exactly = (said: string): Line => ({ said, is: (line) => line === said });

/** A line that must fit a pattern. @param said what of it was chosen */
export const like = (said: string, is: (line: string) => boolean): Line => ({ said, is });

/**
 * The first difference between what is shown and what would be signed; null where there is none. Whoever runs the server could name
 * another amount, another payee or another thing altogether: a key signs only what its owner has chosen.
 */
export function differenceOf(act: ConsentAct, { typedData, network }: Wanted, chosen: Chosen, about: Deciding): Difference | null {
  if (typedData === null || network === null) return null;
  const message = typedData.message as ConsentMessage;
  const same: readonly (readonly [Difference['field'], string, string])[] = [
    ['network', network, networkOf(typedData) ?? ''],
    ['act', sentenceOf(act), message.act],
    ['program', about.program, message.program],
    ['company', about.company, message.company],
    ['person', about.person, message.person],
    ['requestId', about.requestId, message.requestId],
    ['count', String('worth' in chosen.items ? message.items.length : chosen.items.length), message.count],
    ['total', signedMoney(chosen.totalMinor, about.currency), withoutReference(message.total)],
  ];
  const other = same.find(([, mine, theirs]) => mine !== theirs);
  if (other !== undefined) return { field: other[0], chosen: other[1], wanted: other[2] };
  const items = message.items.map(withoutReference);
  const otherItem = 'worth' in chosen.items ? otherOfKind(chosen.items, items, chosen.totalMinor) : otherLine('items', chosen.items, items);
  return otherItem ?? otherLine('terms', chosen.terms, message.terms);
}

/** Every line is of the kind, and together they are worth the total. */
function otherOfKind({ said, worth }: Kind, wanted: readonly string[], totalMinor: bigint): Difference | null {
  let left = totalMinor;
  for (const line of wanted) {
    const minor = worth(line);
    if (minor === null) return { field: 'items', chosen: said, wanted: line };
    left -= minor;
  }
  return left === 0n ? null : { field: 'items', chosen: said, wanted: wanted.join('; ') };
}

/** An item, or the total, without its random reference. */
export const withoutReference = (line: string): string => line.replace(REFERENCE, '');

/** Each line that was chosen is there once, and no other, in whatever order. */
function otherLine(field: 'items' | 'terms', chosen: readonly Line[], wanted: readonly string[]): Difference | null {
  const left = [...wanted];
  for (const line of chosen) {
    const place = left.findIndex((each) => line.is(each));
    if (place < 0) return { field, chosen: line.said, wanted: left[0] ?? '\u2013' };
    left.splice(place, 1);
  }
  const [more] = left;
  return more === undefined ? null : { field, chosen: '\u2013', wanted: more };
}
