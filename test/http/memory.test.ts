import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ServerProcess } from '../support/serverProcess';
import { bearerFor } from '../support/tokens';

const CHECK_ALL = '/api/v1/programs/DEMO-CNY/commands/check?dryRun=true';
const MEGABYTE = 1_000_000;
/** Megabytes for objects that live on: with more, Node lets what nobody needs lie about for longer, and the measure is its mood. */
const HEAP_MEGABYTES = 96;
const ROUNDS = 20;
/** Megabytes that harmful bodies may cost at the worst moment. */
const MOST = 50;

const nested = (depth: number): string => `{"receivables":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const BODIES: readonly string[] = [
  nested(10_000),
  nested(200_000),
  '['.repeat(900_000),
  `{"receivables":[${Array.from({ length: 300_000 }, () => '{}').join(',')}]}`,
  `{${Array.from({ length: 70_000 }, (_each, index) => `"a${index}":0`).join(',')}}`,
  `{"receivables":[${'1,'.repeat(400_000)}1]}`,
];
const BOMB = new Uint8Array(gzipSync(Buffer.alloc(100 * MEGABYTE, ' ')));

describe('a server of little memory', () => {
  let directory: string;
  let server: ServerProcess;
  let address: string;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tierline-memory-'));
    server = new ServerProcess(directory, ['--metrics-port', '0', '--rate-limit', '10000', '--log-level', 'silent'], {
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES} --max-semi-space-size=4`,
    });
    address = await server.ready();
  });
  after(async () => {
    await server.end();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Megabytes of the machine's memory that the server has. */
  const resident = async (): Promise<number> => {
    const figures = /(http:\S+\/metrics)/.exec(server.told)?.[1] ?? '';
    const told = await (await fetch(figures)).text();
    return Number(/^tierline_process_resident_memory_bytes (\d+)$/m.exec(told)?.[1]) / MEGABYTE;
  };

  it('bears bodies that are made to harm, many and some at a time, and is no larger at any moment', async () => {
    const bearer = await bearerFor(address, 'maker@CORE-01');
    const send = async (body: string | Uint8Array, coding: Readonly<Record<string, string>> = {}): Promise<void> => {
      const headers = { ...bearer, 'content-type': 'application/json', ...coding };
      const response = await fetch(`${address}${CHECK_ALL}`, { method: 'POST', headers, body });
      expect(response.status).to.equal(400);
      await response.arrayBuffer();
    };
    const before = await resident();
    let most = before;
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([...BODIES.map((body) => send(body)), send(BOMB, { 'content-encoding': 'gzip' })]);
      most = Math.max(most, await resident());
    }
    console.log(`        ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`);
    expect(most - before).to.be.below(MOST);
  });
});
