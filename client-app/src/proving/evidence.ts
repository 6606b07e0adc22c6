import { decodeBase64 } from 'ethers';
import { endorsersIn, signersOf, type Endorser } from './endorsers';
import { endorsedChanges, endorsedMessage, type EndorsedChanges } from './endorsedMessage';
import { Failure } from './failure';
import type { Pins } from './pins';

/** What organisations endorsed of a transaction, base64. */
export interface EndorsedEvidence {
  readonly payload: string;
  readonly signatures: readonly { readonly endorser: string; readonly signature: string }[];
}

/** A transaction as a block tells it, with what was endorsed of it. */
export interface ToldTransaction {
  readonly id: string;
  /** The event's payload. */
  readonly event: string;
  readonly evidence: EndorsedEvidence | null;
}

/**
 * The organisations that have endorsed each transaction as it is told, by its id; none where it is told otherwise, or where one signature is
 * wrong. @throws Failure for endorsers that no pinned root issued
 */
export async function endorsedBy(transactions: readonly ToldTransaction[], pins: Pins): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const identities = [...new Set(transactions.flatMap(({ evidence }) => evidence?.signatures.map(({ endorser }) => endorser) ?? []))];
  const endorsers = await endorsersIn(identities, pins);
  const found = new Map<string, ReadonlySet<string>>();
  for (const told of transactions) found.set(told.id, isTold(told, pins) ? await signersIn(told, identities, endorsers) : new Set());
  return found;
}

function isTold({ id, event, evidence }: ToldTransaction, { chaincode }: Pins): boolean {
  const told = evidence === null ? null : readable(() => endorsedMessage(decodeBase64(evidence.payload)).event);
  return told !== null && told.transaction === id && told.payload === event && told.chaincode === chaincode;
}

/** What a transaction changes, as it was endorsed; null where that cannot be read. */
export function changesIn({ evidence }: ToldTransaction): EndorsedChanges | null {
  return evidence === null ? null : readable(() => endorsedChanges(decodeBase64(evidence.payload)));
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

async function signersIn(
  { evidence }: ToldTransaction,
  identities: readonly string[],
  endorsers: readonly Endorser[],
): Promise<ReadonlySet<string>> {
  const signatures = (evidence?.signatures ?? []).map((each) => ({ ...each, endorser: identities.indexOf(each.endorser) }));
  try {
    return await signersOf({ payload: evidence?.payload ?? '', signatures }, endorsers, '');
  } catch (error) {
    if (error instanceof Failure) return new Set();
    throw error;
  }
}
