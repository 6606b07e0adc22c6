import { createHash } from 'node:crypto';
import { FACTS_NOTARY, FACTS_NOTARY_INTERFACE } from '@tierline/client-app/dist/adapters/evm/factsNotary';
import { expect } from 'chai';
import { type Contract, type ContractTransactionResponse, isError, keccak256, toUtf8Bytes, ZeroAddress } from 'ethers';
import { Ground } from '../support/notaryGround';

/** What a root may cost at most, gas: the first of a line, and each one after it. */
const MOST_GAS = { first: 85_000n, next: 68_000n };
const MAX_UINT64 = 2n ** 64n - 1n;
const root = (name: string): string => keccak256(toUtf8Bytes(name));
const NONE = `0x${'0'.repeat(64)}`;

describe('the contract', () => {
  let ground: Ground;
  let owner: Contract;
  let notary: Contract;
  let other: Contract;
  let stranger: Contract;

  before(async () => {
    ground = await Ground.open();
    [owner, notary, other, stranger] = [0, 1, 2, 3].map((account) => ground.contractAs(ground.anvil.wallet(account))) as [
      Contract,
      Contract,
      Contract,
      Contract,
    ];
  });

  after(() => ground.close());

  const ask = (contract: Contract, name: string, ...args: readonly unknown[]): Promise<unknown> =>
    contract.getFunction(name).staticCall(...args) as Promise<unknown>;
  const send = async (contract: Contract, name: string, ...args: readonly unknown[]): Promise<bigint> => {
    const sent = (await contract.getFunction(name)(...args)) as ContractTransactionResponse;
    return (await sent.wait())?.gasUsed ?? 0n;
  };
  /** The name of the error with which a call is refused, and its figures. */
  const refusal = async (call: Promise<unknown>): Promise<readonly unknown[]> => {
    try {
      await call;
    } catch (error) {
      if (!isError(error, 'CALL_EXCEPTION') || error.data === null) throw error;
      const parsed = FACTS_NOTARY_INTERFACE.parseError(error.data);
      return [parsed?.name, ...(parsed?.args ?? [])];
    }
    return ['nothing was refused'];
  };
  const address = (account: number): string => ground.anvil.wallet(account).address;

  it('takes roots from registered notaries only, each on his own channel', async () => {
    const channel = ground.channel;
    expect(await refusal(ask(stranger, 'notarise', channel, 0, 1, NONE, root('a')))).to.deep.equal(['NotNotary', channel, address(3)]);
    expect(await refusal(ask(owner, 'notarise', channel, 0, 1, NONE, root('a')))).to.deep.equal(['NotNotary', channel, address(0)]);
    const elsewhere = root('another channel');
    expect(await refusal(ask(notary, 'notarise', elsewhere, 0, 1, NONE, root('a')))).to.deep.equal(['NotNotary', elsewhere, address(1)]);
  });

  it('takes no zero root, no empty range, and for a first root no root before it', async () => {
    const channel = ground.channel;
    expect(await refusal(ask(notary, 'notarise', channel, 0, 1, NONE, NONE))).to.deep.equal(['ZeroRoot']);
    expect(await refusal(ask(notary, 'notarise', channel, 3, 2, NONE, root('a')))).to.deep.equal(['EmptyRange', 3n, 2n]);
    expect(await refusal(ask(notary, 'notarise', channel, 0, 1, root('b'), root('a')))).to.deep.equal([
      'WrongPreviousRoot',
      NONE,
      root('b'),
    ]);
    expect(await ask(stranger, 'head', channel)).to.deep.equal([NONE, [0n, 0n, 0n, 0n]]);
  });

  it('adds roots to the end of the line, tells them by an event, and answers for each of them', async () => {
    const { channel } = ground;
    const first = await send(notary, 'notarise', channel, 0, 4, NONE, root('a'));
    const next = await send(other, 'notarise', channel, 5, 5, root('a'), root('b'));
    console.log(`      gas: ${first} for the first root of a channel, ${next} for each one after it`);
    expect(first <= MOST_GAS.first && next <= MOST_GAS.next).to.equal(true);
    expect(await ground.roots()).to.deep.equal([
      { fromBlock: 0, toBlock: 4, previousRoot: NONE, root: root('a') },
      { fromBlock: 5, toBlock: 5, previousRoot: root('a'), root: root('b') },
    ]);
    const { timestamp } = (await ground.provider.getBlock('latest')) ?? { timestamp: 0 };
    expect(await ask(stranger, 'head', channel)).to.deep.equal([root('b'), [5n, 5n, 2n, BigInt(timestamp)]]);
    const [from, to, number] = (await ask(stranger, 'batchOf', channel, root('a'))) as bigint[];
    expect([from, to, number]).to.deep.equal([0n, 4n, 1n]);
    expect(await ask(stranger, 'batchOf', channel, root('unknown'))).to.deep.equal([0n, 0n, 0n, 0n]);
    expect(await ask(stranger, 'batchOf', root('another channel'), root('a'))).to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it('takes no gap, no overlap, no other line and no root twice', async () => {
    const { channel } = ground;
    const refused: readonly (readonly [number | bigint, number | bigint, string, string, readonly unknown[]])[] = [
      [7, 8, root('b'), root('c'), ['NotNext', 5n, 7n]],
      [5, 8, root('b'), root('c'), ['NotNext', 5n, 5n]],
      [0, 8, root('b'), root('c'), ['NotNext', 5n, 0n]],
      [MAX_UINT64, MAX_UINT64, root('b'), root('c'), ['NotNext', 5n, MAX_UINT64]],
      [6, 8, root('a'), root('c'), ['WrongPreviousRoot', root('b'), root('a')]],
      [6, 8, NONE, root('c'), ['WrongPreviousRoot', root('b'), NONE]],
      [6, 8, root('b'), root('b'), ['RootKnown', channel, root('b')]],
      [6, 8, root('b'), root('a'), ['RootKnown', channel, root('a')]],
    ];
    for (const [from, to, previous, added, expected] of refused)
      expect(await refusal(ask(notary, 'notarise', channel, from, to, previous, added))).to.deep.equal(expected);
  });

  it('lets its owner alone register and remove notaries', async () => {
    const { channel } = ground;
    for (const name of ['register', 'remove'])
      expect(await refusal(ask(notary, name, channel, address(3)))).to.deep.equal(['NotOwner', address(1)]);
    expect(await refusal(ask(owner, 'register', channel, ZeroAddress))).to.deep.equal(['ZeroAddress']);
    expect(await ask(stranger, 'isNotary', channel, address(3))).to.equal(false);
    await send(owner, 'register', channel, address(3));
    expect(await ask(stranger, 'isNotary', channel, address(3))).to.equal(true);
    await send(owner, 'remove', channel, address(3));
    expect(await refusal(ask(stranger, 'notarise', channel, 6, 8, root('b'), root('c')))).to.deep.equal(['NotNotary', channel, address(3)]);
  });

  it('passes its ownership on in two steps', async () => {
    expect(await refusal(ask(notary, 'offerOwnership', address(1)))).to.deep.equal(['NotOwner', address(1)]);
    expect(await refusal(ask(notary, 'takeOwnership'))).to.deep.equal(['NotPendingOwner', address(1)]);
    await send(owner, 'offerOwnership', address(2));
    expect(await ask(stranger, 'owner')).to.equal(address(0));
    expect(await ask(stranger, 'pendingOwner')).to.equal(address(2));
    expect(await refusal(ask(notary, 'takeOwnership'))).to.deep.equal(['NotPendingOwner', address(1)]);
    await send(other, 'takeOwnership');
    expect([await ask(stranger, 'owner'), await ask(stranger, 'pendingOwner')]).to.deep.equal([address(2), ZeroAddress]);
    expect(await refusal(ask(owner, 'offerOwnership', address(0)))).to.deep.equal(['NotOwner', address(0)]);
  });

  it('stands on the chain with the code whose digest is committed', async () => {
    const code = await ground.provider.getCode(ground.contract);
    const digest = createHash('sha256')
      .update(Buffer.from(code.slice(2), 'hex'))
      .digest('hex');
    expect(digest).to.equal(FACTS_NOTARY.digests.deployedBytecode);
  });
});
