import { expect } from 'chai';
import { signedData, TRANSACTIONS, type Consent } from '@tierline/chaincode/api';
import { filledIn } from '@tierline/client-app/dist/app/consenting';
import { dryRun } from '@tierline/client-app/dist/app/dryRun';
import { execute } from '@tierline/client-app/dist/app/execute';
import { consentIn } from '@tierline/client-app/dist/proving/consents';
import { Failure } from '@tierline/client-app/dist/proving/failure';
import { placeIn } from '@tierline/client-app/dist/proving/records';
import type { Proof, ProofLeaf } from '@tierline/client-app/dist/proving/proof';
import { registered, type TestKey } from '../support/signing';
import { DIGEST, PROGRAM, submitted, World } from '../support/world';
import { proofOf, verdictOf } from './life';

describe('a consent in a proof', () => {
  let world: World;
  let key: TestKey;
  let token: string;

  before(async () => {
    world = await World.found();
    key = await registered(world, 'CORE-01', 'checker');
    const receivables = await submitted(world, 'SCH-SIGNED', [1_000_000n]);
    const { check, confirm } = TRANSACTIONS.receivable;
    await execute(await world.as('maker@CORE-01'), check, { program: PROGRAM, receivables });
    const core = await world.as('checker@CORE-01');
    const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
    const asked = await dryRun(core, confirm, order, 'REQ-PROVED');
    if (asked.consent === undefined) throw new Error('confirming tells what is to be signed');
    const unsigned: Consent = { ...filledIn(asked.consent), signature: '' };
    const consent = { ...unsigned, signature: await key.sign(signedData('CONFIRM_TITLE', unsigned)) };
    await execute(core, confirm, { ...order, consent } as never, { requestId: 'REQ-PROVED' });
    token = `${receivables[0] ?? ''}:0-1000000`;
  });
  after(() => world.end());

  it('shows who signed for the debtor, and what', async () => {
    const verdict = await verdictOf(await proofOf(world, token, 'consent'));
    if (!verdict.valid) expect.fail(verdict.sentence);
    expect(verdict.steps[0]?.consent).to.deep.include({
      company: 'CORE-01',
      person: 'CORE-01/checker',
      signer: key.address,
      total: '10,000.00 CNY',
    });
  });

  it('stays hidden unless it is chosen', async () => {
    const verdict = await verdictOf(await proofOf(world, token, 'value'));
    expect(verdict.valid && verdict.steps[0]?.consent).to.equal(null);
  });

  it('is refused when anything in it is changed, and when it is for another act or place', async () => {
    const proof = await proofOf(world, token, 'consent');
    const leaf = proof.steps[0]?.leaves.find(({ place }) => placeIn(place).what === 'REQUEST') as ProofLeaf;
    const told = (change: (consent: Record<string, unknown>) => unknown, transaction = 'receivable:confirm', of: Proof = proof): string => {
      const edited = structuredClone(leaf);
      const field = edited.fields?.find(({ name }) => name === 'consent') as { value: unknown };
      field.value = change(field.value as Record<string, unknown>);
      try {
        return consentIn(of, transaction, [{ leaf: edited, place: placeIn(edited.place) }], 'step 1') === null ? 'NONE' : 'PROVED';
      } catch (error) {
        return error instanceof Failure ? error.code : String(error);
      }
    };
    expect(told((consent) => consent)).to.equal('PROVED');
    for (const name of ['total', 'person', 'deadline', 'requestId', 'company']) {
      expect(
        told(({ message, ...rest }) => ({ ...rest, message: { ...(message as object), [name]: 'other' } })),
        name,
      ).to.equal('CONSENT_WRONG');
    }
    expect(told((consent) => ({ ...consent, signer: `0x${'1'.repeat(40)}` }))).to.equal('CONSENT_WRONG');
    expect(told((consent) => ({ ...consent, signature: '0x00' }))).to.equal('CONSENT_WRONG');
    expect(told((consent) => consent, 'token:assign')).to.equal('CONSENT_WRONG');
    expect(told((consent) => consent, 'receivable:confirm', { ...proof, channel: 'other' })).to.equal('CONSENT_WRONG');
  });
});
