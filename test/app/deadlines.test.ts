import { deadlinesOf } from '@tierline/client-app/dist/app/deadlines/deadlinesOf';
import { calendarOfDeadlines } from '@tierline/client-app/dist/app/deadlines/digest';
import { documentWriter } from '@tierline/client-app/dist/adapters/documents';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { act, allow, sell, wholeToken } from '../support/sale';
import { confirmed, PROGRAM, TEST_NOW_MS, World } from '../support/world';

describe('deadlines', function () {
  this.timeout(60_000);
  let world: World;

  const deskOf = async (user: string): Promise<Desk> => deskIn(await world.as(user), PROGRAM, null, TEST_NOW_MS);
  const told = async (user: string, days: number): Promise<unknown[]> =>
    (await deadlinesOf(await deskOf(user), days)).map(({ kind, id, about, amountMinor, at }) => [kind, id, about, amountMinor, at]);

  before(async () => {
    world = await World.found();
    const [long = ''] = await confirmed(world, 'SCH-0001', [1_250_000n]);
    await confirmed(world, 'SCH-0002', [700_000n], '2026-03-04');
    await allow(world);
    const tokens = [wholeToken(long, 1_250_000n)];
    await sell(world, { ask: 'ASK-0001', tokens, deadline: '2026-03-04T00:00:00Z', valueDate: '2026-03-03' }, 'COMPLETE');
  });
  after(() => world.end());

  it('are the days to contest and the money that comes, for the holder', async () => {
    expect(await told('maker@SUP-01', 3)).to.deep.equal([
      ['MONEY_IN', 'SCH-0002-01', 'CORE-01', 700_000n, '2026-03-04'],
      ['CONTEST', 'ASK-0001', 'BANK-A-01', 1_250_000n, '2026-03-05'],
    ]);
    expect(await told('maker@SUP-01', 2)).to.deep.equal([['MONEY_IN', 'SCH-0002-01', 'CORE-01', 700_000n, '2026-03-04']]);
    expect(await told('maker@SUP-01', 1)).to.deep.equal([]);
  });

  it('are the debts to be paid, for the core', async () => {
    expect(await told('maker@CORE-01', 3)).to.deep.equal([['MONEY_OUT', 'SCH-0002-01', 'SUP-01', 700_000n, '2026-03-04']]);
  });

  it('are nothing for who has no part in them', async () => {
    for (const user of ['maker@SUP-02', 'maker@BANK-B-01', 'maker@REGULATOR-01']) expect(await told(user, 31), user).to.deep.equal([]);
  });

  it('count what was paid already off the money that comes', async () => {
    const settled = { program: PROGRAM, receivable: 'SCH-0002-01', bankReference: 'BR-0001', receivedMinor: 200_000n, interestMinor: 0n };
    await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settled);
    expect(await told('maker@SUP-01', 2)).to.deep.equal([['MONEY_IN', 'SCH-0002-01', 'CORE-01', 500_000n, '2026-03-04']]);
  });

  it('stand in a calendar as whole days, the same event each time', async () => {
    const desk = await deskOf('maker@SUP-01');
    const file = calendarOfDeadlines(desk, await deadlinesOf(desk, 3), 'en', '2026-10-01T12:00:00Z');
    const text = await documentWriter().calendar(file);
    expect(text).to.include('DTSTART;VALUE=DATE:20260304\r\n').and.to.include('UID:money_in-sch-0002-01@demo-cny.tierline\r\n');
    expect(text).to.include('SUMMARY:DEMO: CORE-01 pays 5\\,000.00 CNY to you\r\n');
    expect(text).to.equal(await documentWriter().calendar(file));
  });
});
