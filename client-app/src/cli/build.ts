import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { GROUPS, type CommandSpec, type OptionSpec } from './command';
import { Input } from './input';
import { SIGNING } from './keys';
import type { Surroundings } from './io';

/** Options that every command takes. */
const COMMON: readonly OptionSpec[] = [
  { flags: '--data-dir <dir>', does: "the ledger's folder (default: .tierline, or TIERLINE_DIR)" },
  { flags: '--ledger <kind>', does: 'embedded (default) or fabric (or TIERLINE_LEDGER)' },
  { flags: '--org <name>', does: 'with --ledger fabric: the organisation whose application this is (or TIERLINE_ORG)' },
  { flags: '--network-dir <dir>', does: "with --ledger fabric: the network's folder (default: .tierline-network, or TIERLINE_NETWORK)" },
  { flags: '--as <user>', does: 'who acts, as maker@SUP-01 (or TIERLINE_AS); "tierline users" lists them' },
  { flags: '--program <id>', does: 'the program (default: the only one, or the one that the id belongs to)' },
  { flags: '--json', does: 'prints one JSON document; amounts are digit strings of minor units' },
];

/** Options of commands that submit. */
const SUBMITTING: readonly OptionSpec[] = [
  { flags: '--dry-run', does: 'changes nothing: lists each condition with its verdict; exit 0 when all hold, else 2' },
  { flags: '--request-id <id>', does: 'the same id with the same content applies once' },
];

const INTRODUCTION =
  'Multi-tier receivables finance: confirm a debt once, pass it down the tiers as payment, ' +
  'sell it to the bank that offers most, and pay every holder his exact share on the due date.';

const EPILOGUE = `
A first life:
  $ tierline init
  $ tierline program create DEMO-CNY --business-date 2026-03-02
  $ tierline onboard --id SUP-01
  $ tierline submit --invoice INV-1 --issued 2026-02-20 --amount 12,500.00 --due 2026-06-22 --as maker@SUP-01
  $ tierline work --as maker@CORE-01

Exit codes: 0 all well, 2 refused, 3 something that is needed is missing or held, 70 a bug.`;

/** Runs a command that was recognised. */
export type Runner = (spec: CommandSpec, input: Input) => Promise<void>;

/** Where commander writes its own words. */
export type Words = Pick<Surroundings, 'out' | 'err' | 'folder'>;

/** The command line of all commands. It throws CommanderError instead of ending the process. */
export function buildProgram(commands: readonly CommandSpec[], words: Words, run: Runner): Command {
  const root = prepared(new Command('tierline'), words)
    .version(version(), '--version', 'shows the version')
    .helpCommand(false)
    .description(INTRODUCTION)
    .addHelpText('after', EPILOGUE);
  for (const heading of GROUPS) {
    for (const spec of commands.filter(({ group }) => group === heading)) add(root, spec, words, run);
  }
  return root;
}

/** The version of the application. */
export function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version;
}

function prepared(command: Command, { out, err }: Words): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ writeOut: out, writeErr: err, outputError: () => undefined })
    .helpOption('--help', 'shows this')
    .allowExcessArguments(false);
}

function add(root: Command, spec: CommandSpec, words: Words, run: Runner): void {
  const [first = '', second] = spec.name.split(' ');
  const parent = second === undefined ? root : groupOf(root, first, spec, words);
  const command = prepared(new Command(second ?? first), words)
    .helpGroup(`${spec.group}:`)
    .summary(firstSentence(spec.does))
    .description(spec.does);
  for (const [syntax, does] of Object.entries(spec.arguments ?? {})) command.addArgument(new Argument(syntax, does));
  for (const { flags, does } of spec.options ?? []) command.addOption(new Option(flags, does));
  if (spec.signs === true) addOptions(command, 'Your signature:', SIGNING);
  addOptions(command, 'Options of every command:', [...(spec.submits ? SUBMITTING : []), ...COMMON]);
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  $ tierline ${line}\n`).join('')}\nJSON:\n  ${spec.json}`);
  command.action(async () => run(spec, inputOf(command, words.folder)));
  parent.addCommand(command);
}

function addOptions(command: Command, heading: string, options: readonly OptionSpec[]): void {
  command.optionsGroup(heading);
  for (const { flags, does } of options) command.addOption(new Option(flags, does));
}

function groupOf(root: Command, name: string, spec: CommandSpec, words: Words): Command {
  const known = root.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const group = prepared(new Command(name), words).summary(`see "tierline ${name} --help"`).helpGroup(`${spec.group}:`).helpCommand(false);
  root.addCommand(group);
  return group;
}

function inputOf(command: Command, folder: string): Input {
  const names = command.registeredArguments.map((argument) => argument.name());
  const args = new Map(names.map((name, index) => [name, command.processedArgs[index] as unknown]));
  return new Input(args, command.opts<Record<string, unknown>>(), folder);
}

function firstSentence(text: string): string {
  return text.split(/[:;.](?:\s|$)/, 1)[0] ?? text;
}
