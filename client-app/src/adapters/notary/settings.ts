import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { NotarySettings } from '../../ports/notary';
import { readYaml } from '../networkFile';

const WEI_PER_GWEI = 1_000_000_000;
const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;
const MAX_NODES = 8;
/** Nodes keep the state of the last 128 blocks. */
const MAX_CONFIRMATIONS = 120;

const url = z.url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' }).max(1_000);
const path = z.string().min(1).max(1_000);

const settingsFile = z.strictObject({
  rpc: z.array(url).min(1).max(MAX_NODES),
  chainId: z.int().min(1),
  contract: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, 'an address of a contract: 0x and 40 hex digits')
    .optional(),
  keystore: path,
  passphraseFile: path.optional(),
  confirmations: z.int().min(1).max(MAX_CONFIRMATIONS).default(12),
  everyBlocks: z.int().min(1).max(100_000).default(200),
  everyMinutes: z.number().positive().max(10_080).default(10),
  firstBlock: z.int().min(0).default(0),
  maxFeeGwei: z.number().positive().max(1_000_000).default(50),
  replaceAfterSeconds: z.number().positive().max(86_400).default(180),
  pollSeconds: z.number().min(0.05).max(600).default(4),
});

/**
 * Reads how a notary works. Paths in the file are relative to its own folder.
 * @throws Fault MALFORMED naming the field and what it must be; UNAVAILABLE when the file cannot be read
 */
export function readNotarySettings(file: string): NotarySettings {
  const read = readYaml(file, settingsFile);
  const beside = (named: string): string => resolve(dirname(file), named);
  return {
    rpc: read.rpc,
    chainId: read.chainId,
    contract: read.contract ?? null,
    keystore: beside(read.keystore),
    passphraseFile: read.passphraseFile === undefined ? null : beside(read.passphraseFile),
    confirmations: read.confirmations,
    everyBlocks: read.everyBlocks,
    everyMs: read.everyMinutes * MS_PER_MINUTE,
    firstBlock: read.firstBlock,
    maxFeePerGas: BigInt(Math.round(read.maxFeeGwei * WEI_PER_GWEI)),
    replaceAfterMs: read.replaceAfterSeconds * MS_PER_SECOND,
    pollMs: read.pollSeconds * MS_PER_SECOND,
  };
}
