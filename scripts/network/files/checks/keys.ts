import { open, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { allRight, type Check } from './check';
import { filesBelow } from './tree';

const OTHERS = 0o077;
const PERMISSIONS = 0o777;
/** A key's first line stands at the beginning of a PEM file, and within the first lines of a person's file. */
const LOOKED_AT = 16_384;
const SECRETS = /PRIVATE KEY-----|"secret"|^ +pass: /m;

/** Whether private keys and secrets are files that only their owner can read. */
export async function keyCheck(folder: string): Promise<Check> {
  const wrong: string[] = [];
  for (const file of await filesBelow(folder)) {
    const { mode } = await stat(file);
    if ((mode & OTHERS) === 0 || !SECRETS.test(await beginningOf(file))) continue;
    wrong.push(`${relative(folder, file)} is ${(mode & PERMISSIONS).toString(8).padStart(4, '0')}`);
  }
  return allRight('private keys', 'each is 0600', wrong, `close them to others: "chmod -R go= ${folder}"`);
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
