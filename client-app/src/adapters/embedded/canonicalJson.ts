/** The canonical JSON (RFC 8785) of a value. @throws Error for a value that JSON cannot hold, a lone surrogate included */
export async function canonicalJson(value: unknown): Promise<string> {
  const { default: canonicalize } = await import('canonicalize');
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}
