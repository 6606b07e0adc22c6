import { readFile, stat } from 'node:fs/promises';
import { Fault } from '@tierline/chaincode/api';
import { getAddress, isAddress, isKeystoreJson, type Wallet } from 'ethers';
import { keyIn, writeNewKey } from '../keys/keystore';

const MAX_BYTES = 10_000;
/** What of a file's mode lets others read it. */
const OTHERS = 0o077;

/**
 * The account of an encrypted key.
 * @throws Fault UNAVAILABLE {file, reason} when a file cannot be read; NOT_AUTHORISED {field: 'file', value} when others may read the
 *   passphrase; MALFORMED {file, problem} for a file that is no keystore; CONDITION_UNMET {condition: 'passphrase', file}
 */
export async function walletIn(keystore: string, passphrase: string): Promise<Wallet> {
  const json = await textOf(keystore);
  if (!isKeystoreJson(json)) throw new Fault('MALFORMED', { file: keystore, field: 'keystore', problem: 'no encrypted JSON keystore' });
  const wallet = await keyIn(json, passphrase).catch(() => {
    throw new Fault('MALFORMED', { file: keystore, field: 'keystore', problem: 'no keystore that can be opened' });
  });
  if (wallet === null) throw new Fault('CONDITION_UNMET', { condition: 'passphrase', file: keystore });
  return wallet;
}

/** The address that a keystore names; nothing is opened. @throws Fault as {@link walletIn} */
export async function accountIn(keystore: string): Promise<string> {
  const json = await textOf(keystore);
  if (!isKeystoreJson(json)) throw new Fault('MALFORMED', { file: keystore, field: 'keystore', problem: 'no encrypted JSON keystore' });
  const { address } = JSON.parse(json) as { readonly address?: unknown };
  const hex = typeof address === 'string' ? `0x${address.replace(/^0x/, '')}`.toLowerCase() : '';
  if (!isAddress(hex)) throw new Fault('MALFORMED', { file: keystore, field: 'address', reason: 'MISSING' });
  return getAddress(hex);
}

/** Makes a key and writes it encrypted, readable by its owner alone; answers its address. @throws Fault UNAVAILABLE {file, reason} */
export async function makeKey(keystore: string, passphrase: string): Promise<string> {
  try {
    return await writeNewKey(keystore, passphrase);
  } catch (error) {
    throw new Fault('UNAVAILABLE', { file: keystore, reason: (error as NodeJS.ErrnoException).code ?? 'unwritable' });
  }
}

/** The passphrase in a file that nobody else may read; the line's end does not belong to it. @throws Fault as {@link walletIn} */
export async function passphraseIn(file: string): Promise<string> {
  const text = (await textOf(file)).replace(/\r?\n$/, '');
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw new Fault('CONDITION_UNMET', { condition: 'passphrase-file-is-private', file });
  if (text === '') throw new Fault('MALFORMED', { file, field: 'passphrase', reason: 'MISSING' });
  return text;
}

async function textOf(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.length <= MAX_BYTES) return text;
  } catch (error) {
    throw new Fault('UNAVAILABLE', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' });
  }
  throw new Fault('MALFORMED', { file, field: 'file', limit: `at most ${MAX_BYTES} characters` });
}
