import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { refused } from '../../support/refused';
import { modules, scriptOf } from './built';
import { freePorts, SmallNetwork, until } from './smallNetwork';

const PEER = 'peer.bank-a';
const LIMIT_MS = 10_000;

describe('the processes of a network', () => {
  let network: SmallNetwork;
  let ports: number[];
  let port: number;

  beforeEach(async () => {
    network = await SmallNetwork.make();
    ports = await freePorts(3);
    [port = 0] = ports;
  });
  afterEach(() => network.end());

  const stateOf = async (name: string): Promise<string | undefined> =>
    (await network.processes.states()).find((each) => each.name === name)?.state;
  const started = (name: string): Promise<number> => until(() => network.alive(name).length > 0, LIMIT_MS);

  it('start a node, and say how it is', async () => {
    const { pid, fresh } = await network.processes.start(network.command(PEER, [port], 'LISTENS', { kind: 'peer' }));
    await started(PEER);
    const [state] = await network.processes.states();
    expect(state).to.deep.include({ name: PEER, kind: 'peer', pid, state: 'UP', restarts: 0, ports: [port] });
    expect(Date.now() - Date.parse(state?.since ?? '')).to.be.within(0, LIMIT_MS);
    expect([fresh, network.pidsOf(PEER)]).to.deep.equal([true, [pid]]);
  });

  it('start nothing that runs by the same command', async () => {
    const first = await network.processes.start(network.command(PEER, [port]));
    expect(await network.processes.start(network.command(PEER, [port]))).to.deep.equal({ pid: first.pid, fresh: false });
  });

  it('start a node once when it is asked for by many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => network.processes.start(network.command(PEER, [port]))));
    await started(PEER);
    expect(new Set(answers.map(({ pid }) => pid)).size).to.equal(1);
    expect(answers.filter(({ fresh }) => fresh)).to.have.length(1);
  });

  it('start a node again when its command is another', async () => {
    const first = await network.processes.start(network.command(PEER, [port]));
    const second = await network.processes.start(network.command(PEER, [port], 'LISTENS', { environment: { SIZE: '2' } }));
    await until(() => network.alive(PEER).includes(second.pid), LIMIT_MS);
    expect(second.fresh).to.equal(true);
    expect(network.alive(PEER)).to.not.include(first.pid);
  });

  it('go on from what another command line started that was killed', async () => {
    const script = `const { Processes } = require(${JSON.stringify(scriptOf('processes'))});
      new Processes(JSON.parse(process.argv[1])).start(JSON.parse(process.argv[2])).then(() => process.kill(process.pid, 'SIGKILL'));`;
    const { run, logs } = network.layout;
    const command = network.command(PEER, [port]);
    const layout = `{ run: ${JSON.stringify(run)}, logOf: (name) => ${JSON.stringify(logs)} + '/' + name + '.log' }`;
    const other = spawn(process.execPath, ['-e', script.replace('JSON.parse(process.argv[1])', layout), '-', JSON.stringify(command)]);
    await once(other, 'exit');
    await started(PEER);
    expect(await network.processes.start(command)).to.deep.equal({ pid: network.pidsOf(PEER)[0], fresh: false });
    expect(await network.processes.stop(PEER)).to.equal(true);
  });

  it('give a node PATH, HOME and its own environment, and nothing else of the caller', async () => {
    process.env['TIERLINE_SECRET_OF_THE_CALLER'] = 'yes';
    await network.processes.start({
      ...network.command(PEER, []),
      args: ['-e', 'console.log("has", Object.keys(process.env).filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name)).join())'],
      environment: { SIZE: '2' },
    });
    delete process.env['TIERLINE_SECRET_OF_THE_CALLER'];
    await until(async () => (await network.processes.tail(PEER, 1)).startsWith('has'), LIMIT_MS);
    const names = (await network.processes.tail(PEER, 1)).slice('has '.length).split(',');
    expect(names.filter((name) => !['HOME', 'PATH', 'SIZE'].includes(name))).to.deep.equal([]);
    expect(names).to.include('SIZE');
  });

  it('let only the owner read notes and logs', async () => {
    await network.processes.start(network.command(PEER, [port]));
    const modes = [network.noteFile(PEER), network.layout.logOf(PEER)].map((file) => statSync(file).mode % 0o1000);
    expect(modes).to.deep.equal([0o600, 0o600]);
  });

  it('refuse a busy port, naming who holds it, and start nothing', async () => {
    await network.processes.start(network.command('peer.bank-b', [port]));
    await until(async () => (await network.processes.tail('peer.bank-b', 1)) === 'listens', LIMIT_MS);
    const { code, details } = await refused(network.processes.start(network.command(PEER, [port])));
    expect(code).to.equal('UNAVAILABLE');
    expect(details).to.deep.include({ reason: 'PORT', port, node: PEER });
    if (existsSync('/proc/net/tcp')) expect(details['heldBy']).to.match(new RegExp(`^process ${network.pidsOf('peer.bank-b')[0]} `));
    expect([network.pidsOf(PEER), await stateOf(PEER)]).to.deep.equal([[], undefined]);
  });

  it('name every busy port at once', async () => {
    const { requireFreePorts } = await modules();
    const servers = ports.slice(0, 2).map((each) => createServer().listen(each, '127.0.0.1'));
    await Promise.all(servers.map((server) => once(server, 'listening')));
    const { details } = await refused(
      requireFreePorts(
        ports.map((each, index) => ({ port: each, node: `peer${index}` })),
        '127.0.0.1',
      ),
    );
    await Promise.all(servers.map((server) => once(server.close(), 'close')));
    const busy = details['busy'] as readonly { readonly port: number; readonly node: string }[];
    expect(busy.map(({ port, node }) => [port, node])).to.deep.equal([
      [ports[0], 'peer0'],
      [ports[1], 'peer1'],
    ]);
    await requireFreePorts([{ port, node: PEER }], '127.0.0.1');
  });

  it('refuse an address that is not of this machine', async () => {
    const { details } = await refused(network.processes.start(network.command(PEER, [port], 'LISTENS', { host: '192.0.2.1' })));
    expect(details).to.deep.include({ reason: 'ADDRESS', host: '192.0.2.1' });
  });

  it('refuse a program or a folder that is not there or not to be used', async () => {
    const plain = join(network.layout.directory, 'plain');
    writeFileSync(plain, '');
    chmodSync(plain, 0o600);
    const refusals = await Promise.all(
      [{ program: '/nowhere/peer' }, { program: plain }, { folder: '/nowhere' }].map((change) =>
        refused(network.processes.start({ ...network.command(PEER, []), ...change })),
      ),
    );
    expect(refusals.map(({ details }) => [details['file'], details['reason']])).to.deep.equal([
      ['/nowhere/peer', 'ENOENT'],
      [plain, 'EACCES'],
      ['/nowhere', 'ENOENT'],
    ]);
    expect(await stateOf(PEER)).to.equal(undefined);
  });

  it('refuse names that lead elsewhere and programs without a path', async () => {
    const names = ['', '.', '../peer', 'Peer', 'a/b', 'a'.repeat(61)];
    const codes = await Promise.all(names.map(async (name) => (await refused(network.processes.start(network.command(name, [])))).code));
    expect(codes).to.deep.equal(names.map(() => 'MALFORMED'));
    expect((await refused(network.processes.start({ ...network.command(PEER, []), program: 'peer' }))).details).to.deep.include({
      field: 'program',
    });
  });

  it('stop a node and wait until it is gone', async () => {
    const { pid } = await network.processes.start(network.command(PEER, [port]));
    await started(PEER);
    expect(await network.processes.stop(PEER)).to.equal(true);
    expect([network.alive(PEER), await network.processes.states(), network.pidsOf(PEER)]).to.deep.equal([[], [], [pid]]);
    expect(await network.processes.stop(PEER)).to.equal(false);
  });

  it('end a node that does not want to stop after the grace', async () => {
    await network.processes.start(network.command(PEER, [port], 'DEAF'));
    await until(async () => (await network.processes.tail(PEER, 1)) === 'listens', LIMIT_MS);
    const begun = Date.now();
    expect(await network.processes.stop(PEER, { graceMs: 300 })).to.equal(true);
    expect([network.alive(PEER), Date.now() - begun >= 300]).to.deep.equal([[], true]);
  });

  it('kill a node as a crash would: it is down, and can be started again', async () => {
    const { pid } = await network.processes.start(network.command(PEER, [port], 'DEAF'));
    expect(await network.processes.kill(PEER)).to.equal(pid);
    expect([await stateOf(PEER), await network.processes.kill(PEER)]).to.deep.equal(['DOWN', null]);
    expect((await network.processes.start(network.command(PEER, [port]))).fresh).to.equal(true);
  });

  it('never end another process that has got the id of one of theirs', async () => {
    const foreign = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
    await once(foreign, 'spawn');
    // The system's clock of processes ticks each 10 ms.
    await pause(50);
    await network.processes.start(network.command(PEER, [port]));
    const { pid } = network.noteOf(PEER);
    network.forge(PEER, { pid: foreign.pid ?? 0 });
    expect([await stateOf(PEER), await network.processes.kill(PEER), await network.processes.stop(PEER)]).to.deep.equal([
      'DOWN',
      null,
      false,
    ]);
    expect(foreign.exitCode ?? foreign.signalCode).to.equal(null);
    foreign.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await once(foreign, 'exit');
  });

  it('refuse a damaged note, naming the file', async () => {
    mkdirSync(network.layout.run, { recursive: true });
    for (const text of ['', '{}', '{"pid":1}', `{"command":{"name":"${PEER}"},"pid":-1,"birth":"x"}`]) {
      writeFileSync(network.noteFile(PEER), text);
      expect((await refused(network.processes.stop(PEER))).details).to.deep.include({ file: network.noteFile(PEER), reason: 'DAMAGED' });
    }
    writeFileSync(network.noteFile(PEER), JSON.stringify({ command: network.command(PEER, []), pid: 999_999_999, birth: 'x' }));
  });

  it('stop everything: the supervisor first, then chaincode, peers, orderers, authorities', async () => {
    const kinds = ['authority', 'orderer', 'peer', 'chaincode', 'supervisor'] as const;
    for (const kind of kinds) await network.processes.start(network.command(`a-${kind}`, [], 'LISTENS', { kind }));
    await network.processes.kill('a-peer');
    expect(await network.processes.stopAll()).to.deep.equal(['a-supervisor', 'a-chaincode', 'a-orderer', 'a-authority']);
    expect([await network.processes.states(), kinds.flatMap((kind) => network.alive(`a-${kind}`))]).to.deep.equal([[], []]);
  });

  it('take over a lock whose holder was killed', async () => {
    const lock = join(network.layout.run, `${PEER}.lock`);
    mkdirSync(network.layout.run, { recursive: true });
    writeFileSync(lock, JSON.stringify({ pid: process.pid, birth: 'another', token: '00000000-0000-4000-8000-000000000000' }));
    expect((await network.processes.start(network.command(PEER, [port]))).fresh).to.equal(true);
    expect(existsSync(lock)).to.equal(false);
  });

  it('wait for a lock whose holder lives', async () => {
    const lock = join(network.layout.run, `${PEER}.lock`);
    const { birthsOf } = await modules();
    mkdirSync(network.layout.run, { recursive: true });
    writeFileSync(lock, JSON.stringify({ pid: process.pid, birth: birthsOf([process.pid]).get(process.pid), token: 'this-one' }));
    const start = network.processes.start(network.command(PEER, [port]));
    await pause(200);
    expect(network.pidsOf(PEER)).to.deep.equal([]);
    rmSync(lock);
    expect((await start).fresh).to.equal(true);
  });

  it('tell the last lines of a log, and of no other file', async () => {
    await network.processes.start(network.command(PEER, [port]));
    await until(async () => (await network.processes.tail(PEER, 1)) === 'listens', LIMIT_MS);
    expect(await network.processes.tail(PEER, 100)).to.match(/^--- \d{4}-\d\d-\d\dT[\d:.]+Z peer\.bank-a starts: node\nlistens$/);
    expect((await refused(network.processes.tail('peer.nobody', 1))).code).to.equal('NOT_FOUND');
    expect((await refused(Promise.resolve().then(() => network.processes.tail('../secrets', 1)))).code).to.equal('MALFORMED');
  });

  it('begin a new log when the old one is too large, and keep that one', async () => {
    const log = network.layout.logOf(PEER);
    mkdirSync(network.layout.logs, { recursive: true });
    writeFileSync(log, 'old');
    truncateSync(log, 51 * 1024 * 1024);
    await network.processes.start(network.command(PEER, [port]));
    expect([statSync(`${log}.1`).size, readFileSync(log, 'utf8').startsWith('--- ')]).to.deep.equal([51 * 1024 * 1024, true]);
  });
});
