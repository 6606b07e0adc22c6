import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault, faultIn } from '@tierline/chaincode/api';
import { COMMANDS, LOG_LINES, misuse, SEE_HELP, type Command, type Options } from './networkCommands';
import type { Surroundings as Opening } from './opening';

/** What surrounds a command line of the network. */
export type Surroundings = Omit<Opening, 'contracts'>;

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

  --file FILE         another network file than network/network.yaml
  --dir FOLDER        another folder than .tierline-network (or TIERLINE_NETWORK)
  --json              prints JSON (status, doctor)
  --lines N           lines of a log (default ${LOG_LINES})
  --contracts FOLDER  other contracts than the project's: a folder with package.json and dist/
`;

/** Runs one command line; answers the exit code. @throws Fault */
export async function runNetwork(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parsed(argv);
  if (values.help === true || positionals.length === 0 || positionals[0] === 'help') {
    surroundings.out(HELP);
    return 0;
  }
  const { command, words } = commandIn(positionals);
  const directory = resolve(values.dir ?? surroundings.directory);
  const contracts = values.contracts === undefined ? null : resolve(values.contracts);
  try {
    return await command.run({ surroundings: { ...surroundings, directory, contracts }, options: values, word: words[0] ?? '' });
  } catch (error) {
    throw ofSystem(error);
  }
}

/** The command of one or two words, and the words that it takes. @throws Fault MALFORMED */
function commandIn(positionals: readonly string[]): { readonly command: Command; readonly words: readonly string[] } {
  const count = Object.hasOwn(COMMANDS, positionals.slice(0, 2).join(' ')) ? positionals.slice(0, 2).length : 1;
  const name = positionals.slice(0, count).join(' ');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw misuse(`the command "${positionals.slice(0, 2).join(' ')}"`, 'is not known', SEE_HELP);
  const words = positionals.slice(count);
  const [missing, extra] = [command.takes[words.length], words[command.takes.length]];
  if (extra !== undefined) throw misuse(`the word "${extra}"`, 'is one too many', SEE_HELP);
  if (missing !== undefined) throw misuse(missing, 'is missing', SEE_HELP);
  return { command, words };
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
        contracts: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw misuse('command line', error instanceof Error ? error.message : '', SEE_HELP);
  }
}

/** What the operating system refuses is no bug: a full disk, a file that may not be read. */
function ofSystem(error: unknown): unknown {
  if (faultIn(error) !== null) return error;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || path === undefined) return error;
  return new Fault('UNAVAILABLE', { file: path, reason: code });
}
