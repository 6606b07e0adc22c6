import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DISGUISE } from './disguise';
import type { Ending, Plan, PlannedCall, Replayed } from './plan';
import type { PreparedLedgers } from './usualCalls';

const run = promisify(execFile);

/** Two machines that could not be less alike. */
const MACHINES = [
  { name: 'east', env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', [DISGUISE]: '0' } },
  { name: 'west', env: { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C', [DISGUISE]: '1' } },
] as const;

/** Replays the calls on both machines at once. */
export async function replayedTwice(
  ledgers: PreparedLedgers,
  calls: readonly PlannedCall[],
  planted = false,
): Promise<readonly [Replayed, Replayed]> {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-determinism-'));
  try {
    const [east, west] = await Promise.all(
      MACHINES.map(async ({ name, env }): Promise<Replayed> => {
        const plan: Plan = { folders: ledgers.copied(join(folder, name)), planted, calls };
        const [planFile, answerFile] = [join(folder, `${name}-plan.json`), join(folder, `${name}-answer.json`)];
        writeFileSync(planFile, JSON.stringify(plan));
        await run(process.execPath, [join(__dirname, 'replayer.js'), planFile, answerFile], { env: { ...process.env, ...env } });
        return JSON.parse(readFileSync(answerFile, 'utf8')) as Replayed;
      }),
    );
    return [east as Replayed, west as Replayed];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The calls that did not end the same, each with what differed, in the order of the plan. */
export function differences(calls: readonly PlannedCall[], [east, west]: readonly [Replayed, Replayed]): readonly string[] {
  return calls.flatMap(({ transaction, user }, index) => {
    const what = differing(east.endings[index], west.endings[index]);
    return what.length === 0 ? [] : [`call ${index}, ${transaction} by ${user}: ${what.join(', ')}`];
  });
}

function differing(a: Ending | undefined, b: Ending | undefined): readonly string[] {
  if (a === undefined || b === undefined) return ['not run'];
  if (a.outcome !== b.outcome) return [`${a.outcome} against ${b.outcome}`];
  return [...new Set([...Object.keys(a.digests), ...Object.keys(b.digests)])].filter((name) => a.digests[name] !== b.digests[name]);
}
