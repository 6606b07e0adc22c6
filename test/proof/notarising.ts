import { EvmOffice } from '@tierline/client-app/dist/adapters/evm/office';
import { EvmRoots } from '@tierline/client-app/dist/adapters/evm/evmRoots';
import type { PublishedRoots } from '@tierline/client-app/dist/adapters/evm/publishedRoots';
import { Notary } from '@tierline/client-app/dist/app/notary/notary';
import { channelOf } from '@tierline/client-app/dist/notary';
import { CHAIN_ID, type Anvil } from '../support/anvil';
import { KeptJournal, until } from '../support/notaryGround';
import type { World } from '../support/world';

const GWEI = 1_000_000_000n;
const FEES = { maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI };

/** Where roots are. */
export type Place = PublishedRoots['place'];

/** Publishes all that was committed until now, in a contract of its own. */
export async function notarise(world: World, anvil: Anvil): Promise<Place> {
  const [owner, notary] = [anvil.wallet(0), anvil.wallet(1)];
  const office = new EvmOffice({ rpc: [anvil.url], chainId: CHAIN_ID, confirmations: 1, wallet: owner });
  const { contract } = await office.deploy(FEES);
  const channel = await channelOf(world.open);
  await office.register({ contract, channel, notary: notary.address, may: true }, FEES);
  office.close();
  const settings = {
    rpc: [anvil.url],
    chainId: CHAIN_ID,
    contract,
    keystore: '',
    passphraseFile: null,
    confirmations: 1,
    everyBlocks: 1,
    everyMs: 1,
    firstBlock: 0,
    maxFeePerGas: 100n * GWEI,
    replaceAfterMs: 60_000,
    pollMs: 20,
  };
  const chain = new EvmRoots({ ...settings, channel, account: notary.address, wallet: notary });
  const source = world.open.host.stream('RegulatorMSP');
  await until(new Notary({ source, chain, journal: new KeptJournal(), settings, now: Date.now, alarm: () => undefined }), 'IDLE');
  chain.close();
  return { chainId: CHAIN_ID, contract: contract.toLowerCase(), channel };
}
