import { openOffice, readNotarySettings } from '@tierline/client-app/dist/notary';
import { channelId } from '@tierline/client-app/dist/app/notary/channel';
import { entriesOf } from '@tierline/client-app/dist/app/notary/entries';
import type { FactsEntry } from '@tierline/client-app/dist/app/notary/tree';
import type { Sessions } from '@tierline/client-app/dist/app/session';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { JsonRpcProvider } from 'ethers';
import { Anvil, CHAIN_ID, Gate } from '../support/anvil';
import { NotaryFolder } from '../support/notaryFolder';
import { expectWholeLine, rootsOf } from '../support/notaryGround';
import { Served } from '../support/served';

const PASSPHRASE = 'correct horse battery staple';
const GWEI = 1_000_000_000n;
const FEES = { maxFeePerGas: 20n * GWEI, maxPriorityFeePerGas: GWEI };

/** What a ledger that nobody serves holds, and the line that belongs to it. */
async function readLedger(sessions: Sessions): Promise<{ readonly channel: string; readonly entries: readonly FactsEntry[] }> {
  const { ledger } = await sessions.as('maker@CORE-01');
  const blocks: CommittedBlock[] = [];
  for await (const block of ledger.blocks(0)) blocks.push(block);
  const channel = channelId({ name: sessions.network.channel, genesisHash: blocks[0]?.hash ?? '' });
  return { channel, entries: blocks.flatMap(entriesOf) };
}

describe('a notary beside a server with the demonstration', () => {
  let anvil: Anvil;
  let gate: Gate;
  let files: NotaryFolder;
  let served: Served;
  let provider: JsonRpcProvider;
  let contract = '';

  before(async () => {
    anvil = await Anvil.start();
    provider = new JsonRpcProvider(anvil.url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1 });
    gate = await Gate.before(anvil.url);
    files = new NotaryFolder(anvil);
    const office = await openOffice(readNotarySettings(files.settings('owner', 0)), PASSPHRASE);
    ({ contract } = await office.deploy(FEES));
    // The node is away when the server starts.
    gate.isOpen = false;
    const settings = readNotarySettings(files.settings('one', 1, { contract, rpc: [gate.url], everyBlocks: 1 }));
    served = await Served.start({ notary: { settings, passphrase: PASSPHRASE }, metricsPort: 0 });
    office.close();
  });

  after(async () => {
    await served.end();
    provider.destroy();
    await anvil.stop();
    gate.stop();
    files.remove();
  });

  const figure = async (name: string): Promise<number> => {
    const metrics = await (await fetch(`${served.operatorAddress}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  };
  const alarmed = async (expected: RegExp): Promise<void> => {
    const heard = (): boolean => served.alarms.some((line) => expected.test(line));
    for (let look = 0; look < 400 && !heard(); look += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(served.alarms.join('\n')).to.match(expected);
  };
  const reaches = async (name: string, wanted: number): Promise<void> => {
    for (let look = 0; look < 400 && (await figure(name)) !== wanted; look += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await figure(name)).to.equal(wanted);
  };

  it('holds nothing up while no node answers, and tells it once', async () => {
    await reaches('tierline_notary_working', 0);
    expect((await served.get('/me', 'maker@CORE-01')).status).to.equal(200);
    expect((await served.get('/programs/DEMO-CNY/worklist', 'maker@CORE-01')).status).to.equal(200);
    expect(served.alarms.filter((line) => line.includes('RPC') || line.includes('No node'))).to.have.length(1);
  });

  it('says that it is not registered, and goes on by itself when it is', async () => {
    gate.isOpen = true;
    let channel = '';
    await served.again(async (sessions) => void ({ channel } = await readLedger(sessions)));
    await alarmed(/NOT_AUTHORISED: .*a registered notary/);
    const office = await openOffice(readNotarySettings(files.settings('owner', 0)), PASSPHRASE);
    await office.register({ contract, channel, notary: anvil.wallet(1).address, may: true }, FEES);
    office.close();
    await reaches('tierline_notary_working', 1);
  });

  it('publishes every facts event of the demonstration under exactly one root', async () => {
    await reaches('tierline_notary_waiting', 0);
    expect(await figure('tierline_notary_under_way')).to.equal(0);
    const roots = await rootsOf(provider, contract);
    await served.again(async (sessions) => {
      const { entries } = await readLedger(sessions);
      expect(entries.length).to.be.greaterThan(20);
      expectWholeLine(roots, entries, 0);
    });
  });
});
