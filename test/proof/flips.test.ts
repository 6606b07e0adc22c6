import { expect } from 'chai';
import fc from 'fast-check';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { Pins } from '@tierline/client-app/dist/proving/pins';
import { proofSchema, type Proof } from '@tierline/client-app/dist/proving/proof';
import type { Proved } from '@tierline/client-app/dist/proving/verdict';
import { verify } from '@tierline/client-app/dist/proving/verify';
import { registered } from '../support/signing';
import { World } from '../support/world';
import { fileOf, proofOf, splitOff } from './life';
import { confirmedBy, paidBy } from './signedLife';

const RUNS = 700;

describe('one flipped bit of a proof', function () {
  this.timeout(300_000);
  let file: Uint8Array;
  let proved: Proved;
  let pins: Pins;

  before(async () => {
    const world = await World.found();
    try {
      const debtor = await registered(world, 'CORE-01', 'checker');
      const payer = await registered(world, 'SUP-01', 'maker');
      const [receivable = ''] = await confirmedBy(world, debtor, 'SCH-FLIP', [1_000_000n, 2_000_000n]);
      const [part, rest] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
      await paidBy(world, payer, { 'SUP-02': part, 'SUP-03': rest }, 'FLIP');
      file = fileOf(await proofOf(world, part, 'title,consent', 'maker@CORE-01'));
      const { network, ledger } = await world.as('maker@REGULATOR-01');
      pins = await pinsOf(network, ledger);
      proved = (await verify(file, pins)) as Proved & { readonly valid: true };
    } finally {
      await world.end();
    }
  });

  const bits = (from = 0, to = file.length) => fc.integer({ min: from * 8, max: to * 8 - 1 });
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

  it('makes it fail anywhere in what a person signed, also for who forges the seal', async () => {
    const text = Buffer.from(file).toString('latin1');
    const [from, to] = [text.indexOf('"consent":{'), text.indexOf('"notarised"')];
    expect(text.slice(from, to)).to.include('keccak256').and.include('I confirm title');
    await fc.assert(
      fc.asyncProperty(bits(from, to), async (bit) => {
        const proof = parsed(flipped(bit));
        const verdict = proof === null ? null : await verify(fileOf({ ...proof, seal: sealOf(proof) }), pins);
        expect(verdict?.valid ?? false, `bit ${bit}`).to.equal(false);
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
