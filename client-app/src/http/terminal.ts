import { timingSafeEqual } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parsed } from '../app/parsed';

/** Where the command line of another process is taken. */
export const TERMINAL_PATH = '/terminal';
const MAX_WORDS = 2_000;
const MAX_WORD = 20_000;
const MAX_PATH = 4_000;

/** A command line as another process sends it. */
export const commandLineInput = z.strictObject({
  argv: z.array(z.string().max(MAX_WORD)).max(MAX_WORDS),
  /** The working folder, to which paths are relative. */
  folder: z.string().max(MAX_PATH),
  environment: z.strictObject({ TIERLINE_AS: z.string().max(MAX_PATH).optional(), TIERLINE_DIR: z.string().max(MAX_PATH).optional() }),
});

/** A command line with the place where its output goes. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs a command line on the open ledger; answers its exit code. */
export type RunCommandLine = (line: CommandLine) => Promise<number>;

/**
 * Runs the command lines of those who may read the data directory: they show the secret that lies there. The answer is a line
 * of JSON for each piece of output, `{out}` or `{err}`, and at the end `{exit}`.
 */
export function terminal(secret: string, run: RunCommandLine): RequestHandler {
  return async (request, response) => {
    if (!isSecret(request.get('authorization') ?? '', secret)) throw new Fault('NOT_AUTHORISED', { need: "the data directory's secret" });
    const { argv, folder, environment } = parsed(commandLineInput, request.body);
    response.type('application/x-ndjson');
    const tell = (piece: Readonly<Record<string, unknown>>): void => void response.write(`${JSON.stringify(piece)}\n`);
    const exit = await run({ argv, folder, environment, out: (out) => tell({ out }), err: (err) => tell({ err }) });
    tell({ exit });
    response.end();
  };
}

function isSecret(header: string, secret: string): boolean {
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${secret}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
