import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measurement } from './bench';

/** What a process that opened a ledger tells. */
export interface Opening {
  readonly openMs: number;
  /** Resident memory when it is open. */
  readonly residentMb: number;
  /** The most resident memory that it ever had. */
  readonly peakMb: number;
}

/** Opens a ledger in a process of its own. */
export async function openingOf(directory: string): Promise<readonly Measurement[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'opener.js'), directory]);
  const { openMs, residentMb, peakMb } = JSON.parse(stdout) as Opening;
  return [
    { what: 'opening that ledger, everything checked', figure: openMs / 1000, unit: 's', target: { atMost: 10 } },
    { what: 'resident memory after opening it', figure: residentMb, unit: 'MB', target: { atMost: 400 } },
    { what: 'most resident memory while opening it', figure: peakMb, unit: 'MB', target: null },
  ];
}
