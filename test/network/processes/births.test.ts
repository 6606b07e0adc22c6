import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { modules } from './built';

describe('when a process began', () => {
  it('is told of each that runs, by either way, and of no other', async () => {
    const { birthsOf, birthsByPs } = await modules();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const pids = [process.pid, child.pid ?? 0, 999_999_999];
    for (const births of [birthsOf, birthsByPs]) expect([...births(pids).keys()].sort((a, b) => a - b)).to.have.members(pids.slice(0, 2));
    const before = birthsOf(pids);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const births of [birthsOf, birthsByPs]) expect([...births(pids).keys()]).to.deep.equal([process.pid]);
    expect(birthsOf([process.pid]).get(process.pid)).to.equal(before.get(process.pid));
    expect(birthsOf([])).to.have.length(0);
  });
});
