import { expect } from 'chai';
import { confirmed, World } from '../support/world';
import { paid, proofOf, splitOff, verdictOf } from './life';

describe('a proof', () => {
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.end());

  it('of the first token of a confirmed receivable is valid', async () => {
    const [receivable = ''] = await confirmed(world, 'SCH-FIRST', [1_000_000n]);
    const verdict = await verdictOf(await proofOf(world, `${receivable}:0-1000000`));
    expect(verdict).to.deep.include({ valid: true, receivable, faceMinor: '1000000', currency: 'CNY', mode: 'DEMO' });
  });

  it('of a token that was cut, paid on and cut again shows every step', async () => {
    const [receivable = ''] = await confirmed(world, 'SCH-CUT', [1_000_000n, 2_000_000n]);
    const [part] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
    await paid(world, part, 'SUP-01', 'SUP-02', 'TRF-CUT-1');
    const [half] = await splitOff(world, part, 100_000n, 'maker@SUP-02');
    const verdict = await verdictOf(await proofOf(world, half, 'value', 'maker@SUP-02'));
    if (!verdict.valid) expect.fail(verdict.sentence);
    expect(verdict.steps.map(({ act }) => act)).to.deep.equal([
      'receivable:confirm',
      'token:split',
      'token:assign',
      'token:accept',
      'token:split',
    ]);
    expect(verdict.token).to.deep.include({ from: '0', to: '100000', amountMinor: '100000' });
    expect(verdict.disclosed.map(({ name }) => name)).to.have.members(['dueDate', 'payDate', 'debtor']);
  });
});
