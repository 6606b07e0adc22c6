import { sha256 } from './digests';
import { Failure } from './failure';
import { shownAs, shownToken, type Place } from './records';
import type { ProofLeaf } from './proof';

/** A record of a step, opened, and where it lies. */
export interface Opened {
  readonly leaf: ProofLeaf;
  readonly place: Place;
}

/** A token as a step leaves it. */
export interface Piece {
  readonly receivable: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly ownerMsp: string;
  readonly status: string;
  readonly at: Place;
  readonly leaf: ProofLeaf;
  /** The block and the transaction of the step that wrote it. */
  readonly block: number;
  readonly transaction: string;
}

/** What a step did to the tokens of the lineage. */
export interface Moved {
  /** The tokens that it found. */
  readonly before: readonly Piece[];
  /** The tokens that it left. */
  readonly after: readonly Piece[];
}

/** Where something was written. */
export type Written = Pick<Piece, 'block' | 'transaction'>;

/** The tokens that a step writes. @throws Failure FIELD_MISSING, RANGES_OVERLAP, OTHER_RECEIVABLE */
export function piecesOf(opened: readonly Opened[], receivable: string, { block, transaction }: Written, where: string): readonly Piece[] {
  const pieces = opened
    .filter(({ leaf, place }) => place.what === 'TOKEN' && leaf.fields !== null)
    .map(({ leaf, place }): Piece => {
      const token = shownAs(shownToken, leaf, where);
      if (token.receivable !== receivable) throw new Failure('OTHER_RECEIVABLE', where);
      if (token.from >= token.to) throw new Failure('RANGES_OVERLAP', where, 'a range is empty');
      return { ...token, at: place, leaf, block, transaction };
    })
    .sort(byStart);
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1];
    if (next !== undefined && next.from < piece.to) throw new Failure('RANGES_OVERLAP', where);
  });
  return pieces;
}

/** A step, as far as it decides about tokens. */
export interface Applied extends Written {
  readonly opened: readonly Opened[];
  /** What was read, see EndorsedMessage. */
  readonly reads: ReadonlyMap<string, number>;
}

/** The tokens of a lineage, step after step: each range comes from one that was there and ends with it. */
export class Lineage {
  #held: readonly Piece[];

  /** @param receivable its id */
  constructor(
    readonly receivable: string,
    first: Piece,
  ) {
    this.#held = [first];
  }

  /** The tokens after the last step, in the order of their ranges. */
  get held(): readonly Piece[] {
    return this.#held;
  }

  /** Applies a step. @throws Failure NOTHING_MOVED, RANGE_NOT_FROM_BEFORE, PREDECESSOR_KEPT, OTHER_VERSION_READ, RECORD_UNEXPECTED */
  apply({ opened, reads, ...written }: Applied, where: string): Moved {
    const after = piecesOf(opened, this.receivable, written, where);
    if (after.length === 0) throw new Failure('NOTHING_MOVED', where);
    const before = [...new Set(after.flatMap((piece) => sourcesOf(piece, this.#held, where)))];
    for (const piece of before) {
      requireEnded(piece, opened, where);
      requireRead(piece, reads, where);
    }
    requireNothingElse(opened, before, after, where);
    this.#held = [...this.#held.filter((piece) => !before.includes(piece)), ...after].sort(byStart);
    return { before, after };
  }
}

/** The tokens that a range comes from: the one that holds it, or those that it joins. */
function sourcesOf(piece: Piece, held: readonly Piece[], where: string): readonly Piece[] {
  const around = held.find(({ from, to }) => from <= piece.from && piece.to <= to);
  if (around !== undefined) return [around];
  const inside = held.filter(({ from, to }) => piece.from <= from && to <= piece.to);
  const isWhole =
    inside[0]?.from === piece.from &&
    inside.at(-1)?.to === piece.to &&
    inside.every(({ from }, index) => index === 0 || inside[index - 1]?.to === from);
  if (!isWhole) throw new Failure('RANGE_NOT_FROM_BEFORE', where);
  return inside;
}

/** A token ends where it lay: it is written over, deleted, or taken out of the document in which it rested. */
function requireEnded({ at, leaf }: Piece, opened: readonly Opened[], where: string): void {
  const isEnded = opened.some((other) =>
    at.isPart
      ? other.place.document === at.document
      : other.leaf.place === leaf.place && (other.leaf.fields === null || other.place.what === 'TOKEN'),
  );
  if (!isEnded) throw new Failure('PREDECESSOR_KEPT', where);
}

/**
 * What was endorsed rests on the very state that the step before left: peers sign which block wrote each key that they read. The document of
 * tokens at rest may have been written again since, when another one left it.
 * @throws Failure OTHER_VERSION_READ
 */
export function requireRead({ at, block }: Piece, reads: ReadonlyMap<string, number>, where: string): void {
  const [collection = '', key = ''] = at.document.split('\n');
  const read = reads.get(`${collection}/${sha256(key)}`) ?? -1;
  if (at.isPart ? read < block : read !== block) throw new Failure('OTHER_VERSION_READ', where);
}

function requireNothingElse(opened: readonly Opened[], before: readonly Piece[], after: readonly Piece[], where: string): void {
  const known = new Set([...before.map(({ leaf }) => leaf.place), ...after.map(({ leaf }) => leaf.place)]);
  const documents = new Set(before.filter(({ at }) => at.isPart).map(({ at }) => at.document));
  const isKnown = ({ leaf, place }: Opened): boolean =>
    known.has(leaf.place) || (place.what === 'RESTING' && documents.has(leaf.place)) || place.what === 'REQUEST';
  const stranger = opened.find((each) => !isKnown(each));
  if (stranger !== undefined) throw new Failure('RECORD_UNEXPECTED', where, stranger.place.what);
}

const byStart = (a: Piece, b: Piece): number => (a.from < b.from ? -1 : Number(a.from > b.from));
