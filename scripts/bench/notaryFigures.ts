import type { Measurement } from './bench';
import type { Lag } from './lag';
import { median } from './timing';

const MS = 1000;

/** How fast the ledger worked. */
export interface Pace {
  /** Transactions under way at a time. */
  readonly callers: number;
  /** Transactions a second. */
  readonly rate: number;
  /** Processor time of all that this process did meanwhile, a notary included, milliseconds a transaction. */
  readonly processorMs: number;
}

/** The ledger at work beside a notary. */
export interface Beside {
  readonly pace: Pace;
  /** Without it, before and afterwards. */
  readonly alone: readonly [Pace, Pace];
  readonly lag: Lag;
  /** Gas of each root. */
  readonly gas: readonly number[];
}

/**
 * What is told of a notary that worked beside the ledger.
 * @param byMany the ledger alone with many callers @param caught transactions a second when all is notarised in one go
 */
export function notaryFigures(byMany: Pace, rounds: readonly Beside[], caught: number): readonly Measurement[] {
  const of = (pick: (round: Beside) => number): number => median(rounds.map(pick));
  const alone = (pick: (pace: Pace) => number, each: Beside): number => median(each.alone.map(pick));
  const [rate, cost] = [(pace: Pace) => pace.rate, (pace: Pace) => pace.processorMs];
  const committed = of(({ pace }) => pace.rate);
  const seen = rounds.flatMap(({ lag }) => lag.roots);
  const late = seen.map(({ lateMs }) => lateMs / MS);
  const uncovered = seen.map(({ uncoveredMs }) => uncoveredMs / MS);
  const blocks = seen.map(({ fromBlock, toBlock }) => toBlock - fromBlock + 1);
  const faster = of((each) => rate(each.pace) / alone(rate, each));
  const dearer = of((each) => cost(each.pace) / alone(cost, each));
  const rows: readonly (readonly [string, number, string, Measurement['target']?])[] = [
    [`committed alone, ${byMany.callers} callers`, byMany.rate, 'tx/s'],
    [`committed alone, ${rounds[0]?.pace.callers ?? 0} callers`, of((each) => alone(rate, each)), 'tx/s'],
    ['committed beside a notary', committed, 'tx/s'],
    ['the same, to alone', faster, 'x', { atLeast: 0.9 }],
    ['processor time of each, notary included, to alone', dearer, 'x', { atMost: 1.1 }],
    ['roots confirmed meanwhile', seen.length, 'roots', { atLeast: 3 }],
    ['blocks of a root', median(blocks), 'blocks'],
    ['from due to confirmed, median', median(late), 's'],
    ['from due to confirmed, most', Math.max(...late), 's'],
    ['oldest block without a root at a confirmation, median', median(uncovered), 's'],
    ['the same, last root of a line to first', of(({ lag }) => growth(lag)), 'x', { atMost: 1.25 }],
    ['blocks without a confirmed root, most', Math.max(...rounds.map(({ lag }) => lag.mostBlocks)), 'blocks'],
    ['gas of the first root of a line', of(({ gas: [first = 0] }) => first), 'gas'],
    ['gas of each one after it', median(rounds.flatMap(({ gas }) => gas.slice(1))), 'gas'],
    ['everything from block 0 in one go', caught, 'tx/s'],
    ['the same, to committed', caught / committed, 'x', { atLeast: 1 }],
  ];
  return rows.map(([what, figure, unit, target = null]) => ({ what, figure, unit, target }));
}

/** How old the first block without a root was when the last root was confirmed, to the same of the first one. */
function growth({ roots }: Lag): number {
  const [first, last] = [roots[0], roots.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a round has roots');
  return last.uncoveredMs / first.uncoveredMs;
}
