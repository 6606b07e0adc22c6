import { describe, type Operation } from './operation';
import type { Found, Result } from './play';
import type { Shrunk } from './shrink';

const MAX_LINE = 400;

const cut = (text: string): string => (text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)} ...` : text);

/** What a run came to: counts for each operation and outcome, and what was made. */
export function summary({ played, worlds, blocks, receivables, tokens, tally, trace }: Result, elapsedMs: number): readonly string[] {
  const outcomes = [...tally.outcomes()].filter(([outcome]) => !outcome.includes('+')).map(([outcome, count]) => `${outcome} ${count}`);
  return [
    ...tally.lines().map(cut),
    '',
    `outcomes      ${outcomes.join('  ')}`,
    `operations    ${played} in ${worlds} worlds`,
    `blocks        ${blocks}`,
    `receivables   ${receivables}`,
    `tokens        ${tokens}`,
    `time          ${(elapsedMs / 1_000).toFixed(1)} s, ${(elapsedMs / Math.max(1, played)).toFixed(1)} ms for each operation`,
    `trace         ${trace}`,
  ];
}

/** How to see a failure again. */
export const replayCommand = ({ seed, operations }: Found): string => `npm run sim -- --seed ${seed} --ops ${operations.length + 1}`;

/** What was found wrong: seed, operation, failure, and the command that replays it. */
export function told(found: Found): readonly string[] {
  const { seed, operations, failing, failure } = found;
  return [`seed ${seed}, operation ${operations.length + 1}`, cut(describe(failing)), failure.message, `replay: ${replayCommand(found)}`];
}

/** The operations of a shrunk failure, one on a line. */
export function toldShrunk({ operations, failure, tries }: Shrunk): readonly string[] {
  const lines = operations.map((operation: Operation, index) => `${String(index + 1).padStart(3)}. ${cut(describe(operation))}`);
  return [`after ${tries} tries, ${operations.length} operations still fail:`, ...lines, failure.message];
}
