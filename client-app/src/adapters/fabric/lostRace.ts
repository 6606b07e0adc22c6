import type { CommittedBlock, CommittedTransaction, ValidationCode } from '../../ports/ledger';
import { keyName } from './blockView';
import type { SeenTransaction } from './expected';

/** Codes of transactions whose endorsements were enough: within a block they keep others off the keys whose policy they write. */
const ENDORSED: ReadonlySet<ValidationCode> = new Set(['VALID', 'MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT']);

/**
 * Whether a transaction that was refused for its endorsements lost a race: since it was endorsed, a valid transaction wrote one
 * of the keys that it read or wrote, or in its own block an earlier one wrote the policy of such a key.
 * @param between the blocks from its endorsement up to its own
 */
export function lostRace({ transaction, touched }: SeenTransaction, between: readonly CommittedBlock[]): boolean {
  const mine = touched.get(transaction.id) ?? new Set();
  const earlier = between.flatMap(({ transactions }) => transactions);
  const place = earlier.findIndex(({ id }) => id === transaction.id);
  const own = between.at(-1)?.transactions ?? [];
  return earlier
    .slice(0, place < 0 ? undefined : place)
    .some((each) => (each.code === 'VALID' && writes(each).some((key) => mine.has(key))) || (own.includes(each) && bars(each, mine)));
}

function bars({ code, policyWrites }: CommittedTransaction, mine: ReadonlySet<string>): boolean {
  return ENDORSED.has(code) && policyWrites.some(({ collection, key }) => mine.has(keyName(collection, key)));
}

function writes({ publicWrites, hashedWrites, policyWrites }: CommittedTransaction): readonly string[] {
  return [
    ...publicWrites.map(({ key }) => keyName('', key)),
    ...hashedWrites.map(({ collection, keyHash }) => keyName(collection, keyHash)),
    ...policyWrites.map(({ collection, key }) => keyName(collection, key)),
  ];
}
