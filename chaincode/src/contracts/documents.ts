import type { z } from 'zod';
import type { documentInput } from '../api/schemas';
import type { Company } from '../domain/company';
import { registerDocument, releaseDocument } from '../domain/documentRegistry';
import { fingerprintRule } from '../domain/endorsementRules';
import { Fault } from '../domain/fault';
import type { DocumentMark, TradeDocument } from '../domain/receivable';
import { fingerprintsOf } from '../state/fingerprints';
import type { ProgramBook } from '../state/programBook';
import type { Unit } from './unit';

type DocumentInput = z.output<typeof documentInput>;

/** Registers documents for one claim after another: each under its fingerprint, refused when it is named twice or backs another live claim. */
export class DocumentDesk {
  readonly #named = new Set<string>();

  constructor(
    private readonly unit: Unit,
    private readonly book: ProgramBook,
  ) {}

  /** Computes the fingerprint and looks the document up under every key. */
  async present(issuer: Company, document: DocumentInput, claim: string): Promise<TradeDocument & { readonly free: () => void }> {
    const [fingerprint = '', ...older] = await fingerprintsOf(this.unit.journal, issuer.identity.value, document);
    const entries = await Promise.all([fingerprint, ...older].map((each) => this.unit.register.findFingerprint(each)));
    const [found = null, ...oldEntries] = entries;
    const digest = this.book.claimDigest(claim);
    const free = (): void => {
      for (const entry of oldEntries) registerDocument(this.unit.judge, entry, fingerprint, digest);
      this.unit.judge.check(
        'document-named-once',
        !this.#named.has(fingerprint),
        () => new Fault('DOCUMENT_ALREADY_USED', { state: 'NAMED_TWICE', number: document.number }),
      );
      const entry = registerDocument(this.unit.judge, found, fingerprint, digest);
      this.#named.add(fingerprint);
      this.unit.register.putFingerprint(entry, found === null ? fingerprintRule(this.book.program) : null);
    };
    return { ...document, fingerprint, free };
  }

  /** Frees the documents of a claim that ended unfinanced. */
  async release(documents: readonly Pick<DocumentMark, 'fingerprint'>[], claim: string): Promise<void> {
    const digest = this.book.claimDigest(claim);
    for (const { fingerprint } of documents) {
      const released = releaseDocument(await this.unit.register.findFingerprint(fingerprint), digest);
      if (released !== null) this.unit.register.putFingerprint(released, null);
    }
  }
}
