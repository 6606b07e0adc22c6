import { fieldDigest, fieldSalt, toWire, type OpenedFact } from '@tierline/chaincode/api';
import { ALWAYS, placeIn } from '../../proving/records';
import type { ProofField, ProofLeaf } from '../../proving/proof';

/** A record as a proof shows it: some fields with what opens them, of the others their digests alone. */
export function leafOf({ place, salt, record, path }: OpenedFact, also: readonly string[]): ProofLeaf {
  if (record === null) return { place, fields: null, path: [...path] };
  const shown = new Set([...ALWAYS[placeIn(place).what], ...also]);
  const fields = Object.entries(record as { readonly [name: string]: unknown })
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]): ProofField =>
      shown.has(name)
        ? { name, salt: fieldSalt(salt, name), value: toWire(value) as never }
        : { name, digest: fieldDigest(salt, name, value) },
    );
  return { place, fields, path: [...path] };
}
