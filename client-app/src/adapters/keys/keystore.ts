import { scrypt as nativeScrypt, type ScryptOptions } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { decryptKeystoreJson, encryptKeystoreJson, isError, scrypt, Wallet } from 'ethers';

/** What the usual strength of a keystore takes, twice over. */
const MAX_MEMORY = 512 * 1024 * 1024;
type Scrypt = (password: Uint8Array, salt: Uint8Array, length: number, options: ScryptOptions) => Promise<Buffer>;
// Ten times as fast as the library's own, and beside the event loop.
scrypt.register(async (password, salt, N, r, p, length) =>
  (promisify(nativeScrypt) as Scrypt)(password, salt, length, { N, r, p, maxmem: MAX_MEMORY }),
);

const OWNER_ONLY = 0o600;

/**
 * Makes a key and keeps it in a new file, encrypted (Web3 Secret Storage, version 3), for its owner alone: a key is never overwritten.
 * @returns its address
 * @throws the system's own error: EEXIST where there is a file
 */
export async function writeNewKey(file: string, passphrase: string): Promise<string> {
  const { address, privateKey } = Wallet.createRandom();
  const text = await encryptKeystoreJson({ address, privateKey }, passphrase);
  await writeFile(file, `${text}\n`, { flag: 'wx', mode: OWNER_ONLY, flush: true });
  return address;
}

/** The key in an encrypted keystore; null for a passphrase that does not open it. @throws the library's own error for a damaged one */
export async function keyIn(text: string, passphrase: string): Promise<Wallet | null> {
  try {
    return new Wallet((await decryptKeystoreJson(text, passphrase)).privateKey);
  } catch (error) {
    if (isError(error, 'INVALID_ARGUMENT') && error.argument === 'password') return null;
    throw error;
  }
}
