import { decodeBase64 } from 'ethers';
import { endorsersIn, signersOf } from './endorsers';
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

/** Ids of the transactions that pinned organisations have not endorsed as they are told. */
export async function unendorsed(transactions: readonly ToldTransaction[], pins: Pins): Promise<readonly string[]> {
  const identities = [...new Set(transactions.flatMap(({ evidence }) => evidence?.signatures.map(({ endorser }) => endorser) ?? []))];
  const endorsers = await endorsersIn(identities, pins);
  const numbers = new Map(identities.map((identity, index) => [identity, index]));
  const wrong: string[] = [];
  for (const { id, event, evidence } of transactions) {
    const told = evidence === null ? null : endorsedMessage(decodeBase64(evidence.payload)).event;
    const signatures = (evidence?.signatures ?? []).map((each) => ({ ...each, endorser: numbers.get(each.endorser) ?? -1 }));
    const isTold = told !== null && told.transaction === id && told.payload === event && told.chaincode === pins.chaincode;
    const isEndorsed = isTold && (await countSigners({ payload: evidence?.payload ?? '', signatures })) >= FEWEST;
    if (!isEndorsed) wrong.push(id);
  }
  return wrong;

  async function countSigners(endorsed: Parameters<typeof signersOf>[0]): Promise<number> {
    try {
      return (await signersOf(endorsed, endorsers, '')).size;
    } catch (error) {
      if (error instanceof Failure) return 0;
      throw error;
    }
  }
}
