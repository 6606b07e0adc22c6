import { toWire } from '@tierline/chaincode/api';
import type { CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import type { Outcome } from '../../simulation/outcome';

const HEX_64 = /\b[0-9a-f]{64}\b/g;
const MAX_SHOWN = 1_000;

/** Which transaction of one ledger is which of the other: their ids cannot be the same, for each has its own certificates. */
export class TransactionNames {
  readonly #names = new Map<string, string>();

  /** Two transactions that are the same act. */
  pair(one: string, other: string): void {
    const name = `transaction ${this.#names.size / 2 + 1}`;
    this.#names.set(one, name).set(other, name);
  }

  /** A text in which every known transaction has the name that it has on both ledgers. */
  named(text: string): string {
    return text.replaceAll(HEX_64, (hex) => this.#names.get(hex) ?? hex);
  }
}

/** What became of a call, as far as it must be the same: the code and every detail. */
export const outcomeText = ({ code, transaction, details }: Outcome): string => JSON.stringify(toWire({ code, transaction, details }));

/**
 * A committed transaction as far as it must be the same on two ledgers: everything but the facts root and the hashes of values,
 * for the record of the request names its transaction; the values themselves are compared. Endorsements and writes have no order.
 */
export function transactionText(transaction: CommittedTransaction): string {
  const { endorsers, publicWrites, hashedWrites, privateWrites, policyWrites, event, ...rest } = transaction;
  const hidden = hashedWrites.map(({ collection, keyHash, valueHash }) => ({ collection, keyHash, isDeleted: valueHash === null }));
  return JSON.stringify({
    ...rest,
    event: event === null ? null : { name: event.name, payload: event.payload.replace(/"factsRoot":"[0-9a-f]{64}"/, '"factsRoot":""') },
    endorsers: endorsers.toSorted(),
    publicWrites: sorted(publicWrites),
    hidden: sorted(hidden),
    privateWrites: sorted(privateWrites),
    policyWrites: sorted(policyWrites),
  });
}

/** Null when two texts are the same; else where they part, and what each says there. */
export function parting(what: string, embedded: string, fabric: string): string | null {
  if (embedded === fabric) return null;
  const places = Array.from({ length: Math.min(embedded.length, fabric.length) }, (_each, place) => place);
  const at = Math.max(0, (places.find((place) => embedded[place] !== fabric[place]) ?? places.length) - 100);
  const told = (text: string): string => text.slice(at, at + MAX_SHOWN);
  return `${what} differs from character ${at} on:\n  embedded: ${told(embedded)}\n  fabric:   ${told(fabric)}`;
}

const sorted = (items: readonly object[]): readonly string[] => items.map((item) => JSON.stringify(item)).toSorted();
