import { join } from 'node:path';
import { readNotarySettings } from '@tierline/client-app/dist/adapters/notary/settings';
import { registerNotary } from '@tierline/client-app/dist/app/notary/office';
import { channelOf, openNotary, openOffice, readPassphrase, type NotarisedLedger, type OpenNotary } from '@tierline/client-app/dist/notary';

/** The chain and the keys that tests use are built with them. */
const SUPPORT = join(__dirname, '../../../test/dist/support');

/** Opens a notary with a new contract. It is one of the chain's accounts; `more` are settings other than the defaults. */
export type OpenOn = (account: number, more?: Readonly<Record<string, unknown>>) => Promise<OpenNotary>;

/** Runs work with an EVM chain of its own that mines each transaction at once. */
export async function withRoots<T>(host: NotarisedLedger['host'], directory: string, work: (openOn: OpenOn) => Promise<T>): Promise<T> {
  const { Anvil } = (await import(join(SUPPORT, 'anvil.js'))) as typeof import('../../test/support/anvil.js');
  const { NotaryFolder } = (await import(join(SUPPORT, 'notaryFolder.js'))) as typeof import('../../test/support/notaryFolder.js');
  const anvil = await Anvil.start();
  const files = new NotaryFolder(anvil);
  const opened: OpenNotary[] = [];
  try {
    return await work(async (account, more = {}) => {
      const ledger = { host, folder: join(directory, `notary-${account}`) };
      const settings = readNotarySettings(files.settings('owner', 0));
      const passphrase = await readPassphrase(files.file('passphrase.txt'));
      const office = await openOffice(settings, passphrase);
      const { maxFeePerGas } = settings;
      const { contract } = await office.deploy({ maxFeePerGas, maxPriorityFeePerGas: 1n });
      const channel = await channelOf(ledger);
      await registerNotary(office, settings, { contract, channel, notary: anvil.wallet(account).address, may: true });
      office.close();
      const own = readNotarySettings(files.settings(`notary-${account}`, account, { contract, ...more }));
      const alarm = (line: string): void => {
        throw new Error(line);
      };
      // The ledger's clock stands still: only the number of blocks makes a batch due.
      const made = await openNotary({ ledger, settings: own, passphrase, now: () => 0, alarm });
      opened.push(made);
      return made;
    });
  } finally {
    for (const each of opened) each.close();
    await anvil.stop();
    files.remove();
  }
}
