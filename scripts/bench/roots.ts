import { join } from 'node:path';
import { readNotarySettings } from '@tierline/client-app/dist/adapters/notary/settings';
import { deployContract, registerNotary } from '@tierline/client-app/dist/app/notary/office';
import {
  channelOf,
  openNotary,
  openOffice,
  publishedRoots,
  readPassphrase,
  type NotarisedLedger,
  type OpenNotary,
} from '@tierline/client-app/dist/notary';
import type { NotarySettings } from '@tierline/client-app/dist/ports/notary';

/** The chain and the keys that tests use are built with them. */
const SUPPORT = join(__dirname, '../../../test/dist/support');

/** A chain on which notaries work. */
export interface RootsGround {
  /** Opens a notary with a new contract. It is one of the chain's accounts; `more` are settings other than the defaults. */
  openOn(account: number, more: Readonly<Record<string, unknown>>): Promise<OpenNotary & { readonly settings: NotarySettings }>;
  /** Has the chain make a block at each interval, or with null one for each transaction at once. */
  mine(everySeconds: number | null): Promise<void>;
  /** Gas that each root of a line took, in its order. */
  gasOf(settings: NotarySettings): Promise<readonly number[]>;
}

/** Settings for a chain that mines at once: no root waits for anything. */
export const AT_ONCE = { confirmations: 1, pollSeconds: 0.05 };
/** Those of the program: `undefined` is written into no file. */
export const AS_BY_DEFAULT = { confirmations: undefined, pollSeconds: undefined };

/** Runs work with an EVM chain of its own that mines each transaction at once until it is told otherwise. */
export async function withRoots<T>(
  host: NotarisedLedger['host'],
  directory: string,
  work: (ground: RootsGround) => Promise<T>,
): Promise<T> {
  const { Anvil } = (await import(join(SUPPORT, 'anvil.js'))) as typeof import('../../test/support/anvil.js');
  const { NotaryFolder } = (await import(join(SUPPORT, 'notaryFolder.js'))) as typeof import('../../test/support/notaryFolder.js');
  const anvil = await Anvil.start();
  const files = new NotaryFolder(anvil);
  const opened: OpenNotary[] = [];
  const ledgerOf = (name: string): NotarisedLedger => ({ host, folder: join(directory, name) });
  try {
    return await work({
      openOn: async (account, more) => {
        const ledger = ledgerOf(`notary-${account}`);
        const owner = readNotarySettings(files.settings('owner', 0));
        const passphrase = await readPassphrase(files.file('passphrase.txt'));
        const office = await openOffice(owner, passphrase);
        const { contract } = await deployContract(office, owner);
        const channel = await channelOf(ledger);
        await registerNotary(office, owner, { contract, channel, notary: anvil.wallet(account).address, may: true });
        office.close();
        const settings = readNotarySettings(files.settings(`notary-${account}`, account, { contract, ...more }));
        const alarm = (line: string): void => {
          throw new Error(line);
        };
        // The ledger's clock stands still: only the number of blocks makes a batch due.
        const made = await openNotary({ ledger, settings, passphrase, now: () => 0, alarm });
        opened.push(made);
        return { ...made, settings };
      },
      mine: async (everySeconds) => {
        await anvil.rpc('evm_setIntervalMining', everySeconds ?? 0);
        await anvil.mineAtOnce(everySeconds === null);
      },
      gasOf: async (settings) => {
        const line = await publishedRoots(ledgerOf('reader'), settings);
        const roots = await line.published();
        line.close();
        const receipts = roots.map(({ transaction }) => anvil.rpc<{ readonly gasUsed: string }>('eth_getTransactionReceipt', transaction));
        return (await Promise.all(receipts)).map(({ gasUsed }) => Number(gasUsed));
      },
    });
  } finally {
    for (const each of opened) each.close();
    await anvil.stop();
    files.remove();
  }
}
