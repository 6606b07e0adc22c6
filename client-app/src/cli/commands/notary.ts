import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import { deployContract, registerNotary } from '../../app/notary/office';
import type { NotarySettings, OfficeReceipt } from '../../ports/notary';
import type { CommandSpec } from '../command';
import type { Context } from '../context';
import { notaryLines, statusJson } from '../notaryLines';
import { NOTARY_OPTION, notarySettings, passphraseFor } from '../notarySettings';
import { answer } from '../outcome';
import { refuseTyped } from '../../app/typed';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const NAMED = [NOTARY_OPTION];
const FILE = '--notary notary.yaml';

/** Makes an encrypted key. */
export const makeKey: CommandSpec = {
  name: 'notary key',
  group: 'The network',
  does: 'Makes a key for a notary, in a new file that is encrypted with the passphrase of another file.',
  arguments: { '<file>': 'the new keystore' },
  options: [{ flags: '--passphrase-file <file>', does: 'a file with the passphrase, which only its owner may read' }],
  examples: ['notary key notary-key.json --passphrase-file notary-passphrase.txt'],
  json: '{account, keystore}',
  submits: false,
  run: async ({ input }) => {
    const { makeNotaryKey, readPassphrase } = await import('../../notary.js');
    const keystore = input.path(input.argument('file'));
    const account = await makeNotaryKey(keystore, await readPassphrase(input.path(input.needed('passphrase-file'))));
    return answer(null, { account, keystore }, [`The account ${account} is in ${keystore}: send it what its transactions will cost.`]);
  },
};

/** Deploys the contract of roots. */
export const deployNotary: CommandSpec = {
  name: 'notary deploy',
  group: 'The network',
  does: 'Deploys the contract that keeps notarised roots; the account of the settings owns it. One contract serves any number of channels.',
  options: NAMED,
  examples: [`notary deploy ${FILE}`],
  json: '{contract, transaction, gasUsed, account}',
  submits: false,
  run: async (context) => {
    const settings = await notarySettings(context);
    const { receipt, account } = await inOffice(context, settings, deployContract);
    const { contract, transaction, gasUsed } = receipt;
    return answer(null, { contract, transaction, gasUsed: String(gasUsed), account }, [
      `The contract is at ${contract} (transaction ${transaction}, ${gasUsed} gas); ${account} owns it.`,
      `Next: write "contract: '${contract}'" into the settings; tierline notary register ${FILE}`,
    ]);
  },
};

/** Registers or removes a notary. */
export const registerNotaryCommand: CommandSpec = {
  name: 'notary register',
  group: 'The network',
  does: "Lets an account add roots to this ledger's line, or with --remove no more. The account of the settings must own the contract.",
  arguments: { '[account]': 'the address of the notary (default: the account of the settings)' },
  options: [...NAMED, { flags: '--remove', does: 'removes it: roots that it added stay' }],
  examples: [`notary register ${FILE}`, `notary register 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 ${FILE} --remove`],
  json: '{notary, channel, contract, registered, transaction, gasUsed}',
  submits: false,
  run: async (context) => {
    const settings = await notarySettings(context);
    const { accountOf, channelOf, contractOf } = await import('../../notary.js');
    const named = context.input.argumentOrNull('account');
    if (named !== null && !ADDRESS.test(named)) throw refuseTyped('account', named, 'an address: 0x and 40 hex digits');
    const contract = contractOf(settings);
    const channel = await channelOf(await context.ledger());
    const notary = named ?? (await accountOf(settings));
    const may = !context.input.flag('remove');
    const { receipt } = await inOffice(context, settings, (office, how) => registerNotary(office, how, { contract, channel, notary, may }));
    const { transaction, gasUsed } = receipt;
    return answer(null, { notary, channel, contract, registered: may, transaction, gasUsed: String(gasUsed) }, [
      `${notary} ${may ? 'may add roots' : 'may add no more roots'} to the line of channel ${channel} (transaction ${transaction}, ${gasUsed} gas).`,
    ]);
  },
};

