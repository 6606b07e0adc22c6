import { expect } from 'chai';
import { lengthOf, partsOfTokenId, TRANSACTIONS } from '@tierline/chaincode/api';
import { PublishedRoots } from '@tierline/client-app/dist/adapters/evm/publishedRoots';
import { execute } from '@tierline/client-app/dist/app/execute';
import { batchTree, pathOf, type FactsEntry } from '@tierline/client-app/dist/app/notary/tree';
import { askChain } from '@tierline/client-app/dist/app/proof/askChain';
import { makeProof } from '@tierline/client-app/dist/app/proof/makeProof';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import { endorsedMessage } from '@tierline/client-app/dist/proving/endorsedMessage';
import type { Pins } from '@tierline/client-app/dist/proving/pins';
import type { Proof, ProofStep } from '@tierline/client-app/dist/proving/proof';
import { Anvil } from '../support/anvil';
import { prepare, type Prepared } from '../support/endorsing';
import { confirmed, DIGEST, PROGRAM, World } from '../support/world';
import { raced, resealed, stepOf, type Ending } from './endorsedOnly';
import { deskOf, proofOf, splitOff, verdictOf } from './life';
import { notarise, type Place } from './notarising';

/** The place of the offer among the steps: confirmation, split, offer, acceptance. */
const OFFER = 2;

