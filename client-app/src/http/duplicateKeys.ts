/** A string, also one that never ends; or what opens, closes and follows a name. */
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\]:]/gs;

/**
 * A name that stands twice in one object of a JSON text: readers do not agree which of the two counts. Null when there is none, or
 * when the text is no JSON, which the parser tells.
 */
export function duplicateKeyIn(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let last = '""';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') last = token;
    else {
      const keys = open.at(-1) ?? new Set();
      const key = keyOf(last);
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return null;
}

/** The name as it is meant: two spellings of one name are one. */
function keyOf(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1);
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
