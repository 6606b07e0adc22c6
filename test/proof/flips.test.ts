import { expect } from 'chai';
import fc from 'fast-check';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { Pins } from '@tierline/client-app/dist/proving/pins';
import { proofSchema, type Proof } from '@tierline/client-app/dist/proving/proof';
import type { Proved } from '@tierline/client-app/dist/proving/verdict';
import { verify } from '@tierline/client-app/dist/proving/verify';
import { confirmed, World } from '../support/world';
import { fileOf, paid, proofOf, splitOff } from './life';

const RUNS = 700;

describe('one flipped bit of a proof', function () {
  this.timeout(300_000);
  let file: Uint8Array;
  let proved: Proved;
  let pins: Pins;

  before(async () => {
    const world = await World.found();
    try {
      const [receivable = ''] = await confirmed(world, 'SCH-FLIP', [1_000_000n]);
      const [part] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
      await paid(world, part, 'SUP-01', 'SUP-02', 'TRF-FLIP');
      file = fileOf(await proofOf(world, part, 'title', 'maker@SUP-02'));
      const { network, ledger } = await world.as('maker@REGULATOR-01');
      pins = await pinsOf(network, ledger);
      proved = (await verify(file, pins)) as Proved & { readonly valid: true };
    } finally {
      await world.end();
    }
  });

  const bits = () => fc.integer({ min: 0, max: file.length * 8 - 1 });
  const flipped = (bit: number): Buffer => {
    const bytes = Buffer.from(file);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return bytes;
  };

  it('makes it fail, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(bits(), async (bit) => {
        const verdict = await verify(flipped(bit), null);
        expect(verdict.valid, `bit ${bit}`).to.equal(false);
      }),
      { numRuns: RUNS },
    );
  });

  it('makes it fail also for who forges the seal: but the block of the confirmation, all is bound by what peers sign', async () => {
    let parsedAgain = 0;
    await fc.assert(
      fc.asyncProperty(bits(), async (bit) => {
        const proof = parsed(flipped(bit));
        if (proof === null) return;
        parsedAgain += 1;
        const verdict = await verify(fileOf({ ...proof, seal: sealOf(proof) }), pins);
        if (!verdict.valid) return;
        expect(withoutFirstBlock(verdict)).to.deep.equal(withoutFirstBlock({ ...proved, valid: true } as typeof verdict));
      }),
      { numRuns: RUNS },
    );
    expect(parsedAgain).to.be.above(RUNS / 4);
  });
});

function parsed(bytes: Uint8Array): Proof | null {
  try {
    return proofSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

function withoutFirstBlock(verdict: Proved): unknown {
  const [first, ...others] = verdict.steps;
  return { ...verdict, steps: [{ ...first, block: 0 }, ...others] };
}
