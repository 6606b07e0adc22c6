import { TRANSACTIONS } from '@tierline/chaincode/api';
import { identityFixture, FACE, LATE_DUE } from '../support/identityFixture';
import { act, pay, wholeToken } from '../support/sale';
import { confirmed, PROGRAM, submitted, type World } from '../support/world';

const { receivable, token, settlement } = TRANSACTIONS;

const ordinals = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'));

/** Faces of the receivables whose tokens nobody has touched: no two alike, none round. */
const VARIED_FACES = ordinals(25).map((_, index) => 1_000_003n * BigInt(index + 1) + 7n);
const CUTS = [100_001n, 233_333n, 333_333n, 333_333n];
const THIRDS = [333_333n, 333_333n, 333_334n];
const EIGHT = Array.from({ length: 8 }, () => FACE);

const idsOf = (schedule: string, count: number): readonly string[] => ordinals(count).map((ordinal) => `${schedule}-${ordinal}`);

/** The tokens that a whole token was cut into. */
function partsOf(named: string, amounts: readonly bigint[]): readonly string[] {
  let from = 0n;
  return amounts.map((amount) => {
    const id = `${named}:${from}-${from + amount}`;
    from += amount;
    return id;
  });
}

/** What the prepared life holds many of, so that a generated call can choose. */
export const STOCK = {
  /** Submitted, not checked. */
  submitted: idsOf('FRESH', 25),
  /** Checked, not confirmed. */
  checked: idsOf('READY', 25),
  /** Whole tokens of SUP-01 with their faces. */
  whole: idsOf('VARIED', 25).map((id, index) => ({ receivable: id, face: VARIED_FACES[index] ?? 0n })),
  /** For each receivable its four adjacent tokens of SUP-01. */
  cut: idsOf('SLICED', EIGHT.length).map((id) => partsOf(id, CUTS)),
  /** Tokens of receivables that were paid in part. */
  paid: idsOf('INSTALMENT', EIGHT.length).flatMap((id) => partsOf(id, THIRDS)),
  /** Transfers from SUP-01 to SUP-02 that wait. */
  transfers: EIGHT.map((_, index) => `TRANSFER-${index + 1}`),
};

/** A ledger in which every transaction has a valid call, and most of them many. */
export async function preparedLife(): Promise<World> {
  const world = await identityFixture();
  await submitted(
    world,
    'FRESH',
    ordinals(25).map(() => FACE),
    LATE_DUE,
  );
  await submitted(
    world,
    'READY',
    ordinals(25).map(() => FACE),
    LATE_DUE,
  );
  await act(world, 'maker@CORE-01', receivable.check, { program: PROGRAM, receivables: [...STOCK.checked] });
  await confirmed(world, 'VARIED', VARIED_FACES, LATE_DUE);
  for (const id of await confirmed(world, 'SLICED', EIGHT, LATE_DUE)) await cut(world, id, CUTS);
  for (const [index, id] of (await confirmed(world, 'INSTALMENT', EIGHT, LATE_DUE)).entries()) {
    await cut(world, id, THIRDS);
    await payPart(world, id, 123_457n + 17n * BigInt(index));
  }
  const given = await confirmed(world, 'GIVEN', EIGHT, LATE_DUE);
  for (const [index, id] of given.entries()) {
    const takes = { [wholeToken(id, FACE)]: index % 2 === 0 ? FACE : 400_000n };
    await pay(world, 'maker@SUP-01', { transfer: `TRANSFER-${index + 1}`, payee: 'SUP-02', takes, expiresAt: '2026-03-20T00:00:00Z' });
  }
  return world;
}

function cut(world: World, id: string, amounts: readonly bigint[]): Promise<unknown> {
  return act(world, 'maker@SUP-01', token.split, { program: PROGRAM, token: wholeToken(id, FACE), amountsMinor: [...amounts] });
}

function payPart(world: World, id: string, receivedMinor: bigint): Promise<unknown> {
  const order = { program: PROGRAM, receivable: id, bankReference: `BANK-REF-${id}`, receivedMinor, interestMinor: 0n };
  return act(world, 'maker@BANK-A-01', settlement.settle, order);
}
