import { TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { openSecond, SECOND } from '../support/secondProgram';
import { claim, confirmed, PAIR_A, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;
const REQUEST = { requestId: 'REQUEST-1' };

describe('a request applies once', function () {
  this.timeout(30_000);
  let world: World;

  beforeEach(async () => {
    world = await World.found();
  });
  afterEach(() => world.end());

  const submission = (program: string, schedule: string, creditor: string, faceMinor = FACE) => ({
    program,
    schedules: [{ id: schedule, creditor, debtor: 'CORE-01', claims: [claim(`${schedule}-INV`, faceMinor)] }],
  });
  const submit = async (user: string, order: ReturnType<typeof submission>) =>
    execute(await world.as(user), TRANSACTIONS.receivable.submit, order, REQUEST);

  it('an exact repeat answers the first result, also to a colleague, and changes nothing', async () => {
    const order = submission(PROGRAM, 'REPEAT', 'SUP-01');
    const first = await submit('maker@SUP-01', order);
    const before = await world.record('SCHEDULE', 'REPEAT');
    for (const user of ['maker@SUP-01', 'checker@SUP-01']) expect((await submit(user, order)).result).to.deep.equal(first.result);
    expect(await world.record('SCHEDULE', 'REPEAT')).to.deep.equal(before);
  });

  it('the same id with other content is refused, naming the fields that differ and no value', async () => {
    await submit('maker@SUP-01', submission(PROGRAM, 'REPEAT', 'SUP-01'));
    const fault = await refused(submit('checker@SUP-01', submission(PROGRAM, 'REPEAT', 'SUP-01', FACE - 1n)));
    expect([fault.code, fault.details]).to.deep.equal(['REQUEST_REPLAYED_DIFFERENT', { differs: ['schedules'] }]);
  });

  it('the same id for another transaction of the same program is refused', async () => {
    await submit('maker@SUP-01', submission(PROGRAM, 'REPEAT', 'SUP-01'));
    const other = execute(
      await world.as('maker@SUP-01'),
      TRANSACTIONS.receivable.void,
      { program: PROGRAM, receivables: ['REPEAT-01'] },
      REQUEST,
    );
    expect((await refused(other)).details['differs']).to.include('transaction');
  });

  it('another company’s request of the same id is another request', async () => {
    await submit('maker@SUP-01', submission(PROGRAM, 'MINE', 'SUP-01'));
    expect(await outcome(submit('maker@SUP-02', submission(PROGRAM, 'YOURS', 'SUP-02')))).to.equal('DONE');
  });

  it('a stranger who repeats a request word for word is refused as one who may not', async () => {
    const order = submission(PROGRAM, 'MINE', 'SUP-01');
    await submit('maker@SUP-01', order);
    expect(await outcome(submit('maker@SUP-02', order))).to.equal('NOT_AUTHORISED');
  });

  it('the same id in two programs is two requests', async () => {
    await openSecond(world);
    await submit('maker@SUP-01', submission(PROGRAM, 'HERE', 'SUP-01'));
    expect(await outcome(submit('maker@SUP-01', submission(SECOND, 'THERE', 'SUP-01')))).to.equal('DONE');
    expect(await world.record('SCHEDULE', 'THERE', `PROGRAM-${SECOND}`)).not.to.equal(null);
  });

  it('in a pair that serves two programs, the same id for the other program is refused', async () => {
    await openSecond(world);
    const limit = { ...PAIR_A, core: 'CORE-01', currency: 'CNY', ceilingMinor: FACE, expiresOn: '2026-12-31' };
    const set = async (program: string) =>
      execute(await world.as('checker@BANK-A-01'), TRANSACTIONS.financing.setLimit, { ...limit, program }, REQUEST);
    await set(PROGRAM);
    expect(await outcome(set(SECOND))).to.equal('REQUEST_REPLAYED_DIFFERENT');
  });

  it('a repeat answers the first result also when what it names is gone since', async () => {
    await confirmed(world, 'GONE', [FACE]);
    const order = { program: PROGRAM, token: 'GONE-01:0-1000000', amountsMinor: [400_000n, 600_000n] };
    const split = async (requestId: string) => execute(await world.as('maker@SUP-01'), TRANSACTIONS.token.split, order, { requestId });
    const first = await split('SPLIT-1');
    expect((await split('SPLIT-1')).result).to.deep.equal(first.result);
    expect(await outcome(split('SPLIT-2')), 'another request for it').to.equal('NOT_FOUND');
  });

  it('two identical requests at the same time apply once', async () => {
    await confirmed(world, 'RACE', [FACE]);
    const order = { program: PROGRAM, token: 'RACE-01:0-1000000', amountsMinor: ['400000', '600000'], ...REQUEST };
    const { ledger } = await world.as('maker@SUP-01');
    const both = await Promise.all([1, 2].map(() => outcome(ledger.submit('token:split', order, ['OperatorMSP', 'CoreMSP']))));
    expect(both.toSorted()).to.deep.equal(['DONE', 'MVCC_CONFLICT']);
    expect(await outcome(ledger.submit('token:split', order, ['OperatorMSP', 'CoreMSP']))).to.equal('DONE');
  });
});
