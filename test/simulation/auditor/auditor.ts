import type { CommittedBlock, CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { claimAddsUp } from './checks/money';
import { claimIsPartitioned } from './checks/title';
import { invariantsFor, NOTES, type Invariant } from './invariants';
import { membershipsOf } from './membership';
import { Memory } from './memory';
import { stepOf, type Step } from './step';

/** Something that must not be. */
export interface Finding {
  /** The invariant's number, 1 to 20; 0 when the stream of blocks itself is broken. */
  readonly invariant: number;
  readonly block: number;
  /** `contract:method`; empty for what is found in a full check. */
  readonly transaction: string;
  readonly text: string;
}

/** Every so many blocks everything is checked, not only what a block touched. */
const FULL_CHECK_BLOCKS = 500;
const FIRST_PREVIOUS = '0'.repeat(64);

/**
 * Rebuilds every balance from committed blocks and checks the invariants after each transaction. It trusts nobody and
 * shares no code with what it audits: it knows the form of blocks and of stored records, and the network file.
 */
export class Auditor {
  readonly memory = new Memory();
  readonly #invariants: readonly Invariant[];
  #height = 0;
  #lastHash = FIRST_PREVIOUS;

  /** @param regulator the organisation whose stream shows everything */
  constructor(
    networkFile: string,
    private readonly regulator: string,
  ) {
    this.#invariants = invariantsFor(membershipsOf(networkFile));
  }

  /** Takes the next block, as every organisation sees it; answers what must not be. */
  take(views: ReadonlyMap<string, CommittedBlock>): readonly Finding[] {
    const block = views.get(this.regulator);
    if (block === undefined) throw new Error('the regulator sees every block');
    const broken = this.#followed(block, views);
    const found = block.transactions.flatMap((transaction, place) => this.#audited(block.number, transaction, place, views));
    const full = this.#height % FULL_CHECK_BLOCKS === 0 ? this.checkAll() : [];
    return [...broken, ...found, ...full];
  }

  /** Checks every receivable with all its tokens and payments. */
  checkAll(): readonly Finding[] {
    const at = { block: this.#height - 1, transaction: '' };
    return [...this.memory.claims.keys()].flatMap((receivable) => [
      ...[...claimIsPartitioned(receivable, this.memory)].map((text) => ({ invariant: 1, text, ...at })),
      ...[...claimAddsUp(receivable, this.memory)].map((text) => ({ invariant: 14, text, ...at })),
    ]);
  }

  #followed({ number, previousHash, hash }: CommittedBlock, views: ReadonlyMap<string, CommittedBlock>): Finding[] {
    const isNext = number === this.#height && (number === 0 || previousHash === this.#lastHash);
    const isOne = [...views.values()].every((view) => view.hash === hash);
    this.#height = number + 1;
    this.#lastHash = hash;
    return isNext && isOne
      ? []
      : [{ invariant: 0, block: number, transaction: '', text: `block ${number} does not follow, or is not the same for all` }];
  }

  #audited(
    block: number,
    transaction: CommittedTransaction,
    place: number,
    views: ReadonlyMap<string, CommittedBlock>,
  ): readonly Finding[] {
    if (transaction.code !== 'VALID') return [];
    const streams = new Map([...views].map(([msp, view]) => [msp, view.transactions[place] as CommittedTransaction]));
    const step = stepOf(block, transaction, streams, this.memory);
    this.#remember(step);
    for (const note of NOTES) note(step, this.memory);
    return this.#invariants.flatMap(({ number, check }) =>
      [...check(step, this.memory)].map((text) => ({ invariant: number, block, transaction: step.name, text })),
    );
  }

  #remember({ changes, tokens }: Step): void {
    for (const { collection, key, after } of changes) this.memory.take(collection, key, after);
    this.memory.replace(tokens.before.values(), tokens.after.values());
  }
}
