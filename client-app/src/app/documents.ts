import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { canonicalText, Fault, sha256, type DocumentType } from '@tierline/chaincode/api';

/** A trade document as people name it. */
export interface NamedDocument {
  readonly type: DocumentType;
  readonly number: string;
  readonly issueDate: string;
  readonly amountMinor: bigint;
}

/**
 * The document with its digest: of the file, where there is one, else of what is known of it. The document itself stays
 * outside. @throws Fault NOT_FOUND
 */
export async function documentWith(named: NamedDocument, file: string | null): Promise<NamedDocument & { readonly digest: string }> {
  const { type, number, issueDate, amountMinor } = named;
  const digest = file === null ? digestOfIdentity(named) : await digestOfFile(file);
  return { type, number, issueDate, amountMinor, digest };
}

/** What stands for a document that is not at hand: SHA-256 of what is known of it, hex. */
export function digestOfIdentity({ type, number, issueDate, amountMinor }: NamedDocument): string {
  return sha256(canonicalText({ type, number, issueDate, amountMinor }));
}

/** SHA-256 of a file, hex. @throws Fault UNAVAILABLE {file, reason} when it cannot be read */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    throw unreadable(file, error);
  }
  return hash.digest('hex');
}

/** The refusal of a file that the system does not give. */
export function unreadable(file: string, error: unknown): Fault {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  return new Fault('UNAVAILABLE', { file, reason });
}
