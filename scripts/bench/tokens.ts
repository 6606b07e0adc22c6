import { shareOf, TRANSACTIONS, type Receivable, type Schedule, type Token } from '@tierline/chaincode/api';
import type { Bench, Measurement } from './bench';
import { withFolder } from './folder';
import { Ground } from './ground';
import { elapsedMs } from './timing';
import { BANK_MAKER, DIGEST, PROGRAM, receivableOf, schedule, SUPPLIER, tokenOf } from './trade';

/** Most parts of one split, and most tokens of one redemption. */
const PAGE = 200;
const SCHEDULE = 'MANY';
const RECEIVABLE = receivableOf(SCHEDULE, 1);
/** On average; the ranges differ, so that shares are rounded. */
const LENGTH = 10_007n;

/** One receivable in very many tokens, paid in two odd parts. */
export const tokens: Bench = {
  name: 'tokens',
  what: 'one receivable split into many tokens, paid by one transaction, every token redeemed, exact to the cent',
  run: ({ tokens: count, tell }) =>
    withFolder(async (directory) => {
      const ground = await Ground.found(directory, 1);
      try {
        const faceMinor = LENGTH * BigInt(count);
        await confirm(ground, faceMinor);
        const splitMs = await elapsedMs(() => cut(ground, faceMinor, count));
        tell(`  ${count} tokens`);
        const first = await pay(ground, count, (faceMinor * 61n) / 97n, 'PART');
        tell('  paid in part');
        const second = await pay(ground, count, faceMinor - (faceMinor * 61n) / 97n, 'REST');
        await requireRedeemed(ground, faceMinor, count);
        return [
          { what: `split into ${count} tokens, ${PAGE} parts at most each time`, figure: splitMs / 1000, unit: 's', target: null },
          ...figures('a part payment', first, count),
          ...figures('the rest', second, count),
        ];
      } finally {
        await ground.close();
      }
    }),
};

interface Payment {
  readonly settleMs: number;
  readonly redeemMs: number;
}

function figures(what: string, { settleMs, redeemMs }: Payment, count: number): readonly Measurement[] {
  return [
    { what: `settle ${what}, one transaction`, figure: settleMs, unit: 'ms', target: null },
    { what: `redeem every token after ${what}, pages of ${PAGE}`, figure: (count * 1000) / redeemMs, unit: 'tokens/s', target: null },
  ];
}

async function confirm(ground: Ground, faceMinor: bigint): Promise<void> {
  const core = ground.core(0);
  const { submit, check, confirm: sign } = TRANSACTIONS.receivable;
  await ground.act(SUPPLIER, submit, { program: PROGRAM, schedules: [schedule(SCHEDULE, core, [faceMinor])] });
  await ground.act(`maker@${core}`, check, { program: PROGRAM, receivables: [RECEIVABLE] });
  await ground.act(`checker@${core}`, sign, { program: PROGRAM, receivables: [RECEIVABLE], undertakingDigest: DIGEST });
}

/** Cuts the whole face in tiers: a token of n tokens becomes at most {@link PAGE} of about equally many, until each is one. */
async function cut(ground: Ground, faceMinor: bigint, count: number): Promise<void> {
  const open = [{ from: 0n, to: faceMinor, tokens: count }];
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    const parts = partsOf(token);
    await ground.act(SUPPLIER, TRANSACTIONS.token.split, {
      program: PROGRAM,
      token: tokenOf(RECEIVABLE, token.from, token.to),
      amountsMinor: parts.map(({ from, to }) => to - from),
    });
    open.push(...parts.filter(({ tokens }) => tokens > 1));
  }
}

interface Span {
  readonly from: bigint;
  readonly to: bigint;
  /** Tokens that it shall become. */
  readonly tokens: number;
}

/** The next tier of a token: about equal parts, every other one some units longer. */
function partsOf({ from, to, tokens }: Span): readonly Span[] {
  const count = Math.min(PAGE, tokens <= PAGE ? tokens : Math.ceil(tokens / PAGE));
  const at = (index: number): number => Math.floor((tokens * index) / count);
  const edge = (index: number): bigint => {
    if (index === 0 || index === count) return index === 0 ? from : to;
    return from + ((to - from) * BigInt(at(index))) / BigInt(tokens) + BigInt(index % 7);
  };
  return Array.from({ length: count }, (_, index) => ({ from: edge(index), to: edge(index + 1), tokens: at(index + 1) - at(index) }));
}

/** One settlement, then every token redeemed. @throws Error when the shares are not exactly what was paid */
async function pay(ground: Ground, count: number, amountMinor: bigint, bankReference: string): Promise<Payment> {
  const before = (await holdings(ground)).tokens;
  const order = { program: PROGRAM, receivable: RECEIVABLE, bankReference, receivedMinor: amountMinor, interestMinor: 0n };
  const settleMs = await elapsedMs(() => ground.act(BANK_MAKER, TRANSACTIONS.settlement.settle, order));
  const { receivable } = await holdings(ground);
  const sharedMinor = before.reduce((total, token) => total + shareOf(receivable, token).principalMinor, 0n);
  if (before.length !== count || sharedMinor !== amountMinor)
    throw new Error(`${before.length} tokens get ${sharedMinor} of ${amountMinor}`);
  const ids = before.map(({ from, to }) => tokenOf(RECEIVABLE, from, to));
  const redeemMs = await elapsedMs(async () => {
    for (let start = 0; start < count; start += PAGE) {
      await ground.act(BANK_MAKER, TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: ids.slice(start, start + PAGE) });
    }
  });
  return { settleMs, redeemMs };
}

/** @throws Error unless the tokens make up the whole face and each has been paid all of it */
async function requireRedeemed(ground: Ground, faceMinor: bigint, count: number): Promise<void> {
  const { tokens: found, receivable } = await holdings(ground);
  const isWhole = found.every(({ from }, index) => from === (found[index - 1]?.to ?? 0n)) && found.at(-1)?.to === faceMinor;
  const isPaid = found.every(({ status, redeemedThroughMinor }) => status === 'REDEEMED' && redeemedThroughMinor === faceMinor);
  if (!isWhole || !isPaid || found.length !== count || receivable.status !== 'SETTLED') throw new Error('a token was not paid in full');
}

/** The receivable and its tokens by range, as the blocks tell. */
async function holdings(ground: Ground): Promise<{ readonly receivable: Receivable; readonly tokens: readonly Token[] }> {
  const records = await ground.records();
  const known = records.filter((record): record is Token => record.kind === 'TOKEN');
  const [receivable] = records.filter((record): record is Schedule => record.kind === 'SCHEDULE').flatMap(({ receivables }) => receivables);
  if (receivable === undefined) throw new Error('the receivable is not there');
  return { receivable, tokens: known.toSorted((a, b) => (a.from < b.from ? -1 : 1)) };
}
