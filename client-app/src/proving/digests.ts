import canonicalize from 'canonicalize';
import { sha256 as sha256OfBytes, toUtf8Bytes } from 'ethers';
import { processProof } from '@openzeppelin/merkle-tree/dist/core';
import type { Proof, ProofField, ProofLeaf } from './proof';

/** SHA-256 of text in UTF-8 or of bytes, lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return sha256OfBytes(typeof data === 'string' ? toUtf8Bytes(data) : data).slice(2);
}

/** Canonical JSON (RFC 8785). */
export function canonical(value: unknown): string {
  return canonicalize(value) ?? '';
}

/** The seal of a proof: the digest of all the rest of it. */
export function sealOf(proof: Omit<Proof, 'seal'>): string {
  const { seal: _seal, ...rest } = proof as Proof;
  return sha256(canonical(rest));
}

/** The digest of a field, from what is shown of it. */
export function fieldDigest(field: ProofField): string {
  return 'digest' in field ? field.digest : sha256(`${field.salt}\n${canonical(field.value)}`);
}

/** The digest of a record, as the chaincode forms it: over channel, place and its fields' digests in the order of their names. */
export function leafDigest(channel: string, { place, fields }: ProofLeaf): string {
  const head = `${channel}\n${place}\n`;
  if (fields === null) return sha256(`${head}deleted`);
  return sha256(head + fields.map((field) => `${field.name}\n${fieldDigest(field)}\n`).join(''));
}

/** The root to which a leaf leads. @param path digests beside the way, hex */
export function rootOf(leaf: string, path: readonly string[]): string {
  return processProof(
    `0x${leaf}`,
    path.map((node) => `0x${node}`),
    (a, b) => {
      const [left, right] = [hexOf(a), hexOf(b)].sort() as [string, string];
      return sha256OfBytes(`0x${left}${right}`);
    },
  ).slice(2);
}

const hexOf = (node: unknown): string => (typeof node === 'string' ? node.slice(2) : '');
