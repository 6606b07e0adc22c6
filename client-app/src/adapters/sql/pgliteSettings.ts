import { PGlite } from '@electric-sql/pglite';

/** PGlite's own parameters, and as little memory as one connection needs: 8 MB of buffers in place of 160. */
export const PGLITE_PARAMETERS: string[] = [
  ...PGlite.defaultStartParams,
  ...['shared_buffers=8MB', 'wal_buffers=256kB', 'max_connections=2', 'maintenance_work_mem=16MB', 'max_wal_size=64MB', 'jit=off'].flatMap(
    (setting) => ['-c', setting],
  ),
];

/** The version of PostgreSQL that PGlite is, as a folder names it. */
export const PGLITE_VERSION = '18';

/** How the file system within WebAssembly numbers ENOSPC. */
const NO_SPACE = 51;

/** Whether an error of PGlite says that the disk is full: from PostgreSQL, from the file system within, or from the one without. */
export function isDiskFull(error: unknown): boolean {
  const { code, errno, message } = error as { readonly code?: unknown; readonly errno?: unknown; readonly message?: unknown };
  return code === 'ENOSPC' || code === '53100' || errno === NO_SPACE || /no space left on device/i.test(String(message));
}
