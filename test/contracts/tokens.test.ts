import { tokenId, TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { itemsOf, outcome, refused } from '../support/refused';
import { act, allow, pay, sell, wholeToken } from '../support/sale';
import { confirmed, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;
const EXPIRES = '2026-03-04T00:00:00Z';
const { token, settlement } = TRANSACTIONS;

describe('tokens on their way down the tiers', function () {
  this.timeout(30_000);
  let world: World;
  before(async () => {
    world = await World.found({ maxTier: 3 });
    await allow(world);
  });
  after(() => world.end());

  const answers = (...transfers: readonly string[]) => ({ program: PROGRAM, transfers: [...transfers] });
  const accept = (user: string, ...transfers: readonly string[]) => act(world, user, token.accept, answers(...transfers));
  const owner = async (id: string) => (await world.record('TOKEN', id))?.owner;
  const pass = async (from: string, to: string, transfer: string, id: string) => {
    await pay(world, `maker@${from}`, { transfer, payee: to, takes: { [id]: FACE } });
    await accept(`maker@${to}`, transfer);
  };

  it('a transfer that has expired is never accepted, even before anybody sweeps it', async () => {
    await confirmed(world, 'EXPIRE', [FACE]);
    await pay(world, 'maker@SUP-01', {
      transfer: 'TRF-EXPIRE',
      payee: 'SUP-02',
      takes: { [wholeToken('EXPIRE-01', FACE)]: FACE },
      expiresAt: EXPIRES,
    });
    await world.goTo('2026-03-04');
    const fault = await refused(accept('maker@SUP-02', 'TRF-EXPIRE'));
    expect(itemsOf(fault)).to.deep.include.members([
      { item: 'TRF-EXPIRE', code: 'WRONG_STATE', details: { current: 'EXPIRED', allowed: ['OPEN'], expiresAt: EXPIRES } },
    ]);
    expect((await world.record('TRANSFER', 'TRF-EXPIRE'))?.status).to.equal('OPEN');
  });

  it('a lock past its end counts as none: the owner uses the token though nobody has ended the transfer', async () => {
    await act(world, 'maker@SUP-01', token.split, {
      program: PROGRAM,
      token: wholeToken('EXPIRE-01', FACE),
      amountsMinor: [400_000n, 600_000n],
    });
    expect(await owner('EXPIRE-01:0-400000')).to.equal('SUP-01');
  });

  it('withdrawn and accepted at the same time: one commits, the other is told a stable code', async () => {
    await confirmed(world, 'RACE', [FACE]);
    await pay(world, 'maker@SUP-01', { transfer: 'TRF-RACE', payee: 'SUP-02', takes: { [wholeToken('RACE-01', FACE)]: FACE } });
    const both = [accept('maker@SUP-02', 'TRF-RACE'), act(world, 'maker@SUP-01', token.withdraw, answers('TRF-RACE'))];
    const [accepted, withdrawn] = await Promise.all(both.map(outcome));
    expect([accepted, withdrawn]).to.have.members(['DONE', 'WRONG_STATE']);
    const status = accepted === 'DONE' ? 'ACCEPTED' : 'WITHDRAWN';
    expect((await world.record('TRANSFER', 'TRF-RACE'))?.status).to.equal(status);
    expect(await owner(wholeToken('RACE-01', FACE))).to.equal(accepted === 'DONE' ? 'SUP-02' : 'SUP-01');
  });

  describe('dust', () => {
    it('is not made by a split, nor by a payment that would leave it', async () => {
      await confirmed(world, 'DUST', [FACE]);
      const id = wholeToken('DUST-01', FACE);
      const parts = (...amountsMinor: readonly bigint[]) =>
        act(world, 'maker@SUP-01', token.split, { program: PROGRAM, token: id, amountsMinor: [...amountsMinor] });
      expect(await outcome(parts(9_999n, 990_001n))).to.equal('AMOUNT_EXCEEDS');
      expect(await outcome(pay(world, 'maker@SUP-01', { transfer: 'TRF-DUST', payee: 'SUP-02', takes: { [id]: FACE - 1n } }))).to.equal(
        'AMOUNT_EXCEEDS',
      );
      expect(await outcome(parts(10_000n, 990_000n))).to.equal('DONE');
    });

    it('may always be paid as a whole', async () => {
      await confirmed(world, 'SMALL', [5_000n]);
      await pay(world, 'maker@SUP-01', { transfer: 'TRF-SMALL', payee: 'SUP-02', takes: { [wholeToken('SMALL-01', 5_000n)]: 5_000n } });
      await accept('maker@SUP-02', 'TRF-SMALL');
      expect(await owner(wholeToken('SMALL-01', 5_000n))).to.equal('SUP-02');
    });
  });

  it('in the deepest tier are paid no further, but may still be sold', async () => {
    await confirmed(world, 'DEEP', [FACE]);
    const id = wholeToken('DEEP-01', FACE);
    await pass('SUP-01', 'SUP-02', 'TRF-D2', id);
    await pass('SUP-02', 'SUP-03', 'TRF-D3', id);
    const fault = await refused(pay(world, 'maker@SUP-03', { transfer: 'TRF-D4', payee: 'SUP-04', takes: { [id]: FACE } }));
    expect(itemsOf(fault)).to.deep.equal([{ item: 'TRF-D4', code: 'TIER_TOO_DEEP', details: { have: 3, need: 4, limit: 3 } }]);
    await sell(
      world,
      {
        ask: 'ASK-DEEP',
        tokens: [id],
        seller: 'SUP-03',
        deadline: '2026-03-06T00:00:00Z',
        valueDate: '2026-03-05',
      },
      'COMPLETE',
    );
    expect(await world.record('TOKEN', id)).to.deep.include({ owner: 'BANK-A-01', tier: 3 });
  });

  it('whose money waits move only after it was paid out, to the holder of record', async () => {
    await confirmed(world, 'WAITS', [FACE]);
    const id = wholeToken('WAITS-01', FACE);
    await act(world, 'maker@BANK-A-01', settlement.settle, {
      program: PROGRAM,
      receivable: 'WAITS-01',
      bankReference: 'BR-WAITS',
      receivedMinor: 400_000n,
      interestMinor: 0n,
    });
    expect(await outcome(pay(world, 'maker@SUP-01', { transfer: 'TRF-WAITS', payee: 'SUP-02', takes: { [id]: FACE } }))).to.equal(
      'WRONG_STATE',
    );
    await act(world, 'maker@SUP-01', settlement.redeem, { program: PROGRAM, tokens: [id] });
    expect(await outcome(pay(world, 'maker@SUP-01', { transfer: 'TRF-WAITS', payee: 'SUP-02', takes: { [id]: FACE } }))).to.equal('DONE');
  });

  describe('in a batch of 200 are moved all or not at all', () => {
    const cuts = Array.from({ length: 200 }, (_none, index) => ({
      receivable: 'MANY-01',
      from: BigInt(index) * 10_000n,
      to: BigInt(index + 1) * 10_000n,
    }));
    const ids = cuts.map(tokenId);
    const payments = (short: readonly number[]) =>
      ids.map((id, index) => ({
        transfer: `MANY-${index}`,
        payee: 'SUP-02',
        takes: { [id]: short.includes(index) ? 10_001n : 10_000n },
      }));
    const transfers = ids.map((_id, index) => `MANY-${index}`);

    it('of assignment: the two that take too much are named', async () => {
      await confirmed(world, 'MANY', [2_000_000n]);
      await act(world, 'maker@SUP-01', token.split, {
        program: PROGRAM,
        token: wholeToken('MANY-01', 2_000_000n),
        amountsMinor: cuts.map(({ from, to }) => to - from),
      });
      const fault = await refused(pay(world, 'maker@SUP-01', ...payments([7, 198])));
      expect(itemsOf(fault)).to.deep.equal(
        [7, 198].map((index) => ({ item: `MANY-${index}`, code: 'AMOUNT_EXCEEDS', details: { have: '10000', need: '10001' } })),
      );
      expect(await world.record('TRANSFER', 'MANY-0')).to.equal(null);
      expect((await pay(world, 'maker@SUP-01', ...payments([]))).result).to.deep.include({ count: 200 });
    });

    it('of acceptance: the one that was withdrawn is named', async () => {
      await act(world, 'maker@SUP-01', token.withdraw, answers('MANY-5'));
      expect(itemsOf(await refused(accept('maker@SUP-02', ...transfers)))).to.deep.equal([
        { item: 'MANY-5', code: 'WRONG_STATE', details: { current: 'WITHDRAWN', allowed: ['OPEN'] } },
      ]);
      expect(await owner(ids[0] ?? '')).to.equal('SUP-01');
      await accept('maker@SUP-02', ...transfers.filter((id) => id !== 'MANY-5'));
      expect(await owner(ids[0] ?? '')).to.equal('SUP-02');
    });

    it('of redemption: the one that was paid already is named', async () => {
      const settle = { program: PROGRAM, receivable: 'MANY-01', bankReference: 'BR-MANY', receivedMinor: 1_000_000n, interestMinor: 0n };
      await act(world, 'maker@BANK-A-01', settlement.settle, settle);
      await act(world, 'maker@SUP-02', settlement.redeem, { program: PROGRAM, tokens: [ids[9] ?? ''] });
      const fault = await refused(act(world, 'maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: ids }));
      expect(itemsOf(fault)).to.deep.equal([
        { item: ids[9], code: 'WRONG_STATE', details: { current: 'NOTHING_WAITING', allowed: ['PAYMENT_WAITING'] } },
      ]);
      const others = ids.filter((id) => id !== ids[9]);
      expect((await act(world, 'maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: others })).result).to.deep.include({
        count: 199,
      });
    });
  });
});
