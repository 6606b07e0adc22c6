import { batchTree } from '@tierline/client-app/dist/app/notary/tree';
import { expect } from 'chai';
import { Ground, KeptJournal, until } from '../support/notaryGround';

describe('a notary', () => {
  let ground: Ground;

  beforeEach(async () => {
    ground = await Ground.open();
  });

  afterEach(() => ground.close());

  it('publishes a root when enough blocks wait, and then has nothing to do', async () => {
    const { notary, alarms } = ground.notary({ settings: { everyBlocks: 5 } });
    ground.ledger.grow(3);
    expect(await notary.turn()).to.equal('GATHERING');
    ground.ledger.grow(1);
    expect(await notary.turn()).to.equal('SENT');
    expect(await notary.turn()).to.equal('IDLE');
    expect(notary.report().counts).to.include({ sent: 1, confirmed: 1, entries: 8, failed: 0 });
    expect(await ground.roots()).to.have.length(1);
    await ground.expectWhole();
    expect(alarms).to.deep.equal([]);
  });

  it('publishes a root when something has waited long enough', async () => {
    let now = Date.parse('2026-03-02T00:00:00Z');
    const { notary } = ground.notary({ settings: { everyBlocks: 1_000, everyMs: 600_000 }, now: () => now });
    ground.ledger.grow(1);
    expect(await notary.turn()).to.equal('GATHERING');
    now += 600_000;
    await until(notary, 'IDLE');
    await ground.expectWhole();
  });

  it('publishes nothing for blocks in which nothing was endorsed, and covers them by the next root', async () => {
    const { notary } = ground.notary();
    ground.ledger.grow(5, 0);
    expect(await notary.turn()).to.equal('IDLE');
    ground.ledger.grow(2, 1);
    ground.ledger.grow(1, 0);
    await until(notary, 'IDLE');
    expect(await ground.roots()).to.have.length(1);
    expect(await ground.roots()).to.have.nested.property('[0].toBlock', 8);
    await ground.expectWhole();
  });

  it('keeps nobody waiting for a large batch, and divides what is more than one batch takes', async () => {
    const { notary } = ground.notary();
    ground.ledger.grow(24, 1_000);
    let others = 0;
    const clock = setInterval(() => (others += 1), 1);
    await until(notary, 'IDLE');
    clearInterval(clock);
    // Without pauses and a thread others work when the chain is asked, some ten times.
    expect(others).to.be.greaterThan(40);
    const roots = await ground.roots();
    expect(roots.map(({ fromBlock, toBlock }) => [fromBlock, toBlock])).to.deep.equal([
      [0, 20],
      [21, 24],
    ]);
    for (const { fromBlock, toBlock, root } of roots) {
      const entries = ground.ledger.entries.filter(({ block }) => block >= fromBlock && block <= toBlock);
      expect(batchTree(entries).root).to.equal(root);
    }
  });

  it('begins a line at the block that it is told', async () => {
    const { notary } = ground.notary({ settings: { firstBlock: 4 } });
    ground.ledger.grow(9);
    await until(notary, 'IDLE');
    expect(await ground.roots()).to.have.nested.property('[0].fromBlock', 4);
    await ground.expectWhole(4);
  });

  it('waits for the confirmations before it goes on', async () => {
    const made = ground.notary({ settings: { confirmations: 4 } });
    const { notary } = made;
    ground.ledger.grow(3);
    expect(await notary.turn()).to.equal('SENT');
    await ground.taken(made);
    ground.ledger.grow(3);
    for (let confirmation = 1; confirmation < 4; confirmation += 1) {
      expect(await notary.turn()).to.equal('CONFIRMING');
      await ground.anvil.mine();
    }
    expect(await notary.turn()).to.equal('SENT');
    await ground.anvil.mine(3);
    expect(await notary.turn()).to.equal('IDLE');
    await ground.expectWhole();
  });

  it('goes on from what the chain says when all that it remembered is lost', async () => {
    for (let life = 0; life < 3; life += 1) {
      ground.ledger.grow(3);
      await until(ground.notary({ journal: new KeptJournal() }).notary, 'IDLE');
    }
    expect(await ground.roots()).to.have.length(3);
    await ground.expectWhole();
  });
});
