import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault, toWire } from '@tierline/chaincode/api';
import type { DemoReport } from '../../app/demo/demoReport';
import { demoProgram, networkWith, ownParty, runDemo } from '../../app/demo/runDemo';
import { deskIn } from '../../app/desk';
import { ownCompany } from '../../app/founding';
import { readForLedger } from '../../app/importing/readForLedger';
import { userName } from '../../app/people';
import { traceOf } from '../../app/trace';
import type { OpenLedger } from '../../main';
import type { CommandSpec } from '../command';
import type { Context } from '../context';
import type { Outcome } from '../outcome';
import { left, right, table } from '../table';
import { count, money } from '../text';
import { traceLines } from '../traceLines';
import { auditLines } from './audit';
import { fileLines, FILE_OPTIONS, typedView } from './importFiles';

/** The file that a demonstration without --data plays: an invented one. */
const SAMPLE = join(__dirname, '../../../samples/payables-sample.csv');
/** Terms of a file that has no due dates. */
const TERM_DAYS = 60;
const DAY_CHARACTERS = 10;

/** The whole life, on a fresh ledger. */
export const demo: CommandSpec = {
  name: 'demo',
  group: 'The network',
  does: 'Carries a receivables file through the whole life on a fresh embedded ledger: confirmed, split, assigned, financed, settled, redeemed, audited.',
  options: [
    { flags: '--data <file>', does: 'the file (default: a small sample)' },
    ...FILE_OPTIONS,
    { flags: '--keep <directory>', does: 'leaves the ledger there to explore; it must not exist or be empty' },
  ],
  examples: ['demo', 'demo --data receivables.csv --view receivable --currency USD --keep ./explore', 'demo --json'],
  json: '{import, audit, life: {CCY: {confirmedMinor, tokens, maxTier, deals, settledMinor, redeemedMinor}}, refusedOnPurpose: [code]}',
  submits: false,
  run: async (context) => {
    const view = typedView(context);
    const imported = readForLedger(context.input.text('data') ?? SAMPLE, {
      view,
      currency: context.input.text('currency'),
      mapping: context.input.file('map'),
      termDays: TERM_DAYS,
      own: ownParty,
    });
    const keep = context.input.file('keep');
    const directory = keep === null ? await mkdtemp(join(tmpdir(), 'tierline-demo-')) : resolve(keep);
    const { calendars, isFounded, networkOf, openDirectory } = await import('../../main.js');
    if (isFounded(directory)) {
      throw new Fault('MALFORMED', { field: '--keep', value: directory, limit: 'a folder without a ledger', mend: 'name another folder' });
    }
    const network = networkWith(
      networkOf(directory, null),
      imported.totals.map(({ currency }) => demoProgram(currency)),
    );
    const open = await openDirectory({ directory, network, create: true });
    try {
      const started = context.surroundings.now();
      const seconds = (): string => ((context.surroundings.now() - started) / 1000).toFixed(1).padStart(6);
      const report = await runDemo({
        sessions: open.sessions,
        calendars,
        imported,
        progress: (line) => context.note(`${seconds()} s  ${line}`),
        realToday: new Date(started).toISOString().slice(0, DAY_CHARACTERS),
      });
      return await outcomeOf(context, open, report, keep);
    } finally {
      await open.close();
      if (keep === null) await rm(directory, { recursive: true, force: true });
    }
  },
};

async function outcomeOf(context: Context, open: OpenLedger, report: DemoReport, keep: string | null): Promise<Outcome> {
  const { import: files, audit, life, refusedOnPurpose } = report;
  const json = toWire({ import: files, audit, life, refusedOnPurpose: refusedOnPurpose.map(({ code }) => code) }) as Outcome['json'];
  const lines = [
    ...files.files.flatMap((file) => fileLines(file, false)),
    '',
    'What became of them (DEMO programs, with a clock of their own):',
    ...lifeLines(report),
    '',
    'Refused, as it must be:',
    ...table(
      [left('tried'), left('refused with')],
      refusedOnPurpose.map(({ tried, code }) => [tried, code]),
    ),
    '',
    ...(await treeLines(context, open, report)),
    '',
    ...auditLines(audit),
    ...(keep === null ? [] : ['', `The ledger is kept: npx tierline list receivables --data-dir ${keep} --as maker@CORE-01`]),
  ];
  return { view: null, ok: audit.ok, json, lines };
}

function lifeLines({ life, confirmed, featured }: DemoReport): string[] {
  const rows = Object.entries(life).map(([currency, each]) => [
    currency,
    money(each.confirmedMinor, currency),
    String(each.tokens),
    String(each.maxTier),
    String(each.deals),
    money(each.settledMinor, currency),
    money(each.redeemedMinor, currency),
  ]);
  const columns = [
    left('currency'),
    right('confirmed'),
    right('tokens'),
    right('deepest tier'),
    right('sales'),
    right('settled'),
    right('redeemed'),
  ];
  return [
    ...table(columns, rows),
    `${count(confirmed, 'receivable')} confirmed; ${featured} of them went down the tiers, the others were held to maturity.`,
  ];
}

async function treeLines(context: Context, { sessions }: OpenLedger, { example }: DemoReport): Promise<string[]> {
  if (example === null) return [];
  const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
  const session = await sessions.as(userName('maker', ownCompany(regulator ?? { name: '' })));
  const desk = await deskIn(session, example.program, example.receivable, context.surroundings.now());
  return [`The life of ${example.receivable}:`, ...traceLines(await traceOf(desk, example.receivable), desk.view.program)];
}
