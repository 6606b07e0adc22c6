import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { inProcess, jsonOf, tierline, tierlineIn } from '../cli/commandLine';
import { ServerProcess } from '../support/serverProcess';
import { Tokens } from '../support/tokens';

interface Note {
  readonly heldBy: number;
  readonly address: string;
  readonly secret: string;
}

describe('tierline start', function () {
  this.timeout(120_000);
  let directory: string;
  let server: ServerProcess;
  let address: string;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tierline-start-'));
    server = new ServerProcess(directory);
    address = await server.ready();
  });
  after(async () => {
    await server.end();
    rmSync(directory, { recursive: true, force: true });
  });

  const note = (): Note => JSON.parse(readFileSync(join(directory, 'holder.json'), 'utf8')) as Note;
  const height = async (): Promise<number> => {
    const response = await fetch(`${address}/api/v1/me`, { headers: await new Tokens(() => address).bearer('maker@CORE-01') });
    return Number(response.headers.get('tierline-block'));
  };

  it('tells what it does, one address, and who may act', () => {
    expect(server.told).to.match(/network founded/);
    expect(server.told.match(/http:\/\/127\.0\.0\.1:\d+ {3}/g)).to.have.length(1);
    expect(server.told).to.include('maker@CORE-01').and.to.include('maker@SUP-01');
    expect(server.told).to.match(/DEVELOPMENT SIGN-IN \(--dev-auth\): nobody proves who he is/);
  });

  it('is named, with its address, as the holder of the directory, for its owner alone', () => {
    expect(note()).to.include({ heldBy: server.pid, address });
  });

  it('refuses a second start on the same directory, naming the process that holds it', async () => {
    const second = new ServerProcess(directory);
    const { code } = await second.ended();
    expect(code).to.equal(3);
    expect(second.told).to.include(`process ${server.pid}`);
    expect(await height()).to.be.greaterThan(0);
  });

  it('runs the command lines of others on the directory', async () => {
    const before = await height();
    const listed = await tierline(directory, 'work', '--as', 'maker@CORE-01', '--json');
    expect(listed.code).to.equal(0);
    expect(jsonOf(listed)['work']).to.be.an('array').with.length(2);
    const done = await tierline(directory, 'check', 'SEED-0005-01', '--as', 'maker@CORE-01');
    expect(done).to.deep.include({ code: 0 });
    expect(await height()).to.be.greaterThan(before);
    const refused = await tierline(directory, 'check', 'SEED-0005-01', '--as', 'maker@CORE-01');
    expect(refused.code).to.equal(2);
    expect(refused.err).to.match(/^WRONG_STATE: /);
  });

  it('takes the paths of a command line from the folder in which it was typed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tierline-typed-'));
    const claim = { invoice: 'HTTP-FILE-1', issued: '2026-04-01', amount: '1,250.00', due: '2026-06-22' };
    writeFileSync(join(folder, 'claims.json'), JSON.stringify({ claims: [claim] }));
    const words = ['submit', '--file', 'claims.json', '--as', 'maker@SUP-01', '--data-dir', directory];
    const submitted = await tierlineIn(folder, words);
    expect(submitted).to.match(/Done: receivable:submit/);
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes no command line without the secret that lies in the directory', async () => {
    for (const authorization of ['', 'Bearer ', `Bearer ${'0'.repeat(64)}`]) {
      const response = await fetch(`${address}/terminal`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ argv: ['users'], folder: '/', environment: {} }),
      });
      expect(response.status).to.equal(403);
    }
  });

  it('refuses a port that another program has, in one line', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const empty = mkdtempSync(join(tmpdir(), 'tierline-busy-'));
    const busy = new ServerProcess(empty, ['--empty', '--port', String(port)]);
    expect((await busy.ended()).code).to.equal(3);
    expect(busy.told).to.match(new RegExp(`^UNAVAILABLE: .*port ${port}.*--port`, 'm'));
    other.close();
    rmSync(empty, { recursive: true, force: true });
  });

  it('refuses to begin without an issuer, with half of one, or with the development issuer for others to reach, in one line', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'tierline-issuer-'));
    const start = (...words: readonly string[]) => inProcess(empty, 'start', '--empty', '--port', '0', ...words);
    const https = 'https://id.example';
    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /^MALFORMED: --issuer is missing: .*--dev-auth.*\n$/],
      [['--issuer', https], /^MALFORMED: --client-id is missing/],
      [['--issuer', 'http://id.example', '--client-id', 'x'], /--issuer "http:\/\/id.example" is not accepted/],
      [['--issuer', 'id.example', '--client-id', 'x'], /--issuer/],
      [['--dev-auth', '--public-url', 'https://tierline.example'], /--public-url .*this machine alone/],
      [['--issuer', https, '--client-id', 'x', '--public-url', 'https://tierline.example/app'], /--public-url .*without a path/],
      [['--issuer', https, '--client-id', 'x', '--person-claim', 'a b'], /--person-claim/],
      [['--issuer', https, '--client-id', 'x', '--scope', 'offline_access'], /--scope/],
      [['--issuer', https, '--client-id', 'x', '--scope', 'openid "'], /--scope/],
      [['--issuer', https, '--client-id', 'x', '--renew-after', '9'], /--renew-after/],
      [['--dev-auth', '--log-level', 'all'], /--log-level/],
      [['--dev-auth', '--rate-limit', '0'], /--rate-limit/],
      [['--dev-auth', '--metrics-port', '70000'], /--metrics-port/],
    ];
    for (const [words, told] of refusals) {
      const { code, err } = await start(...words);
      expect([code, err.split('\n').length], words.join(' ')).to.deep.equal([2, 2]);
      expect(err, words.join(' ')).to.match(told);
    }
    rmSync(empty, { recursive: true, force: true });
  });

  it('uses no development issuer beside another one, and says so', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'tierline-both-'));
    const both = new ServerProcess(empty, ['--empty', '--issuer', 'https://id.example', '--client-id', 'x', '--metrics-port', '0']);
    const own = await both.ready();
    expect((await fetch(`${own}/dev-issuer/token`, { method: 'POST' })).status).to.equal(404);
    expect(both.told).to.include('--dev-auth is not used').and.not.to.include('DEVELOPMENT SIGN-IN');
    expect(both.told).to.match(/http:\/\/127\.0\.0\.1:\d+\/metrics/);
    await both.end();
    rmSync(empty, { recursive: true, force: true });
  });

  it('ends cleanly when it is told to, and goes on where it was at the next start', async () => {
    const before = await height();
    expect(await server.end()).to.deep.equal({ code: 0, signal: null });
    expect(existsSync(join(directory, 'holder.json'))).to.equal(false);
    // An empty DATABASE_URL, as files of settings have it, names no database.
    server = new ServerProcess(directory, [], { DATABASE_URL: '' });
    address = await server.ready();
    expect(server.told).not.to.include('network founded');
    expect(await height()).to.equal(before);
  });

  it('goes on where it was after it was killed', async () => {
    const before = await height();
    await server.end('SIGKILL');
    const direct = await tierline(directory, 'users', '--json');
    expect(direct.code).to.equal(0);
    server = new ServerProcess(directory);
    address = await server.ready();
    expect(await height()).to.equal(before);
  });
});
