import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LinkClaims, LinkSeal } from '../ports/links';
import { writeFileAtomically } from './localCa/atomicFile';

const KEY_BYTES = 32;
const KEY_FILE = 'link-key';
const KEY = /^[0-9a-f]{64}$/;
/** Keeps a seal of another kind under the same key from being taken for a link. */
const PURPOSE = 'tierline-transfer-link-1\n';
const MAX_TEXT = 600;
const name = z.string().max(80);
const claims = z.tuple([name, name, name, name, z.int().min(0)]);

/** Seals links with HMAC-SHA-256 under a key that only this server has. @param key 32 bytes */
export function linkSeal(key: Buffer): LinkSeal {
  const macOf = (payload: string): Buffer =>
    createHmac('sha256', key)
      .update(PURPOSE + payload)
      .digest();
  return {
    seal: ({ program, transfer, payee, maker, expiresAtMs }) => {
      const payload = Buffer.from(JSON.stringify([program, transfer, payee, maker, expiresAtMs])).toString('base64url');
      return `${payload}.${macOf(payload).toString('base64url')}`;
    },
    open: (text) => {
      const [payload = '', mac = '', ...more] = text.length > MAX_TEXT ? [] : text.split('.');
      const [given, wanted] = [Buffer.from(mac, 'base64url'), macOf(payload)];
      const isSealed = more.length === 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
      return isSealed && given.toString('base64url') === mac ? claimsIn(payload) : null;
    },
  };
}

function claimsIn(payload: string): LinkClaims | null {
  const [program, transfer, payee, maker, expiresAtMs] = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return { program, transfer, payee, maker, expiresAtMs };
}

/** The seal of the server that keeps its files in a folder; its key is made when it first serves, for its owner's eyes only. */
export async function linkSealIn(folder: string): Promise<LinkSeal> {
  const path = join(folder, KEY_FILE);
  const kept = existsSync(path) ? (await readFile(path, 'utf8')).trim() : '';
  if (KEY.test(kept)) return linkSeal(Buffer.from(kept, 'hex'));
  const key = randomBytes(KEY_BYTES);
  await writeFileAtomically(path, `${key.toString('hex')}\n`);
  return linkSeal(key);
}
