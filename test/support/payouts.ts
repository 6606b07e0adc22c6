import {
  cancelledBelow,
  liveLength,
  shareOf,
  tokenId,
  type Receivable,
  type RestingTokens,
  type SubRange,
  type Token,
} from '@tierline/chaincode/api';
import type { Books, Version } from '@tierline/client-app/dist/ports/books';
import { SCOPE } from './world';

/** Money that a token was paid, to whom its record said it belonged. */
export interface Payout {
  readonly id: string;
  readonly before: Token;
  readonly after: Token;
}

/** Every payout of a receivable's tokens, from all that the books ever knew of them: what counts as paid moved. */
export async function payoutsOf(books: Books, receivable: string): Promise<readonly Payout[]> {
  const own = (await books.histories('TOKEN', { scope: SCOPE })).map(({ versions }) => versions.map(({ record }) => record));
  const resting = (await books.histories('RESTING', { scope: SCOPE })).flatMap(({ versions }) => atRest(versions));
  return [...own, ...resting].flatMap(steps).filter(({ before }) => before.receivable === receivable);
}

/** The forms that each token had while it lay at rest. */
function atRest(versions: readonly Version<RestingTokens>[]): (Token | null)[][] {
  const ids = new Set(versions.flatMap(({ record }) => record?.tokens.map(tokenId) ?? []));
  return [...ids].map((id) => versions.map(({ record }) => record?.tokens.find((token) => tokenId(token) === id) ?? null));
}

function steps(forms: readonly (Token | null)[]): Payout[] {
  return forms.flatMap((after, index) => {
    const before = forms[index - 1] ?? null;
    if (before === null || after === null) return [];
    const moved = before.redeemedThroughMinor !== after.redeemedThroughMinor || before.interestThroughMinor !== after.interestThroughMinor;
    return moved ? [{ id: tokenId(after), before, after }] : [];
  });
}

/** What a payout paid, principal and interest, by the domain's own rule. `settled` is the receivable as it is in the end. */
export function paidBy(settled: Receivable, { before, after }: Payout): readonly [principalMinor: bigint, interestMinor: bigint] {
  const then = { ...settled, paidMinor: after.redeemedThroughMinor, interestPaidMinor: after.interestThroughMinor };
  const { principalMinor, interestMinor } = shareOf(then, before);
  return [principalMinor, interestMinor];
}

/**
 * The same by counting: of `paid` units shared out evenly over the live units of the face, the k-th falls on the live unit
 * number ceil(k x live / paid), and belongs to the token that has it.
 */
export function countedBy(settled: Receivable, { before, after }: Payout): readonly [principalMinor: bigint, interestMinor: bigint] {
  const units = (paidMinor: bigint): bigint => BigInt(unitsOf(settled, before, Number(paidMinor)));
  return [
    units(after.redeemedThroughMinor) - units(before.redeemedThroughMinor),
    units(after.interestThroughMinor) - units(before.interestThroughMinor),
  ];
}

function unitsOf({ faceMinor, cancelled }: Receivable, { from, to }: SubRange, paid: number): number {
  const [first, last] = [from, to].map((x) => Number(x - cancelledBelow(cancelled, x))) as [number, number];
  const live = Number(liveLength(faceMinor, cancelled));
  let units = 0;
  for (let k = 1; k <= paid; k += 1) {
    const place = Math.ceil((k * live) / paid);
    if (place > first && place <= last) units += 1;
  }
  return units;
}
