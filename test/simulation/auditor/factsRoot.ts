import { createHash, createHmac } from 'node:crypto';
import { canonical } from './canonical';
import type { Change } from './step';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (keyHex: string, text: string): string => createHmac('sha256', Buffer.from(keyHex, 'hex')).update(text).digest('hex');
/** The channel of the project's network file. */
const CHANNEL = 'tierline';
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Fields = { readonly [name: string]: unknown };

/** A record, or one part of a document that holds several, where it lies. */
interface Part {
  readonly place: string;
  readonly salt: string;
  readonly fields: Fields | null;
}

/** The one public digest of everything that a transaction wrote: a Merkle root over the salted digests of all fields. */
export function factsRootOf(changes: readonly Pick<Change, 'collection' | 'key' | 'text'>[]): string {
  const leaves = changes
    .flatMap(partsOf)
    .sort((a, b) => byBytes(a.place, b.place))
    .map((part) => Buffer.from(digestOf(part), 'hex'));
  if (leaves.length === 0) return sha256('');
  const tree = Array.from<Buffer>({ length: 2 * leaves.length - 1 });
  for (const [index, leaf] of leaves.entries()) tree[tree.length - 1 - index] = leaf;
  for (let node = tree.length - 1 - leaves.length; node >= 0; node -= 1) {
    const pair = [tree[2 * node + 1] as Buffer, tree[2 * node + 2] as Buffer].sort((a, b) => Buffer.compare(a, b));
    tree[node] = Buffer.from(sha256(Buffer.concat(pair)), 'hex');
  }
  return (tree[0] as Buffer).toString('hex');
}

function partsOf({ collection, key, text }: Pick<Change, 'collection' | 'key' | 'text'>): Part[] {
  const place = `${collection}\n${key}`;
  if (text === null) return [{ place, salt: '', fields: null }];
  const { salt = '', ...fields } = JSON.parse(text) as Fields & { readonly salt?: string };
  const list = { SCHEDULE: 'receivables', RESTING: 'tokens' }[fields['kind'] as string];
  if (list === undefined) return [{ place, salt, fields }];
  const parts = (fields[list] as readonly Fields[]).map((part, index): Part => {
    const own = `${list}/${String(index).padStart(2, '0')}`;
    return { place: `${place}/${own}`, salt: hmac(salt, own), fields: part };
  });
  return [{ place, salt, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== list)) }, ...parts];
}

function digestOf({ place, salt, fields }: Part): string {
  const hash = createHash('sha256').update(`${CHANNEL}\n${place}\n`);
  if (fields === null) return hash.update('deleted').digest('hex');
  for (const name of Object.keys(fields).sort()) {
    if (fields[name] === null) continue;
    hash.update(`${name}\n${sha256(`${sha256(`${salt}\n${name}`)}\n${canonical(fields[name])}`)}\n`);
  }
  return hash.digest('hex');
}
