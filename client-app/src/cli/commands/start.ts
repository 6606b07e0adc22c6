import { once } from 'node:events';
import { refuseTyped } from '../../app/typed';
import { version } from '../build';
import type { CommandSpec } from '../command';
import { databaseUrlIn } from '../databaseUrl';
import type { Context } from '../context';
import { organisationOf } from '../ledgerChoice';
import { answer } from '../outcome';
import { publicUrlIn, SIGN_IN_OPTIONS, signInChoice, signInNotes } from '../signInChoice';
import type { Served } from '../../serve';

const DEFAULT_PORT = 4280;
const DEFAULT_HOST = '127.0.0.1';
const MAX_PORT = 65_535;
/** Exit code of a process that a second signal ends at once. */
const INTERRUPTED = 130;
/** Makers whom the greeting names. */
const USERS_TOLD = 20;

/** Serves the data directory until it is told to end. */
export const start: CommandSpec = {
  name: 'start',
  group: 'The network',
  does:
    'Serves the ledger of the data directory, with its read model, until Ctrl-C. A new directory is founded and gets a small ' +
    "demonstration. Other commands on the same directory go through it. With --ledger fabric: one organisation's application, with " +
    'its own wallet, its own peer and its own read model.',
  options: [
    { flags: '--port <port>', does: `where it listens on this machine (default: ${DEFAULT_PORT}; 0 for any free one)` },
    { flags: '--database-url <url>', does: 'PostgreSQL for the read model (or DATABASE_URL; default: one inside the directory)' },
    ...SIGN_IN_OPTIONS,
    { flags: '--empty', does: 'founds nothing and plays nothing in a new directory' },
  ],
  examples: [
    'start --dev-auth',
    'start --dev-auth --port 8080 --data-dir ./my-ledger',
    'start --ledger fabric --org BankA --issuer https://id.example --client-id tierline --public-url https://tierline.example',
  ],
  json: '{address}',
  submits: false,
  run: async (context) => {
    const { input, surroundings, directory } = context;
    const startedMs = surroundings.now();
    const signIn = signInChoice(context);
    const publicUrl = publicUrlIn(context);
    const { serve } = await import('../../serve.js');
    const seconds = (): string => ((surroundings.now() - startedMs) / 1000).toFixed(1).padStart(5);
    const serving = await serve({
      served: servedBy(context),
      host: DEFAULT_HOST,
      port: portIn(input.text('port')),
      version: version(),
      databaseUrl: databaseUrlIn(context),
      now: surroundings.now,
      signIn,
      publicUrl,
      progress: (line) => context.note(`${seconds()} s  ${line}`),
      alarm: (line) => context.note(line),
      runCommandLine: ({ argv, ...line }, open) =>
        context.runAnother(argv, { ...line, now: surroundings.now, served: (named) => (named === directory ? open : null) }),
    });
    const place = { address: serving.address, publicUrl, ledger: placeOf(context), isDevelopment: signIn.kind === 'development' };
    context.note([`${seconds()} s  ready`, '', ...greeting(place, serving.users), ...signInNotes(context, signIn)].join('\n  '));
    await told();
    context.note('ending: requests under way are finished first');
    await serving.close();
    return answer(null, { address: serving.address }, ['Ended.']);
  },
};

function servedBy(context: Context): Served {
  const choice = context.ledgerChoice;
  return choice.kind === 'fabric'
    ? { network: choice.directory, organisation: organisationOf(choice) }
    : { directory: context.directory, demonstration: !context.input.flag('empty') };
}

/** Where the ledger is, for the greeting. */
function placeOf(context: Context): string {
  const choice = context.ledgerChoice;
  return choice.kind === 'fabric'
    ? `${organisationOf(choice)}'s application on the Fabric network in ${choice.directory}`
    : `the ledger in ${context.directory}`;
}

function portIn(typed: string | null): number {
  if (typed === null) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : MAX_PORT + 1;
  if (port > MAX_PORT) throw refuseTyped('--port', typed, `a number from 0 to ${MAX_PORT}`);
  return port;
}

interface Place {
  readonly address: string;
  readonly publicUrl: string | null;
  readonly ledger: string;
  readonly isDevelopment: boolean;
}

function greeting({ address, publicUrl, ledger, isDevelopment }: Place, users: readonly string[]): readonly string[] {
  const first = `${address}   (${publicUrl === null ? '' : `as ${publicUrl}; `}${ledger})`;
  if (!isDevelopment) return [first, '', 'Ctrl-C ends it.'];
  const makers = users.filter((user) => user.startsWith('maker@'));
  const told = makers.slice(0, USERS_TOLD).join(', ') + (makers.length > USERS_TOLD ? ', ...' : '');
  const [maker = 'maker@CORE-01'] = makers;
  return [
    first,
    '',
    `Demonstration people: ${told}; and checker@ of each.`,
    `A token for a command line, and a question with it:`,
    `  TOKEN=$(curl -s -u ${maker}:demo -d grant_type=client_credentials ${address}/dev-issuer/token | sed 's/.*"access_token":"//;s/".*//')`,
    `  curl -H "Authorization: Bearer $TOKEN" ${address}/api/v1/me`,
    'Ctrl-C ends it.',
    '',
  ];
}

/** Waits for the signal to end; a second one does not wait for anything. */
async function told(): Promise<void> {
  const over = new AbortController();
  const options = { signal: over.signal };
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal, options)));
  over.abort();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(INTERRUPTED));
}
