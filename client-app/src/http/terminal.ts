import { timingSafeEqual } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { parsed } from '../app/parsed';
import type { Keys } from '../ports/signer';
import { keyAnswer, KeyQuestions, RemoteKeys } from './remoteKeys';

/** Where the command line of another process is taken. */
export const TERMINAL_PATH = '/terminal';
/** Where the keys of that process answer. */
export const ANSWERS_PATH = '/terminal/answers';
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
  /** The keys of the person who typed it, in his own process. */
  readonly keys: Keys;
}

/** Runs a command line on the open ledger; answers its exit code. */
export type RunCommandLine = (line: CommandLine) => Promise<number>;

/**
 * Runs the command lines of those who may read the data directory: they show the secret that lies there. The answer is a line
 * of JSON for each piece of output, `{out}` or `{err}`, and at the end `{exit}`; `{ask}` asks that process's keys.
 */
export function terminal(secret: string, run: RunCommandLine, questions: KeyQuestions): RequestHandler {
  return async (request, response) => {
    requireSecret(request, secret);
    const { argv, folder, environment } = parsed(commandLineInput, request.body);
    response.type('application/x-ndjson');
    const tell = (piece: Readonly<Record<string, unknown>>): void => void response.write(`${JSON.stringify(piece)}\n`);
    const keys = new RemoteKeys(questions, (ask) => tell({ ask }));
    response.once('close', () => keys.end());
    const exit = await run({ argv, folder, environment, keys, out: (out) => tell({ out }), err: (err) => tell({ err }) });
    tell({ exit });
    response.end();
  };
}

/** Takes what the keys of another process answer. */
export function keyAnswers(secret: string, questions: KeyQuestions): RequestHandler {
  return (request, response) => {
    requireSecret(request, secret);
    questions.take(parsed(keyAnswer, request.body));
    response.status(204).end();
  };
}

function requireSecret(request: Request, secret: string): void {
  if (!isSecret(request.get('authorization') ?? '', secret)) throw new Fault('NOT_AUTHORISED', { need: "the data directory's secret" });
}

function isSecret(header: string, secret: string): boolean {
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${secret}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
