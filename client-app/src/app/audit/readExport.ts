import { Fault } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { BlockSource, CommittedBlock } from '../../ports/ledger';
import { sha256 } from '../../proving/digests';
import type { ToldTransaction } from '../../proving/evidence';
import { pinsSchema } from '../../proving/pins';
import type { ExportEnd, ExportedBlock, ExportHead } from './exported';

const text = z.string();
const values = z.object({ key: text, value: text.nullable() });

/** What is read of each line; the rest of a network's definition is for the contracts' own types to say. */
const headSchema = z.strictObject({
  kind: z.literal('tierline-export'),
  version: z.literal(1),
  msp: text,
  network: z.looseObject({
    channel: text,
    chaincode: text,
    organisations: z.array(z.looseObject({})),
    programs: z.array(z.looseObject({})),
  }),
  pins: pinsSchema,
});
const blockSchema = z.strictObject({
  block: z.strictObject({
    number: z.int(),
    previousHash: text,
    hash: text,
    transactions: z.array(
      z.looseObject({
        id: text,
        timestamp: text,
        name: text,
        code: text,
        publicWrites: z.array(values),
        hashedWrites: z.array(z.looseObject({ collection: text })),
        privateWrites: z.array(values.extend({ collection: text })),
        event: z.strictObject({ name: text, payload: text }).nullable(),
      }),
    ),
  }),
  evidence: z.record(text, z.strictObject({ payload: text, signatures: z.array(z.strictObject({ endorser: text, signature: text })) })),
});
const endSchema = z.strictObject({ height: z.int(), digest: text });

/** An export that was read whole. */
export interface ReadExport {
  readonly head: ExportHead;
  readonly blocks: readonly ExportedBlock[];
}

/**
 * Reads an export. @param at the last block that is looked at; null for all
 * @throws Fault MALFORMED {field: 'export', line, problem} for what is none, was changed or cut off
 */
export function readExport(lines: readonly string[], at: number | null): ReadExport {
  const [first = '', ...others] = lines;
  const last = others.pop() ?? '';
  const head = lineAs(headSchema, first, 1) as unknown as ExportHead;
  const end: ExportEnd = lineAs(endSchema, last, lines.length);
  const digest = [first, ...others].reduce((before, line) => sha256(before + line), '');
  if (end.digest !== digest || end.height !== others.length) throw unreadable(lines.length, 'not as it was written');
  const blocks = others
    .slice(0, at === null ? undefined : at + 1)
    .map((line, index) => lineAs(blockSchema, line, index + 2) as unknown as ExportedBlock);
  if (at !== null && at >= end.height) throw new Fault('NOT_FOUND', { field: '--at', value: at, limit: `0 to ${end.height - 1}` });
  return { head, blocks };
}

function lineAs<S extends z.ZodType>(schema: S, line: string, number: number): z.output<S> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw unreadable(number, error instanceof z.ZodError ? `${error.issues[0]?.path.join('.') ?? ''} is missing or wrong` : 'not JSON');
  }
}

const unreadable = (line: number, problem: string): Fault => new Fault('MALFORMED', { field: 'export', line, problem });

/** The blocks of an export, as a peer would give them. */
export function sourceOf({ head, blocks }: ReadExport): BlockSource {
  return {
    msp: head.msp,
    height: () => Promise.resolve(blocks.length),
    async *blocks(from: number): AsyncIterable<CommittedBlock> {
      for (const { block } of blocks.slice(from)) yield block;
    },
  };
}

/** The transactions of an export that state facts, with what was endorsed of them. */
export function toldIn({ blocks }: ReadExport): readonly ToldTransaction[] {
  return blocks.flatMap(({ block, evidence }) =>
    block.transactions.flatMap(({ id, code, event }) =>
      code === 'VALID' && event !== null ? [{ id, event: event.payload, evidence: evidence[id] ?? null }] : [],
    ),
  );
}
