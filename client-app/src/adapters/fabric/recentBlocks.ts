import type { CommittedBlock } from '../../ports/ledger';

/** Limits of what is kept: blocks, and written values in characters. */
const MAX_BLOCKS = 512;
const MAX_CHARACTERS = 32_000_000;

/** The newest blocks of a chain, as many as the limits let. */
export class RecentBlocks {
  readonly #kept = new Map<number, { readonly block: CommittedBlock; readonly characters: number }>();
  #characters = 0;

  /** A block by its number; undefined when it is not kept. */
  get(number: number): CommittedBlock | undefined {
    return this.#kept.get(number)?.block;
  }

  /** Keeps a block; the oldest ones make room. */
  add(block: CommittedBlock): void {
    const characters = charactersOf(block);
    this.#characters -= this.#kept.get(block.number)?.characters ?? 0;
    this.#kept.set(block.number, { block, characters });
    this.#characters += characters;
    for (const [number, oldest] of this.#kept) {
      if (this.#kept.size <= MAX_BLOCKS && this.#characters <= MAX_CHARACTERS) return;
      this.#kept.delete(number);
      this.#characters -= oldest.characters;
    }
  }
}

function charactersOf({ transactions }: CommittedBlock): number {
  return transactions
    .flatMap(({ publicWrites, privateWrites }) => [...publicWrites, ...privateWrites])
    .reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0), 0);
}