describe('a step that was endorsed and never committed, planted into a proof', function () {
  this.timeout(120_000);
  let world: World;
  let anvil: Anvil;
  let place: Place;
  let pins: Pins;
  let token: string;
  let lost: Ending['endorsed'];
  let unordered: Ending['endorsed'];
  let session: Prepared['session'];
  let offered: Proof;
  let proof: Proof;
  let notarised: Proof;

  before(async () => {
    world = await World.found();
    anvil = await Anvil.start();
    const [receivable = ''] = await confirmed(world, 'SCH-RACE', [1_000_000n]);
    [token] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
    const ends = await raced([await offerTo('SUP-02', 'maker@SUP-01'), await offerTo('SUP-03', 'checker@SUP-01')]);
    expect(ends.map(({ ending }) => ending)).to.have.members(['DONE', 'MVCC_CONFLICT']);
    const winner = ends.findIndex(({ ending }) => ending === 'DONE');
    lost = (ends[1 - winner] as Ending).endorsed;
    offered = await proofOf(world, token, '', 'maker@CORE-01');
    const [payee, transfer] = winner === 0 ? ['SUP-02', 'TRF-SUP-02'] : ['SUP-03', 'TRF-SUP-03'];
    await execute(await world.as(`maker@${payee}`), TRANSACTIONS.token.accept, { program: PROGRAM, transfers: [transfer] });
    const onward = await prepare(world, `maker@${payee}`, TRANSACTIONS.token.split, {
      program: PROGRAM,
      token,
      amountsMinor: [100_000n, 300_000n],
    });
    unordered = ((await raced([onward], false))[0] as Ending).endorsed;
    session = onward.session;
    place = await notarise(world, anvil);
    const { network, ledger } = await world.as('maker@REGULATOR-01');
    pins = await pinsOf(network, ledger, place);
    proof = await proofOf(world, token, '', 'maker@CORE-01');
    notarised = await withRoots();
  });
  after(async () => {
    await anvil.stop();
    await world.end();
  });

  const offerTo = (payee: string, user: string): Promise<Prepared> => {
    const amountMinor = lengthOf(partsOfTokenId(token));
    const document = { type: 'INVOICE' as const, number: `I-${payee}`, issueDate: '2026-02-25', amountMinor, digest: DIGEST };
    const payment = { transfer: `TRF-${payee}`, payee, document, expiresAt: '2026-03-20T00:00:00Z', takes: [{ token, amountMinor }] };
    return prepare(world, user, TRANSACTIONS.token.assign, { program: PROGRAM, payments: [payment] });
  };

  async function withRoots(): Promise<Proof> {
    const roots = new PublishedRoots([anvil.url], place);
    try {
      return await makeProof(await deskOf(world, 'maker@CORE-01'), token, [], roots);
    } finally {
      roots.close();
    }
  }

  const planted = (into: Proof): ProofStep => stepOf(session, into, into.steps[OFFER] as ProofStep, lost);
  const swapped = (into: Proof, step: ProofStep): Proof => resealed(into, (steps) => steps.map((each, at) => (at === OFFER ? step : each)));
  const told = async (of: Proof): Promise<string> => {
    const verdict = await verdictOf(of, pins);
    return verdict.valid ? `VALID ${verdict.committed}` : `${verdict.code} ${verdict.where}`;
  };

  it('is refused as the last step: peers hold what another one wrote', async () => {
    expect(await told(offered)).to.equal('VALID PRESENT_STATE');
    expect(await told(swapped(offered, planted(offered)))).to.equal('STANDING_DIFFERS standing');
  });

  it('is refused when it never came into a block and is told after the last one, or instead of it', async () => {
    const piece = `${partsOfTokenId(token).receivable}:0-100000`;
    const step = { ...stepOf(session, proof, proof.steps.at(-1) as ProofStep, unordered, piece), block: 1_000 };
    const ofPiece: Proof = { ...proof, token: { ...proof.token, to: '100000' } };
    expect(await told(resealed(ofPiece, (steps) => [...steps, step]))).to.equal('STANDING_DIFFERS standing');
    expect(await told(resealed(ofPiece, (steps) => [...steps.slice(0, -1), step]))).to.equal('OTHER_VERSION_READ step 4');
  });

  it('cannot be told from the one that won, on the way and with the same outcome: the verdict says so', async () => {
    expect(await told(swapped(proof, planted(proof)))).to.equal('VALID PRESENT_STATE');
  });

  it('is refused under the notarised root, by the way of the one that won and by any other', async () => {
    expect(await told(notarised)).to.equal('VALID IF_ROOTS_HOLD');
    const step = planted(notarised);
    const where = 'NOTARY_WRONG step 3';
    expect(await told(swapped(notarised, step))).to.equal(where);
    expect(await told(swapped(notarised, { ...step, notarised: null }))).to.equal(where);
    for (const { notarised: way } of notarised.steps) expect(await told(swapped(notarised, { ...step, notarised: way }))).to.equal(where);
    for (const block of [0, step.block - 1, step.block + 1])
      expect(await told(swapped(notarised, { ...step, block }))).to.not.match(/^VALID/);
  });

  it('is refused by the chain when the proof names a root of its own making, and is never called committed before', async () => {
    const steps = notarised.steps.map((each, at) => (at === OFFER ? planted(notarised) : each));
    const entries = steps.map(({ block, transaction, endorsed }, index): FactsEntry => {
      const { event } = endorsedMessage(Buffer.from(endorsed.payload, 'base64'));
      return { block, index, transactionId: transaction, factsRoot: (JSON.parse(event?.payload ?? '{}') as FactsEntry).factsRoot };
    });
    const tree = batchTree(entries);
    const [root] = notarised.notary?.roots ?? [];
    if (root === undefined) expect.fail('a notarised proof names a root');
    const forged: Proof = {
      ...notarised,
      steps: steps.map((each, index) => ({
        ...each,
        notarised: { index, root: 0, siblings: [...(pathOf(tree, entries[index] as FactsEntry) ?? [])] },
      })),
      notary: { place, roots: [{ ...root, root: tree.root, fromBlock: 0, toBlock: 10_000 }] },
    };
    const verdict = await verdictOf({ ...forged, seal: sealOf(forged) }, pins);
    expect(verdict.valid && verdict.committed).to.equal('IF_ROOTS_HOLD');
    const asked = await askChain(verdict, (named) => Promise.resolve(new PublishedRoots([anvil.url], named)));
    expect(asked).to.include({ valid: false, code: 'ROOT_UNKNOWN' });
  });
});
