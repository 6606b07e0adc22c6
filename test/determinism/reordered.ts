/** The same JSON object with the keys of every object in it in the opposite order; other bytes as they are. */
export function reordered(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  return text.startsWith('{') ? Buffer.from(JSON.stringify(turned(JSON.parse(text)))) : bytes;
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, turned(each)]),
  );
}
