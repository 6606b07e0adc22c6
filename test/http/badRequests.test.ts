import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { Served, type Reply } from '../support/served';
import type { Bearer } from '../support/tokens';
import { watch as watchEvents } from '../support/watch';

const CORE = 'maker@CORE-01';
const CHECK_ALL = '/programs/DEMO-CNY/commands/check?dryRun=true';
/** How long an answer is waited for that ends the connection. */
const PATIENCE_MS = 30_000;
const PROPOSE = '/transactions/company/propose?dryRun=true';

describe('requests that nobody should send', () => {
  let served: Served;
  let bearer: Bearer;

  before(async () => {
    served = await Served.start();
    bearer = await served.bearer(CORE);
  });
  after(() => served.end());
  afterEach('no request is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  /** Sends bytes, hangs up after a while, and answers what came. */
  const raw = (text: string, hangUpAfterMs: number): Promise<string> =>
    new Promise((resolve) => {
      let told = '';
      const { port } = new URL(served.address);
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(text);
        setTimeout(() => socket.resetAndDestroy(), hangUpAfterMs);
      });
      socket.on('data', (chunk: Buffer) => (told += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(told));
    });

  const head = (method: string, path: string, lines: readonly string[]): string =>
    [`${method} /api/v1${path} HTTP/1.1`, 'Host: 127.0.0.1', `Authorization: ${bearer.authorization}`, ...lines, '', ''].join('\r\n');

  const refused = ({ status, body }: Reply, field: string): void => {
    expect(status).to.equal(400);
    expect(body['code']).to.equal('MALFORMED');
    expect(JSON.stringify(body['details'])).to.include(`"${field}"`);
  };

  it('a command whose body is not called JSON is refused, and not taken for one about everything that waits', async () => {
    const body = JSON.stringify({ receivables: ['SEED-0005-01'] });
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', ';', 'application/jsonp']) {
      refused(await served.post(CHECK_ALL, { as: CORE, body, headers: { 'content-type': type } }), 'content-type');
    }
    const chunked = `${head('POST', CHECK_ALL, ['Transfer-Encoding: chunked', 'Connection: close'])}2\r\n{}\r\n0\r\n\r\n`;
    expect(await raw(chunked, PATIENCE_MS)).to.match(/^HTTP\/1.1 400 /);
    expect((await served.post(CHECK_ALL, { as: CORE })).status, 'no body at all').to.equal(200);
    expect(
      (await served.post(CHECK_ALL, { as: CORE, body, headers: { 'content-type': 'application/json; charset=utf-8' } })).status,
    ).to.equal(200);
  });

  it('a packed body is refused, whole or broken', async () => {
    for (const body of [gzipSync(Buffer.alloc(50_000_000, ' ')).toString('latin1'), 'no gzip']) {
      for (const coding of ['gzip', 'br', 'deflate', 'zz']) {
        refused(await served.post(CHECK_ALL, { as: CORE, body, headers: { 'content-encoding': coding } }), 'body');
      }
    }
  });

  it('a body that nests without end is refused', async () => {
    for (const depth of [40, 3_000, 100_000]) {
      const body = `{"proposal":"PROPOSAL-1","subject":"POLICY","content":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      refused(await served.post(PROPOSE, { as: 'maker@OPERATOR-01', body }), 'body');
    }
  });

  it('a body that breaks off is nobody’s fault but the sender’s', async () => {
    await raw(`${head('POST', CHECK_ALL, ['Content-Type: application/json', 'Content-Length: 1000'])}{"a":`, 50);
    await raw(`${head('POST', CHECK_ALL, ['Content-Type: application/json', 'Transfer-Encoding: chunked'])}5\r\n{"a":\r\n`, 50);
    expect((await served.send('GET', '/health/live', {})).status).to.equal(200);
  });

  it('watchers who hang up at once take nobody’s place', async () => {
    const asking = head('GET', '/events', []);
    for (let asked = 0; asked < 240; asked += 20) await Promise.all(Array.from({ length: 20 }, (_each, index) => raw(asking, index % 4)));
    const watcher = await watchEvents(`${served.address}/api/v1/events`, { ...bearer });
    watcher.end();
  });
});
