import { openDirectory } from '@tierline/client-app/dist/main';
import { entriesOf } from '@tierline/client-app/dist/app/notary/entries';
import type { FactsEntry } from '@tierline/client-app/dist/app/notary/tree';
import { expect } from 'chai';
import { JsonRpcProvider } from 'ethers';
import { Folder, inProcess, jsonOf } from '../cli/commandLine';
import { Anvil, CHAIN_ID } from '../support/anvil';
import { NotaryFolder } from '../support/notaryFolder';
import { expectWholeLine, rootsOf } from '../support/notaryGround';
import { RunningNotary } from '../support/runningNotary';
import { WatchedNode, type Moment } from '../support/watchedNode';

const MINED_EVERY_MS = 50;
const LOOK_MS = 20;

/** A moment at which a notary is killed. While it is dead the chain may stand still, until the next one has looked for what is under way. */
type Kill = Moment & { readonly stands?: true };

const SEND = 'eth_sendRawTransaction';
const FIND = 'eth_getTransactionByHash';

/** Before and after each of the two things that outlive a process: its note, and the chain. */
const KILLS: readonly Kill[] = [
  { method: 'eth_getCode', nth: 1, when: 'ASKED' },
  // A root is made, and not noted.
  { method: 'eth_estimateGas', nth: 1, when: 'ANSWERED' },
  // It is noted and not sent. The next one sends it, and is killed before it sends its own, with a chain that stands still.
  { method: SEND, nth: 1, when: 'ASKED' },
  { method: SEND, nth: 2, when: 'ASKED', stands: true },
  // It is sent, and its sender does not hear that; the next one finds it in a block, or waiting still.
  { method: SEND, nth: 2, when: 'ANSWERED' },
  { method: SEND, nth: 1, when: 'ANSWERED', stands: true },
  // It is killed again while it asks for what it finds noted, and while it waits for the confirmations.
  { method: FIND, nth: 1, when: 'ANSWERED' },
  { method: 'eth_getCode', nth: 2, after: SEND, when: 'ANSWERED' },
];
/** One for each kill from the third on but the last but one, which sent nothing. */
const ROOTS = 5;

describe('a notary whose process is killed', function () {
  this.timeout(60_000);
  const ledger = new Folder();
  let anvil: Anvil;
  let node: WatchedNode;
  let files: NotaryFolder;
  let settings = '';
  let contract = '';
  let mining: NodeJS.Timeout | null = null;
  let mined: Promise<unknown> = Promise.resolve();
  let running: RunningNotary | null = null;

  const well = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
    const ran = await inProcess(ledger.path, ...words, '--json');
    expect(ran.code, ran.err).to.equal(0);
    return jsonOf(ran);
  };

  before(async () => {
    anvil = await Anvil.start();
    node = await WatchedNode.before(anvil.url);
    files = new NotaryFolder(anvil);
    await well('init');
    contract = String((await well('notary', 'deploy', '--notary', files.settings('owner', 0)))['contract']);
    await well('notary', 'register', anvil.wallet(1).address, '--notary', files.settings('owner', 0, { contract }));
    settings = files.settings('one', 1, { contract, rpc: [node.url], everyBlocks: 1, confirmations: 2 });
    await anvil.mineAtOnce(false);
  });

  after(async () => {
    await mines(false);
    running?.kill();
    node.stop();
    await anvil.stop();
    files.remove();
    ledger.remove();
  });

  /** Whether the chain makes blocks, from now on. */
  async function mines(does: boolean): Promise<void> {
    if (mining !== null) clearInterval(mining);
    mining = does ? setInterval(() => void (mined = anvil.mine().catch(() => undefined)), MINED_EVERY_MS) : null;
    await mined;
  }

  /** Runs a notary until a moment kills it. A chain that stood still goes on once the notary has looked for what is under way. */
  async function killedAt(kill: Kill, stood: boolean): Promise<void> {
    const notary = new RunningNotary(['--notary', settings], { TIERLINE_DIR: ledger.path });
    running = notary;
    node.watch(
      kill,
      () => mines(kill.stands !== true),
      () => notary.kill(),
    );
    if (stood) {
      while (!node.wasAsked(FIND)) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      await mines(true);
    }
    expect(await notary.ended(), `${JSON.stringify(kill)} ${notary.told}`).to.deep.equal([null, 'SIGKILL']);
  }

  async function entries(): Promise<readonly FactsEntry[]> {
    const open = await openDirectory({ directory: ledger.path, network: null, create: false });
    const found: FactsEntry[] = [];
    for await (const block of open.host.stream('RegulatorMSP').blocks(0)) found.push(...entriesOf(block));
    await open.close();
    return found;
  }

  it('goes on from each moment: no gap, no double, and no transaction for nothing', async () => {
    await mines(true);
    for (const [place, kill] of KILLS.entries()) {
      await well('onboard', '--id', `SUP-${String(place).padStart(2, '0')}`);
      await killedAt(kill, KILLS[place - 1]?.stands === true);
    }
    const ran = await well('notary', 'run', '--once', '--notary', settings);
    expect(ran['waiting']).to.equal(0);
    const provider = new JsonRpcProvider(anvil.url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1 });
    const roots = await rootsOf(provider, contract);
    const sent = await provider.getTransactionCount(anvil.wallet(1).address);
    provider.destroy();
    expect(roots).to.have.length(ROOTS);
    expect(sent, 'transactions of the notary').to.equal(roots.length);
    expectWholeLine(roots, await entries(), 0);
  });
});
