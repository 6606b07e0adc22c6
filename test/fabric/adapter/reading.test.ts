import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { Fault, sha256 } from '@tierline/chaincode/api';
import type { SeenBlock } from '@tierline/client-app/dist/adapters/fabric/blockView';
import { Known, PeerBlocks, type PeerBlocksParts } from '@tierline/client-app/dist/adapters/fabric/peerBlocks';
import type { BlockOptions, CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { refusal } from '../../conformance/fixture';
import { block, transaction } from './chain';

const MAX_READ = 32;
const MAX_RECENT = 512;

/** A peer that can be committed to, cut off and asked how it was read. */
class MadePeer {
  readonly msp = 'BankMSP';
  readonly ranges: (readonly [number, number])[] = [];
  readonly follows: number[] = [];
  #chain: CommittedBlock[] = [];
  #isAway = false;
  #followers = new Set<{ readonly onBlock: (seen: SeenBlock) => void; readonly end: (error?: Error) => void }>();

  constructor(length: number) {
    for (let number = 0; number < length; number += 1) this.#chain.push(block(number));
  }

  commit(committed: CommittedBlock = block(this.#chain.length)): void {
    this.#chain.push(committed);
    for (const { onBlock } of this.#followers) onBlock({ block: committed, touched: new Map() });
  }

  /** What the peer holds of a block from now on. */
  hold(committed: CommittedBlock): void {
    this.#chain[committed.number] = committed;
  }

  /** Commits without telling those who follow, as when their connection is cut. */
  commitUnseen(): void {
    this.#chain.push(block(this.#chain.length));
  }

  goAway(): void {
    this.#isAway = true;
    for (const { end } of this.#followers) end(away());
    this.#followers.clear();
  }

  comeBack(): void {
    this.#isAway = false;
  }

  async height(): Promise<number> {
    if (this.#isAway) throw away();
    return this.#chain.length;
  }

  async range(from: number, to: number): Promise<readonly CommittedBlock[]> {
    if (this.#isAway) throw away();
    this.ranges.push([from, to]);
    return this.#chain.slice(from, to + 1);
  }

  async follow(from: number, onBlock: (seen: SeenBlock) => void, signal: AbortSignal): Promise<void> {
    if (this.#isAway) throw away();
    this.follows.push(from);
    for (const each of this.#chain.slice(from)) onBlock({ block: each, touched: new Map() });
    await new Promise<void>((resolve, reject) => {
      this.#followers.add({ onBlock, end: (error) => (error === undefined ? resolve() : reject(error)) });
      signal.addEventListener('abort', () => resolve());
    });
  }
}

const away = (): Fault => new Fault('UNAVAILABLE', { reason: 'PEER', msp: 'BankMSP' });

describe("reading an organisation's peer", () => {
  let closing = new AbortController();
  let notes: string[] = [];
  const reading = (peer: MadePeer, parts: Partial<PeerBlocksParts> = {}): PeerBlocks =>
    new PeerBlocks({
      access: peer,
      collections: new Set(['PAIR']),
      known: new Known(),
      note: (line) => notes.push(line),
      closing: closing.signal,
      ...parts,
    });
  const numbers = async (blocks: PeerBlocks, from: number, options?: BlockOptions): Promise<readonly number[]> => {
    const found: number[] = [];
    for await (const { number } of blocks.blocks(from, options)) found.push(number);
    return found;
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let tries = 0; !isSo() && tries < 500; tries += 1) await pause(10);
    expect(isSo()).to.equal(true);
  };
  beforeEach(() => {
    closing = new AbortController();
    notes = [];
  });
  afterEach(() => closing.abort());

  it('gives old blocks a few at a time, and the newest ones without asking again', async () => {
    const peer = new MadePeer(100);
    const blocks = reading(peer);
    expect(await numbers(blocks, 0)).to.deep.equal(Array.from({ length: 100 }, (_, number) => number));
    expect(peer.ranges.every(([from, to]) => to - from < MAX_READ)).to.equal(true);
    const asked = peer.ranges.length;
    peer.commit();
    peer.commit();
    expect(await numbers(blocks, 99)).to.deep.equal([99, 100, 101]);
    expect(peer.ranges).to.have.lengthOf(asked);
  });

  it('asks for no block that nobody takes', async () => {
    const peer = new MadePeer(1_000);
    for await (const { number } of reading(peer).blocks(0)) if (number === 40) break;
    expect(peer.ranges).to.deep.equal([
      [0, 31],
      [32, 63],
    ]);
  });

  it('follows new blocks until it is told to stop', async () => {
    const peer = new MadePeer(3);
    const stop = new AbortController();
    const blocks = reading(peer);
    const followed = numbers(blocks, 1, { follow: true, signal: stop.signal });
    await until(() => blocks.live.isLive);
    peer.commit();
    await pause(20);
    stop.abort();
    expect(await followed).to.deep.equal([1, 2, 3]);
  });

  it('says that the peer is away instead of waiting for it', async () => {
    const peer = new MadePeer(3);
    peer.goAway();
    const blocks = reading(peer);
    await refusal(blocks.height(), 'UNAVAILABLE');
    await refusal(numbers(blocks, 0), 'UNAVAILABLE');
    expect(notes).to.deep.equal(['the peer of BankMSP does not answer']);
  });

  it('goes on where it was when the peer is back, without gaps or duplicates', async () => {
    const peer = new MadePeer(5);
    const stop = new AbortController();
    const blocks = reading(peer);
    const told: number[] = [];
    const followed = (async () => {
      for await (const { number } of blocks.blocks(3, { follow: true, signal: stop.signal })) told.push(number);
    })();
    await until(() => told.length === 2);
    peer.goAway();
    peer.commitUnseen();
    peer.commitUnseen();
    await pause(50);
    peer.comeBack();
    await until(() => told.length === 4);
    peer.commit();
    await until(() => told.length === 5);
    stop.abort();
    await followed;
    expect(told).to.deep.equal([3, 4, 5, 6, 7]);
    expect(await blocks.height()).to.equal(8);
    expect(notes).to.deep.equal(['the peer of BankMSP does not answer', 'the peer of BankMSP answers again']);
  });

  it('tries a peer that stays away seldom', async () => {
    const peer = new MadePeer(1);
    let asked = 0;
    const access = Object.assign(Object.create(peer) as MadePeer, {
      msp: 'BankMSP',
      height: () => {
        asked += 1;
        return Promise.reject(away());
      },
    });
    const blocks = reading(peer, { access });
    for (let calls = 0; calls < 100; calls += 1) await refusal(blocks.height(), 'UNAVAILABLE');
    await pause(1_000);
    expect(asked).to.be.at.most(5);
  });

  it('reads a block again that lacked a private value', async () => {
    const secret = { collection: 'PAIR', keyHash: sha256('rate'), valueHash: sha256('5') };
    const [late, whole] = [[], [{ collection: 'PAIR', key: 'rate', value: '5' }]].map((privateWrites) =>
      block(2, transaction('tx', { hashedWrites: [secret], privateWrites })),
    ) as [CommittedBlock, CommittedBlock];
    const peer = new MadePeer(2);
    const blocks = reading(peer);
    await blocks.height();
    peer.commit(late);
    const privateWrites = async (): Promise<number | undefined> => {
      for await (const { transactions } of blocks.blocks(2)) return transactions[0]?.privateWrites.length;
      return undefined;
    };
    expect(await privateWrites()).to.equal(0);
    peer.hold(whole);
    expect(await privateWrites()).to.equal(1);
  });

  it('keeps no more than the newest blocks', async () => {
    const peer = new MadePeer(1);
    const blocks = reading(peer);
    await blocks.height();
    for (let count = 0; count < MAX_RECENT + 10; count += 1) peer.commit();
    expect(await numbers(blocks, 0)).to.have.lengthOf(MAX_RECENT + 11);
    expect(peer.ranges).to.deep.equal([[0, 10]]);
  });

  it('waits a moment for a peer that is behind what this process committed', async () => {
    const [peer, known] = [new MadePeer(3), new Known()];
    const blocks = reading(peer, { known });
    expect(await numbers(blocks, 2)).to.deep.equal([2]);
    known.add(3);
    const read = numbers(blocks, 2);
    await pause(20);
    peer.commit();
    expect(await read).to.deep.equal([2, 3]);
  });

  it('breaks a connection that leaves blocks out', async () => {
    const peer = new MadePeer(3);
    const blocks = reading(peer);
    await blocks.height();
    expect(() => peer.commit(block(7))).to.throw('block 7 came instead of 3');
  });
});
