import { decodeBase64 } from 'ethers';
import { endorsersIn, signersOf, type Endorser } from './endorsers';
import { endorsedMessage } from './endorsedMessage';
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

/** The fewest organisations whose rules let anything be committed. */
const FEWEST = 2;

/** Ids of the transactions that pinned organisations have not endorsed as they are told. @throws Failure for endorsers that no pinned root issued */
export async function unendorsed(transactions: readonly ToldTransaction[], pins: Pins): Promise<readonly string[]> {
  const identities = [...new Set(transactions.flatMap(({ evidence }) => evidence?.signatures.map(({ endorser }) => endorser) ?? []))];
  const endorsers = await endorsersIn(identities, pins);
  const wrong: string[] = [];
  for (const told of transactions) {
    const isEndorsed = isTold(told, pins) && (await countSigners(told, identities, endorsers)) >= FEWEST;
    if (!isEndorsed) wrong.push(told.id);
  }
  return wrong;
}

function isTold({ id, event, evidence }: ToldTransaction, { chaincode }: Pins): boolean {
  const told = evidence === null ? null : endorsedMessage(decodeBase64(evidence.payload)).event;
  return told !== null && told.transaction === id && told.payload === event && told.chaincode === chaincode;
}

/** How many organisations signed; none when one signature is wrong. */
async function countSigners({ evidence }: ToldTransaction, identities: readonly string[], endorsers: readonly Endorser[]): Promise<number> {
  const signatures = (evidence?.signatures ?? []).map((each) => ({ ...each, endorser: identities.indexOf(each.endorser) }));
  try {
    return (await signersOf({ payload: evidence?.payload ?? '', signatures }, endorsers, '')).size;
  } catch (error) {
    if (error instanceof Failure) return 0;
    throw error;
  }
}
