import { Fault, type FaultCode } from '@tierline/chaincode/api';
import { LedgerBug } from '../ports/ledgerBug';
import type { Json, ValidationCode } from '../ports/ledger';
import { canonicalJson } from './canonicalJson';

/** Bytes of the salt that goes with every call. */
export const SALT_BYTES = 32;

/** What a transaction that lost a race is told, by Fabric's validation code. */
export const CONFLICTS: Partial<Record<ValidationCode, FaultCode>> = {
  MVCC_READ_CONFLICT: 'MVCC_CONFLICT',
  PHANTOM_READ_CONFLICT: 'PHANTOM_CONFLICT',
};

/** An input as it travels to the contract. @throws Fault MALFORMED for what is no JSON, or longer than `limit` bytes */
export function inputBytes(input: Json, limit = Number.POSITIVE_INFINITY): Buffer {
  const bytes = canonicalBytes(input);
  if (bytes === null || bytes.length > limit) throw new Fault('MALFORMED', { field: 'input' });
  return bytes;
}

function canonicalBytes(input: Json): Buffer | null {
  try {
    return Buffer.from(canonicalJson(input));
  } catch {
    return null;
  }
}

/** What a contract answered. @throws LedgerBug for what is no JSON */
export function resultOf(transactionId: string, text: string): Json {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new LedgerBug(transactionId, error);
  }
}
