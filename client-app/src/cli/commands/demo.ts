import { join } from 'node:path';
import { toWire } from '@tierline/chaincode/api';
import type { DemoReport } from '../../app/demo/demoReport';
import { ownParty, runDemo } from '../../app/demo/runDemo';
import { deskIn } from '../../app/desk';
import { ownCompany } from '../../app/founding';
import { readForLedger } from '../../app/importing/readForLedger';
import { userName } from '../../app/people';
import { chosenFields } from '../../app/proof/fields';
import { traceOf } from '../../app/trace';
import type { OpenPeople } from '../../main';
import type { CommandSpec } from '../command';
import type { Context } from '../context';
import { stageFor } from '../demoStage';
import type { Outcome } from '../outcome';
import { writeNew } from '../proofFiles';
import { left, right, table } from '../table';
import { count, money } from '../text';
import { traceLines } from '../traceLines';
import { auditLines } from './audit';
import { fileLines, FILE_OPTIONS, typedView } from './importFiles';

/** The file that a demonstration without --data plays: an invented one. */
const SAMPLE = join(__dirname, '../../../samples/payables-sample.csv');
/** Terms of a file that has no due dates. */
const TERM_DAYS = 60;

/** The whole life, on a fresh ledger. */
export const demo: CommandSpec = {
  name: 'demo',
  group: 'The network',
  does: 'Carries a receivables file through the whole life on a fresh ledger: confirmed, split, assigned, financed, settled, redeemed, audited.',
  options: [
    { flags: '--data <file>', does: 'the file (default: a small sample)' },
    ...FILE_OPTIONS,
    { flags: '--proof <file>', does: 'leaves the proof of a token there, for "tierline verify"' },
    { flags: '--keep <directory>', does: 'leaves the ledger there to explore; it must not exist or be empty' },
  ],
  examples: [
    'demo',
    'demo --proof proof.json',
    'demo --data receivables.csv --view receivable --currency USD --keep ./explore',
    'demo --json',
  ],
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
    const stage = await stageFor(context, imported);
    try {
      const started = context.surroundings.now();
      const seconds = (): string => ((context.surroundings.now() - started) / 1000).toFixed(1).padStart(6);
      const { calendars, keyTools } = await import('../../main.js');
      const report = await runDemo({
        sessions: stage.sessions,
        calendars,
        imported,
        progress: (line) => context.note(`${seconds()} s  ${line}`),
        nowMs: started,
        makeSigner: (await keyTools()).signerInMemory,
      });
      const left = await leaveProof(context, stage, report);
      const outcome = await outcomeOf(context, stage, report, stage.explore);
      return { ...outcome, lines: [...outcome.lines, ...left] };
    } finally {
      await stage.close();
    }
  },
};

async function outcomeOf(context: Context, open: OpenPeople, report: DemoReport, explore: string | null): Promise<Outcome> {
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
    ...(explore === null ? [] : ['', `The ledger is kept: npx tierline list receivables ${explore} --as maker@CORE-01`]),
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

/** Writes the proof of the example's token that came the longest way. @throws Fault UNAVAILABLE {file, reason} */
async function leaveProof(context: Context, { sessions }: OpenPeople, { example }: DemoReport): Promise<readonly string[]> {
  const file = context.input.file('proof');
  if (file === null || example === null) return [];
  const { canonical, deepestToken, makeProof } = await import('../proving.js');
  const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
  const session = await sessions.as(userName('maker', ownCompany(regulator ?? { name: '' })));
  const desk = await deskIn(session, example.program, example.receivable, context.surroundings.now());
  const made = await makeProof(desk, await deepestToken(desk, example.receivable), chosenFields(['title']));
  writeNew(file, `${canonical(made)}\n`);
  return ['', `The proof of a token is in ${file}: npx tierline verify ${file}`];
}

async function treeLines(context: Context, { sessions }: OpenPeople, { example }: DemoReport): Promise<string[]> {
  if (example === null) return [];
  const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
  const session = await sessions.as(userName('maker', ownCompany(regulator ?? { name: '' })));
  const desk = await deskIn(session, example.program, example.receivable, context.surroundings.now());
  return [`The life of ${example.receivable}:`, ...traceLines(await traceOf(desk, example.receivable), desk.view.program)];
}
