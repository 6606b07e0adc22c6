import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { modules, SUPERVISOR_SCRIPT } from './built';
import { freePorts, SmallNetwork, until } from './smallNetwork';

const NODE = 'chaincode.bank-a';
const RESTARTED = { restarts: true };
const BACK_MS = 3_000;
/** On a busy machine. */
const LIMIT_MS = 20_000;

describe('the supervisor', () => {
  let network: SmallNetwork;
  let port: number;

  beforeEach(async () => {
    network = await SmallNetwork.make();
    [port = 0] = await freePorts(1);
  });
  afterEach(() => network.end());

  const supervisorPid = async (): Promise<number | null> =>
    (await network.processes.states()).find(({ kind }) => kind === 'supervisor')?.pid ?? null;
  const supervise = async (): Promise<void> => (await modules()).startSupervisor(network.processes, network.layout);

  it('starts a dead node again within three seconds, counts it and writes it down', async () => {
    const { pid: first } = await network.processes.start(network.command(NODE, [port], 'LISTENS', RESTARTED));
    await supervise();
    await until(async () => (await network.processes.tail('supervisor', 1)).endsWith('looks after the nodes'), LIMIT_MS);
    await until(() => network.alive(NODE).length === 1, LIMIT_MS);
    await network.processes.kill(NODE);
    const isUp = async (): Promise<boolean> => (await network.processes.states())[0]?.state === 'UP';
    expect(await until(isUp, LIMIT_MS)).to.be.below(BACK_MS);
    await until(() => network.alive(NODE).length === 1, LIMIT_MS);
    const [state] = await network.processes.states();
    expect(state).to.deep.include({ state: 'UP', restarts: 1, pid: network.alive(NODE)[0] });
    expect(state?.pid).to.not.equal(first);
    await until(async () => (await network.processes.tail('supervisor', 1)).includes(`${NODE} had died and was started again`), LIMIT_MS);
  });

  it('lets nodes be that are not to be restarted', async () => {
    await network.processes.start(network.command('peer.bank-a', []));
    await network.processes.start(network.command(NODE, [port], 'LISTENS', RESTARTED));
    await supervise();
    await until(() => network.alive('peer.bank-a').length + network.alive(NODE).length === 2, LIMIT_MS);
    await network.processes.kill('peer.bank-a');
    await network.processes.kill(NODE);
    await until(() => network.pidsOf(NODE).length === 2, LIMIT_MS);
    expect(network.pidsOf('peer.bank-a')).to.have.length(1);
  });

  it('starts a node that dies at once more and more seldom', async () => {
    await network.processes.start(network.command(NODE, [], 'DIES', RESTARTED));
    await supervise();
    await until(() => network.pidsOf(NODE).length >= 2, LIMIT_MS);
    await pause(3_000);
    expect(network.pidsOf(NODE).length).to.be.within(3, 7);
  });

  it('lets a node be whose stop was asked for at the moment in which it is started again', async () => {
    const { Processes } = await modules();
    await network.processes.start(network.command(NODE, [port], 'LISTENS', RESTARTED));
    expect(await network.processes.revive(NODE)).to.equal(null);
    await network.processes.kill(NODE);
    const stops: Promise<boolean>[] = [];
    const { layout } = network;
    const reviving = new Processes({
      run: layout.run,
      // Asked for when its note has been read and no new one is written yet.
      logOf: (name) => {
        stops.push(network.processes.stop(name));
        return layout.logOf(name);
      },
    });
    const pid = await reviving.revive(NODE);
    expect([typeof pid, await Promise.all(stops), await network.processes.states(), network.alive(NODE)]).to.deep.equal([
      'number',
      [true],
      [],
      [],
    ]);
    expect([await reviving.revive(NODE), network.alive(NODE)]).to.deep.equal([null, []]);
  });

  it('never leaves a node running that was stopped while it was restarted', async () => {
    const names = Array.from({ length: 20 }, (_none, index) => `chaincode.n${index}`);
    await supervise();
    await Promise.all(
      names.map(async (name, index) => {
        await network.processes.start(network.command(name, [], 'DEAF', RESTARTED));
        await until(() => network.pidsOf(name).length > 0, LIMIT_MS);
        await network.processes.kill(name);
        // The supervisor comes to it between a quarter and three quarters of a second after its death.
        await pause(200 + index * 30);
        await network.processes.stop(name, { graceMs: 0 });
      }),
    );
    expect(names.flatMap((name) => network.alive(name))).to.deep.equal([]);
    await pause(1_000);
    expect(names.flatMap((name) => network.alive(name))).to.deep.equal([]);
    expect((await network.processes.states()).map(({ name }) => name)).to.deep.equal(['supervisor']);
  });

  it('runs once, however often it is started', async () => {
    await Promise.all([supervise(), supervise(), supervise()]);
    const pid = await supervisorPid();
    await supervise();
    expect(await supervisorPid()).to.equal(pid);
    const second = spawn(process.execPath, [SUPERVISOR_SCRIPT, network.layout.directory]);
    const [code] = (await once(second, 'exit', { signal: AbortSignal.timeout(LIMIT_MS) })) as [number];
    expect([code, await supervisorPid()]).to.deep.equal([0, pid]);
  });

  it('ends when its note is gone', async () => {
    await supervise();
    const pid = (await supervisorPid()) ?? 0;
    await until(async () => (await network.processes.tail('supervisor', 1)).endsWith('looks after the nodes'), LIMIT_MS);
    rmSync(network.noteFile('supervisor'));
    const { birthsOf } = await modules();
    await until(() => !birthsOf([pid]).has(pid), LIMIT_MS);
  });

  it('goes on where a killed one stopped', async () => {
    await network.processes.start(network.command(NODE, [port], 'LISTENS', RESTARTED));
    await supervise();
    await network.processes.kill('supervisor');
    await network.processes.kill(NODE);
    await supervise();
    await until(() => network.alive(NODE).length === 1, LIMIT_MS);
  });
});

describe('the back-off of restarts', () => {
  const start = (ms: number): string => new Date(ms).toISOString();

  it('is none for a node that lived, and doubles from 0.25 s to 5 s for one that dies at once', async () => {
    const { BackOff } = await modules();
    const backOff = new BackOff();
    expect(backOff.isDue(NODE, start(0), 60_000)).to.equal(true);
    let now = 100_000;
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      const since = start(now);
      const died = now;
      while (!backOff.isDue(NODE, since, now)) now += 50;
      waits.push(now - died);
    }
    expect(waits).to.deep.equal([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(backOff.isDue(NODE, start(now), now + 10_000)).to.equal(true);
  });

  it('counts starts that fail', async () => {
    const { BackOff } = await modules();
    const backOff = new BackOff();
    expect(backOff.isDue(NODE, start(0), 60_000)).to.equal(true);
    backOff.failed(NODE, start(0), 60_000);
    backOff.failed(NODE, start(0), 60_000);
    expect([60_499, 60_500].map((now) => backOff.isDue(NODE, start(0), now))).to.deep.equal([false, true]);
  });
});
