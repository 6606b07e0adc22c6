/**
 * What a spreadsheet takes for a formula: a sign at the beginning of the text or of a piece of it that another program may take for
 * a cell (after a semicolon, a tab or a new line), also behind spaces, also the fullwidth and small forms of the signs.
 */
const FORMULA = /(^|[;|\t\r\n])([\s\u00a0\u3000\ufeff\u200b]*)(?=[=+\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])/g;
const LEADING_CONTROL = /^[\t\r\n]/;

/** The text so that no spreadsheet runs it: an apostrophe stands before each sign that would begin a formula. */
export function harmless(text: string): string {
  const marked = text.replace(FORMULA, "$1$2'");
  return LEADING_CONTROL.test(marked) ? `'${marked}` : marked;
}
