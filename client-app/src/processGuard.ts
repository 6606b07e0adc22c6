import './quietFabric';
import { writeSync } from 'node:fs';

/** The exit code of a process that met a bug (EX_SOFTWARE of sysexits.h). */
export const BUG_EXIT_CODE = 70;

const STANDARD_ERROR = 2;
const LINE_LIMIT = 500;

function endProcess(kind: string, reason: unknown): never {
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  writeSync(STANDARD_ERROR, `${kind}: ${text.replace(/\s+/g, ' ').slice(0, LINE_LIMIT)}\n`);
  process.exit(BUG_EXIT_CODE);
}

/**
 * Makes every uncaught error and unhandled rejection print one line on standard error and end the process with exit code
 * {@link BUG_EXIT_CODE}. Fabric's libraries install listeners that log such errors and go on; these listeners run before
 * them, whether the libraries are loaded before or after. Call it first in every program.
 */
export function guardProcess(): void {
  process.prependListener('uncaughtException', (error) => endProcess('uncaught error', error));
  process.prependListener('unhandledRejection', (reason) => endProcess('unhandled rejection', reason));
}
