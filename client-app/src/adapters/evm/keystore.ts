import { readFile, stat } from 'node:fs/promises';
import { Fault } from '@tierline/chaincode/api';
import { isError, isKeystoreJson, Wallet } from 'ethers';

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
  try {
    const { privateKey } = await Wallet.fromEncryptedJson(json, passphrase);
    return new Wallet(privateKey);
  } catch (error) {
    if (isError(error, 'INVALID_ARGUMENT')) throw new Fault('CONDITION_UNMET', { condition: 'passphrase', file: keystore });
    throw new Fault('MALFORMED', { file: keystore, field: 'keystore', problem: 'no keystore that can be opened' });
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
