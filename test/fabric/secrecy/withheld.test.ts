import { randomBytes } from 'node:crypto';
import { programCollection, sha256, toWire, TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import { freshId } from '@tierline/client-app/dist/app/ordering';
import type { OpenHost } from '@tierline/client-app/dist/main';
import { unitedFeed } from '@tierline/client-app/dist/projection/feed';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { Forger } from '../../support/fabricForgery';
import { eventually } from '../../support/fabricStage';
import { FABRIC_NETWORK } from '../../support/fabricWorld';
import { act, wholeToken } from '../../support/sale';
import { confirmed, PROGRAM, supplier } from '../../support/world';
import { MSPS, stage } from './stage';

const COUNT = 20;
const MOST_DELAY_MS = 2_000;
const COMMIT_MS = 60_000;
const FACE = 1_000_000n;
const MEMBER: Msp = 'OperatorMSP';
/** Holds nothing private: it commits every block as soon as it has it. */
const REFERENCE: Msp = 'BankXMSP';
const COLLECTION = programCollection(PROGRAM);

describe('a member that submits private values which it never gives to anybody, on Fabric', function () {
  this.timeout(180_000);
  let forger: Forger;
  let host: OpenHost;

  before(async () => {
    forger = await Forger.of(stage.network, MEMBER);
    host = await stage.network.host();
  });
  after(async () => {
    forger.close();
    await host.close();
  });

  it(`holds up no other peer by more than two seconds in all with ${COUNT} that are invalid`, async () => {
    const sends = await Promise.all(Array.from({ length: COUNT }, () => forged(randomBytes(32).toString('hex'))));
    const { delays, codes } = await committed(sends);
    expect(codes).to.deep.equal(Array.from({ length: COUNT }, () => 'ENDORSEMENT_POLICY_FAILURE'));
    told('invalid', delays);
  });

  it(`holds up no other peer by more than two seconds in all with ${COUNT} that are valid: of an ask, whose rule is the member's word alone`, async () => {
    const keyHash = await askOfItsOwn();
    const sends = await Promise.all(Array.from({ length: COUNT }, () => forged(keyHash)));
    const { delays, codes } = await committed(sends, { apart: true });
    expect(codes).to.deep.equal(Array.from({ length: COUNT }, () => 'VALID'));
    told('valid', delays);
  });

  it('has what is missing counted by those who should have it, and nobody else’s work stopped', async () => {
    const lacking = await Promise.all(MSPS.map(missingAt));
    expect(Object.fromEntries(MSPS.map((msp, place) => [msp, lacking[place]]))).to.deep.equal(
      Object.fromEntries(MSPS.map((msp) => [msp, msp === REFERENCE ? 0 : COUNT])),
    );
    const world = stage.world();
    const [receivable = ''] = await confirmed(world, 'AFTER', [FACE]);
    const split = { program: world.program, token: wholeToken(receivable, FACE), amountsMinor: [400_000n, 600_000n] };
    await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, split);
  });

  async function forged(keyHash: string): Promise<() => Promise<void>> {
    const { identity } = await stage.world().as('maker@OPERATOR-01');
    const input = toWire({ companies: [supplier('FORGED-01')], requestId: freshId('FORGED') });
    return forger.forged({ identity, name: TRANSACTIONS.company.onboard.name, input, member: MEMBER, collection: COLLECTION, keyHash });
  }

  /** Sends all at once, or each for a block of its own; how much later than the reference each peer had committed them all. */
  async function committed(sends: readonly (() => Promise<void>)[], { apart = false } = {}) {
    const from = await stage.height();
    const over = new AbortController();
    const arrivals = MSPS.map((msp) => arrivalOf(msp, from, sends.length, over.signal));
    const limit = setTimeout(() => over.abort(), COMMIT_MS);
    if (apart) await oneByOne(sends);
    else await Promise.all(sends.map((send) => send()));
    const times = await Promise.all(arrivals);
    clearTimeout(limit);
    over.abort();
    const reference = times[MSPS.indexOf(REFERENCE)] ?? 0;
    const codes = (await stage.committedSince(from)).map(({ code }) => code);
    return { codes, delays: new Map(MSPS.map((msp, place) => [msp, Math.round((times[place] ?? 0) - reference)])) };
  }

  async function oneByOne(sends: readonly (() => Promise<void>)[]): Promise<void> {
    for (const send of sends) {
      const before = await host.stream(REFERENCE).height();
      await send();
      await eventually(COMMIT_MS, async () => {
        expect(await host.stream(REFERENCE).height()).to.be.above(before);
      });
    }
  }

  /** When a peer had committed so many transactions, in milliseconds. */
  async function arrivalOf(msp: Msp, from: number, count: number, signal: AbortSignal): Promise<number> {
    let seen = 0;
    for await (const { transactions } of host.stream(msp).blocks(from, { follow: true, signal })) {
      seen += transactions.length;
      if (seen >= count) return performance.now();
    }
    throw new Error(`${msp} has only ${seen} of ${count}`);
  }

  function told(kind: string, delays: ReadonlyMap<Msp, number>): void {
    console.log(`      ${kind}: ${[...delays].map(([msp, ms]) => `${msp} ${ms} ms`).join(', ')}`);
    for (const [msp, ms] of delays) expect(ms, msp).to.be.at.most(MOST_DELAY_MS);
  }

  /** The hash of the key of an ask that a supplier of the member's makes. */
  async function askOfItsOwn(): Promise<string> {
    const world = stage.world();
    const [receivable = ''] = await confirmed(world, 'ASKED', [FACE]);
    const from = await stage.height();
    await act(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
      program: world.program,
      ask: 'ASK-FORGED',
      kind: 'SALE',
      recourse: false,
      deadline: '2026-03-05T00:00:00Z',
      tokens: [wholeToken(receivable, FACE)],
      heldBack: [],
    });
    const [made] = await stage.committedSince(from);
    const key = made?.privateWrites.find((write) => write.key.startsWith('ASK-'))?.key;
    if (key === undefined) throw new Error('the ask was made');
    return sha256(key);
  }

  /** How many values an organisation's read model knows that it lacks. */
  async function missingAt(msp: Msp): Promise<number> {
    const store = new MemoryStore();
    const projector = new Projector(unitedFeed([host.stream(msp)], FABRIC_NETWORK), store, FABRIC_NETWORK);
    await eventually(COMMIT_MS, async () => {
      await projector.catchUp();
      expect((await store.position()).height).to.be.at.least(await stage.height());
    });
    return (await store.position()).missing;
  }
});
