import { readFile, stat } from 'node:fs/promises';
import { Fault, type TypedData } from '@tierline/chaincode/api';
import { getAddress, isKeystoreJson, Wallet, type BaseWallet, type TypedDataField } from 'ethers';
import { z } from 'zod';
import type { KeyFile, Signer } from '../../ports/signer';
import { keyIn, writeNewKey } from './keystore';

/** Of a key file. */
const MAX_BYTES = 10_000;
/** Of the work to open it: eight times what is usual. */
const MAX_SCRYPT = 2 ** 20;

const keystore = z.object({
  address: z.string().regex(/^(0x)?[0-9a-fA-F]{40}$/),
  version: z.literal(3),
  crypto: z.object({ kdfparams: z.object({ n: z.int().max(MAX_SCRYPT).optional(), c: z.int().max(MAX_SCRYPT).optional() }) }),
});

/** A signer with a fresh key, which is gone with the process. */
export function signerInMemory(): Signer {
  return signerWith(Wallet.createRandom());
}

/**
 * Makes a key and keeps it in a new file, encrypted (Web3 Secret Storage, version 3), for its owner alone.
 * @returns its address
 * @throws Fault UNAVAILABLE {file, reason}, also where there is a file: a key is never overwritten
 */
export async function newKeyFile(file: string, passphrase: string): Promise<string> {
  try {
    return await writeNewKey(file, passphrase);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Fault('UNAVAILABLE', { file, reason: code, mend: 'name another: a key is never overwritten' });
    throw unusable(file, error);
  }
}

/** A key file, still locked. @throws Fault UNAVAILABLE {file, reason}; MALFORMED {file} for any other file */
export async function openKeyFile(file: string): Promise<KeyFile> {
  const text = await textOf(file);
  const found = keystore.safeParse(contentOf(text));
  if (!found.success || !isKeystoreJson(text)) {
    throw new Fault('MALFORMED', { file, field: 'file', problem: 'it is no encrypted key file', mend: 'make one with "tierline key new"' });
  }
  const { address } = found.data;
  return {
    address: getAddress(address.startsWith('0x') ? address.toLowerCase() : `0x${address.toLowerCase()}`),
    unlock: async (passphrase) => signerWith(await unlocked(file, text, passphrase)),
  };
}

/** What is in a file as JSON, its names in lower case; null for what is none. */
function contentOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field as unknown]));
  } catch {
    return null;
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    return size > MAX_BYTES ? '' : await readFile(file, 'utf8');
  } catch (error) {
    throw unusable(file, error);
  }
}

async function unlocked(file: string, text: string, passphrase: string): Promise<BaseWallet> {
  const wallet = await keyIn(text, passphrase).catch(() => {
    throw new Fault('MALFORMED', { file, field: 'file', problem: 'the key in it is damaged', mend: 'use a copy of it' });
  });
  if (wallet === null) throw new Fault('MALFORMED', { file, field: 'passphrase', problem: 'it does not open this key file' });
  return wallet;
}

function signerWith(wallet: BaseWallet): Signer {
  const sign = ({ domain, types, message }: TypedData): Promise<string> =>
    wallet.signTypedData(domain, types as unknown as Record<string, TypedDataField[]>, message);
  return { address: wallet.address, sign };
}

function unusable(file: string, error: unknown): Fault {
  const { code = 'unreadable' } = error as NodeJS.ErrnoException;
  return new Fault('UNAVAILABLE', { file, reason: code });
}
