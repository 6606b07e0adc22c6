import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { Fault } from '@tierline/chaincode/api';
import type { Surroundings } from './io';

/** Where the process that holds the data directory takes command lines. */
export interface Door {
  readonly address: string;
  readonly secret: string;
}

/** Another process holds the data directory: it may be one that takes the command. */
export class HeldElsewhere extends Error {
  override readonly name = 'HeldElsewhere';
  constructor(
    readonly directory: string,
    /** The refusal, for when it takes no commands. */
    readonly fault: Fault,
  ) {
    super(fault.message);
  }
}

/** Environment variables that mean something to a command. */
const PASSED = ['TIERLINE_AS', 'TIERLINE_DIR'] as const;

/**
 * Has a command line run by the process that holds the data directory; its output comes here as it is written.
 * @returns the exit code; null when nobody takes commands there
 * @throws Fault UNAVAILABLE {reason: 'HOLDER_ENDED'} when that process ended before the command did
 */
export async function forward({ address, secret }: Door, argv: readonly string[], surroundings: Surroundings): Promise<number | null> {
  const environment = Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = surroundings.environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const body = JSON.stringify({ argv, folder: surroundings.folder, environment });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/terminal`, { method: 'POST', headers }, (response) => {
      let code: number | null = null;
      const lines = createInterface({ input: response });
      lines.on('line', (line) => {
        const piece = JSON.parse(line) as { readonly out?: string; readonly err?: string; readonly exit?: number };
        if (piece.out !== undefined) surroundings.out(piece.out);
        if (piece.err !== undefined) surroundings.err(piece.err);
        if (piece.exit !== undefined) code = piece.exit;
      });
      lines.on('close', () => {
        if (response.statusCode !== 200) resolve(null);
        else if (code === null) reject(new Fault('UNAVAILABLE', { reason: 'HOLDER_ENDED' }));
        else resolve(code);
      });
      // An answer that breaks off ends its lines as well.
      response.on('error', () => lines.close());
    });
    sent.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? resolve(null) : reject(error)));
    sent.end(body);
  });
}
