import { TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { faultIn, type Fault } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { claim, DIGEST, PROGRAM, World } from '../support/world';

const { openCredit, closeCredit, submit } = TRANSACTIONS.receivable;
const PAIR = { program: PROGRAM, creditor: 'SUP-01', debtor: 'CORE-01' };
const NOTE = { number: 'CN-77', issueDate: '2026-02-27' };

/** The refusal of what must be refused. */
async function refused(attempt: Promise<unknown>): Promise<Fault> {
  const outcome = await attempt.then(() => null, faultIn);
  if (outcome === null) throw new Error('this had to be refused');
  return outcome;
}

describe('an open credit note', () => {
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.end());

  const credit = () => world.record('OPEN-CREDIT', 'SUP-01/CORE-01');
  const open = async (more: object = {}) =>
    execute(await world.as('maker@SUP-01'), openCredit, { ...PAIR, ...NOTE, amountMinor: 70_000n, digest: DIGEST, ...more });
  const withNote = (amountMinor: bigint) => {
    const { documents, ...rest } = claim('NETTED-1', 1_000_000n);
    return {
      ...rest,
      faceMinor: 1_000_000n - amountMinor,
      documents: [...documents, { type: 'CREDIT-NOTE' as const, ...NOTE, amountMinor, digest: DIGEST }],
    };
  };
  const net = async (schedule: string) =>
    execute(await world.as('maker@SUP-01'), submit, {
      program: PROGRAM,
      schedules: [{ id: schedule, creditor: 'SUP-01', debtor: 'CORE-01', claims: [withNote(50_000n)] }],
    });

  it('counts once', async () => {
    await open();
    expect(await credit()).to.deep.include({ openMinor: 70_000n });
    expect((await refused(open())).code).to.equal('DOCUMENT_ALREADY_USED');
  });

  it('cannot be netted while it is open', async () => {
    expect((await refused(net('NET-1'))).code).to.equal('DOCUMENT_ALREADY_USED');
  });

  it('is closed by the debtor alone, and can be netted then', async () => {
    const close = async (user: string) => execute(await world.as(user), closeCredit, { ...PAIR, ...NOTE });
    expect((await refused(close('checker@SUP-01'))).code).to.equal('NOT_AUTHORISED');
    await close('checker@CORE-01');
    expect(await credit()).to.deep.include({ openMinor: 0n, notes: [] });
    expect((await refused(close('checker@CORE-01'))).code).to.equal('WRONG_STATE');
    await net('NET-1');
  });

  it('stays open for the rest that a receivable has not netted, and only with that receivable', async () => {
    expect((await refused(open({ amountMinor: 20_000n }))).code).to.equal('DOCUMENT_ALREADY_USED');
    expect((await refused(open({ amountMinor: 20_000n, nettedIn: 'NET-1-02' }))).code).to.equal('NOT_FOUND');
    await open({ amountMinor: 20_000n, nettedIn: 'NET-1-01' });
    expect(await credit()).to.deep.include({ openMinor: 20_000n });
    expect((await refused(open({ amountMinor: 20_000n, nettedIn: 'NET-1-01' }))).code).to.equal('DOCUMENT_ALREADY_USED');
  });

  it('is closed and can be netted however its number is written', async () => {
    await open({ number: 'CN-78' });
    await execute(await world.as('checker@CORE-01'), closeCredit, { ...PAIR, number: 'cn 78', issueDate: '2026-01-31' });
    await open({ number: 'CN78' });
    expect((await credit())?.notes).to.have.length(2);
  });
});
