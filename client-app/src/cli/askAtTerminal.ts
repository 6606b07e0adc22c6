import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Surroundings } from './io';

/** A terminal: what a person types, and where he is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Asks at a terminal; absent where there is none. A secret is not shown while it is typed; null for who ends it instead of answering. */
export function askAt({ input, output }: Terminal): Surroundings['ask'] {
  if (input.isTTY !== true) return undefined;
  return (question, isSecret) => {
    output.write(question);
    const echo = new Writable({
      write: (chunk: Buffer, _encoding, written) => void (isSecret ? written() : output.write(chunk, () => written())),
    });
    const lines = createInterface({ input, output: echo, terminal: true });
    return new Promise((resolve) => {
      const end = (typed: string | null): void => {
        resolve(typed);
        lines.close();
        if (isSecret || typed === null) output.write('\n');
      };
      lines.once('line', end);
      lines.once('SIGINT', () => end(null));
      lines.once('close', () => resolve(null));
    });
  };
}
