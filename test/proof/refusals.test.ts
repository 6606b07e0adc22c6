import { expect } from 'chai';
import { Fault, type FaultCode } from '@tierline/chaincode/api';
import { createRoot, issueLeaf } from '@tierline/client-app/dist/adapters/localCa/certificates';
import { endorserBytes } from '@tierline/client-app/dist/adapters/embedded/endorsedBytes';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { Pins } from '@tierline/client-app/dist/proving/pins';
import type { Proof } from '@tierline/client-app/dist/proving/proof';
import { verify } from '@tierline/client-app/dist/proving/verify';
import { confirmed, PROGRAM, World } from '../support/world';
import { fileOf, paid, proofOf, splitOff, verdictOf } from './life';

type Edited = { -readonly [K in keyof Proof]: Proof[K] };

describe('a proof is refused', () => {
  let world: World;
  let proof: Proof;
  let other: Proof;
  let pins: Pins;

  before(async () => {
    world = await World.found();
    const [receivable = '', second = ''] = await confirmed(world, 'SCH-REFUSED', [1_000_000n, 500_000n]);
    const [part, rest] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
    await paid(world, part, 'SUP-01', 'SUP-02', 'TRF-REFUSED');
    proof = await proofOf(world, part, 'title', 'maker@SUP-02');
    other = await proofOf(world, rest);
    const { network, ledger } = await world.as('maker@REGULATOR-01');
    pins = await pinsOf(network, ledger);
    await proofOf(world, `${second}:0-500000`);
  });
  after(() => world.end());

  /** The code and the part with which an edited proof fails, its seal forged. */
  async function failure(edit: (proof: Edited) => void, given: unknown = pins): Promise<string> {
    const edited: Edited = structuredClone(proof);
    edit(edited);
    const verdict = await verify(fileOf({ ...edited, seal: sealOf(edited) }), given);
    return verdict.valid ? 'VALID' : `${verdict.code} ${verdict.where}`;
  }

  it('never when nothing was changed, against the pins of the reader and against its own', async () => {
    expect(await failure(() => undefined)).to.equal('VALID');
    const verdict = await verdictOf(proof);
    expect(verdict.valid && verdict.pins.from).to.equal('PROOF');
  });

  it('when it is no proof, of another version, or damaged', async () => {
    const codes = async (bytes: Uint8Array): Promise<string> => {
      const verdict = await verify(bytes, null);
      return verdict.valid ? 'VALID' : verdict.code;
    };
    expect(await codes(Buffer.from('not JSON'))).to.equal('MALFORMED');
    expect(await codes(Buffer.from([0xff, 0xfe]))).to.equal('MALFORMED');
    expect(await codes(fileOf([]))).to.equal('MALFORMED');
    expect(await codes(fileOf({ ...proof, more: 1 }))).to.equal('MALFORMED');
    expect(await codes(fileOf({ ...proof, version: 2 }))).to.equal('OTHER_VERSION');
    expect(await codes(fileOf({ ...proof, channel: 'other' }))).to.equal('DAMAGED');
    expect(await codes(Buffer.alloc(20_000_001, ' '))).to.equal('MALFORMED');
  });

  it('by other pins: another channel, another chaincode, another program, other roots', async () => {
    const none = (): void => undefined;
    expect(await failure(none, { ...pins, channel: 'other' })).to.equal('OTHER_CHANNEL pins');
    expect(await failure(none, { ...pins, chaincode: 'other' })).to.equal('OTHER_CHAINCODE pins');
    expect(await failure(none, { ...pins, programs: pins.programs.filter(({ id }) => id !== PROGRAM) })).to.equal('PINS_DIFFER pins');
    expect(await failure(none, { pins: 'none' })).to.equal('PINS_MALFORMED pins');
    const { certificate } = await createRoot('CoreMSP', Date.now());
    const forged = pins.organisations.map((each) => (each.msp === 'CoreMSP' ? { ...each, roots: [certificate] } : each));
    expect(await failure(none, { ...pins, organisations: forged })).to.equal('PINS_DIFFER pins');
    const brought = (edited: Edited): void => void (edited.pins = { ...edited.pins, organisations: [] as never });
    expect(await failure(brought, null)).to.equal('MALFORMED file');
  });

  it('when an endorser has a certificate of another authority, or is a person and no peer', async () => {
    const root = await createRoot('CoreMSP', Date.now());
    const stranger = await issueLeaf(root, 'CoreMSP', { name: 'peer', unit: 'peer', attributes: {} }, Date.now());
    const person = (await world.as('maker@CORE-01')).identity;
    for (const { certificate } of [stranger, person]) {
      const identity = Buffer.from(endorserBytes('CoreMSP', certificate)).toString('base64');
      const replaced = await failure(
        (edited) => void (edited.endorsers = edited.endorsers.map((each, at) => (at === 1 ? identity : each))),
      );
      expect(replaced).to.equal('CERTIFICATE_REFUSED endorser 2');
    }
  });

  const signatures = (edited: Edited, at: number) => (edited.steps[at] as { endorsed: Proof['steps'][number]['endorsed'] }).endorsed;

  it('when an organisation that must endorse did not, or one signs twice', async () => {
    expect(await failure((edited) => void signatures(edited, 0).signatures.pop())).to.equal('NOT_ENDORSED step 1');
    expect(await failure((edited) => void signatures(edited, 2).signatures.shift())).to.equal('NOT_ENDORSED step 3');
    const twice = (edited: Edited): void => {
      const { signatures: list } = signatures(edited, 0);
      list.push(...list.slice(0, 1));
    };
    expect(await failure(twice)).to.equal('SIGNATURE_WRONG step 1');
  });

  it('when a step is dropped, put elsewhere, told twice, or taken from another token', async () => {
    const steps = (edit: (steps: Proof['steps']) => Proof['steps']) => failure((edited) => void (edited.steps = edit(edited.steps)));
    expect(await steps(([, ...others]) => others)).to.equal('NOT_CONFIRMED step 1');
    expect(await steps((all) => all.filter((_step, index) => index !== 1))).to.equal('PREDECESSOR_KEPT step 2');
    expect(await steps((all) => all.slice(0, -1))).to.equal('STANDING_DIFFERS standing');
    expect(await steps((all) => [all[0], all[2], all[1], all[3]] as Proof['steps'])).to.equal('PREDECESSOR_KEPT step 2');
    expect(await steps((all) => [...all, all.at(-1)] as Proof['steps'])).to.equal('ORDER_WRONG step 5');
    const strange = (edited: Edited): void => {
      edited.steps = [...edited.steps.slice(0, 1), ...other.steps.slice(1)];
      edited.endorsers = other.endorsers;
    };
    expect(await failure(strange)).to.match(/^(OTHER_TOKEN|RECORD_UNEXPECTED)/);
  });

  it('when a shown field is changed, hidden, or said to be of another token', async () => {
    const leaf = (edited: Edited, at: number, what: RegExp) =>
      edited.steps[at]?.leaves.find(({ place }) => what.test(place)) as Proof['steps'][number]['leaves'][number];
    const value = (edited: Edited, name: string, to: unknown): void => {
      const field = leaf(edited, 3, /TOKEN-/).fields?.find((each) => each.name === name) as { value: unknown };
      field.value = to;
    };
    expect(await failure((edited) => value(edited, 'to', '400001'))).to.equal('FACTS_DIFFER step 4');
    expect(await failure((edited) => value(edited, 'ownerMsp', 'CoreMSP'))).to.equal('FACTS_DIFFER step 4');
    expect(await failure((edited) => void (leaf(edited, 1, /TOKEN-/).path[0] = '0'.repeat(64)))).to.equal('FACTS_DIFFER step 2');
    expect(await failure((edited) => void (edited.token = { ...edited.token, to: '400001' }))).to.match(/^OTHER_TOKEN/);
    const due = (edited: Edited): void => {
      const field = edited.standing.leaves.flatMap(({ fields }) => fields ?? []).find(({ name }) => name === 'dueDate') as {
        value: unknown;
      };
      field.value = '2027-06-22';
    };
    expect(await failure(due)).to.equal('FACTS_DIFFER standing');
    const without = (edited: Edited): void => {
      const opened = leaf(edited, 1, /TOKEN-/);
      opened.fields = opened.fields?.filter(({ name }) => name !== 'lineage') ?? null;
    };
    expect(await failure(without)).to.equal('FACTS_DIFFER step 2');
  });

  it('when the block of a step is not the one whose state the next one was endorsed on', async () => {
    const moved = (edited: Edited): void =>
      void (edited.steps = edited.steps.map((each, at) => (at === 3 ? { ...each, block: each.block + 1 } : each)));
    expect(await failure(moved)).to.equal('OTHER_VERSION_READ standing');
  });

  it('when peers said it of the token at another time, before it moved', async () => {
    const stale = (edited: Edited): void => {
      edited.standing = other.standing;
      edited.endorsers = other.endorsers;
    };
    expect(await failure(stale)).to.match(/^(STANDING_DIFFERS|SIGNATURE_WRONG|RECORD_UNEXPECTED)/);
  });

  describe('to whom', () => {
    const code = async (call: Promise<unknown>): Promise<FaultCode | null> => {
      try {
        await call;
        return null;
      } catch (error) {
        return error instanceof Fault ? error.code : null;
      }
    };

    it('may not see the token, or asks for one that was cut', async () => {
      const token = `${proof.token.receivable}:0-400000`;
      expect(await code(proofOf(world, token, '', 'maker@SUP-03'))).to.equal('NOT_FOUND');
      expect(await code(proofOf(world, `${proof.token.receivable}:0-1000000`))).to.equal('NOT_FOUND');
    });

    it('would show what only the parties of the claim may', async () => {
      const token = `${proof.token.receivable}:0-400000`;
      for (const field of ['documents', 'owners', 'persons']) {
        expect(await code(proofOf(world, token, field, 'maker@SUP-02')), field).to.equal('NOT_AUTHORISED');
        expect(await code(proofOf(world, token, field, 'maker@CORE-01')), field).to.equal(null);
      }
      expect(await code(proofOf(world, token, 'price', 'maker@SUP-02'))).to.equal('MALFORMED');
    });
  });
});
