import { expect } from 'chai';
import { EvmOffice } from '@tierline/client-app/dist/adapters/evm/office';
import { EvmRoots } from '@tierline/client-app/dist/adapters/evm/evmRoots';
import { PublishedRoots } from '@tierline/client-app/dist/adapters/evm/publishedRoots';
import { Notary } from '@tierline/client-app/dist/app/notary/notary';
import { channelOf } from '@tierline/client-app/dist/notary';
import { askChain } from '@tierline/client-app/dist/app/proof/askChain';
import { makeProof } from '@tierline/client-app/dist/app/proof/makeProof';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { Proof } from '@tierline/client-app/dist/proving/proof';
import type { Verdict } from '@tierline/client-app/dist/proving/verdict';
import { Anvil, CHAIN_ID } from '../support/anvil';
import { KeptJournal, until } from '../support/notaryGround';
import { confirmed, World } from '../support/world';
import { deskOf, splitOff, verdictOf } from './life';

const GWEI = 1_000_000_000n;
const FEES = { maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI };
type Place = PublishedRoots['place'];

describe('a notarised proof', function () {
  this.timeout(120_000);
  let world: World;
  let anvil: Anvil;
  let place: Place;
  let token: string;
  let proof: Proof;

  before(async () => {
    world = await World.found();
    anvil = await Anvil.start();
    const [receivable = ''] = await confirmed(world, 'SCH-NOTARY', [1_000_000n]);
    [token] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
    place = await notarise();
    proof = await made(place);
  });
  after(async () => {
    await anvil.stop();
    await world.end();
  });

  /** Publishes all that was endorsed under one root. */
  async function notarise(): Promise<Place> {
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

  const line = (at: Place, url = anvil.url): PublishedRoots => new PublishedRoots([url], at);

  async function made(at: Place): Promise<Proof> {
    const roots = line(at);
    try {
      return await makeProof(await deskOf(world, 'maker@SUP-01'), token, [], roots);
    } finally {
      roots.close();
    }
  }

  const code = (verdict: Verdict): string => (verdict.valid ? 'VALID' : verdict.code);
  const asked = async (of: Proof, at: Place = place, url = anvil.url): Promise<string> =>
    code(await askChain(await verdictOf(of), (named) => Promise.resolve(line({ ...named, ...at }, url))));

  it('is valid offline, and when the chain is asked', async () => {
    const { network, ledger } = await world.as('maker@REGULATOR-01');
    const verdict = await verdictOf(proof, await pinsOf(network, ledger, place));
    expect(verdict.valid && verdict.notarised).to.deep.include({ place, isPinned: true, isAsked: false });
    expect(await asked(proof)).to.equal('VALID');
  });

  it('is refused by pins that name another contract', async () => {
    const { network, ledger } = await world.as('maker@REGULATOR-01');
    const other = { ...place, contract: `0x${'1'.repeat(40)}` };
    expect(code(await verdictOf(proof, await pinsOf(network, ledger, other)))).to.equal('PINS_DIFFER');
  });

  const edited = async (edit: (proof: Proof) => void): Promise<string> => {
    const copy = structuredClone(proof);
    edit(copy);
    return code(await verdictOf({ ...copy, seal: sealOf(copy) }));
  };

  it('is refused when a way, a place in a block, or a root is another', async () => {
    const entry = (of: Proof) => of.steps[1]?.notarised as { index: number; root: number; siblings: string[] };
    expect(await edited((of) => void (entry(of).siblings[0] = `0x${'0'.repeat(64)}`))).to.equal('NOTARY_WRONG');
    expect(await edited((of) => void (entry(of).index += 1))).to.equal('NOTARY_WRONG');
    expect(await edited((of) => void (entry(of).root += 1))).to.equal('NOTARY_WRONG');
    expect(await edited((of) => void ((of.steps[1] as { notarised: unknown }).notarised = null))).to.equal('NOTARY_WRONG');
    const block = (of: Proof): void => {
      for (const root of (of.notary as { roots: { toBlock: number }[] }).roots) root.toBlock = 1;
    };
    expect(await edited(block)).to.equal('NOTARY_WRONG');
    expect(await edited((of) => void (of.notary = null))).to.equal('RECORD_UNEXPECTED');
  });

  it('binds the block of every step', async () => {
    expect(await edited((of) => void ((of.steps[0] as { block: number }).block -= 1))).to.equal('NOTARY_WRONG');
  });

  it('is refused when the chain was asked for and is another, unreachable, or does not have the root', async () => {
    expect(await asked(proof, { ...place, chainId: 1 })).to.equal('OTHER_CHAIN');
    expect(await asked(proof, place, 'http://127.0.0.1:9')).to.equal('RPC_UNREACHABLE');
    expect(await asked(proof, { ...place, contract: `0x${'1'.repeat(40)}` })).to.equal('OTHER_CONTRACT');
    expect(await asked(proof, { ...place, channel: `0x${'1'.repeat(64)}` })).to.equal('ROOT_UNKNOWN');
    const imitated = anvil.wallet(5).address;
    const bytes = await anvil.rpc<string>('eth_getCode', place.contract, 'latest');
    await anvil.rpc('anvil_setCode', imitated, `${bytes}00`);
    expect(await asked(proof, { ...place, contract: imitated })).to.equal('OTHER_CONTRACT');
    const plain = await makeProof(await deskOf(world, 'maker@SUP-01'), token, []);
    expect(await asked(plain)).to.equal('NOT_NOTARISED');
  });
});
