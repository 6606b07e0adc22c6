import { expect } from 'chai';
import { booksDigest } from './booksDigest';
import { Chain, ORGANISATIONS } from './chain';
import { life } from './doctored/life';
import { dyingStream } from './dyingStream';
import { SimulationFailure } from './failure';
import { REGULATOR_HOST } from './model/scene';
import { State } from './model/state';
import type { Call } from './operation';
import { executed } from './outcome';
import { Simulation } from './simulation';
import { prologue, START_MS } from './workload/prologue';

/** The failure that something ends with. */
async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof SimulationFailure) return `${error.kind} ${error.what}`;
    throw error;
  }
  return 'nothing';
}

describe('a simulation notices', function () {
  this.timeout(60_000);
  let simulation: Simulation;

  beforeEach(async () => {
    simulation = await Simulation.begin({ seed: 1 });
    let steps = 0;
    for (const operation of life(simulation.state)) {
      await simulation.play(operation);
      steps += 1;
      if (steps === 3) break;
    }
  });
  afterEach(() => simulation.end());

  const split: Call = {
    kind: 'call',
    actor: 'maker@SUP-01',
    name: 'token:split',
    order: { program: 'DEMO-CNY', token: 'LINE-01:0-1000000', amountsMinor: ['400000', '600000'] },
    request: 'NOTICED-1',
  };

  it('a call that ends otherwise than the model expects', async () => {
    const { tokens } = simulation.state;
    const found = tokens.get('LINE-01:0-1000000');
    if (found !== undefined) tokens.set('LINE-01:0-1000000', { ...found, owner: 'SUP-02' });
    expect(await failureOf(() => simulation.play(split))).to.equal('OUTCOME token:split NOT_AUTHORISED VALID');
  });

  it('a request that was applied before and that the model has forgotten', async () => {
    await simulation.play(split);
    simulation.state.requests.clear();
    expect(await failureOf(() => simulation.play(split))).to.match(/^OUTCOME token:split NOT_FOUND VALID$/);
  });

  it('that the model and the blocks say different things', async () => {
    expect(await failureOf(() => simulation.check())).to.equal('nothing');
    simulation.state.tokens.delete('LINE-02:0-1000000');
    expect(await failureOf(() => simulation.check())).to.equal('AUDIT comparison');
  });

  it('a race whose winner the model does not expect', async () => {
    const { tokens } = simulation.state;
    const race = [split, { ...split, request: 'NOTICED-2' }];
    tokens.delete('LINE-01:0-1000000');
    expect(await failureOf(() => simulation.play({ kind: 'race', calls: race }))).to.equal('OUTCOME token:split NOT_FOUND VALID');
  });
});

describe('the books of a simulation', function () {
  this.timeout(60_000);
  let chain: Chain;

  before(async () => {
    const state = new State();
    state.nowMs = START_MS;
    chain = await Chain.begin({ seed: 1, now: () => state.nowMs });
    for (const call of prologue()) await executed(await chain.as(call.actor), call);
  });
  after(() => chain.close());

  it('have one digest for one content, and another for each organisation and each height', async () => {
    const store = await chain.store();
    const digests = await Promise.all(ORGANISATIONS.map((msp) => booksDigest(store, msp)));
    expect(new Set(digests).size).to.be.above(2);
    const half = chain.projectorOver(dyingStream(chain.stream(REGULATOR_HOST), 8));
    const died = await half.projector.catchUp().then(
      () => false,
      () => true,
    );
    expect(died, 'the stream died').to.equal(true);
    expect(await booksDigest(half.store, REGULATOR_HOST)).not.to.equal(await booksDigest(store, REGULATOR_HOST));
    await half.projector.catchUp();
    expect(await booksDigest(half.store, REGULATOR_HOST)).to.equal(await booksDigest(store, REGULATOR_HOST));
  });

  it('are the same after a crash, and lack nothing that was acknowledged', async () => {
    const before = await booksDigest(await chain.store(), REGULATOR_HOST);
    await chain.crash();
    expect(await booksDigest(await chain.store(), REGULATOR_HOST)).to.equal(before);
  });
});
