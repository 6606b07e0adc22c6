import { computeAddress, decryptKeystoreJson, encryptKeystoreJson, getBytes, hexlify, isKeystoreJson } from 'ethers';
import { SigningRefusal } from './refusal';

/** Work of the file's own key derivation: what such files have everywhere. */
const SCRYPT = { N: 131_072, r: 8, p: 1 };
const MAX_CHARACTERS = 20_000;

/** A key as an encrypted file that wallets and `tierline key` read (Web3 Secret Storage, version 3). */
export function keystoreFile(address: string, privateKey: Uint8Array, passphrase: string): Promise<string> {
  return encryptKeystoreJson({ address, privateKey: hexlify(privateKey) }, passphrase, { scrypt: SCRYPT });
}

/** The key in such a file. @throws SigningRefusal NOT_A_KEY_FILE, WRONG_PASSPHRASE */
export async function keyInFile(text: string, passphrase: string): Promise<{ readonly address: string; readonly privateKey: Uint8Array }> {
  if (text.length > MAX_CHARACTERS || !isKeystoreJson(text)) throw new SigningRefusal('NOT_A_KEY_FILE');
  try {
    const { privateKey } = await decryptKeystoreJson(text, passphrase);
    return { address: computeAddress(privateKey), privateKey: getBytes(privateKey) };
  } catch {
    throw new SigningRefusal('WRONG_PASSPHRASE');
  }
}
