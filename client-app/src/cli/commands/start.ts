import { once } from 'node:events';
import { BUG_EXIT_CODE } from '../../processGuard';
import { version } from '../build';
import type { CommandSpec } from '../command';
import { databaseUrlIn } from '../databaseUrl';
import type { Context } from '../context';
import { NOTARY_OPTION, notaryBesideIn } from '../notarySettings';
import { organisationOf } from '../ledgerChoice';
import { limitsIn, logSettings, metricsPortIn, OPERATOR_OPTIONS, portIn } from '../operatorOptions';
import { answer } from '../outcome';
import { publicUrlIn, renewingIn, SIGN_IN_OPTIONS, signInChoice, signInNotes } from '../signInChoice';
import type { Served } from '../../serve';

const DEFAULT_PORT = 4280;
const DEFAULT_HOST = '127.0.0.1';
/** Exit code of a process that a second signal ends at once. */
const INTERRUPTED = 130;
/** Milliseconds after which a process that was told to end does so, whatever still goes on. */
const ENDING_MS = 30_000;
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
    ...OPERATOR_OPTIONS,
    NOTARY_OPTION,
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
    const notary = await notaryBesideIn(context);
    const { serve } = await import('../../serve.js');
    const seconds = (): string => ((surroundings.now() - startedMs) / 1000).toFixed(1).padStart(5);
    const serving = await serve({
      served: servedBy(context),
      host: DEFAULT_HOST,
      port: portIn('--port', input.text('port')) ?? DEFAULT_PORT,
      version: version(),
      databaseUrl: databaseUrlIn(context),
      now: surroundings.now,
      signIn,
      publicUrl,
      ...renewingIn(context),
      progress: (line) => context.note(`${seconds()} s  ${line}`),
      log: logSettings(context),
      metricsPort: metricsPortIn(context),
      ...limitsIn(context),
      ...(notary === null ? {} : { notary }),
      runCommandLine: ({ argv, ...line }, open) =>
        context.runAnother(argv, { ...line, now: surroundings.now, served: (named) => (named === directory ? open : null) }),
    });
    const place = { ...serving, publicUrl, ledger: placeOf(context), isDevelopment: signIn.kind === 'development' };
    context.note([`${seconds()} s  ready`, '', ...greeting(place, serving.users), ...signInNotes(context, signIn)].join('\n  '));
    await told();
    context.note('ending: requests under way are finished first');
    const late = setTimeout(() => process.exit(BUG_EXIT_CODE), ENDING_MS).unref();
    await serving.close();
    clearTimeout(late);
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

interface Place {
  readonly address: string;
  readonly operatorAddress: string | null;
  readonly publicUrl: string | null;
  readonly ledger: string;
  readonly isDevelopment: boolean;
}

function greeting({ address, operatorAddress, publicUrl, ledger, isDevelopment }: Place, users: readonly string[]): readonly string[] {
  const here = `${address}   (${publicUrl === null ? '' : `as ${publicUrl}; `}${ledger})`;
  const first = operatorAddress === null ? here : `${here}\n  ${operatorAddress}/metrics, /health/live and /health/ready`;
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
