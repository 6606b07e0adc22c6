import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { keepFile } from './changes';
import { deploy, nextBuild, ownChaincode } from './chaincode';
import { found } from './found';
import { Layout } from './layout';
import { nodesOf, withFabric, type FabricNetworkFile } from './nodes';
import { addOrganisation } from './organisations';
import { addProgram } from './program';
import { Processes } from './processes/processes';
import { findPrograms } from './programs';
import type { Setting } from './setting';
import { status } from './status';
import { configure, startNamed, up } from './up';

/** What surrounds a command line of the network. */
export interface Surroundings {
  /** The folder of the project: its network.yaml, contracts and packages. */
  readonly project: string;
  /** The folder of the network that is made. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly progress: (line: string) => void;
}

const LOG_LINES = 40;
const MAX_LOG_LINES = 10_000;

const HELP = `Runs a Hyperledger Fabric network on this machine: certificate authorities, orderers, peers and chaincode services.

  npm run network -- up                 makes the network of network/network.yaml, or goes on from where it is
  npm run network -- status             every node: up or down, since when, how often started again
  npm run network -- down               ends every node; what they hold stays
  npm run network -- clean              ends every node and forgets everything
  npm run network -- logs NODE          the end of a node's log
  npm run network -- doctor             checks certificates, settings, versions, ports and nodes
  npm run network -- node start NODE    starts one node; also: stop, kill
  npm run network -- program add FILE   adds a program to the running network
  npm run network -- org add FILE       adds an organisation to the running network
  npm run network -- chaincode upgrade  has every organisation run the contracts as they are built here

  --file FILE      another network file than network/network.yaml
  --dir FOLDER     another folder than .tierline-network (or TIERLINE_NETWORK)
  --json           prints JSON (status, doctor)
  --lines N        lines of a log (default ${LOG_LINES})
`;

interface Options {
  readonly file?: string | undefined;
  readonly dir?: string | undefined;
  readonly json?: boolean | undefined;
  readonly lines?: string | undefined;
  readonly help?: boolean | undefined;
}

/** Runs one command line; answers the exit code. @throws Fault */
export async function runNetwork(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parsed(argv);
  const [first = 'help', second, third, ...more] = positionals;
  if (values.help === true || first === 'help') {
    surroundings.out(HELP);
    return 0;
  }
  const command = COMMANDS[[first, second].join(' ')] ?? COMMANDS[first];
  const words = COMMANDS[[first, second].join(' ')] === undefined ? [second, third, ...more] : [third, ...more];
  if (command === undefined) throw misuse('command', positionals.slice(0, 2).join(' '), 'see npm run network -- --help');
  return command({ surroundings: { ...surroundings, directory: resolve(values.dir ?? surroundings.directory) }, options: values, words });
}

function parsed(argv: readonly string[]): { readonly values: Options; readonly positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        file: { type: 'string' },
        dir: { type: 'string' },
        json: { type: 'boolean' },
        lines: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw misuse('command line', error instanceof Error ? error.message : '', 'see npm run network -- --help');
  }
}

const misuse = (field: string, problem: string, mend: string): Fault => new Fault('MALFORMED', { field, problem, mend });

interface Call {
  readonly surroundings: Surroundings;
  readonly options: Options;
  readonly words: readonly (string | undefined)[];
}

type Command = (call: Call) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  up: async (call) => {
    const setting = await settingOf(call);
    await keepFile(setting);
    await up(setting);
    if (process.env['NOFOUND'] === undefined) await found(setting);
    setting.progress('ready');
    call.surroundings.out(readyText(setting));
    return 0;
  },
  down: async ({ surroundings: { directory, out } }) => {
    const stopped = await processesIn(directory).stopAll();
    out(stopped.length === 0 ? 'No node was running.' : `Ended: ${stopped.join(', ')}.`);
    return 0;
  },
  clean: async ({ surroundings: { directory, out } }) => {
    await processesIn(directory).stopAll();
    if (existsSync(directory) && !existsSync(new Layout(directory).networkFile))
      throw new Fault('CONDITION_UNMET', { condition: 'a-network-lies-there', directory });
    await rm(directory, { recursive: true, force: true });
    out(`Nothing is left in ${directory}.`);
    return 0;
  },
  status: async ({ surroundings, options }) => status(fileIn(surroundings.directory), surroundings, options.json === true),
  logs: async ({ surroundings: { directory, out }, options, words: [node] }) => {
    out(await processesIn(directory).tail(required(node, 'NODE'), linesIn(options.lines)));
    return 0;
  },
  'node start': async (call) => {
    await startNamed(await standing(call), required(call.words[0], 'NODE'));
    return 0;
  },
  'node stop': async ({ surroundings: { directory }, words: [node] }) => {
    await processesIn(directory).stop(required(node, 'NODE'));
    return 0;
  },
  'node kill': async ({ surroundings: { directory }, words: [node] }) => {
    await processesIn(directory).kill(required(node, 'NODE'));
    return 0;
  },
  'program add': async (call) => addProgram(await standing(call), required(call.words[0], 'FILE')),
  'org add': async (call) => addOrganisation(await standing(call), required(call.words[0], 'FILE')),
  'chaincode upgrade': async (call) => {
    const setting = await standing(call);
    const chaincode = ownChaincode(setting);
    await deploy(setting, chaincode, await nextBuild(setting, chaincode));
    await configure(setting);
    return 0;
  },
};

function required(word: string | undefined, name: string): string {
  if (word === undefined) throw misuse(name, 'is missing', 'see npm run network -- --help');
  return word;
}

function linesIn(typed: string | undefined): number {
  const lines = typed === undefined ? LOG_LINES : Number(typed);
  if (!Number.isInteger(lines) || lines < 1 || lines > MAX_LOG_LINES) throw misuse('--lines', `a number from 1 to ${MAX_LOG_LINES}`, '');
  return lines;
}

const processesIn = (directory: string): Processes => new Processes(new Layout(directory));

/** The network as it was made. @throws Fault UNAVAILABLE {reason: 'NO_NETWORK'} */
function fileIn(directory: string): FabricNetworkFile {
  const { networkFile } = new Layout(directory);
  if (!existsSync(networkFile)) throw new Fault('UNAVAILABLE', { reason: 'NO_NETWORK', directory });
  return withFabric(readNetworkFile(networkFile), networkFile);
}

/** The setting of a network that was made before. @throws Fault */
async function standing(call: Call): Promise<Setting> {
  return settingFor(fileIn(call.surroundings.directory), call);
}

/** The setting of a network that may have to be made. @throws Fault */
async function settingOf(call: Call): Promise<Setting> {
  const { surroundings, options } = call;
  const path = resolve(options.file ?? join(surroundings.project, 'network/network.yaml'));
  return settingFor(withFabric(readNetworkFile(path), path), call);
}

async function settingFor(file: FabricNetworkFile, { surroundings }: Call): Promise<Setting> {
  const layout = new Layout(surroundings.directory);
  const { project, environment, progress } = surroundings;
  return {
    file,
    nodes: nodesOf(file),
    layout,
    processes: new Processes(layout),
    programs: await findPrograms(environment),
    contracts: { folder: join(project, 'chaincode'), modules: join(project, 'node_modules') },
    progress,
  };
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
