import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(__dirname, '../../..');
const SAMPLES = join(ROOT, 'client-app/samples');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function tierline(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'client-app/bin/tierline.js'), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, out: stdout, err: stderr };
}

describe('files on the command line', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tierline-files-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const sample = join(SAMPLES, 'payables-sample.csv');
  const importing = (...more: readonly string[]): Ran =>
    tierline('import', sample, '--data-dir', join(folder, 'ledger'), '--json', ...more);
  const fileOf = ({ out }: Ran) => (JSON.parse(out) as { files: Record<string, unknown>[] }).files[0] as Record<string, unknown>;

  it('are only read in a dry run, even where there is no ledger', () => {
    const ran = importing('--dry-run');
    expect(ran.code, ran.err).to.equal(2);
    expect(fileOf(ran)).to.include({ file: 'payables-sample.csv', alreadyImported: false, read: 26, accepted: 22, documents: 20 });
  });

  it('need a ledger, and are told how to make one', () => {
    const ran = importing();
    expect(ran.code).to.equal(3);
    expect(ran.out).not.to.contain('    at ');
  });

  it('are brought to a ledger of their own with --onboard: good rows in, bad rows named', () => {
    const ran = importing('--onboard');
    expect(ran.code, ran.err).to.equal(2);
    const file = fileOf(ran);
    expect(file).to.include({ alreadyImported: false, read: 26, accepted: 22, documents: 20 });
    expect(file['totals']).to.deep.equal([{ currency: 'CNY', count: 20, amountMinor: '587958654' }]);
    const refused = file['refused'] as readonly Record<string, unknown>[];
    expect(refused.map(({ row, code }) => [row, code])).to.deep.equal([
      [11, 'WRONG_STATE'],
      [20, 'DOCUMENT_ALREADY_USED'],
      [21, 'DOCUMENT_ALREADY_USED'],
      [22, 'MALFORMED'],
    ]);
    expect(refused.every((row) => ['row', 'field', 'value', 'code', 'message'].every((name) => name in row))).to.equal(true);
  });

  it('do nothing when they are imported again, and say so', () => {
    const ran = importing('--onboard');
    expect(ran.code, ran.err).to.equal(0);
    expect(fileOf(ran)).to.include({ alreadyImported: true, documents: 0 });
  });

  it('name invoices that the ledger holds already, one by one', () => {
    const lines = readFileSync(sample, 'utf8').split(/\r?\n/);
    const last = lines.findLast((line) => line !== '') ?? '';
    const copy = join(folder, 'again.csv');
    writeFileSync(copy, [...lines.slice(0, 3), last, ''].join('\n'));
    const ran = tierline('import', copy, '--data-dir', join(folder, 'ledger'), '--json', '--onboard');
    expect(ran.code, ran.out + ran.err).to.equal(2);
    const refused = fileOf(ran)['refused'] as readonly Record<string, unknown>[];
    expect(new Set(refused.map(({ code }) => code))).to.deep.equal(new Set(['DOCUMENT_ALREADY_USED']));
  });

  it('leave a ledger in which a dry run that cannot even be ordered is told as its one condition', () => {
    const ran = tierline(
      'take',
      'OFFER-NONE',
      '--account',
      'CN-6222-0001',
      '--as',
      'maker@BANK-A-01',
      '--data-dir',
      join(folder, 'ledger'),
      '--dry-run',
      '--json',
    );
    expect(ran.code, ran.err).to.equal(2);
    const { dryRun, ok, conditions } = JSON.parse(ran.out) as {
      dryRun: boolean;
      ok: boolean;
      conditions: readonly { ok: boolean; code: string }[];
    };
    expect({ dryRun, ok, codes: conditions.map(({ code }) => code) }).to.deep.equal({ dryRun: true, ok: false, codes: ['NOT_FOUND'] });
  });

  it('are audited', () => {
    const ran = tierline('audit', '--data-dir', join(folder, 'ledger'), '--json');
    expect(ran.code, ran.err).to.equal(0);
    const report = JSON.parse(ran.out) as { ok: boolean; checks: readonly { name: string; ok: boolean; detail: string }[] };
    expect(report.ok).to.equal(true);
    const fields = ['name', 'ok', 'looked', 'wrong', 'wrongCount', 'detail'];
    expect(report.checks.map((check) => Object.keys(check))).to.deep.equal(report.checks.map(() => fields));
  });

  it('that cannot be read end with one clear sentence', () => {
    for (const [args, code] of [
      [['import', join(folder, 'missing.csv'), '--dry-run'], 2],
      [['import', folder, '--dry-run'], 2],
    ] as const) {
      const ran = tierline(...args, '--data-dir', join(folder, 'none'));
      expect(ran.code, args.join(' ')).to.equal(code);
      expect(ran.err)
        .to.match(/^[A-Z_]+: /m)
        .and.not.to.contain('    at ');
    }
  });

  it('are told one by one when one of several cannot be read', () => {
    const ran = tierline('import', sample, join(folder, 'missing.csv'), '--data-dir', join(folder, 'ledger'), '--json');
    expect(ran.code, ran.err).to.equal(2);
    const { files } = JSON.parse(ran.out) as {
      files: readonly { alreadyImported: boolean; refused: readonly { code: string; field: string }[] }[];
    };
    expect(files.map(({ alreadyImported }) => alreadyImported)).to.deep.equal([true, false]);
    expect(files[1]?.refused.map(({ code, field }) => [code, field])).to.deep.equal([['NOT_FOUND', 'file']]);
  });

  it('and folders that cannot be made end with one clear sentence too', () => {
    const ran = tierline('init', '--data-dir', '/proc/tierline');
    expect(ran.code).to.equal(3);
    expect(ran.err).to.contain('UNAVAILABLE: ').and.not.to.contain('    at ');
  });

  it('are carried through the whole life by demo: every unit confirmed is settled and redeemed', () => {
    const ran = tierline('demo', '--data', join(SAMPLES, 'receivables-sample.csv'), '--json');
    expect(ran.code, ran.err).to.equal(0);
    const {
      life,
      audit,
      refusedOnPurpose,
      import: imported,
    } = JSON.parse(ran.out) as {
      life: Record<string, Record<string, unknown>>;
      audit: { ok: boolean };
      refusedOnPurpose: string[];
      import: { files: { totals: { amountMinor: string }[] }[] };
    };
    const amount = imported.files[0]?.totals[0]?.amountMinor;
    expect(audit.ok).to.equal(true);
    expect(life['EUR']).to.include({ confirmedMinor: amount, settledMinor: amount, redeemedMinor: amount, maxTier: 4 });
    expect(refusedOnPurpose).to.have.members([
      'DOCUMENT_ALREADY_USED',
      'NOT_AUTHORISED',
      'NOT_AUTHORISED',
      'TIER_TOO_DEEP',
      'WRONG_STATE',
      'WRONG_STATE',
    ]);
  });

  it('leave their ledger to explore with --keep', () => {
    const kept = join(folder, 'kept');
    expect(tierline('demo', '--keep', kept).code).to.equal(0);
    const seen = tierline('list', 'receivables', '--data-dir', kept, '--as', 'maker@CORE-01', '--json');
    expect(seen.code, seen.err).to.equal(0);
    expect(tierline('demo', '--keep', kept).code).to.equal(2);
  });
});
