import canonicalize from 'canonicalize';

/** The canonical JSON (RFC 8785) of a value. @throws Error for what JSON cannot hold */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}
