import type { QueryClient } from '@tanstack/react-query';

/** Marks what was read for one act and stays as it was read, whatever the ledger does meanwhile. */
export const READ_ONCE = { isReadOnce: true } as const;

/** Reads again all that is shown and may have changed. */
export async function readAgain(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ predicate: ({ meta }) => meta?.['isReadOnce'] !== true });
}
