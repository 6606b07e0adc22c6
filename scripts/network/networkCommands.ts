import { Fault } from '@tierline/chaincode/api';
import { alone } from './alone';
import { differences, keepFile } from './changes';
import { deployedOf } from './chaincode';
import { doctor } from './doctor';
import { forgetFolder, holdsNetwork, makeFolder, requireOwnFolder } from './folder';
import { found } from './found';
import { Layout } from './layout';
import { namesOf, requireKnown, startNamed } from './oneNode';
import { fileIn, fileNamed, settingFor, type Surroundings } from './opening';
import { addOrganisation } from './organisations';
import { Processes } from './processes/processes';
import { addProgram } from './program';
import { orNothing } from './running';
import { withFile, type Setting } from './setting';
import { status } from './status';
import { up } from './up';
import { upgrade } from './upgrade';
import { nodesOf } from './nodes';

/** Lines of a log that are told when nobody says how many. */
export const LOG_LINES = 40;
/** What somebody does who mistyped. */
export const SEE_HELP = 'see npm run network -- --help';
const MAX_LOG_LINES = 10_000;
/** As a shell calls the end by Ctrl-C. */
const INTERRUPTED = 130;

/** The options of a command line, as they were typed. */
export interface Options {
  readonly file?: string | undefined;
  readonly dir?: string | undefined;
  readonly json?: boolean | undefined;
  readonly lines?: string | undefined;
  readonly contracts?: string | undefined;
  readonly help?: boolean | undefined;
}

/** One command as it was typed. */
export interface Call {
  readonly surroundings: Surroundings;
  readonly options: Options;
  /** What it is about; empty for a command that takes no word. */
  readonly word: string;
}

/** What can be asked for. */
export interface Command {
  /** What its words are called. */
  readonly takes: readonly string[];
  /** Answers the exit code. @throws Fault */
  readonly run: (call: Call) => Promise<number>;
}

/** A command line that cannot be understood. */
export const misuse = (field: string, problem: string, mend: string): Fault => new Fault('MALFORMED', { field, problem, mend });

/** Every command by its one or two words. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  up: { takes: [], run: bringUp },
  down: { takes: [], run: bringDown },
  clean: { takes: [], run: clean },
  status: { takes: [], run: ({ surroundings, options }) => status(fileIn(surroundings.directory), surroundings, options.json === true) },
  doctor: { takes: [], run: async (call) => doctor(await standing(call), call.surroundings.out, call.options.json === true) },
  logs: { takes: ['NODE'], run: logs },
  'node start': { takes: ['NODE'], run: (call) => changing(call, async () => startNamed(await standing(call), call.word)) },
  'node stop': { takes: ['NODE'], run: (call) => oneNode(call, async (processes) => processes.stop(call.word)) },
  'node kill': { takes: ['NODE'], run: (call) => oneNode(call, async (processes) => (await processes.kill(call.word)) !== null) },
  'program add': { takes: ['FILE'], run: (call) => changing(call, async () => addProgram(await standing(call), call.word)) },
  'org add': {
    takes: ['FILE'],
    run: (call) =>
      changing(call, async () => {
        const setting = await standing(call);
        await orNothing(setting, () => addOrganisation(setting, call.word));
      }),
  },
  'chaincode upgrade': { takes: [], run: (call) => changing(call, async () => upgrade(await standing(call))) },
};

/** Runs a change of a network that is there. @throws Fault UNAVAILABLE {reason: 'NO_NETWORK'} */
async function changing(call: Call, change: () => Promise<unknown>): Promise<number> {
  fileIn(call.surroundings.directory);
  return working(call, change);
}

