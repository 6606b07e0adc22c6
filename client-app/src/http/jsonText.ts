/** A string, also one that never ends; or what opens, closes, parts, and follows a name. */
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\]:,]/gs;

/** What a parser passes over in a JSON text. */
export type TextFlaw =
  /** A name that stands twice in one object: readers do not agree which of the two counts. */
  | { readonly kind: 'NAME_TWICE'; readonly name: string }
  /** It nests deeper, or has more parts, than the limits. */
  | { readonly kind: 'TOO_MUCH' };

/** How much a JSON text may hold. */
export interface TextLimits {
  /** Lists and objects within each other. */
  readonly depth: number;
  /** Texts, brackets, commas and colons. */
  readonly tokens: number;
}

/**
 * The first flaw of a JSON text, before anything is made of it. Null when there is none, or when the text is no JSON, which the
 * parser tells.
 */
export function flawIn(text: string, { depth, tokens }: TextLimits): TextFlaw | null {
  const open: (Set<string> | null)[] = [];
  let [last, seen] = ['""', 0];
  for (const [token] of text.matchAll(TOKEN)) {
    seen += 1;
    if (seen > tokens || open.length > depth) return { kind: 'TOO_MUCH' };
    if ('{['.includes(token)) open.push(token === '{' ? new Set() : null);
    else if ('}]'.includes(token)) open.pop();
    else if (token !== ':') last = token;
    else if (isSecond(open.at(-1) ?? null, keyOf(last))) return { kind: 'NAME_TWICE', name: keyOf(last) };
  }
  return null;
}

/** Takes a name down; answers whether it stood there. */
function isSecond(names: Set<string> | null, name: string): boolean {
  const isThere = names?.has(name) === true;
  names?.add(name);
  return isThere;
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
