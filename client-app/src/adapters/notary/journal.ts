import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ChainPlace, NotaryJournal, SentRoot } from '../../ports/notary';
import { writeFileAtomically } from '../localCa/atomicFile';

const hex = z.string().regex(/^0x[0-9a-f]*$/);
const wei = z
  .string()
  .regex(/^\d{1,40}$/)
  .transform(BigInt);
const number = z.int().min(0);

const journal = z.strictObject({
  place: z.strictObject({ chainId: number, contract: z.string(), channel: hex, account: z.string() }),
  batch: z.strictObject({ fromBlock: number, toBlock: number, previousRoot: hex, root: hex }),
  entries: number,
  attempts: z
    .array(
      z.strictObject({
        hash: hex,
        raw: hex,
        nonce: number,
        gas: wei,
        fees: z.strictObject({ maxFeePerGas: wei, maxPriorityFeePerGas: wei.nullable() }),
      }),
    )
    .min(1)
    .max(100),
  atMs: z.number(),
  isSeen: z.boolean(),
});

/**
 * What a notary has under way, in a file. One that is damaged is as good as none: the chain says how far the roots are, and a
 * transaction that was forgotten waits under the number that the next one takes.
 */
export function fileJournal(file: string): NotaryJournal {
  return {
    read: async (place) => {
      const kept = await keptIn(file);
      return kept !== null && isSame(kept.place, place) ? kept : null;
    },
    write: (sent) => writeFileAtomically(file, `${JSON.stringify(sent, asText)}\n`),
  };
}

async function keptIn(file: string): Promise<SentRoot | null> {
  try {
    const parsed = journal.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const asText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

function isSame(a: ChainPlace, b: ChainPlace): boolean {
  return a.chainId === b.chainId && a.contract === b.contract && a.channel === b.channel && a.account === b.account;
}