/** Works on a network: one command at a time. What is broken off goes on at the next call. */
async function working({ surroundings: { directory, progress } }: Call, change: () => Promise<unknown>): Promise<number> {
  const interrupted = (): void => {
    progress('broken off: the same command goes on from here, and "npm run network -- down" ends what runs');
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', interrupted);
  try {
    await alone(directory, change);
    return 0;
  } finally {
    process.removeListener('SIGINT', interrupted);
  }
}

async function bringUp(call: Call): Promise<number> {
  const { surroundings, options } = call;
  const { directory, progress } = surroundings;
  const isKept = holdsNetwork(directory);
  const named = isKept && options.file === undefined ? fileIn(directory) : fileNamed(options.file, surroundings);
  await requireOwnFolder(directory);
  const setting = await settingFor(named, surroundings);
  if (isKept && options.file === undefined) noteDifferences(setting, surroundings);
  await makeFolder(directory);
  return working(call, async () => {
    const kept = withFile(setting, await keepFile(setting));
    await orNothing(kept, async () => {
      await up(kept);
      await found(kept);
    });
    progress('ready');
    surroundings.out(readyText(kept));
  });
}

/** The project's file may have changed since: what it says now is added by a command of its own. */
function noteDifferences({ file, progress }: Setting, surroundings: Surroundings): void {
  const differs = differences(file, fileNamed(undefined, surroundings));
  if (differs.length > 0) progress(`network/network.yaml says otherwise (${differs.join(', ')}): this network stays as it was made`);
}

async function bringDown(call: Call): Promise<number> {
  const { directory, out } = call.surroundings;
  return changing(call, async () => {
    const stopped = await processesIn(directory).stopAll();
    out(stopped.length === 0 ? 'No node was running.' : `Ended: ${stopped.join(', ')}.`);
  });
}

async function clean(call: Call): Promise<number> {
  const { directory, out } = call.surroundings;
  if (holdsNetwork(directory)) {
    await changing(call, async () => {
      await processesIn(directory).stopAll();
      await forgetFolder(directory);
    });
  } else await forgetFolder(directory);
  out(`Nothing is left in ${directory}.`);
  return 0;
}

async function logs({ surroundings: { directory, out }, options, word }: Call): Promise<number> {
  const lines = linesIn(options.lines);
  const processes = processesIn(directory);
  await requireKnown(processes, await namesIn(directory), word);
  out(await processes.tail(word, lines));
  return 0;
}

async function oneNode({ surroundings, word }: Call, act: (processes: Processes) => Promise<boolean>): Promise<number> {
  const { directory, out } = surroundings;
  const processes = processesIn(directory);
  await requireKnown(processes, await namesIn(directory), word);
  out((await act(processes)) ? `Ended: ${word}.` : `${word} was not running.`);
  return 0;
}

/** @throws Fault UNAVAILABLE {reason: 'NO_NETWORK'} */
async function namesIn(directory: string): Promise<readonly string[]> {
  const file = fileIn(directory);
  const deployed = await deployedOf({ layout: new Layout(directory) }, file.chaincode);
  return namesOf(nodesOf(file), deployed?.build ?? null);
}

function linesIn(typed: string | undefined): number {
  const lines = typed === undefined ? LOG_LINES : Number(typed);
  if (!Number.isInteger(lines) || lines < 1 || lines > MAX_LOG_LINES) {
    throw misuse('--lines', `must be a number from 1 to ${MAX_LOG_LINES}`, SEE_HELP);
  }
  return lines;
}

const processesIn = (directory: string): Processes => new Processes(new Layout(directory));

/** The setting of a network that was made before. @throws Fault */
async function standing({ surroundings }: Call): Promise<Setting> {
  return settingFor(fileIn(surroundings.directory), surroundings);
}

function readyText({ file, layout }: Setting): string {
  const [first] = file.organisations;
  return [
    `The network is in ${layout.directory}.`,
    `  npm start -- --ledger fabric --org ${first?.name ?? ''}    serves that organisation's application`,
    '  npx tierline demo --ledger fabric     carries a file through the whole life',
    '  npm run network -- status; down; logs NODE; doctor',
  ].join('\n');
}
