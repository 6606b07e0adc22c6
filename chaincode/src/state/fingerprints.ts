import { FINGERPRINT_KEYS } from '../domain/collectionNames';
import { Fault } from '../domain/fault';
import { fingerprintOf } from '../domain/fingerprint';
import type { TradeDocument } from '../domain/receivable';
import { hmac } from '../domain/digest';
import { type Stored } from './codec';
import type { Journal } from './journal';

/** The keys of the fingerprints, oldest first: a document is registered under the newest and looked for under all. */
interface FingerprintKeys extends Stored {
  readonly kind: 'FINGERPRINT-KEYS';
  readonly schemaVersion: 1;
  /** 32 bytes each, hex; at most 8. */
  readonly keys: readonly string[];
}

const KEY = 'FINGERPRINT-KEYS';

/** The keyed digests of a document, newest key first. */
export async function fingerprintsOf(
  journal: Journal,
  issuerCode: string,
  document: Pick<TradeDocument, 'type' | 'number' | 'issueDate'>,
): Promise<string[]> {
  const found = await journal.read<FingerprintKeys>(FINGERPRINT_KEYS, KEY);
  if (found === null) throw new Fault('NOT_FOUND', { kind: KEY, mend: 'the operator makes a fingerprint key first' });
  const identity = {
    issuerCode,
    documentType: document.type,
    number: document.number,
    issueYear: Number(document.issueDate.slice(0, 4)),
  };
  return found.keys.map((key) => fingerprintOf(Buffer.from(key, 'hex'), identity)).reverse();
}

/** Adds a key made from the transaction's salt. @throws Fault WRONG_STATE unless `version` is the next one. */
export async function addFingerprintKey(journal: Journal, version: number, transactionSalt: string): Promise<void> {
  const found = await journal.read<FingerprintKeys>(FINGERPRINT_KEYS, KEY);
  const keys = found?.keys ?? [];
  if (version !== keys.length + 1) throw new Fault('WRONG_STATE', { current: String(keys.length), allowed: [String(keys.length + 1)] });
  const next: FingerprintKeys = { kind: KEY, schemaVersion: 1, keys: [...keys, hmac(transactionSalt, `fingerprint-key\n${version}`)] };
  journal.write(FINGERPRINT_KEYS, KEY, next);
}
