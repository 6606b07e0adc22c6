import { CommanderError } from 'commander';
import { Fault, faultIn, toWire } from '@tierline/chaincode/api';
import { explain } from '../app/messages';
import { buildProgram } from './build';
import type { CommandSpec } from './command';
import { forward, HeldElsewhere } from './forward';
import { COMMANDS } from './commands';
import { Context } from './context';
import type { Input } from './input';
import type { Surroundings } from './io';
import { headline, type Outcome } from './outcome';

/** How a command line ends. A bug does not end here: it is thrown. */
export const EXIT = { well: 0, refused: 2, missing: 3 } as const;

const MAX_ARGUMENTS = 2_000;
const MAX_CHARACTERS = 10_000;
/** The one reason of UNAVAILABLE for which nothing is missing. */
const TO_BE_TRIED_AGAIN = 'QUEUE_FULL';

/**
 * Runs one command line.
 * @param argv the words after `tierline`.
 * @returns the exit code, see {@link EXIT}
 */
export async function runTierline(
  argv: readonly string[],
  surroundings: Surroundings,
  commands: readonly CommandSpec[] = COMMANDS,
): Promise<number> {
  let code: number = EXIT.well;
  const isJson = argv.includes('--json');
  const run = async (spec: CommandSpec, input: Input): Promise<void> => {
    const runAnother = (words: readonly string[], around: Surroundings): Promise<number> => runTierline(words, around, commands);
    code = await runCommand(spec, new Context(input, surroundings, runAnother, spec.signs), argv);
  };
  try {
    requireSizes(argv);
    const program = buildProgram(commands, surroundings, run);
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    const fault = error instanceof CommanderError ? misuseIn(error) : faultIn(error);
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.well;
    if (fault === null) throw error;
    return refuse(fault, surroundings, isJson, null);
  }
}

function requireSizes(argv: readonly string[]): void {
  const long = argv.find((word) => word.length > MAX_CHARACTERS);
  if (long !== undefined)
    throw new Fault('MALFORMED', { field: 'command line', value: long.slice(0, 40), limit: `at most ${MAX_CHARACTERS} characters a word` });
  if (argv.length > MAX_ARGUMENTS)
    throw new Fault('MALFORMED', { field: 'command line', value: argv.length, limit: `at most ${MAX_ARGUMENTS} words` });
}

async function runCommand(spec: CommandSpec, context: Context, argv: readonly string[]): Promise<number> {
  const isJson = context.input.flag('json');
  try {
    const outcome = await spec.run(context);
    context.surroundings.out(isJson ? jsonOf(outcome) : textOf(outcome));
    return outcome.ok ? EXIT.well : EXIT.refused;
  } catch (error) {
    if (error instanceof HeldElsewhere) return elsewhere(error, argv, context);
    const fault = faultIn(error);
    if (fault === null) throw error;
    if (isJson && context.isDryRun && spec.submits && isVerdict(fault)) {
      context.surroundings.out(dryRefusal(fault));
      return EXIT.refused;
    }
    return refuse(fault, context.surroundings, isJson, context.currency);
  } finally {
    await context.close();
  }
}

/** Has the process that holds the data directory do it; what is signed is signed here. */
async function elsewhere(
  { directory, fault }: HeldElsewhere,
  argv: readonly string[],
  { input, surroundings, keys }: Context,
): Promise<number> {
  const { doorOf } = await import('../main.js');
  const door = await doorOf(directory);
  const code = door === null ? null : await forward(door, argv, surroundings, keys);
  return code ?? refuse(fault, surroundings, input.flag('json'), null);
}

/** Whether a refusal says that the act cannot be done, not that it was typed wrong or that the ledger cannot be had. */
const isVerdict = ({ code }: Fault): boolean => code !== 'MALFORMED' && code !== 'UNAVAILABLE';

/** A dry run that ends before its transaction can be ordered: that is its one condition. */
function dryRefusal({ code, details }: Fault): string {
  const condition = { condition: 'can-be-ordered', item: null, ok: false, code, details };
  return `${JSON.stringify({ dryRun: true, ok: false, conditions: [condition] }, null, 2)}\n`;
}

function jsonOf({ view, json }: Outcome): string {
  const program = view === null ? {} : { program: view.id, mode: view.head.mode, businessDate: view.time.today };
  return `${JSON.stringify(toWire({ ...program, ...json }), null, 2)}\n`;
}

function textOf({ view, lines }: Outcome): string {
  return [...(view === null ? [] : [headline(view)]), ...lines].map((line) => `${line}\n`).join('');
}

/** Tells a refusal: on standard error in words, or as JSON in place of the result. */
function refuse(fault: Fault, { out, err }: Surroundings, isJson: boolean, currency: string | null): number {
  const message = explain(fault, currency);
  if (isJson) out(`${JSON.stringify({ error: { code: fault.code, details: fault.details, message } }, null, 2)}\n`);
  else err(`${fault.code}: ${message}\n`);
  return fault.code === 'UNAVAILABLE' && fault.details['reason'] !== TO_BE_TRIED_AGAIN ? EXIT.missing : EXIT.refused;
}

/** What commander found wrong with the command line, as a fault in the project's words. */
function misuseIn({ code, message }: CommanderError): Fault {
  const plain = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  if (code === 'commander.missingArgument')
    return new Fault('MALFORMED', { field: /'(.+)'/.exec(plain)?.[1] ?? 'an argument', reason: 'MISSING', mend: 'see --help' });
  const [, field = 'command line'] = /'(--?[a-z-]+|[a-z]+)[ ']/.exec(plain) ?? [];
  const mend = code === 'commander.unknownCommand' ? 'see "tierline --help"' : 'see --help';
  return new Fault('MALFORMED', { field, problem: plain, mend });
}
