import { corrupt } from './corruption';
import { NO_HASH, type BlockBody, type BlockTransaction, type ClearWrite, type StateRecord } from './records';
import { changesOf } from './stateChanges';
import { recordText, type Store } from './store';
import { below, hashedKey, namedBy, sha256, STATE_RANGES, type KeyRange } from './storeKeys';

/**
 * Replays the whole chain: each block's bytes against its hash and the link to the one before, private values against
 * their hashes, and the stored state against the state that the blocks give. It holds the whole state in memory.
 * @throws Fault UNAVAILABLE with `reason` CORRUPT, naming what differs and the block or key; what the database throws
 */
export async function replayChain(store: Store): Promise<void> {
  const replay = new Replay(store);
  const head = store.head() ?? { height: 0, hash: NO_HASH };
  let previousHash = NO_HASH;
  for (let number = 0; number < head.height; number += 1) previousHash = replay.add(number, previousHash);
  if (previousHash !== head.hash) throw corrupt('HEAD');
  await replay.compareCounts(head.height);
  await replay.compareState();
}

class Replay {
  private readonly state = new Map<string, StateRecord>();
  /** Hash keys of private values that are gone from the blocks; a later purge must explain each. */
  private readonly missing = new Set<string>();
  private transactions = 0;

  constructor(private readonly store: Store) {}

  /** Checks and applies one block; answers its hash. */
  add(number: number, previousHash: string): string {
    const block = this.store.block(number);
    if (block === null) throw corrupt('BLOCK_MISSING', { block: number });
    if (sha256(block.text) !== block.hash) throw corrupt('BLOCK_HASH', { block: number });
    const body = JSON.parse(block.text) as BlockBody;
    if (body.number !== number || body.previousHash !== previousHash) throw corrupt('BLOCK_LINK', { block: number });
    body.transactions.forEach((transaction, index) => this.addTransaction(number, index, transaction));
    return block.hash;
  }

  /** Checks that no block stands after the newest one and that the index of transactions holds nothing else. */
  async compareCounts(height: number): Promise<void> {
    if ((await this.count(below('b/'))) !== height) throw corrupt('BLOCKS_MISSING', { block: height });
    if ((await this.count(below('t/'))) !== this.transactions) throw corrupt('TRANSACTION_INDEX');
  }

  /** Compares the stored state with the replayed one. */
  async compareState(): Promise<void> {
    const unexplained = [...this.missing][0];
    if (unexplained !== undefined) throw corrupt('PRIVATE_DATA_MISSING', { key: unexplained });
    let count = 0;
    for (const range of STATE_RANGES) {
      for await (const [key, text] of this.store.entries(range)) {
        const record = this.state.get(key);
        if (record === undefined || recordText(record) !== text) throw corrupt('STATE', { key });
        count += 1;
      }
    }
    if (count !== this.state.size) throw corrupt('STATE_MISSING');
  }

  private async count(range: KeyRange): Promise<number> {
    let count = 0;
    for await (const _entry of this.store.entries(range)) count += 1;
    return count;
  }

  private addTransaction(block: number, index: number, { payload, code }: BlockTransaction): void {
    if (code === 'DUPLICATE_TXID') return;
    if (this.store.blockOf(payload.transactionId) !== block) throw corrupt('TRANSACTION_INDEX', { block });
    this.transactions += 1;
    if (code !== 'VALID') return;
    const privateWrites = this.privateWritesOf(block, index, payload);
    const applied = { payload, privateWrites, version: { block, transaction: index } };
    for (const [key, record] of changesOf(applied, (known) => this.state.get(known) ?? null)) {
      if (record === null) this.state.delete(key);
      else this.state.set(key, record);
    }
  }

  private privateWritesOf(block: number, index: number, payload: BlockTransaction['payload']): Record<string, readonly ClearWrite[]> {
    const hashed = payload.writes.filter(({ key }) => namedBy(key).collection !== '');
    const clear: Record<string, readonly ClearWrite[]> = {};
    for (const collection of new Set(hashed.map(({ key }) => namedBy(key).collection))) {
      const part = this.store.privatePart(collection, block);
      clear[collection] = part.filter(({ transaction }) => transaction === index).flatMap(({ writes }) => writes);
    }
    const found = new Map(
      Object.entries(clear).flatMap(([collection, writes]) =>
        writes.map((write) => [hashedKey(collection, sha256(write.key)), write] as const),
      ),
    );
    for (const { key, value, purge } of hashed) {
      if (purge) this.missing.delete(key);
      const write = found.get(key);
      if (write === undefined) this.missing.add(key);
      else if ((write.value === null ? null : sha256(write.value)) !== value) throw corrupt('PRIVATE_DATA', { block });
      found.delete(key);
    }
    if (found.size > 0) throw corrupt('PRIVATE_DATA', { block });
    return clear;
  }
}
