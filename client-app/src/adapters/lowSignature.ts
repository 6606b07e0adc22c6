import { sign, type KeyObject } from 'node:crypto';
import { bigEndian, derInteger, derSequence } from './der';

/** The order of the group of the curve P-256 (FIPS 186-4, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF_BYTES = 32;

/**
 * Signs as Fabric wants it: ECDSA with SHA-256, DER, the lower of the two values of `s`. The library's own signer is written in
 * JavaScript and takes forty times as long.
 */
export function lowSignature(payload: Uint8Array, key: KeyObject): Buffer {
  const both = sign('sha256', payload, { key, dsaEncoding: 'ieee-p1363' });
  const s = bigEndian(both.subarray(HALF_BYTES));
  return derSequence(derInteger(bigEndian(both.subarray(0, HALF_BYTES))), derInteger(s > ORDER / 2n ? ORDER - s : s));
}
