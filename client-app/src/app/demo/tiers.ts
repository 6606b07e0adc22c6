import { lengthOf, partsOfTokenId, sha256, TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '../execute';
import { freshId } from '../ordering';
import { pages } from '../pages';
import type { Stage } from './stage';

/** A token in the hands of one company. */
export interface Held {
  readonly token: string;
  readonly owner: string;
}

/** What each tier pays on to the next, in per cent of what it holds. */
const PAID_ON_PERCENT = 60n;
/** Tokens of one transaction. */
const PAGE = 100;

/** Who gets tokens on each tier below the first, by depth. */
export type TierCast = readonly (readonly string[])[];

/**
 * Passes tokens down the tiers: each holder pays part of what he holds to a supplier of his own, against that supplier's
 * invoice, and that one accepts.
 * @returns the tokens of the last tier
 */
export async function passDown(stage: Stage, first: readonly Held[], cast: TierCast): Promise<readonly Held[]> {
  let held = first;
  for (const [depth, payees] of cast.entries()) {
    const next: Held[] = [];
    const byOwner = [...new Set(held.map(({ owner }) => owner))];
    for (const [index, owner] of byOwner.entries()) {
      const payee = payees[index % payees.length] ?? '';
      for (const page of pages(
        held.filter((each) => each.owner === owner),
        PAGE,
      ))
        next.push(...(await payOn(stage, owner, payee, page, depth + 2)));
    }
    held = next;
  }
  return held;
}

async function payOn(stage: Stage, owner: string, payee: string, held: readonly Held[], tier: number): Promise<Held[]> {
  const payments = held.flatMap(({ token }) => paymentOf(stage, payee, token, tier));
  if (payments.length === 0) return [];
  const [payer, taker] = [await stage.as('maker', owner), await stage.as('maker', payee)];
  await execute(payer, TRANSACTIONS.token.assign, { program: stage.program, payments }, await stage.keys.word(payer));
  const transfers = payments.map(({ transfer }) => transfer);
  await execute(taker, TRANSACTIONS.token.accept, { program: stage.program, transfers }, await stage.keys.word(taker));
  return payments.flatMap(({ takes }) =>
    takes.map(({ token, amountMinor }): Held => {
      const { receivable, from } = partsOfTokenId(token);
      return { token: `${receivable}:${from}-${from + amountMinor}`, owner: payee };
    }),
  );
}

type Payment = Parameters<typeof execute<typeof TRANSACTIONS.token.assign.input>>[2]['payments'][number];

/** Pays on part of a token, or all of it when what would be left is too small; nothing when the token itself is. */
function paymentOf(stage: Stage, payee: string, token: string, tier: number): Payment[] {
  const length = lengthOf(partsOfTokenId(token));
  const part = (length * PAID_ON_PERCENT) / 100n;
  const amountMinor = part < stage.minimumMinor || length - part < stage.minimumMinor ? length : part;
  const number = freshId(`T${tier}`);
  return [
    {
      transfer: freshId('TRF'),
      payee,
      expiresAt: stage.inDays(2),
      takes: [{ token, amountMinor }],
      document: { type: 'INVOICE', number, issueDate: stage.today, amountMinor, digest: sha256(number) },
    },
  ];
}
