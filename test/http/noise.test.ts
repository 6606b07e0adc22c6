import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ServerProcess } from '../support/serverProcess';
import { bearerFor, type Bearer } from '../support/tokens';

/** Requests a second that a company may send. */
const LIMIT = 10;
const NOISE = 10 * LIMIT;
const PATH = '/api/v1/programs/DEMO-CNY/receivables?limit=20';
const ROUNDS = 30;
const PHASES = 3;
const NOISE_SECONDS = 4;

/** The value below which a part of all lies. */
const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * part) - 1)] ?? Number.NaN;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a company that sends ten times what it may', function () {
  this.timeout(180_000);
  let directory: string;
  let server: ServerProcess;
  let address: string;
  let [quiet, noisy]: Bearer[] = [];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tierline-noise-'));
    server = new ServerProcess(directory, ['--rate-limit', String(LIMIT), '--log-level', 'error']);
    address = await server.ready();
    quiet = await bearerFor(address, 'maker@CORE-01');
    noisy = await bearerFor(address, 'maker@SUP-01');
  });
  after(async () => {
    await server.end();
    rmSync(directory, { recursive: true, force: true });
  });

  const measured = async (): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = performance.now();
      const response = await fetch(`${address}${PATH}`, { headers: quiet ?? {} });
      await response.arrayBuffer();
      expect(response.status).to.equal(200);
      times.push(performance.now() - begun);
      await pause(150);
    }
    return percentile(times, 0.95);
  };

  /** Sent by a process of its own: within this one the counting of it would delay what is measured. */
  const noise = async (): Promise<{ readonly ms: number; readonly taken: number; readonly refused: number }> => {
    const begun = performance.now();
    const load = ['-c', '20', '-R', String(NOISE), '-d', String(NOISE_SECONDS), '-j', '-n'];
    const words = [...load, '-H', `authorization: ${noisy?.authorization ?? ''}`, `${address}${PATH}`];
    const { stdout } = await promisify(execFile)(process.execPath, [require.resolve('autocannon'), ...words]);
    const { '2xx': taken, non2xx: refused } = JSON.parse(stdout) as { readonly '2xx': number; readonly non2xx: number };
    return { ms: performance.now() - begun, taken, refused };
  };

  it('is itself refused, while every request of the others is answered; how long they wait is told', async () => {
    await measured();
    const [alone, beside]: [number[], number[]] = [[], []];
    let refused = 0;
    for (let phase = 0; phase < PHASES; phase += 1) {
      alone.push(await measured());
      const made = noise();
      beside.push(await measured());
      const { ms, taken, refused: sentAway } = await made;
      refused += sentAway;
      // A second's window may have begun before, and another one ends after.
      expect(taken).to.be.at.most(LIMIT * (2 + Math.ceil(ms / 1_000)));
    }
    expect(refused).to.be.greaterThan(0);
    const [before, during] = [percentile(alone, 0.5), percentile(beside, 0.5)];
    console.log(`        p95 alone ${before.toFixed(1)} ms, beside ${during.toFixed(1)} ms; ${refused} refused`);
  });
});
