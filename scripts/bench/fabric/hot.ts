import { TRANSACTIONS } from '@tierline/chaincode/api';
import { freshId } from '@tierline/client-app/dist/app/ordering';
import type { Ground, Ready } from '../ground';
import { median, perSecond } from '../timing';
import { DIGEST, PAYEE_COMPANY, PROGRAM, receivableOf, schedule, SUPPLIER, tokenOf } from '../trade';
import type { FabricBench } from './fabricBench';
import { BURST } from './stage';

/** As many tokens as a measurement of the baseline has transactions: both begin and end with callers who wait. */
const TOKENS = BURST;
/** Parts of one split, at most. */
const PARTS = 200;
const PART_MINOR = 1_000n;
const EXPIRES = '2026-03-10T00:00:00Z';

/** Every token of one receivable goes to somebody else, as fast as so many callers can. A conflict is not tried again: it fails the bench. */
export const hot: FabricBench = {
  name: 'hot',
  what: 'callers who assign different tokens of one receivable, without a conflict',
  run: async (stage, { rounds, callers }) => {
    const rates: number[] = [];
    const ratios: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const ready = await assignments(stage.ground);
      const base = await stage.baseline();
      const rate = await perSecond(
        callers,
        ready.map(({ submit }) => submit),
      );
      if (round === 0) continue;
      rates.push(rate);
      ratios.push(rate / base);
    }
    return [
      {
        what: `${callers} callers, ${TOKENS} tokens of one receivable, 0 conflicts`,
        figure: median(ratios),
        unit: 'x baseline',
        target: { atLeast: 0.5 },
        ratio: 'hotReceivable',
      },
      { what: 'assignments', figure: median(rates), unit: 'tx/s', target: null },
    ];
  },
};

/** A confirmed receivable, split into tokens of the same size, and for each one its assignment. */
async function assignments(ground: Ground): Promise<readonly Ready[]> {
  const [scheduleId, core] = [freshId('HOT'), ground.core(0)];
  const receivable = receivableOf(scheduleId, 1);
  const faceMinor = PART_MINOR * BigInt(TOKENS);
  const { receivable: title, token } = TRANSACTIONS;
  await ground.act(SUPPLIER, title.submit, { program: PROGRAM, schedules: [schedule(scheduleId, core, [faceMinor])] });
  await ground.act(`maker@${core}`, title.check, { program: PROGRAM, receivables: [receivable] });
  await ground.act(`checker@${core}`, title.confirm, { program: PROGRAM, receivables: [receivable], undertakingDigest: DIGEST });
  const shareMinor = PART_MINOR * BigInt(PARTS);
  const shares = Array.from({ length: TOKENS / PARTS }, (_share, index) => shareMinor * BigInt(index));
  const amountsMinor = shares.map(() => shareMinor);
  await ground.act(SUPPLIER, token.split, { program: PROGRAM, token: tokenOf(receivable, 0n, faceMinor), amountsMinor });
  for (const from of shares) {
    const order = { program: PROGRAM, token: tokenOf(receivable, from, from + shareMinor) };
    await ground.act(SUPPLIER, token.split, { ...order, amountsMinor: Array.from({ length: PARTS }, () => PART_MINOR) });
  }
  return Promise.all(
    Array.from({ length: TOKENS }, (_token, index) => {
      const [from, amountMinor] = [PART_MINOR * BigInt(index), PART_MINOR];
      const transfer = freshId('TRF');
      const document = { type: 'INVOICE' as const, number: transfer, issueDate: '2026-02-25', amountMinor, digest: DIGEST };
      const takes = [{ token: tokenOf(receivable, from, from + PART_MINOR), amountMinor }];
      const payments = [{ transfer, payee: PAYEE_COMPANY, document, expiresAt: EXPIRES, takes }];
      return ground.ready(SUPPLIER, token.assign, { program: PROGRAM, payments });
    }),
  );
}
