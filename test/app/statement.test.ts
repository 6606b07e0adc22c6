import { Fault, TRANSACTIONS } from '@tierline/chaincode/api';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { reconciliationOf, type InstalmentShare } from '@tierline/client-app/dist/app/instalmentShares';
import { statementOf, type Statement } from '@tierline/client-app/dist/app/statement';
import { expect } from 'chai';
import { act, allow, pay, sell } from '../support/sale';
import { confirmed, PROGRAM, TEST_NOW_MS, World } from '../support/world';

const { financing, receivable, settlement, token } = TRANSACTIONS;
const FACE = 1_000_000n;
const DUE = '2026-03-20';
const HOLDERS = ['SUP-01', 'SUP-02', 'SUP-03', 'BANK-A-01'] as const;

/** Entitled, paid, rest; the same of late interest. */
type Figures = readonly [bigint, bigint, bigint, bigint, bigint, bigint];

const figuresOf = (share: InstalmentShare): Figures => [
  share.entitledMinor,
  share.paidMinor,
  share.restMinor,
  share.interestEntitledMinor,
  share.interestPaidMinor,
  share.interestRestMinor,
];

/** A face of 1,000,000 in four hands: split, paid down a tier, sold with recourse, paid in three instalments and a crumb. */
describe('a statement by instalment', function () {
  this.timeout(60_000);
  let world: World;
  /** Statements after the first instalment, before and after its payouts; and at the end. */
  const moments: Record<'waiting' | 'paidOut' | 'end', Map<string, Statement>> = { waiting: new Map(), paidOut: new Map(), end: new Map() };
  let claim: string;

  const deskOf = async (user: string): Promise<Desk> => deskIn(await world.as(user), PROGRAM, null, TEST_NOW_MS);
  const look = async (moment: keyof typeof moments): Promise<void> => {
    for (const holder of HOLDERS) moments[moment].set(holder, await statementOf(await deskOf(`maker@${holder}`), holder));
  };
  const settle = (bankReference: string, receivedMinor: bigint, interestMinor = 0n) =>
    act(world, 'maker@BANK-A-01', settlement.settle, { program: PROGRAM, receivable: claim, bankReference, receivedMinor, interestMinor });
  const redeem = async (...ranges: readonly string[]): Promise<void> => {
    // One host's tokens in each transaction.
    for (const range of ranges) {
      await act(world, 'maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: [`${claim}:${range}`] });
    }
  };
  const sharesOf = (moment: keyof typeof moments, holder: string): Record<string, Figures> =>
    Object.fromEntries((moments[moment].get(holder)?.instalments ?? []).map((line) => [line.bankReference, figuresOf(line)]));

  before(async () => {
    world = await World.found();
    await allow(world);
    [claim] = (await confirmed(world, 'STATE', [FACE], DUE)) as [string];
    await pay(world, 'maker@SUP-01', { transfer: 'TRF-0001', payee: 'SUP-02', takes: { [`${claim}:0-1000000`]: 300_000n } });
    await act(world, 'maker@SUP-02', token.accept, { program: PROGRAM, transfers: ['TRF-0001'] });
    const cut = { program: PROGRAM, token: `${claim}:300000-1000000`, amountsMinor: [200_000n, 500_000n] };
    await act(world, 'maker@SUP-01', token.split, cut);
    const sale = { ask: 'ASK-0001', tokens: [`${claim}:300000-500000`], deadline: '2026-03-05T00:00:00Z', valueDate: '2026-03-03' };
    await sell(world, { ...sale, recourse: true }, 'COMPLETE');
    await settle('BR-0001', 333_333n);
    await look('waiting');
    await redeem('0-300000', '300000-500000', '500000-1000000');
    await look('paidOut');
    await pay(world, 'maker@SUP-02', { transfer: 'TRF-0002', payee: 'SUP-03', takes: { [`${claim}:0-300000`]: 100_000n } });
    await act(world, 'maker@SUP-03', token.accept, { program: PROGRAM, transfers: ['TRF-0002'] });
    await settle('BR-0002', 5n);
    await world.goTo('2026-03-27');
    await act(world, 'maker@SUP-01', receivable.recordOverdue, { program: PROGRAM, receivable: claim });
    await act(world, 'checker@BANK-A-01', financing.recourse, { program: PROGRAM, ask: 'ASK-0001', tokens: [...sale.tokens] });
    await settle('BR-0003', 666_662n + 1_001n, 1_001n);
    await redeem('0-100000', '100000-300000', '300000-500000', '500000-1000000');
    await look('end');
  });
  after(() => world.end());

  it('tells each holder his share to the minor unit, and that it waits until it is paid out', () => {
    expect(sharesOf('waiting', 'SUP-02')).to.deep.equal({ 'BR-0001': [99_999n, 0n, 99_999n, 0n, 0n, 0n] });
    expect(sharesOf('waiting', 'BANK-A-01')).to.deep.equal({ 'BR-0001': [66_667n, 0n, 66_667n, 0n, 0n, 0n] });
    expect(sharesOf('waiting', 'SUP-01')).to.deep.equal({ 'BR-0001': [166_667n, 0n, 166_667n, 0n, 0n, 0n] });
    expect(sharesOf('waiting', 'SUP-03')).to.deep.equal({});
  });

  it('tells what was paid out of it', () => {
    expect(sharesOf('paidOut', 'SUP-02')).to.deep.equal({ 'BR-0001': [99_999n, 99_999n, 0n, 0n, 0n, 0n] });
    expect(sharesOf('paidOut', 'BANK-A-01')).to.deep.equal({ 'BR-0001': [66_667n, 66_667n, 0n, 0n, 0n, 0n] });
  });

  it('follows the ranges that a holder held when the money came: over sales, payments and recourse', () => {
    expect(sharesOf('end', 'SUP-01')).to.deep.equal({
      'BR-0001': [166_667n, 166_667n, 0n, 0n, 0n, 0n],
      'BR-0002': [0n, 0n, 0n, 0n, 0n, 0n],
      'BR-0003': [466_666n, 466_666n, 0n, 701n, 701n, 0n],
    });
    expect(sharesOf('end', 'SUP-02')).to.deep.equal({
      'BR-0001': [99_999n, 99_999n, 0n, 0n, 0n, 0n],
      'BR-0002': [0n, 0n, 0n, 0n, 0n, 0n],
      'BR-0003': [133_334n, 133_334n, 0n, 200n, 200n, 0n],
    });
    expect(sharesOf('end', 'SUP-03')).to.deep.equal({
      'BR-0002': [0n, 0n, 0n, 0n, 0n, 0n],
      'BR-0003': [66_667n, 66_667n, 0n, 100n, 100n, 0n],
    });
    expect(sharesOf('end', 'BANK-A-01')).to.deep.equal({
      'BR-0001': [66_667n, 66_667n, 0n, 0n, 0n, 0n],
      'BR-0002': [0n, 0n, 0n, 0n, 0n, 0n],
    });
  });

  it('names what arrived and what was shared out: a crumb waits for the next instalment', () => {
    const [first, crumb, last] = moments.end.get('SUP-01')?.instalments ?? [];
    expect(first).to.deep.include({ receivable: claim, on: '2026-03-02', receivedMinor: 333_333n, beforeMinor: 0n, afterMinor: 333_333n });
    expect(crumb).to.deep.include({ bankReference: 'BR-0002', receivedMinor: 5n, beforeMinor: 333_333n, afterMinor: 333_333n });
    expect(last).to.deep.include({ on: '2026-03-27', receivedMinor: 667_663n, beforeMinor: 333_333n, afterMinor: FACE });
    expect(last).to.deep.include({ interestBeforeMinor: 0n, interestAfterMinor: 1_001n });
  });

  it('adds up to the totals of the statement at every moment', () => {
    for (const statements of Object.values(moments)) {
      for (const [holder, { lines, total, instalments, instalmentTotal }] of statements) {
        expect(instalmentTotal.entitledMinor, holder).to.equal(total.entitledMinor);
        expect(instalmentTotal.paidMinor, holder).to.equal(total.paidMinor);
        expect(instalmentTotal.restMinor, holder).to.equal(total.waitingMinor);
        expect(instalmentTotal.interestEntitledMinor, holder).to.equal(total.interestMinor);
        expect(instalments.reduce((sum, { entitledMinor }) => sum + entitledMinor, 0n)).to.equal(instalmentTotal.entitledMinor);
        expect(lines.reduce((sum, { paidMinor }) => sum + paidMinor, 0n)).to.equal(total.paidMinor);
      }
    }
    expect(moments.end.get('SUP-01')?.total.paidMinor).to.equal(633_333n);
  });

  it('reconciles: the holders of an instalment are entitled to exactly what the receivable shared out', async () => {
    const found = await reconciliationOf(await deskOf('maker@REGULATOR-01'), claim);
    expect(found.map(({ bankReference, isExact }) => [bankReference, isExact])).to.deep.equal([
      ['BR-0001', true],
      ['BR-0002', true],
      ['BR-0003', true],
    ]);
    const holders = found.map((each) => each.holders.map(({ company, entitledMinor }) => [company, entitledMinor]));
    expect(holders[0]).to.deep.equal([
      ['BANK-A-01', 66_667n],
      ['SUP-01', 166_667n],
      ['SUP-02', 99_999n],
    ]);
    expect(holders[2]).to.deep.equal([
      ['SUP-01', 466_666n],
      ['SUP-02', 133_334n],
      ['SUP-03', 66_667n],
    ]);
    expect(found.map(({ total }) => total.entitledMinor)).to.deep.equal([333_333n, 0n, 666_667n]);
    expect(found.map(({ total }) => total.interestEntitledMinor)).to.deep.equal([0n, 0n, 1_001n]);
  });

  it('tells the same to the holder and in the reconciliation', async () => {
    for (const instalment of await reconciliationOf(await deskOf('maker@REGULATOR-01'), claim)) {
      for (const { company, ...share } of instalment.holders) {
        expect(sharesOf('end', company)[instalment.bankReference], company).to.deep.equal(figuresOf(share));
      }
    }
  });

  it('is told to the company itself, the regulator and the settlement bank alone; so is the reconciliation', async () => {
    const codeOf = async (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'none',
        (error: unknown) => (error instanceof Fault ? error.code : 'other'),
      );
    expect(await codeOf(statementOf(await deskOf('maker@SUP-03'), 'SUP-02'))).to.equal('NOT_AUTHORISED');
    expect(await codeOf(reconciliationOf(await deskOf('maker@SUP-02'), claim))).to.equal('NOT_AUTHORISED');
    expect(await codeOf(reconciliationOf(await deskOf('maker@BANK-A-01'), claim))).to.equal('none');
    expect((await statementOf(await deskOf('maker@REGULATOR-01'), 'SUP-02')).instalments).to.deep.equal(
      moments.end.get('SUP-02')?.instalments,
    );
  });
});
