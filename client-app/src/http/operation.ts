import type { FaultCode } from '@tierline/chaincode/api';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Session } from '../app/session';
import type { Application } from './service';

/** What operations are about, in the order in which the document shows them. */
export const GROUPS = {
  me: 'Who asks, and what waits for him',
  receivables: 'Receivables: submitted, checked, confirmed',
  tokens: 'Tokens: split, paid with, held',
  financing: 'Asks, offers, deals and limits',
  settlement: 'Payments that arrive and are paid out',
  companies: 'Companies, programs, policies and calendars',
  sums: 'Sums and statements',
  files: 'Files: exports, statements, certificates, calendars',
  jobs: 'Long work with progress',
  ledger: 'What everybody in the channel sees, and what changed',
} as const;

/** One of {@link GROUPS}. */
export type Group = keyof typeof GROUPS;

/**
 * What decides an answer besides the caller and the address: the read model's height alone, or the hour as well. Such answers carry
 * an ETag; others do not.
 */
export type DecidedBy = 'BLOCKS' | 'BLOCKS_AND_TIME';

/** What every operation says of itself. */
export interface Described {
  /** Unique, camel case. */
  readonly id: string;
  /** Below `/api/v1`, its variables in braces. */
  readonly path: string;
  readonly group: Group;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** More about it, in sentences. */
  readonly description?: string;
  /** The refusals of its own, besides those that {@link problemsOf} adds. */
  readonly problems?: readonly FaultCode[];
}

/** A request after every part of it was checked. */
export interface Call<P, Q, B> {
  readonly app: Application;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The caller's id of this request, from `Idempotency-Key`; null when he gave none. */
  readonly requestId: string | null;
  readonly request: Request;
  readonly response: Response;
}

/** A checked request of somebody who is known. */
export interface CallOf<P, Q, B> extends Call<P, Q, B> {
  readonly session: Session;
}

/** What an operation answers: the answer's schema read, amounts as bigint, nothing to be changed. */
export type Told<A extends z.ZodType> = Fixed<z.output<A>>;

type Fixed<T> = unknown extends T
  ? unknown
  : T extends bigint | string | number | boolean | null | undefined
    ? T
    : { readonly [K in keyof T]: Fixed<T[K]> };

/** An operation as the router, the document and the tests read it. */
export interface Operation extends Described {
  readonly method: 'get' | 'post' | 'delete';
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null for an operation that reads no body; its media type is JSON unless {@link Operation.bodyMedia} says otherwise. */
  readonly body: z.ZodType | null;
  /** Media types of a body that is taken as bytes; empty for JSON. */
  readonly bodyMedia: readonly string[];
  /** Of a JSON answer; null when the answer is of {@link Operation.media}. */
  readonly answer: z.ZodType | null;
  /** Media types of an answer that is not JSON. */
  readonly media: readonly string[];
  /** HTTP status of an answer. */
  readonly status: 200 | 202;
  /** Whether it takes an `Idempotency-Key`. */
  readonly isWrite: boolean;
  readonly decidedBy: DecidedBy | null;
  /** Whether it may be asked without an identity. */
  readonly isOpen: boolean;
  /** Answers a checked request; undefined when it has answered itself. @throws Fault */
  readonly run: (call: CallOf<never, never, never>) => Promise<unknown>;
}

/** A file that an operation answers. */
export interface Download {
  readonly media: string;
  /** ASCII, without a path. */
  readonly fileName: string;
  readonly bytes: Uint8Array | string;
}

const NOTHING = z.strictObject({});
type Nothing = typeof NOTHING;

const PLAIN = { bodyMedia: [], media: [], status: 200, isWrite: false, decidedBy: null, isOpen: false } as const;

interface QuestionSpec<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType> extends Described {
  readonly params?: P;
  readonly query?: Q;
  readonly answer: A;
  readonly decidedBy?: DecidedBy;
  readonly run: (call: CallOf<z.output<P>, z.output<Q>, null>) => Promise<Told<A>>;
}

/** Declares a question of somebody who is known. */
export function question<A extends z.ZodType, P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(
  spec: QuestionSpec<P, Q, A>,
): Operation {
  return { ...PLAIN, params: NOTHING, query: NOTHING, ...spec, method: 'get', body: null };
}

interface OpenSpec<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType> extends Described {
  readonly params?: P;
  readonly query?: Q;
  readonly answer: A;
  readonly run: (call: Call<z.output<P>, z.output<Q>, null>) => Promise<Told<A>>;
}

/** Declares a question that anybody may ask. */
export function openQuestion<A extends z.ZodType, P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(
  spec: OpenSpec<P, Q, A>,
): Operation {
  return { ...PLAIN, params: NOTHING, query: NOTHING, ...spec, method: 'get', body: null, isOpen: true };
}

interface DownloadSpec<P extends z.ZodObject, Q extends z.ZodObject> extends Described {
  readonly params?: P;
  readonly query?: Q;
  readonly media: readonly string[];
  /** Answers the file; undefined when it has written the answer itself. */
  readonly run: (call: CallOf<z.output<P>, z.output<Q>, null>) => Promise<Download | undefined>;
}

/** Declares a question that is answered with a file or a stream. */
export function download<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(spec: DownloadSpec<P, Q>): Operation {
  return { ...PLAIN, params: NOTHING, query: NOTHING, ...spec, method: 'get', body: null, answer: null };
}

/** A body after it was read. */
type Read<B extends z.ZodType | null> = B extends z.ZodType ? z.output<B> : null;

interface WriteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType | null, A extends z.ZodType> extends Described {
  readonly method?: 'post' | 'delete';
  readonly params?: P;
  readonly query?: Q;
  readonly body: B;
  readonly bodyMedia?: readonly string[];
  readonly answer: A;
  readonly status?: 200 | 202;
  readonly run: (call: CallOf<z.output<P>, z.output<Q>, Read<B>>) => Promise<Told<A>>;
}

/** Declares what changes something: it takes an `Idempotency-Key`. */
export function write<A extends z.ZodType, B extends z.ZodType | null, P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(
  spec: WriteSpec<P, Q, B, A>,
): Operation {
  return { ...PLAIN, method: 'post', params: NOTHING, query: NOTHING, ...spec, isWrite: true };
}

const ALWAYS: readonly FaultCode[] = ['MALFORMED', 'TOO_MANY_REQUESTS', 'UNAVAILABLE'];
const OF_PATHS: readonly FaultCode[] = ['NOT_FOUND'];
const OF_CALLERS: readonly FaultCode[] = ['NOT_SIGNED_IN', 'NOT_AUTHORISED'];

/** Every refusal that an operation may answer, in precedence order of its declaration. */
export function problemsOf({ problems = [], path, isOpen }: Pick<Operation, 'problems' | 'path' | 'isOpen'>): readonly FaultCode[] {
  const general = [...ALWAYS, ...(path.includes('{') ? OF_PATHS : []), ...(isOpen ? [] : OF_CALLERS)];
  return [...new Set([...general, ...problems])];
}
