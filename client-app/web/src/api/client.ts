import createClient from 'openapi-fetch';
import { identityHeaders, keepIdentity } from '../session/identity';
import { offline, Problem, problemIn } from './problem';
import { queries } from './queries';
import type { components, paths } from './schema';

/** Long work of the server. */
export type Job = components['schemas']['Job'];

/** Paths of questions, and of commands. */
export type AskPath = { [P in keyof paths]: paths[P] extends { readonly get: object } ? P : never }[keyof paths];
/** Paths of commands. */
export type TellPath = { [P in keyof paths]: paths[P] extends { readonly post: object } ? P : never }[keyof paths];

type Json<O> = O extends { readonly responses: { readonly 200: { readonly content: { readonly 'application/json': infer A } } } }
  ? A
  : O extends { readonly responses: { readonly 202: { readonly content: { readonly 'application/json': infer A } } } }
    ? A
    : never;

/** What a question is answered with. */
export type Answer<P extends AskPath> = paths[P] extends { readonly get: infer O } ? Json<O> : never;

/** What a question may be asked with, in its address. */
export type QueryOf<P extends AskPath> = paths[P] extends { readonly get: { readonly parameters: { readonly query?: infer Q } } }
  ? [NonNullable<Q>] extends [never]
    ? object
    : NonNullable<Q>
  : object;

/** What a command takes. */
export type BodyOf<P extends TellPath> = paths[P] extends {
  readonly post: { readonly requestBody?: { readonly content: { readonly 'application/json': infer B } } };
}
  ? B
  : never;

/** What a command is answered with. */
export type Told<P extends TellPath> = paths[P] extends { readonly post: infer O } ? Json<O> : never;

/** Variables of a path. */
export type Parts = Readonly<Record<string, string>>;

const client = createClient<paths>({ baseUrl: '/api/v1' });
client.use({
  onRequest: ({ request }) => {
    for (const [name, value] of Object.entries(identityHeaders())) request.headers.set(name, value);
    return request;
  },
  onError: ({ error }) => (error instanceof DOMException && error.name === 'AbortError' ? error : offline()),
});

/** The one place where a path is only known as a variable: its types come from the callers' own. */
interface Loose {
  readonly GET: (path: string, init: object) => Promise<Answered>;
  readonly POST: (path: string, init: object) => Promise<Answered>;
  readonly DELETE: (path: string, init: object) => Promise<Answered>;
}
/** An answer as it came. */
export interface Answered {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
const loose = client as unknown as Loose;

function answerIn<T>({ data, error, response }: Answered): T {
  if (!response.ok) throw problemIn(response.status, error);
  return data as T;
}

/** Asks a question. @throws Problem */
export async function ask<P extends AskPath>(
  path: P,
  parts: Parts = {},
  query: Partial<QueryOf<P>> = {},
  signal?: AbortSignal,
): Promise<Answer<P>> {
  return answerIn(await loose.GET(path, { params: { path: parts, query }, signal }));
}

const FORBIDDEN = 403;

/** Whether a write was refused because the session began anew since the page was read, as by signing in in another tab. */
function isOfOtherSession({ error, response }: Answered): boolean {
  return response.status === FORBIDDEN && problemIn(response.status, error).details['reason'] === 'CSRF';
}

/** Sends a write; once more when the same person has a new session. @throws Problem OTHER_PERSON when it is another one's */
export async function written(send: () => Promise<Answered>): Promise<Answered> {
  const answered = await send();
  if (!isOfOtherSession(answered)) return answered;
  const me = await ask('/me');
  if (keepIdentity(me)) return send();
  void queries.invalidateQueries({ queryKey: ['/me'] });
  throw new Problem({ code: 'OTHER_PERSON', status: 0, details: { user: me.user }, detail: '' });
}

/** How a command is sent. */
export interface Sending {
  /** The same id with the same content applies once. */
  readonly requestId?: string;
  /** Asks for every condition with its verdict; nothing is changed. */
  readonly isDry?: boolean;
}

/** Sends a command. @throws Problem */
export async function tell<P extends TellPath>(
  path: P,
  parts: Parts,
  body: BodyOf<P>,
  { requestId, isDry = false }: Sending = {},
): Promise<Told<P>> {
  const headers = requestId === undefined ? {} : { 'Idempotency-Key': requestId };
  const query = isDry ? { dryRun: 'true' } : {};
  return answerIn(await written(() => loose.POST(path, { params: { path: parts, query }, body, headers })));
}

/** Paths that take a file. */
export type FilePath = '/programs/{program}/jobs/import';

/** Sends a file as it is. @throws Problem */
export async function tellFile<P extends FilePath>(
  path: P,
  parts: Parts,
  file: File,
  query: Readonly<Record<string, string>>,
  { requestId, isDry = false }: Sending = {},
): Promise<Told<P>> {
  const headers = { 'content-type': 'text/csv', ...(requestId === undefined ? {} : { 'Idempotency-Key': requestId }) };
  const whole = { ...query, ...(isDry ? { dryRun: 'true' } : {}) };
  const bodySerializer = (body: File): File => body;
  return answerIn(await written(() => loose.POST(path, { params: { path: parts, query: whole }, body: file, bodySerializer, headers })));
}

/** Ends what was begun. @throws Problem */
export async function end(path: '/jobs/{job}', parts: Parts): Promise<Job> {
  return answerIn(await written(() => loose.DELETE(path, { params: { path: parts } })));
}

const RANDOM_BYTES = 10;

/** A fresh id `[A-Z0-9-]`, 80 random bits. */
export function freshId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()}`;
}
