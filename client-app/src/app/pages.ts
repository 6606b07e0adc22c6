/** Most items of one transaction. */
export const PAGE = 200;

/** A list in pages of at most {@link PAGE}, or of another size. */
export function pages<T>(items: readonly T[], size = PAGE): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_page, index) => items.slice(index * size, (index + 1) * size));
}
