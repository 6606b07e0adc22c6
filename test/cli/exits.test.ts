import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDirectory } from '@tierline/client-app/dist/main';
import { runTierline } from '@tierline/client-app/dist/cli/run';
import type { CommandSpec } from '@tierline/client-app/dist/cli/command';
import { expect } from 'chai';
import { Folder, inProcess, jsonOf, PROGRAM_FILE, tierline } from './commandLine';

describe('the end of a command line', function () {
  this.timeout(60_000);
  const folder = new Folder();
  before(async () => {
    await inProcess(folder.path, 'program', 'create', 'DEMO-CNY', '--business-date', '2026-03-02');
    await inProcess(folder.path, 'onboard', '--id', 'SUP-01');
  });
  after(() => folder.remove());

  const claim = (...more: readonly string[]): readonly string[] => [
    'submit',
    '--invoice',
    'INV-9',
    '--issued',
    '2026-02-20',
    '--amount',
    '500.00',
    '--due',
    '2026-06-22',
    ...more,
  ];

  it('is 3 where there is no ledger, says how to make one, and makes none', async () => {
    const empty = new Folder();
    const ran = await tierline(join(empty.path, 'none'), 'list', 'tokens', '--as', 'maker@SUP-01');
    expect([ran.code, ran.out]).to.deep.equal([3, '']);
    expect(ran.err).to.match(
      /^UNAVAILABLE: There is no ledger in .*none: make one with "tierline init", or name its folder with --data-dir\.\n$/,
    );
    expect((await inProcess(join(empty.path, 'none'), 'users')).code).to.equal(3);
    empty.remove();
  });

  it('is 3 for a dry run where there is no ledger, and makes none', async () => {
    const empty = new Folder();
    const codes = [];
    for (const words of [
      ['program', 'create', 'DEMO-CNY'],
      ['onboard', '--id', 'SUP-01'],
    ]) {
      codes.push((await inProcess(join(empty.path, 'none'), ...words, '--dry-run')).code);
    }
    expect([codes, existsSync(join(empty.path, 'none'))]).to.deep.equal([[3, 3], false]);
    empty.remove();
  });

  it('is 3 while another process holds the ledger, and names the process', async () => {
    const open = await openDirectory({ directory: folder.path, network: null, create: false });
    const ran = await tierline(folder.path, 'users');
    await open.close();
    expect(ran.code).to.equal(3);
    expect(ran.err).to.match(
      new RegExp(
        `^UNAVAILABLE: The ledger in ${folder.path} is held by process ${process.pid} \\(.*\\) since \\d{4}-.*Z: wait until it ends, or end it\\.\n$`,
      ),
    );
  });

  it('is 3 when a file that it needs is missing', async () => {
    const ran = await tierline(folder.path, 'submit', '--file', join(folder.path, 'nothing.json'), '--as', 'maker@SUP-01');
    expect(ran.code).to.equal(3);
    expect(ran.err).to.include('nothing.json cannot be used: it does not exist');
  });

  it('is 3 when the data directory is a file', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    const ran = await tierline(file, 'init');
    expect(ran.code).to.equal(3);
    expect(ran.err).to.include('where a folder is needed');
  });

  it('is 2 for a refusal, told in one line without a stack trace', async () => {
    const ran = await tierline(folder.path, 'check', 'SCH-9999-01', '--as', 'maker@CORE-01');
    expect([ran.code, ran.out]).to.deep.equal([2, '']);
    expect(ran.err)
      .to.match(/^NOT_FOUND: [^\n]*SCH-9999[^\n]*\.\n$/)
      .and.not.include('    at ');
  });

  it('is 2 for a refusal as JSON, with code, details and words on standard output', async () => {
    const ran = await inProcess(folder.path, 'check', 'SCH-9999-01', '--as', 'maker@CORE-01', '--json');
    expect([ran.code, ran.err]).to.deep.equal([2, '']);
    const { error } = jsonOf(ran) as { error: Record<string, unknown> };
    expect(error).to.have.keys('code', 'details', 'message');
    expect(error['code']).to.equal('NOT_FOUND');
  });

  it('is 0 for a dry run in which every condition holds, and nothing is changed', async () => {
    const ran = await inProcess(folder.path, ...claim('--as', 'maker@SUP-01', '--dry-run', '--json'));
    expect(ran.code).to.equal(0);
    const { ok, dryRun, conditions } = jsonOf(ran) as { ok: boolean; dryRun: boolean; conditions: { ok: boolean; condition: string }[] };
    expect([ok, dryRun, conditions.every((each) => each.ok)]).to.deep.equal([true, true, true]);
    expect(conditions.map(({ condition }) => condition)).to.include.members(['not-yet-due', 'document-unused', 'backed-by-documents']);
    expect(jsonOf(await inProcess(folder.path, 'list', 'receivables', '--as', 'maker@CORE-01', '--json'))['total']).to.equal(0);
  });

  it('is 2 for a dry run in which a condition fails, and names the ones that do', async () => {
    const ran = await inProcess(folder.path, ...claim('--due', '2026-01-01', '--as', 'maker@SUP-01', '--dry-run'));
    expect(ran.code).to.equal(2);
    expect(ran.out).to.match(/FAILS\s+\S+-01\s+not yet due\s+The due date 2026-01-01 is not after the business date 2026-03-02/);
  });

  it('lists the people when nobody says who acts', async () => {
    const ran = await inProcess(folder.path, 'list', 'tokens');
    expect(ran.code).to.equal(2);
    expect(ran.err).to.match(/^MALFORMED: --as is missing: say who you are: .*maker@SUP-01/);
  });

  it('applies a request id once: the same again gives the first result, another content is refused', async () => {
    const first = await inProcess(folder.path, ...claim('--as', 'maker@SUP-01', '--request-id', 'REQ-0001', '--json'));
    const again = await inProcess(folder.path, ...claim('--as', 'maker@SUP-01', '--request-id', 'REQ-0001', '--json'));
    expect(jsonOf(again)['receivables']).to.deep.equal(jsonOf(first)['receivables']);
    const other = await inProcess(folder.path, ...claim('--amount', '501.00', '--as', 'maker@SUP-01', '--request-id', 'REQ-0001'));
    expect(other.code).to.equal(2);
    expect(other.err).to.match(/^REQUEST_REPLAYED_DIFFERENT: /);
    expect(jsonOf(await inProcess(folder.path, 'list', 'receivables', '--as', 'maker@CORE-01', '--json'))['total']).to.equal(1);
  });

  it('is quiet when whoever reads its output stops early', async () => {
    const child = spawn(process.execPath, [PROGRAM_FILE, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const err: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString('utf8')));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err.join('')]).to.deep.equal([0, '']);
  });

  it('is thrown on as a bug when a command fails with anything but a refusal', async () => {
    const broken: CommandSpec = {
      name: 'break',
      group: 'Looking',
      does: 'Breaks.',
      examples: ['break'],
      json: '{}',
      submits: false,
      run: () => Promise.reject(new TypeError('a bug')),
    };
    const silent = { out: () => undefined, err: () => undefined, environment: {}, folder: process.cwd(), now: Date.now };
    const failed = await runTierline(['break'], silent, [broken]).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(TypeError);
  });
});
