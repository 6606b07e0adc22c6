import { writeFileSync } from 'node:fs';
import { entriesOf } from '@tierline/client-app/dist/app/notary/entries';
import type { FactsEntry } from '@tierline/client-app/dist/app/notary/tree';
import { expect } from 'chai';
import { JsonRpcProvider } from 'ethers';
import { Folder, inProcess, jsonOf, type Ran } from '../../cli/commandLine';
import { paid, splitOff } from '../../proof/life';
import { Anvil, CHAIN_ID } from '../../support/anvil';
import { eventually, FabricStage } from '../../support/fabricStage';
import { NotaryFolder } from '../../support/notaryFolder';
import { expectWholeLine, rootsOf, type NotarisedEvent } from '../../support/notaryGround';
import { RunningNotary } from '../../support/runningNotary';
import { confirmed } from '../../support/world';

const FIRST_PORT = 27_000;
const UP_MS = 180_000;
const NOTARISED_MS = 60_000;
const PEER = 'peer.regulator';

describe('a notary on Fabric', function () {
  this.timeout(180_000);
  const stage = new FabricStage(FIRST_PORT);
  const folder = new Folder();
  let anvil: Anvil;
  let files: NotaryFolder;
  let provider: JsonRpcProvider;
  let contract = '';
  let settings = '';
  let running: RunningNotary | null = null;
  let token = '';

  before(async function () {
    this.timeout(UP_MS);
    await stage.open(this);
    anvil = await Anvil.start();
    provider = new JsonRpcProvider(anvil.url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1 });
    files = new NotaryFolder(anvil);
  });
  after(async function () {
    this.timeout(UP_MS);
    running?.kill();
    provider?.destroy();
    await anvil?.stop();
    files?.remove();
    folder.remove();
    await stage.close();
  });

  const as = (organisation: string): readonly string[] => [
    '--ledger',
    'fabric',
    '--org',
    organisation,
    '--network-dir',
    stage.network.directory,
  ];
  const asked = (organisation: string, ...words: readonly string[]): Promise<Ran> => inProcess(folder.path, ...words, ...as(organisation));
  const well = async (organisation: string, ...words: readonly string[]): Promise<Record<string, unknown>> => {
    const ran = await asked(organisation, ...words, '--json');
    expect(ran.code, ran.err).to.equal(0);
    return jsonOf(ran);
  };
  const started = (): RunningNotary => (running = new RunningNotary(['--notary', settings, ...as('Regulator')]));
  const roots = (): Promise<readonly NotarisedEvent[]> => rootsOf(provider, contract);

  /** Waits until all but so many blocks are notarised of those that the core's peer has. */
  const notarisedBut = (left: number): Promise<void> =>
    eventually(NOTARISED_MS, async () => {
      expect((await roots()).at(-1)?.toBlock).to.be.at.least((await stage.height('maker@CORE-01')) - 1 - left);
    });

  /** What another organisation's peer holds. */
  async function entries(): Promise<readonly FactsEntry[]> {
    const { ledger } = await stage.world().sessions.as('maker@CORE-01');
    const found: FactsEntry[] = [];
    for await (const block of ledger.blocks(0)) found.push(...entriesOf(block));
    return found;
  }

  it("is the regulator's or the operator's application", async () => {
    contract = String((await well('Regulator', 'notary', 'deploy', '--notary', files.settings('owner', 0)))['contract']);
    settings = files.settings('one', 1, { contract, everyBlocks: 2 });
    const { err } = await asked('BankA', 'notary', 'run', '--once', '--notary', settings);
    expect(err).to.equal("NOT_AUTHORISED: Not allowed: this needs the regulator's or the operator's application.\n");
    expect((await asked('Regulator', 'notary', 'run', '--once', '--notary', settings)).err).to.match(/this needs a registered notary/);
    await well('Regulator', 'notary', 'register', anvil.wallet(1).address, '--notary', files.settings('owner', 0, { contract }));
  });

  it('publishes roots while people work, until its process is killed, and goes on from there', async () => {
    const killed = started();
    await killed.tells(/Ctrl-C ends it/);
    const world = stage.world();
    const [receivable = ''] = await confirmed(world, 'SCH-NOTARY', [1_000_000n]);
    killed.kill();
    expect(await killed.ended()).to.deep.equal([null, 'SIGKILL']);
    const [part, rest] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
    await started().tells(/Ctrl-C ends it/);
    await paid(world, part, 'SUP-01', 'SUP-02', 'TRF-NOTARY');
    await splitOff(world, rest, 100_000n);
    token = part;
    await notarisedBut(1);
  });

  it('tells that its peer is away, and goes on when it is back', async () => {
    await stage.network.kill(PEER);
    await running?.tells(/notary: UNAVAILABLE/);
    await stage.network.start(PEER);
    const [receivable = ''] = await confirmed(stage.world(), 'SCH-NOTARY-2', [300_000n]);
    await splitOff(stage.world(), `${receivable}:0-300000`, 100_000n);
    await notarisedBut(1);
    running?.kill();
    await running?.ended();
  });

  it('leaves a whole line, as the peer of another organisation sees it', async () => {
    expect(await well('Regulator', 'notary', 'run', '--once', '--notary', settings)).to.include({ waiting: 0 });
    await notarisedBut(0);
    expectWholeLine(await roots(), await entries(), 0);
    expect(await provider.getTransactionCount(anvil.wallet(1).address)).to.equal((await roots()).length);
  });

  it('is seen by the application of every organisation, which proves by its roots', async () => {
    expect(await well('Core', 'notary', 'status', '--notary', settings)).to.include({ waiting: 0, blocksBehind: 0, underWay: null });
    const file = files.file('proof.json');
    const proof = await well('Core', 'proof', token, '--notary', settings, '--as', 'maker@CORE-01');
    writeFileSync(file, JSON.stringify(proof));
    const verdict = jsonOf(await inProcess(folder.path, 'verify', file, '--rpc', anvil.url, '--json'));
    expect(verdict).to.have.nested.property('notarised.isAsked', true);
    expect(verdict).to.include({ valid: true });
  });
});
