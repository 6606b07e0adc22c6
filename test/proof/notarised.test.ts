import { expect } from 'chai';
import { PublishedRoots } from '@tierline/client-app/dist/adapters/evm/publishedRoots';
import { askChain } from '@tierline/client-app/dist/app/proof/askChain';
import { makeProof } from '@tierline/client-app/dist/app/proof/makeProof';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { Proof } from '@tierline/client-app/dist/proving/proof';
import type { Verdict } from '@tierline/client-app/dist/proving/verdict';
import { Anvil } from '../support/anvil';
import { confirmed, World } from '../support/world';
import { deskOf, splitOff, verdictOf } from './life';
import { notarise, type Place } from './notarising';

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
    place = await notarise(world, anvil);
    proof = await made(place);
  });
  after(async () => {
    await anvil.stop();
    await world.end();
  });

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
    if (!verdict.valid) return;
    expect(verdict.committed, 'a root at a known contract that nobody looked for').to.equal('IF_ROOTS_HOLD');
    const told = await askChain(verdict, (named) => Promise.resolve(line(named)));
    expect(told.valid && told.committed).to.equal('EVERY_STEP');
    expect(await asked(proof)).to.equal('VALID');
    const unpinned = await askChain(await verdictOf(proof), (named) => Promise.resolve(line(named)));
    expect(unpinned.valid && unpinned.committed, 'a root at a contract that the proof chose').to.equal('IF_ROOTS_HOLD');
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
