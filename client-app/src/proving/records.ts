import { z } from 'zod';
import { Failure } from './failure';
import type { ProofLeaf } from './proof';

const PLACE = /^PROGRAM-([A-Z0-9-]{4,40})\n([A-Z]+(?:-[A-Z]+)*)-([0-9a-f]{64})(?:\/(receivables|tokens)\/([0-9]{2}))?$/;
const HEAD_PLACE = /^\nPROGRAM-([A-Z0-9-]{4,40})$/;

/** What lies at a place, told by the chaincode's own way of naming keys. */
export interface Place {
  readonly program: string;
  /** `TOKEN` also for one that rests in its schedule's document; `HEAD` is the program's public head. */
  readonly what: 'HEAD' | 'PROGRAM' | 'SCHEDULE' | 'RECEIVABLE' | 'RESTING' | 'TOKEN' | 'REQUEST' | 'OTHER';
  /** The place of the document of which it is a part; its own where it is none. */
  readonly document: string;
  readonly isPart: boolean;
}

/** The fields that every proof shows, by the kind of record. */
export const ALWAYS: Readonly<Record<Place['what'], readonly string[]>> = {
  HEAD: ['kind', 'id', 'mode'],
  PROGRAM: ['kind', 'id', 'currency'],
  SCHEDULE: ['kind', 'id', 'program'],
  RECEIVABLE: ['ordinal', 'faceMinor', 'status'],
  RESTING: ['kind', 'schedule'],
  TOKEN: ['kind', 'receivable', 'from', 'to', 'ownerMsp', 'status'],
  REQUEST: ['kind', 'signed'],
  OTHER: [],
};

/** Reads a place. */
export function placeIn(place: string): Place {
  const head = HEAD_PLACE.exec(place);
  if (head !== null) return { program: head[1] ?? '', what: 'HEAD', document: place, isPart: false };
  const [, program = '', kind = '', key = '', part] = PLACE.exec(place) ?? [];
  return {
    program,
    what: whatOf(kind, part),
    document: key === '' ? place : (place.split('/', 1)[0] ?? place),
    isPart: part !== undefined,
  };
}

function whatOf(kind: string, part: string | undefined): Place['what'] {
  if (part === 'receivables') return kind === 'SCHEDULE' ? 'RECEIVABLE' : 'OTHER';
  if (part === 'tokens') return kind === 'RESTING' ? 'TOKEN' : 'OTHER';
  return kind === 'PROGRAM' || kind === 'SCHEDULE' || kind === 'RESTING' || kind === 'TOKEN' || kind === 'REQUEST' ? kind : 'OTHER';
}

const amount = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,29})$/)
  .transform(BigInt);
const text = z.string().min(1).max(200);

/** What every proof shows of a token. */
export const shownToken = z.object({ kind: z.literal('TOKEN'), receivable: text, from: amount, to: amount, ownerMsp: text, status: text });
/** What every proof shows of a receivable. */
export const shownReceivable = z.object({ ordinal: z.int().min(1).max(99), faceMinor: amount, status: text });
/** What every proof shows of a schedule. */
export const shownSchedule = z.object({ kind: z.literal('SCHEDULE'), id: text, program: text });
/** What every proof shows of a program's terms. */
export const shownProgram = z.object({ kind: z.literal('PROGRAM'), id: text, currency: z.string().regex(/^[A-Z]{3}$/) });
/** What every proof shows of a program's public head. */
export const shownHead = z.object({ kind: z.literal('PROGRAM-HEAD'), id: text, mode: z.enum(['REAL', 'DEMO']) });

/** The fields of a record that are shown, by name. */
export function shownOf({ fields }: ProofLeaf): { readonly [name: string]: unknown } {
  return Object.fromEntries((fields ?? []).flatMap((field) => ('value' in field ? [[field.name, field.value]] : [])));
}

/** What is shown of a record, as far as the proof needs it. @throws Failure FIELD_MISSING */
export function shownAs<S extends z.ZodType>(schema: S, leaf: ProofLeaf, where: string): z.output<S> {
  const parsed = schema.safeParse(shownOf(leaf));
  if (parsed.success) return parsed.data;
  throw new Failure('FIELD_MISSING', where, parsed.error.issues[0]?.path.join('.') ?? '');
}
