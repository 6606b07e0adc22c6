import { Fault } from './fault';
import type { Judge } from './judge';

/** REGISTERED: backs a live claim; FINANCED: and a bank has paid for it; RELEASED: its claim ended before anybody financed it. */
export type FingerprintState = 'REGISTERED' | 'FINANCED' | 'RELEASED';

/** The registry's entry of one trade document, public: the document by its keyed digest, the claim by a salted digest. */
export interface FingerprintEntry {
  readonly kind: 'FINGERPRINT';
  readonly schemaVersion: 1;
  /** Hex; also the entry's key. */
  readonly fingerprint: string;
  readonly state: FingerprintState;
  /** Salted digest of the claim that it backs, hex. */
  readonly claim: string;
}

/** Registers a document for a claim. @throws Fault DOCUMENT_ALREADY_USED when it backs another live claim. */
export function registerDocument(judge: Judge, found: FingerprintEntry | null, fingerprint: string, claim: string): FingerprintEntry {
  const free = found === null || found.state === 'RELEASED' || (found.state === 'REGISTERED' && found.claim === claim);
  judge.check('document-unused', free, () => new Fault('DOCUMENT_ALREADY_USED', { state: found?.state ?? null }));
  return { kind: 'FINGERPRINT', schemaVersion: 1, fingerprint, state: 'REGISTERED', claim };
}

/** Whether a sale of the claim may go on: the document is registered for it, financed by nobody else. */
export function judgeFinanceable(judge: Judge, found: FingerprintEntry | null, claim: string): void {
  judge.check(
    'document-financeable',
    found !== null && found.claim === claim && found.state !== 'RELEASED',
    () => new Fault('DOCUMENT_ALREADY_USED', { state: found?.state ?? null }),
  );
}

/** The entry after a deal was completed; unchanged, and so not written again, when it is FINANCED already. */
export function financeDocument(found: FingerprintEntry): FingerprintEntry {
  return found.state === 'FINANCED' ? found : { ...found, state: 'FINANCED' };
}

/** The entry after its claim ended unfinanced; null when there is nothing of this claim to release. */
export function releaseDocument(found: FingerprintEntry | null, claim: string): FingerprintEntry | null {
  return found !== null && found.claim === claim && found.state === 'REGISTERED' ? { ...found, state: 'RELEASED' } : null;
}
