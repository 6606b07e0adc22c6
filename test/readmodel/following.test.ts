import { explain } from '@tierline/client-app/dist/app/messages';
import { Follower, type ReadState } from '@tierline/client-app/dist/app/following';
import { expect } from 'chai';

/** What a follower says of a read model of so many blocks beside a ledger of so many. */
async function stateOf(read: number, committed: number): Promise<ReadState> {
  const position = { height: read, lastHash: 'any', missing: 0 };
  const follower = new Follower({
    projector: { catchUp: () => Promise.resolve(position), askAgain: () => Promise.resolve(0), listen: () => () => undefined },
    source: { height: () => Promise.resolve(committed) },
    position: () => Promise.resolve(position),
    intervalMs: 1_000,
  });
  await follower.start();
  await follower.stop();
  return follower.state();
}

describe('whether a read model may be asked', () => {
  it('is so when it holds what is committed, or all but a little', async () => {
    expect((await stateOf(7, 7)).state).to.equal('READY');
    expect((await stateOf(7, 207)).state).to.equal('READY');
  });

  it('is not so when it is far behind', async () => {
    expect(await stateOf(7, 208)).to.deep.equal({ state: 'REBUILDING', height: 7, of: 208 });
  });

  it('is not so when it is ahead of the ledger, because another ledger’s process writes to its database', async () => {
    const state = await stateOf(8, 7);
    if (state.state !== 'UNAVAILABLE') throw new Error(state.state);
    expect(explain(state.fault)).to.match(/^The read model holds 8 blocks that are not those of this ledger/);
  });
});
