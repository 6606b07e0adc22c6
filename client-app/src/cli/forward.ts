import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { Fault, faultIn, type TypedData } from '@tierline/chaincode/api';
import { z } from 'zod';
import { KEY_USES, type Keys } from '../ports/signer';
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

/** One piece of the answer: output, the exit code, or a question to the keys of the person who sits here. */
const piece = z.object({
  out: z.string().optional(),
  err: z.string().optional(),
  exit: z.int().optional(),
  ask: z.object({ id: z.string(), use: z.enum(KEY_USES), data: z.unknown() }).optional(),
});
type Question = NonNullable<z.output<typeof piece>['ask']>;

/**
 * Has a command line run by the process that holds the data directory; its output comes here as it is written. What is to be signed
 * comes here, and signatures go there: keys and passphrases stay.
 * @returns the exit code; null when nobody takes commands there
 * @throws Fault UNAVAILABLE {reason: 'HOLDER_ENDED'} when that process ended before the command did
 */
export async function forward(door: Door, argv: readonly string[], surroundings: Surroundings, keys: Keys): Promise<number | null> {
  const environment = Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = surroundings.environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return new Promise((resolve, reject) => {
    const sent = posting(door, '/terminal', (response) => {
      let code: number | null = null;
      const lines = createInterface({ input: response });
      lines.on('line', (line) => {
        const { out, err, exit, ask } = piece.parse(JSON.parse(line));
        if (out !== undefined) surroundings.out(out);
        if (err !== undefined) surroundings.err(err);
        if (exit !== undefined) code = exit;
        if (ask !== undefined) answered(door, ask, keys).catch(reject);
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
    sent.end(JSON.stringify({ argv, folder: surroundings.folder, environment }));
  });
}

function posting({ address, secret }: Door, path: string, answer: (response: IncomingMessage) => void): ClientRequest {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return request(`${address}${path}`, { method: 'POST', headers }, answer);
}

/** Answers a question to the keys: an address, a signature, or why there is none. */
async function answered(door: Door, { id, use, data }: Question, keys: Keys): Promise<void> {
  const body = JSON.stringify({ id, ...(await answerOf(keys, use, data)) });
  await new Promise<void>((resolve, reject) => {
    posting(door, '/terminal/answers', (response) => void response.resume().on('end', resolve))
      .on('error', reject)
      .end(body);
  });
}

async function answerOf(keys: Keys, use: Question['use'], data: unknown): Promise<object> {
  try {
    const signer = await keys.signer(use);
    if (signer === null) return { signer: null };
    if (data === null) return { signer: { address: signer.address, isNamed: signer.isNamed } };
    return { signature: await signer.sign(data as TypedData) };
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return { refused: { code: fault.code, details: fault.details } };
  }
}
