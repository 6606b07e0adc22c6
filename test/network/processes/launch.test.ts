import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { scriptOf } from './built';
import { SmallNetwork } from './smallNetwork';

const LIMIT_MS = 20_000;

/** Starts a node in a process that is killed while it writes the note down. */
async function killedWhileNoting(network: SmallNetwork): Promise<void> {
  const script = `require(${JSON.stringify(scriptOf('spawnNode'))}).spawnNode(JSON.parse(process.argv[1]), process.argv[2],
    async ({ pid }) => { console.log(pid); process.kill(process.pid, 'SIGKILL'); })`;
  const other = spawn(process.execPath, ['-e', script, JSON.stringify(network.command('peer', [])), network.layout.logOf('peer')]);
  const [printed] = (await once(other.stdout, 'data', { signal: AbortSignal.timeout(LIMIT_MS) })) as [Buffer];
  await once(other, 'exit');
  const launched = Number(printed.toString());
  expect(launched).to.be.above(1);
}

describe('a command line that is killed between starting a node and writing it down', () => {
  let network: SmallNetwork;

  beforeEach(async () => {
    network = await SmallNetwork.make();
  });
  afterEach(() => network.end());

  it('leaves no process that nobody knows of', async () => {
    for (let time = 0; time < 5; time += 1) await killedWhileNoting(network);
    await pause(300);
    expect([network.pidsOf('peer'), existsSync(network.layout.logOf('peer'))]).to.deep.equal([[], true]);
  });
});
