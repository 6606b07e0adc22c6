import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { Served } from '../support/served';

const CORE = 'maker@CORE-01';
const CHECK_ALL = '/api/v1/programs/DEMO-CNY/commands/check?dryRun=true';
const MEGABYTE = 1_000_000;
const PATIENCE = { headMs: 500, requestMs: 1_000, silenceMs: 120_000 };
/** Longer than the patience with a head or a body, and shorter than that with silence. */
const BY_THEN_MS = 30_000;
/** A refusal that takes longer has done work that nobody asked for; the machine may be busy, but not each time. */
const QUICK_MS = 500;
const TRIES = 5;

describe('bodies that are made to harm', () => {
  let served: Served;
  let authorization: string;

  before(async () => {
    served = await Served.start({ patience: PATIENCE });
    ({ authorization } = await served.bearer(CORE));
  });
  after(() => served.end());
  afterEach('none is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const nested = (depth: number): string => `{"receivables":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const bodies: Readonly<Record<string, string | Buffer>> = {
    'of more than a megabyte': JSON.stringify({ receivables: ['x'.repeat(1.1 * MEGABYTE)] }),
    'nested ten thousand deep': nested(10_000),
    'nested two hundred thousand deep': nested(200_000),
    'nested and never closed': '['.repeat(500_000),
    'with a name that stands twice': '{"receivables":["SEED-0005-01"],"receivables":["SEED-0005-02"]}',
    'with a name that stands twice in two spellings': '{"receivables":["SEED-0005-01"],"\\u0072eceivables":["SEED-0005-02"]}',
    'with a name that stands twice deep within': '{"a":[{"b":{"c":1,"c":2}}]}',
    'with a name that stands twice, in other letters': Buffer.from(
      '{"receivables":["SEED-0005-01"],"receivables":["SEED-0005-02"]}',
      'utf16le',
    ),
    'of a list of more than anybody has': `{"receivables":[${Array.from({ length: 300_000 }, () => '{}').join(',')}]}`,
    'of more names than anybody has': `{${Array.from({ length: 70_000 }, (_each, index) => `"a${index}":0`).join(',')}}`,
    'of more numbers than anybody has': `{"receivables":[${'1,'.repeat(400_000)}1]}`,
    'with a prototype': '{"__proto__":{"receivables":["SEED-0005-01"]}}',
    'with a constructor': '{"constructor":{"prototype":{"isAdmin":true}}}',
    'of quotes that never end': `{"${'\\"'.repeat(450_000)}`,
    'of one backslash after another': `{"${'\\'.repeat(900_001)}`,
    'of digits': `{"receivables":${'9'.repeat(900_000)}}`,
    'of a number beyond all numbers': '{"receivables":1e999999}',
    'that is a gzip bomb': gzipSync(Buffer.alloc(100 * MEGABYTE, ' ')),
    'with a byte that is no text': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    'with a mark of another order of bytes': Buffer.from('\ufffe{}', 'utf16le'),
  };

  for (const [what, body] of Object.entries(bodies)) {
    it(`are refused at once: one ${what}`, async () => {
      const coding = what.includes('gzip') ? { 'content-encoding': 'gzip' } : {};
      const type = what.includes('other letters') ? 'application/json; charset=utf-16le' : 'application/json';
      const refused = async (): Promise<number> => {
        const begun = performance.now();
        const response = await fetch(`${served.address}${CHECK_ALL}`, {
          method: 'POST',
          headers: { 'content-type': type, authorization, ...coding },
          body: typeof body === 'string' ? body : new Uint8Array(body),
        });
        const told = (await response.json()) as { readonly code?: string };
        expect([response.status, told.code]).to.deep.equal([400, 'MALFORMED']);
        return performance.now() - begun;
      };
      let shortest = await refused();
      for (let tries = 1; shortest >= QUICK_MS && tries < TRIES; tries += 1) shortest = Math.min(shortest, await refused());
      expect(shortest).to.be.below(QUICK_MS);
    });
  }

  it('change nothing of what every object is', () => {
    expect(({} as { readonly isAdmin?: boolean }).isAdmin).to.equal(undefined);
  });

  /** Sends a text piece by piece; answers what came, and after how many milliseconds the connection was over. */
  const drop = (head: string, piece: string, everyMs: number): Promise<{ readonly told: string; readonly ms: number }> =>
    new Promise((resolve) => {
      const begun = performance.now();
      let told = '';
      const { port } = new URL(served.address);
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(head));
      const timer = setInterval(() => socket.write(piece), everyMs);
      socket.on('data', (chunk: Buffer) => (told += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve({ told, ms: performance.now() - begun });
      });
    });

  it('are not waited for without end: a body that comes byte by byte, a head that never ends, one that says nothing', async () => {
    const head = `POST ${CHECK_ALL} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\n`;
    const [body, headers, silent] = await Promise.all([
      drop(`${head}Content-Length: 1000\r\n\r\n{`, ' ', 100),
      drop('GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n', 'X-A: b\r\n', 100),
      drop('', '', 1_000),
    ]);
    expect(body.told).to.match(/^HTTP\/1.1 408 /);
    expect(headers.told).to.match(/^HTTP\/1.1 408 /);
    for (const { ms } of [body, headers, silent]) expect(ms).to.be.below(BY_THEN_MS);
    expect((await served.get('/me', CORE)).status, 'others meanwhile').to.equal(200);
  });

  it('come with a head of a size that has a limit', async () => {
    const { told } = await drop(`GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ${'b'.repeat(20_000)}\r\n\r\n`, '', 1_000);
    expect(told).to.match(/^HTTP\/1.1 431 /);
  });
});
