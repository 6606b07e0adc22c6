import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultIn } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { alone } from '@tierline/network/dist/alone';
import { keepFile } from '@tierline/network/dist/changes';
import { runNetwork } from '@tierline/network/dist/commandLine';
import { explainNetwork } from '@tierline/network/dist/explain';
import { Layout } from '@tierline/network/dist/layout';
import { withFabric } from '@tierline/network/dist/nodes';
import { expect } from 'chai';

const ROOT = join(__dirname, '../../..');
const FIRST_PORT = 29_000;
const RUN = 0o700;
const NOBODY = { HOME: '/nowhere', PATH: '/nowhere' };

describe("the command line of the network's tool", () => {
  let place: string;
  let directory: string;
  let networkFile: string;
  let environment: Readonly<Record<string, string>>;
  let printed: string[];

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'tierline-command-'));
    directory = join(place, 'a network');
    networkFile = join(place, 'network.yaml');
    environment = { ...NOBODY, FABRIC_BIN: join(place, 'bin'), FABRIC_BUILDERS: join(place, 'builders') };
    printed = [];
    const text = await readFile(join(ROOT, 'network/network.yaml'), 'utf8');
    await writeFile(networkFile, text.replace(/firstPort: \d+/, `firstPort: ${FIRST_PORT}`));
  });
  afterEach(() => rm(place, { recursive: true, force: true }));

  /** Programs that say their version and do nothing else. */
  async function install(): Promise<void> {
    const all = ['peer', 'orderer', 'configtxgen', 'configtxlator', 'osnadmin', 'fabric-ca-server'].map((name) => join(place, 'bin', name));
    const builder = ['build', 'detect', 'release'].map((name) => join(place, 'builders/bin', name));
    for (const folder of ['bin', 'builders/bin']) await mkdir(join(place, folder), { recursive: true });
    for (const file of [...all, ...builder]) {
      await writeFile(file, `#!/bin/sh\necho ' Version: ${file.endsWith('fabric-ca-server') ? '1.5.21' : 'v3.1.5'}'\n`);
      await chmod(file, RUN);
    }
  }

  function run(...args: readonly string[]): Promise<number> {
    const tell = (line: string): number => printed.push(line);
    return runNetwork(args, { project: ROOT, directory, environment, out: tell, progress: tell });
  }

  /** What a command says that is refused: one line. */
  async function refusal(...args: readonly string[]): Promise<string> {
    const error = await run(...args).then(
      () => 'it was done',
      (thrown: unknown) => thrown,
    );
    const fault = faultIn(error);
    if (fault === null) throw new Error(`no refusal: ${String(error)}`);
    const told = `${fault.code}: ${explainNetwork(fault)}`;
    expect(told.split('\n')).to.have.length(1);
    return told;
  }

  /** A network whose making was begun. */
  async function begun(): Promise<void> {
    const layout = new Layout(directory);
    await keepFile({ layout, file: withFabric(readNetworkFile(networkFile), networkFile) });
  }

  describe('what was mistyped is named, with the mend', () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['upp'], /^MALFORMED: the command "upp" is not accepted: is not known; see npm run network -- --help\.$/],
      [['constructor'], /the command "constructor" .* is not known/],
      [['node', 'dance'], /the command "node dance" .* is not known/],
      [['org'], /the command "org" .* is not known/],
      [['org', 'add'], /FILE is not accepted: is missing/],
      [['node', 'start'], /NODE is not accepted: is missing/],
      [['up', 'now'], /the word "now" is not accepted: is one too many/],
      [['logs', 'peer.core', 'peer.bank-a'], /the word "peer.bank-a" .* one too many/],
      [['up', '--colour'], /Unknown option '--colour'/],
      [['up', '--file'], /'--file <value>' argument missing/],
    ];
    for (const [args, expected] of cases) {
      it(args.join(' '), async () => {
        expect(await refusal(...args)).to.match(expected);
        expect(existsSync(directory)).to.equal(false);
      });
    }

    it('help is given without a word, and when it is asked for', async () => {
      for (const args of [[], ['help'], ['up', '--help']]) {
        printed = [];
        expect(await run(...args)).to.equal(0);
        expect(printed.join()).to.contain('npm run network -- up');
      }
    });
  });

  it('where there is no network, that is said, and nothing is made', async () => {
    for (const command of [
      'down',
      'status',
      'doctor',
      'logs peer.core',
      'node start peer.core',
      'node stop x',
      'org add f',
      'program add f',
      'chaincode upgrade',
    ])
      expect(await refusal(...command.split(' ')), command).to.match(/^UNAVAILABLE: There is no network in .*a network: make one with/);
    expect(await run('clean')).to.equal(0);
    expect(existsSync(directory)).to.equal(false);
  });

  it('programs of Fabric that are missing are all named, and nothing is made', async () => {
    const told = await refusal('up', '--file', networkFile);
    expect(told).to.match(
      /^UNAVAILABLE: Programs of Hyperledger Fabric are missing: peer 3\.1, orderer 3\.1, .* fabric-ca-server 1\.5, .*install-fabric\.sh/,
    );
    expect(existsSync(directory)).to.equal(false);
  });

  it('a wrong network file is named with its field, and nothing is made', async () => {
    await install();
    const right = await readFile(networkFile, 'utf8');
    const wrong: readonly (readonly [string | RegExp, string, RegExp])[] = [
      ['consensus: raft', 'consensus: paxos', /fabric\.consensus/],
      [`firstPort: ${FIRST_PORT}`, 'firstPort: 80', /fabric\.firstPort/],
      ['role: regulator', 'role: auditor', /organisations\.4\.role/],
      ['channel: tierline', 'channel: Tierline', /channel.*small letters/],
      [/^fabric:[\s\S]*/m, '', /fabric.*says how the nodes are set/],
    ];
    for (const [from, to, expected] of wrong) {
      await writeFile(networkFile, right.replace(from, to));
      expect(await refusal('up', '--file', networkFile))
        .to.match(/^MALFORMED: .*network\.yaml/)
        .and.match(expected);
    }
    expect(await refusal('up', '--file', join(place, 'none.yaml'))).to.match(
      /^UNAVAILABLE: .*none\.yaml cannot be used: it does not exist/,
    );
    expect(existsSync(directory)).to.equal(false);
  });

  describe('a folder that holds something else', () => {
    it('is left as it is by up, down and clean', async () => {
      await install();
      await mkdir(directory);
      await writeFile(join(directory, 'thesis.txt'), 'years of work');
      await writeFile(join(directory, 'network.yaml'), await readFile(networkFile, 'utf8'));
      for (const args of [['up', '--file', networkFile], ['clean']]) {
        expect(await refusal(...args)).to.match(
          /^CONDITION_UNMET: The folder .*a network holds something else .*: name another with --dir\.$/,
        );
      }
      expect(await refusal('down')).to.match(/There is no network/);
      expect(await readdir(directory)).to.have.members(['thesis.txt', 'network.yaml']);
      expect(await readFile(join(directory, 'thesis.txt'), 'utf8')).to.equal('years of work');
    });

    it('is one too where it is a file, lies below one, or cannot be written to', async () => {
      await install();
      await writeFile(directory, 'a file');
      for (const dir of [directory, join(directory, 'below')]) {
        expect(await refusal('up', '--file', networkFile, '--dir', dir)).to.match(
          /^UNAVAILABLE: The folder .* cannot be written to: it is a file/,
        );
      }
      expect(await readFile(directory, 'utf8')).to.equal('a file');
      if (process.platform !== 'linux') return;
      expect(await refusal('up', '--file', networkFile, '--dir', '/proc/network')).to.match(
        /The folder \/proc\/network cannot be written to/,
      );
    });
  });

  it('clean removes a network whose making had just begun, also when a clean was broken off', async () => {
    await begun();
    await mkdir(join(directory, 'organisations'));
    await run('clean');
    expect(existsSync(directory)).to.equal(false);
    expect(printed.at(-1)).to.match(/^Nothing is left in .*a network\.$/);
    await mkdir(directory);
    await writeFile(join(directory, 'at-work.lock.x'), '');
    await run('clean');
    expect(existsSync(directory)).to.equal(false);
  });

  it('a second command at the same time is refused, and names the first', async () => {
    await install();
    await begun();
    await alone(directory, async () => {
      for (const args of [['up'], ['down'], ['clean'], ['org', 'add', 'x'], ['chaincode', 'upgrade']]) {
        expect(await refusal(...args)).to.match(
          new RegExp(`^WRONG_STATE: Another command changes the network in .* \\(process ${process.pid}\\): wait`),
        );
      }
    });
    expect(await run('down')).to.equal(0);
  });

  it('a lock whose process has died holds nobody up', async () => {
    await begun();
    await writeFile(join(directory, 'at-work.lock'), JSON.stringify({ pid: 4_000_000, birth: 'long ago', token: 'gone' }));
    expect(await run('down')).to.equal(0);
  });

  it('nodes that the network does not have are refused by name, and those that never ran have no log', async () => {
    await begun();
    await install();
    for (const args of [
      ['logs', 'peer.nobody'],
      ['node', 'start', 'peer.nobody'],
      ['node', 'stop', 'peer.nobody'],
      ['node', 'kill', 'peer.nobody'],
    ]) {
      expect(await refusal(...args), args.join(' ')).to.match(
        /There is no node peer\.nobody\. The network has: ca\.orderer, orderer0, .*peer\.regulator\.$/,
      );
    }
    expect(await refusal('logs', 'peer.core')).to.match(/peer\.core has not run yet: it has no log\. Start it/);
    expect(await refusal('logs', '../../etc/passwd')).to.match(/There is no node/);
    expect(await run('node', 'stop', 'peer.core')).to.equal(0);
    expect(printed.at(-1)).to.equal('peer.core was not running.');
  });

  it('a network that was made from another file stays as it is', async () => {
    await begun();
    await install();
    await mkdir(join(directory, 'organisations'));
    const kept = await readFile(new Layout(directory).networkFile, 'utf8');
    const text = await readFile(networkFile, 'utf8');
    await writeFile(networkFile, text.replace('timeoutMs: 200', 'timeoutMs: 300').replace('name: BANK-B', 'name: BANK-Z'));
    expect(await refusal('up', '--file', networkFile)).to.match(
      /^WRONG_STATE: The network in .* was made from another file \(fabric, BANK-Z\): add to it with "program add" or "org add", or begin again/,
    );
    expect(await readFile(new Layout(directory).networkFile, 'utf8')).to.equal(kept);
  });

  it('lines of a log are a number within limits', async () => {
    await begun();
    for (const lines of ['0', '-1', 'many', '10001', '1.5'])
      expect(await refusal('logs', 'peer.core', `--lines=${lines}`)).to.match(/--lines .* from 1 to 10000/);
  });

  it('status lists every node of a network that never ran, and ends with 2', async () => {
    await begun();
    expect(await run('status')).to.equal(2);
    expect(printed.filter((line) => line.includes('DOWN'))).to.have.length(15);
    printed = [];
    expect(await run('status', '--json')).to.equal(2);
    const told = JSON.parse(printed.join()) as { readonly isWell: boolean; readonly notStarted: readonly string[] };
    expect(told.isWell).to.equal(false);
    expect(told.notStarted).to.include.members(['orderer0', 'peer.bank-a', 'ca.core', 'supervisor']);
  });

  describe('when up cannot go on', () => {
    let server: Server;
    afterEach(() => server?.close());

    it('a port that another program has is named, nothing was started, and another file may be tried', async () => {
      await install();
      server = createServer().listen(FIRST_PORT + 100, '127.0.0.1');
      await once(server, 'listening');
      expect(await refusal('up', '--file', networkFile)).to.match(/^UNAVAILABLE: Port 29100 of peer\.operator is in use.*firstPort/);
      expect(await run('status')).to.equal(2);
      expect(existsSync(join(directory, 'organisations'))).to.equal(false);
      const text = await readFile(networkFile, 'utf8');
      await writeFile(networkFile, text.replace(`firstPort: ${FIRST_PORT}`, 'firstPort: 29300'));
      expect(await refusal('up', '--file', networkFile)).to.match(/ended as soon as it was started/);
    });

    it('what it had started is ended, and the node that died is named with its log', async () => {
      await install();
      expect(await refusal('up', '--file', networkFile)).to.match(
        /^UNAVAILABLE: ca\.[a-z-]+ ended as soon as it was started: see "npm run network -- logs ca/,
      );
      printed = [];
      await run('status', '--json');
      const { nodes } = JSON.parse(printed.join()) as { readonly nodes: readonly { readonly state: string }[] };
      expect(nodes.filter(({ state }) => state === 'UP')).to.deep.equal([]);
    });
  });
});
