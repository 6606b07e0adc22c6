import { TRANSACTIONS, type ConsentWanted } from '@tierline/chaincode/api';
import { consentBy } from '@tierline/client-app/dist/app/consenting';
import { dryRun } from '@tierline/client-app/dist/app/dryRun';
import { execute } from '@tierline/client-app/dist/app/execute';
import { keysOf, registrationOf } from '@tierline/client-app/dist/app/signingKeys';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act } from '../support/sale';
import { proposed, registered, TestKey } from '../support/signing';
import { DIGEST, PROGRAM, submitted, World } from '../support/world';

const FACE = 1_000_000n;

describe('the signing keys of a company', function () {
  this.timeout(60_000);
  let world: World;

  beforeEach(async () => {
    world = await World.found();
  });
  afterEach(() => world.end());

  const approve = (user: string, company: string, { address }: TestKey) =>
    outcome(act(world, user, TRANSACTIONS.company.approveKey, { company, address }));
  const revoke = (user: string, company: string, { address }: TestKey, from: string | null = null) =>
    outcome(act(world, user, TRANSACTIONS.company.revokeKey, { company, address, from }));

  it('begin with one for which a regulator vouches: neither the company’s host nor its own people can', async () => {
    const key = new TestKey();
    await proposed(world, 'SUP-01', 'checker', key);
    for (const user of ['checker@SUP-01', 'checker@OPERATOR-01', 'checker@CORE-01', 'maker@REGULATOR-01'])
      expect(await approve(user, 'SUP-01', key), user).to.equal('NOT_AUTHORISED');
    expect(await approve('checker@REGULATOR-01', 'SUP-01', key)).to.equal('DONE');
    expect(await approve('checker@REGULATOR-01', 'SUP-01', key), 'twice').to.equal('WRONG_STATE');
    const [known] = await keysOf(await world.as('viewer@SUP-01').catch(() => world.as('maker@SUP-01')), 'SUP-01');
    expect(known).to.include({
      address: key.address,
      person: 'SUP-01/checker',
      proposedBy: 'SUP-01/maker',
      approvedBy: 'REGULATOR-01/checker',
    });
  });

  it('are followed by keys for which one in force vouches, and which another person of the company approves', async () => {
    const first = await registered(world, 'SUP-01', 'checker');
    const stranger = await registered(world, 'SUP-02', 'checker');
    const next = new TestKey();
    expect((await refused(proposed(world, 'SUP-01', 'maker', next))).details).to.deep.equal({ reason: 'VOUCHER_REQUIRED' });
    expect((await refused(proposed(world, 'SUP-01', 'maker', next, stranger))).details).to.deep.equal({ reason: 'NO_KEY' });
    await proposed(world, 'SUP-01', 'maker', next, first);
    expect(await approve('checker@REGULATOR-01', 'SUP-01', next)).to.equal('NOT_AUTHORISED');
    expect(await approve('checker@SUP-02', 'SUP-01', next)).to.equal('NOT_AUTHORISED');
    expect(await approve('checker@SUP-01', 'SUP-01', next)).to.equal('DONE');
    expect((await refused(proposed(world, 'SUP-01', 'maker', next, first))).code, 'the same address again').to.equal('WRONG_STATE');
  });

  it('are proposed by who has them: the signature of another key does not do', async () => {
    const session = await world.as('maker@SUP-01');
    const key = new TestKey();
    const possession = await new TestKey().sign(await registrationOf(session, key.address, 'maker'));
    const order = { company: 'SUP-01', address: key.address, person: 'maker', possession, voucher: null };
    expect((await refused(execute(session, TRANSACTIONS.company.proposeKey, order))).details).to.deep.equal({ reason: 'BAD_SIGNATURE' });
    const lowered = { ...order, address: key.address.toLowerCase() };
    expect((await refused(execute(session, TRANSACTIONS.company.proposeKey, lowered))).code).to.equal('MALFORMED');
  });

  it('are not approved by the person who proposed them', async () => {
    const first = await registered(world, 'SUP-01', 'checker');
    const session = await world.as('checker@SUP-01');
    const key = new TestKey();
    const data = await registrationOf(session, key.address, 'checker');
    const order = {
      company: 'SUP-01',
      address: key.address,
      person: 'checker',
      possession: await key.sign(data),
      voucher: await first.sign(data),
    };
    await execute(session, TRANSACTIONS.company.proposeKey, order);
    expect(await approve('checker@SUP-01', 'SUP-01', key)).to.equal('NOT_AUTHORISED');
  });

  it('are not approved once the key that vouched for them was revoked', async () => {
    const first = await registered(world, 'SUP-01', 'checker');
    const next = new TestKey();
    await proposed(world, 'SUP-01', 'maker', next, first);
    expect(await revoke('maker@SUP-01', 'SUP-01', first)).to.equal('DONE');
    expect(await approve('checker@SUP-01', 'SUP-01', next)).to.equal('CONSENT_REFUSED');
  });

  it('are revoked by the company or a regulator, now or from a time to come, never for the past', async () => {
    const key = await registered(world, 'SUP-01', 'checker');
    expect(await revoke('checker@SUP-02', 'SUP-01', key)).to.equal('NOT_AUTHORISED');
    expect(await revoke('checker@SUP-01', 'SUP-01', key, '2026-10-01T11:59:59Z')).to.equal('WRONG_STATE');
    expect(await revoke('checker@SUP-01', 'SUP-01', key, '2026-10-01T13:00:00Z')).to.equal('DONE');
    expect(await revoke('checker@SUP-01', 'SUP-01', key, '2026-10-01T14:00:00Z'), 'a later end').to.equal('WRONG_STATE');
    expect(await revoke('checker@REGULATOR-01', 'SUP-01', key), 'an earlier one').to.equal('DONE');
  });

  it('sign until the time from which they are revoked, and not after it', async () => {
    const key = await registered(world, 'CORE-01', 'checker');
    await revoke('maker@CORE-01', 'CORE-01', key, '2026-10-01T13:00:00Z');
    const confirm = async (schedule: string) => {
      const receivables = await submitted(world, schedule, [FACE]);
      await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
      const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
      return execute(await world.as('checker@CORE-01'), TRANSACTIONS.receivable.confirm, order, { signer: key });
    };
    expect(await outcome(confirm('BEFORE'))).to.equal('DONE');
    world.clock.now = Date.parse('2026-10-01T13:00:00Z');
    expect((await refused(confirm('AFTER'))).details).to.deep.equal({ reason: 'KEY_REVOKED', revokedFrom: '2026-10-01T13:00:00Z' });
  });

  it('show nothing of what is to be signed to who may not act', async () => {
    const receivables = await submitted(world, 'QUIET', [FACE]);
    const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
    const { consent } = await dryRun(await world.as('checker@SUP-01'), TRANSACTIONS.receivable.confirm, order).catch(() => ({
      consent: undefined,
    }));
    expect(consent).to.equal(undefined);
  });

  it('sign nothing on a ledger without an id', async () => {
    const wanted: ConsentWanted = { required: true, typedData: null, network: null, now: '2026-10-01T12:00:00Z' };
    expect((await refused(consentBy(new TestKey(), wanted))).details).to.deep.equal({ condition: 'network-id' });
  });
});