/** Runs a notary. */
export const runNotary: CommandSpec = {
  name: 'notary run',
  group: 'The network',
  does:
    "Publishes the roots of what was endorsed until Ctrl-C, as the regulator's or the operator's application. Beside a server: " +
    '"tierline start --notary FILE".',
  options: [...NAMED, { flags: '--once', does: 'publishes what waits now, waits for its confirmations and ends' }],
  examples: [`notary run ${FILE}`, `notary run ${FILE} --once --json`, `notary run ${FILE} --ledger fabric --org Regulator`],
  json: '{roots, confirmed: {root, fromBlock, toBlock, number, at}, waiting}',
  submits: false,
  run: async (context) => {
    const { surroundings } = context;
    if (surroundings.served !== undefined) throw new Fault('UNAVAILABLE', { reason: 'SERVED' });
    const isOnce = context.input.flag('once');
    const read = await notarySettings(context);
    // What waits now is published now.
    const settings = isOnce ? { ...read, everyBlocks: 1 } : read;
    const { openNotary } = await import('../../notary.js');
    const passphrase = await passphraseFor(settings, context);
    const alarm = (line: string): void => context.note(line);
    const opened = await openNotary({ ledger: await context.ledger(), settings, passphrase, now: surroundings.now, alarm });
    if (isOnce) await untilIdle(opened, settings.pollMs);
    else {
      const told = ended();
      opened.run.start();
      context.note(`publishing as ${opened.run.report().place.account}; Ctrl-C ends it`);
      await told;
      await opened.run.stop();
    }
    const { look, waiting, counts } = opened.notary.report();
    const confirmed = look?.confirmed ?? null;
    return answer(null, { roots: counts.confirmed, confirmed, waiting }, [
      confirmed === null
        ? 'Nothing is notarised yet.'
        : `Notarised up to block ${confirmed.toBlock}, root ${confirmed.number}: ${confirmed.root}.`,
    ]);
  },
};

/** Tells how far the roots are. */
export const notaryStatusCommand: CommandSpec = {
  name: 'notary status',
  group: 'The network',
  does: 'Tells how far the roots are, what is under way, what the chain asks for and whether the account is registered. It opens no key.',
  options: NAMED,
  examples: [`notary status ${FILE}`, `notary status ${FILE} --json`],
  json:
    '{chainId, contract, channel, account, registered, balanceWei, askedFeeWei, chainBlock, newest: {root, fromBlock, toBlock, number, at}, ' +
    'confirmed, ledgerHeight, blocksBehind, waiting, underWay: {fromBlock, toBlock, root, transaction, attempts, standing}}',
  submits: false,
  run: async (context) => {
    const settings = await notarySettings(context);
    const { notaryStatus } = await import('../../notary.js');
    const status = await notaryStatus(await context.ledger(), settings);
    return answer(null, statusJson(status), notaryLines(status));
  },
};

type Work = (office: Parameters<typeof deployContract>[0], settings: NotarySettings) => Promise<OfficeReceipt>;

async function inOffice(context: Context, settings: NotarySettings, work: Work): Promise<{ receipt: OfficeReceipt; account: string }> {
  const { openOffice } = await import('../../notary.js');
  const office = await openOffice(settings, await passphraseFor(settings, context));
  try {
    return { receipt: await work(office, settings), account: office.account };
  } finally {
    office.close();
  }
}

/** Takes turns until nothing is left to do. @throws Fault what a turn throws */
async function untilIdle({ notary, close }: Pick<Opened, 'notary' | 'close'>, pollMs: number): Promise<void> {
  try {
    while ((await notary.turn()) !== 'IDLE') await pause(pollMs);
  } finally {
    close();
  }
}

type Opened = Awaited<ReturnType<(typeof import('../../notary.js'))['openNotary']>>;

async function ended(): Promise<void> {
  const over = new AbortController();
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal, { signal: over.signal })));
  over.abort();
}
