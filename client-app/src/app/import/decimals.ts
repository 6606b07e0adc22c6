import { clearMajority } from './majority';
import { fileFault } from './refusal';

/** What stands before the fraction of a number; the other sign then stands between thousands. */
export type DecimalSign = '.' | ',';

const POINT = /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}([ \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3})*)(?:\.\d+)?$/;
const COMMA = /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}([ \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3})*)(?:,\d+)?$/;
const IN_PARENTHESES = /^\((.*)\)$/;
const THOUSANDS_OF = { '.': /[, \u00a0\u2009\u202f'’]/g, ',': /[. \u00a0\u2009\u202f'’]/g } as const;

/**
 * A number as plain ASCII, `-?digits[.digits]`; null when it is none. Negative are a minus before or after the number, and
 * a number in parentheses as accountants write it. Thousands may be grouped by the other sign, a space or an apostrophe.
 */
export function readNumber(cell: string, sign: DecimalSign): string | null {
  const { body, isNegative } = withoutSign(cell.trim());
  if (!(sign === '.' ? POINT : COMMA).test(body)) return null;
  const plain = body.replace(THOUSANDS_OF[sign], '').replace(',', '.');
  return isNegative ? `-${plain}` : plain;
}

/**
 * The decimal sign of a file's numbers, told over all of them: `1.234,56`, `12,5` and `1.234.567` show a comma, `1,234.56`
 * and its like a point. A single sign before exactly three digits can be either: it tells nothing, and when nothing else
 * tells, the file is refused, since the other reading is a thousand times as much.
 * @param column the header of the amount's column, to name it.
 * @throws Fault MALFORMED while the sign is ambiguous, or the values contradict each other.
 */
export function detectDecimalSign(cells: Iterable<string>, column: string, named?: DecimalSign): DecimalSign {
  if (named !== undefined) return named;
  const seen = signsSeen(cells);
  const told = clearMajority(seen.point, seen.comma);
  if (told === 'mixed') {
    throw unclear(column, `${seen.lastPoint} and ${seen.lastComma}`, 'some amounts have a decimal point and some a decimal comma');
  }
  if (told === null && seen.either !== '') {
    throw unclear(column, seen.either, 'every amount can be read with a decimal sign and with a thousands separator');
  }
  return told === 'second' ? ',' : '.';
}

/** How many amounts show each sign, and examples. */
function signsSeen(cells: Iterable<string>) {
  const seen = { point: 0, comma: 0, lastPoint: '', lastComma: '', either: '' };
  for (const cell of cells) {
    const { body } = withoutSign(cell.trim());
    const isPoint = POINT.test(body);
    const isComma = COMMA.test(body);
    if (isPoint && isComma) {
      if (/[.,]/.test(body)) seen.either = cell;
    } else if (isPoint) Object.assign(seen, { point: seen.point + 1, lastPoint: cell });
    else if (isComma) Object.assign(seen, { comma: seen.comma + 1, lastComma: cell });
  }
  return seen;
}

function unclear(column: string, value: string, reason: string): Error {
  return fileFault({
    field: column,
    value,
    limit: '. or ,',
    reason: `column "${column}": ${reason}`,
    mend: 'set "decimal" to "." or "," in a mapping file',
  });
}

function withoutSign(text: string): { body: string; isNegative: boolean } {
  const inParentheses = IN_PARENTHESES.exec(text);
  if (inParentheses !== null) return { body: inParentheses[1] as string, isNegative: true };
  if (text.startsWith('-')) return { body: text.slice(1), isNegative: true };
  if (text.endsWith('-')) return { body: text.slice(0, -1), isNegative: true };
  return { body: text, isNegative: false };
}
