import type { Check, Finding } from './check';
import type { Evidence, PaidOut, ProgramEvidence } from './evidence';
import { partOf } from './shares';

interface Sums {
  principalMinor: bigint;
  interestMinor: bigint;
}

/** What was paid out for each receivable, in principal and late interest. */
export function paidOutSums({ receivables, paidOut }: ProgramEvidence): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>(receivables.map(({ id }) => [id, { principalMinor: 0n, interestMinor: 0n }]));
  const byId = new Map(receivables.map((row) => [row.id, row.receivable]));
  for (const { receivable, range, from, to } of paidOut) {
    const [sum, found] = [sums.get(receivable), byId.get(receivable)];
    if (sum === undefined || found === undefined) continue;
    sum.principalMinor += partOf(found, range, to.principalMinor) - partOf(found, range, from.principalMinor);
    sum.interestMinor += partOf(found, range, to.interestMinor) - partOf(found, range, from.interestMinor);
  }
  return sums;
}

/** What still waits for the holders of each receivable. */
function waitingSums({ tokens }: ProgramEvidence): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const { token, receivable } of tokens) {
    if (token.status === 'CANCELLED') continue;
    const sum = sums.get(token.receivable) ?? { principalMinor: 0n, interestMinor: 0n };
    sum.principalMinor += partOf(receivable, token, receivable.paidMinor) - partOf(receivable, token, token.redeemedThroughMinor);
    sum.interestMinor += partOf(receivable, token, receivable.interestPaidMinor) - partOf(receivable, token, token.interestThroughMinor);
    sums.set(token.receivable, sum);
  }
  return sums;
}

const NOTHING: Sums = { principalMinor: 0n, interestMinor: 0n };

/** What money must show. */
export const moneyChecks: readonly Check[] = [
  {
    name: 'what was paid is at most what was confirmed less what was cancelled',
    look: ({ programs }) => {
      const rows = programs.flatMap(({ receivables }) => receivables);
      const wrong = rows.filter(({ receivable }) => {
        const cancelled = receivable.cancelled.reduce((total, { from, to }) => total + to - from, 0n);
        return receivable.paidMinor > receivable.receivedMinor || receivable.receivedMinor > receivable.faceMinor - cancelled;
      });
      return { looked: { what: 'receivables', count: rows.length }, wrong: wrong.map(({ id }) => id) };
    },
  },
  {
    name: 'settlements add up to what every receivable received',
    look: settlementsAddUp,
  },
  {
    name: 'payouts and what waits add up to what was paid, to the minor unit',
    look: ({ programs }) => {
      const wrong = programs.flatMap((program) => {
        const [out, waiting] = [paidOutSums(program), waitingSums(program)];
        return program.receivables.filter(({ id, receivable }) => {
          const [a, b] = [out.get(id) ?? NOTHING, waiting.get(id) ?? NOTHING];
          return (
            a.principalMinor + b.principalMinor !== receivable.paidMinor ||
            a.interestMinor + b.interestMinor !== receivable.interestPaidMinor
          );
        });
      });
      return {
        looked: { what: 'payouts', count: programs.reduce((count, { paidOut }) => count + paidOut.length, 0) },
        wrong: wrong.map(({ id }) => id),
      };
    },
  },
  {
    name: 'no payout takes money back',
    look: ({ programs }) => {
      const all = programs.flatMap(({ paidOut }) => paidOut);
      const goesBack = ({ from, to }: PaidOut): boolean => to.principalMinor < from.principalMinor || to.interestMinor < from.interestMinor;
      return { looked: { what: 'payouts', count: all.length }, wrong: all.filter(goesBack).map(({ token }) => token) };
    },
  },
];

async function settlementsAddUp({ books, programs }: Evidence): Promise<Finding> {
  const wrong: string[] = [];
  let count = 0;
  for (const { scope, receivables } of programs) {
    const sums = new Map<string, Sums>();
    for (const { record } of await books.all('SETTLEMENT', { scope })) {
      const sum = sums.get(record.receivable) ?? { principalMinor: 0n, interestMinor: 0n };
      if (record.principalMinor + record.interestMinor + record.overpaidMinor !== record.receivedMinor) wrong.push(record.receivable);
      sum.principalMinor += record.principalMinor;
      sum.interestMinor += record.interestMinor;
      sums.set(record.receivable, sum);
      count += 1;
    }
    for (const { id, receivable } of receivables) {
      const { principalMinor, interestMinor } = sums.get(id) ?? NOTHING;
      if (principalMinor !== receivable.receivedMinor || interestMinor !== receivable.interestReceivedMinor) wrong.push(id);
    }
  }
  return { looked: { what: 'settlements', count }, wrong };
}
