import { expect } from 'chai';
import fc from 'fast-check';
import { COMMANDS, Lifecycle, MINIMUM_MINOR, type Command } from '../support/lifecycleModel';
import { World } from '../support/world';

/** How many lives are tried, how long each may be, and from which seed: the same lives in every run. */
const LIVES = { numRuns: 20, seed: 20_260_302, endOnFailure: true };
const LONGEST = 40;

describe('the life of a receivable through the contracts', function () {
  this.timeout(120_000);

  it('keeps a partition of the face at every step, and pays out to the minor unit what was paid, to the holders of record', async () => {
    const happened = new Set<Command['do']>();
    const command = fc.record({ do: fc.constantFrom(...COMMANDS), pick: fc.nat(1_000), amount: fc.nat(100_000) });
    const lives = fc.array(command, { minLength: LONGEST - 10, maxLength: LONGEST });
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 400n, max: 20_000n }), lives, fc.nat(100), async (faceMinor, commands, order) => {
        const world = await World.found({ minimumTokenMinor: MINIMUM_MINOR });
        try {
          const life = await Lifecycle.begin(world, faceMinor);
          for (const each of commands) await life.attempt(each);
          await life.finish(order);
          await life.expectPartition();
          await life.expectSettled();
          for (const each of life.happened) happened.add(each);
        } finally {
          await world.end();
        }
      }),
      LIVES,
    );
    expect([...happened], 'every command happened in some life').to.have.members(COMMANDS);
  });
});
