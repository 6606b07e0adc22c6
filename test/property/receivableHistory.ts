import {
  allocatableMinor,
  entitledMinor,
  isPartition,
  lengthOf,
  liveLength,
  mergeRanges,
  payoutMinor,
  splitRange,
  sum,
  type Paid,
  type SubRange,
} from '@tierline/chaincode/api';
import { expect } from 'chai';

/** What may happen to a receivable after its title was confirmed. */
export const STEPS = ['split', 'assign', 'merge', 'reduce', 'pay', 'payInterest', 'redeem'] as const;
export type Step = (typeof STEPS)[number];

/** One thing that is tried: the numbers choose a token and an amount, whatever there is to choose from. */
export interface Attempt {
  readonly step: Step;
  readonly pick: number;
  readonly amount: bigint;
}

interface Piece extends SubRange {
  readonly owner: number;
  readonly throughMinor: bigint;
  readonly interestThroughMinor: bigint;
}

/** A receivable and its tokens as a list and four sums: the least that the sub-range rules can be tried on. */
export class ReceivableHistory {
  readonly happened = new Set<Step>();
  #pieces: Piece[];
  #cancelled: SubRange[] = [];
  #receivedMinor = 0n;
  #paidMinor = 0n;
  #interestMinor = 0n;
  #principalOutMinor = 0n;
  #interestOutMinor = 0n;

  /** @param minimumMinor the shortest part that a split may make; at most the face. */
  constructor(
    readonly faceMinor: bigint,
    readonly minimumMinor: bigint,
  ) {
    this.#pieces = [{ from: 0n, to: faceMinor, owner: 0, throughMinor: 0n, interestThroughMinor: 0n }];
  }

  /** Tries one step; what the rules do not allow now does not happen. */
  attempt({ step, pick, amount }: Attempt): void {
    const index = pick % this.#pieces.length;
    const before = this.#fingerprint();
    this[step](index, amount);
    if (this.#fingerprint() !== before) this.happened.add(step);
  }

  split(index: number, amount: bigint): void {
    const piece = this.#piece(index);
    const spare = lengthOf(piece) - 2n * this.minimumMinor;
    if (!this.#isUpToDate(piece) || spare < 0n) return;
    const first = this.minimumMinor + (amount % (spare + 1n));
    const parts = splitRange(piece, [first, lengthOf(piece) - first]);
    this.#pieces.splice(index, 1, ...parts.map((part) => ({ ...piece, ...part })));
  }

  assign(index: number, amount: bigint): void {
    const piece = this.#piece(index);
    if (this.#isUpToDate(piece)) this.#pieces[index] = { ...piece, owner: Number(amount % 5n) };
  }

  merge(index: number): void {
    const [piece, next] = [this.#piece(index), this.#pieces[index + 1]];
    if (next === undefined || piece.to !== next.from || piece.owner !== next.owner) return;
    if (!this.#isUpToDate(piece) || !this.#isUpToDate(next)) return;
    this.#pieces.splice(index, 2, { ...piece, ...mergeRanges([piece, next]) });
  }

  reduce(index: number): void {
    if (this.#receivedMinor > 0n || this.#interestMinor > 0n || this.#pieces.length === 1 || this.#cancelled.length === 32) return;
    const { from, to } = this.#piece(index);
    this.#pieces.splice(index, 1);
    this.#cancelled = [...this.#cancelled, { from, to }].sort((a, b) => (a.from < b.from ? -1 : 1));
  }

  pay(_index: number, amount: bigint): void {
    const liveMinor = this.#liveMinor();
    this.#receivedMinor += amount % (liveMinor + 1n);
    this.#paidMinor = allocatableMinor({
      paidMinor: this.#paidMinor,
      receivedMinor: this.#receivedMinor,
      liveMinor,
      shortestMinor: this.#shortestMinor(),
    });
  }

  payInterest(_index: number, amount: bigint): void {
    const leastMinor = this.#liveMinor() / this.#shortestMinor() + 1n;
    this.#interestMinor += leastMinor + (amount % (this.#liveMinor() + 1n));
  }

  redeem(index: number): void {
    const piece = this.#piece(index);
    const { principalMinor, interestMinor } = this.#waiting(piece);
    this.#principalOutMinor += principalMinor;
    this.#interestOutMinor += interestMinor;
    this.#pieces[index] = { ...piece, throughMinor: this.#paidMinor, interestThroughMinor: this.#interestMinor };
  }

  /** The debtor pays all that is left, and every holder is redeemed, in the order that `picks` gives. */
  finish(picks: readonly number[]): void {
    this.#receivedMinor += this.#liveMinor();
    this.pay(0, 0n);
    const waiting = this.#pieces.map((_piece, index) => index);
    for (let turn = 0; waiting.length > 0; turn += 1) {
      const [index] = waiting.splice((picks[turn % picks.length] ?? 0) % waiting.length, 1);
      this.redeem(index ?? 0);
      this.expectConserved();
    }
  }

  /** What must hold after every step, to the minor unit. */
  expectConserved(): void {
    const { faceMinor } = this;
    expect(isPartition([...this.#pieces, ...this.#cancelled], faceMinor), 'the ranges partition the face').to.equal(true);
    const waiting = this.#pieces.map((piece) => this.#waiting(piece));
    for (const { principalMinor, interestMinor } of waiting) {
      expect(principalMinor >= 0n && interestMinor >= 0n, 'nothing is taken back').to.equal(true);
    }
    expect(this.#principalOutMinor + sum(waiting.map((each) => each.principalMinor)), 'principal').to.equal(this.#paidMinor);
    expect(this.#interestOutMinor + sum(waiting.map((each) => each.interestMinor)), 'interest').to.equal(this.#interestMinor);
    expect(this.#paidMinor <= this.#receivedMinor && this.#paidMinor <= this.#liveMinor(), 'no more than came or was owed').to.equal(true);
  }

  /** What must hold when all was paid and every holder redeemed. */
  expectSettled(): void {
    expect(this.#principalOutMinor).to.equal(this.#liveMinor());
    expect(this.#interestOutMinor).to.equal(this.#interestMinor);
    for (const piece of this.#pieces) {
      expect(entitledMinor(this.#principal(), piece), 'each token got its whole amount').to.equal(lengthOf(piece));
      expect(this.#isUpToDate(piece)).to.equal(true);
    }
  }

  #piece(index: number): Piece {
    return this.#pieces[index] as Piece;
  }

  #principal(): Paid {
    return { faceMinor: this.faceMinor, cancelled: this.#cancelled, paidMinor: this.#paidMinor };
  }

  #waiting(piece: Piece): { readonly principalMinor: bigint; readonly interestMinor: bigint } {
    return {
      principalMinor: payoutMinor(this.#principal(), piece, piece.throughMinor),
      interestMinor: payoutMinor({ ...this.#principal(), paidMinor: this.#interestMinor }, piece, piece.interestThroughMinor),
    };
  }

  #isUpToDate(piece: Piece): boolean {
    return piece.throughMinor === this.#paidMinor && piece.interestThroughMinor === this.#interestMinor;
  }

  #liveMinor(): bigint {
    return liveLength(this.faceMinor, this.#cancelled);
  }

  #shortestMinor(): bigint {
    return this.minimumMinor < this.#liveMinor() ? this.minimumMinor : this.#liveMinor();
  }

  #fingerprint(): string {
    const pieces = this.#pieces.map((piece) => Object.values(piece).join(':')).join(' ');
    return `${pieces} ${this.#cancelled.length} ${this.#receivedMinor} ${this.#interestMinor}`;
  }
}
