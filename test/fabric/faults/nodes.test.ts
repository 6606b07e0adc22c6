import { ready } from '@tierline/network/dist/processes/ready';
import { up } from '@tierline/network/dist/up';
import { expect } from 'chai';
import { COUNTS } from './support/counts';
import { groundFor, type Ground } from './support/ground';
import { leaderOf } from './support/leader';
import { expectSound } from './support/soundness';
import { thenAlways, until } from './support/until';
import { Workload, type WorkloadOptions } from './support/workload';

/** How long a client sends a request again; and while everything is down. */
const PATIENCE_MS = 60_000;
const RESTART_PATIENCE_MS = 180_000;
/** Who needs a peer that is gone for long is told so soon. */
const SHORT_PATIENCE_MS = 5_000;
/** Each life of the stock makes about as many blocks as it has steps, and several go on at a time. */
const BLOCKS_OF_A_LIFE = 2;
const MINUTES = 60_000;
const CORE = 'peer.core';

describe('nodes that die under load', () => {
  let ground: Ground;
  before(async function () {
    this.timeout(10 * MINUTES);
    ground = await groundFor(this);
  });

  /** Lets business go on while something is done, then checks what is left. @param act answers what to tell */
  async function underLoad(options: WorkloadOptions, act: (workload: Workload) => Promise<string>): Promise<Workload> {
    const workload = await Workload.begin(ground, options);
    const told = await thenAlways(
      () => act(workload),
      () => workload.endAtOnce(),
    );
    const { attempts } = workload.recorder;
    const { transactions, unknown } = await expectSound(ground, attempts);
    const refused = attempts.filter(({ ending }) => ending === 'REFUSED').length;
    console.log(`        ${told}; ${transactions} transactions committed, ${refused} tries refused, ${unknown} unknown`);
    return workload;
  }

  /** Waits until the clients themselves, not probes, get something committed again. */
  async function atWork({ recorder }: Workload): Promise<void> {
    const sinceMs = Date.now();
    await until(() => recorder.firstAfter(sinceMs) !== null, 'the clients are at work', PATIENCE_MS);
  }

  it(`R1: the leading orderer, ${COUNTS.leader} times: a transaction is committed within 15 s, none is lost or doubled`, async function () {
    this.timeout((3 + 2 * COUNTS.leader) * MINUTES);
    const waits: number[] = [];
    await underLoad({ patienceMs: PATIENCE_MS }, async (workload) => {
      for (let kill = 0; kill < COUNTS.leader; kill += 1) {
        await atWork(workload);
        const leader = await leaderOf(ground.network.setting);
        await ground.network.kill(leader);
        const first = (): Promise<number> => workload.firstCommitMs(Date.now(), PATIENCE_MS);
        waits.push(await thenAlways(first, () => ground.network.start(leader)));
      }
      return `first commits after ${waits.join(', ')} ms`;
    });
    expect(Math.max(...waits)).to.be.at.most(15_000);
  });

  it(`R4: a chaincode service, ${COUNTS.chaincode} times: it is back within 3 s, no peer with it, and only calls under way fail`, async function () {
    this.timeout((5 + COUNTS.chaincode) * MINUTES);
    const { processes, nodes } = ground.network.setting;
    const portOf = async (service: string): Promise<number | undefined> =>
      (await processes.states()).find(({ name }) => name === service)?.ports[0];
    const pidsOf = async (wanted: string): Promise<ReadonlyMap<string, number | null>> =>
      new Map((await processes.states()).filter(({ kind }) => kind === wanted).map(({ name, pid }) => [name, pid]));
    const [peers, services] = [await pidsOf('peer'), [...(await pidsOf('chaincode')).keys()]];
    const waits: number[] = [];
    const { whole } = await underLoad({ patienceMs: PATIENCE_MS }, async (workload) => {
      for (let kill = 0; kill < COUNTS.chaincode; kill += 1) {
        await atWork(workload);
        const service = services[kill % services.length] ?? '';
        const killedMs = Date.now();
        const pid = await processes.kill(service);
        const isBack = async (): Promise<boolean> => ![null, undefined, pid].includes((await pidsOf('chaincode')).get(service));
        await until(isBack, `${service} is back`, PATIENCE_MS);
        await ready({ name: service, host: nodes.host, port: (await portOf(service)) ?? 0 }, { processes });
        waits.push(Date.now() - killedMs);
      }
      return `back after ${waits.join(', ')} ms`;
    });
    expect(Math.max(...waits)).to.be.at.most(3_000);
    expect(await pidsOf('peer')).to.deep.equal(peers);
    expect(whole.served.flatMap(({ name, fault }) => (fault === null ? [] : [`${name} ${fault.code}`]))).to.deep.equal([]);
  });

  for (let round = 1; round <= COUNTS.peer; round += 1) {
    it(`R3: the core's peer, for ${COUNTS.peerBlocks} blocks, time ${round}: who does not need it goes on, who does is told so`, async function () {
      this.timeout((10 + COUNTS.peerBlocks / 20) * MINUTES);
      const stock = COUNTS.peerBlocks / BLOCKS_OF_A_LIFE;
      const told = { ok: 0, all: 0, needing: new Set<string>() };
      await underLoad({ patienceMs: SHORT_PATIENCE_MS, stock }, async ({ trading, whole }) => {
        const start = await ground.model.height();
        await ground.network.kill(CORE);
        const before = [trading.served.length, whole.served.length] as const;
        const isMissed = async (): Promise<boolean> => (await ground.model.height()) >= start + COUNTS.peerBlocks;
        await thenAlways(
          () => until(isMissed, 'the blocks without the core', (COUNTS.peerBlocks / 20) * MINUTES),
          () => ground.network.start(CORE),
        );
        const [traded, needed] = [trading.served.slice(before[0]), whole.served.slice(before[1])];
        told.all = traded.length;
        told.ok = traded.filter(({ fault }) => fault === null).length;
        for (const { fault } of needed) if (fault !== null) told.needing.add(fault.code);
        return `${told.ok} of ${told.all} that do not need it done, others told ${[...told.needing].join(', ')}`;
      });
      expect(told.all).to.be.above(0);
      expect(told.ok / told.all).to.be.at.least(0.99);
      expect([...told.needing]).to.deep.equal(['UNAVAILABLE']);
    });
  }

  for (let round = 1; round <= COUNTS.everything; round += 1) {
    it(`R5: every node and the supervisor at once, time ${round}: brought up again, a transaction is committed within a minute`, async function () {
      this.timeout(8 * MINUTES);
      let firstMs = Infinity;
      await underLoad({ patienceMs: RESTART_PATIENCE_MS }, async (workload) => {
        await atWork(workload);
        const { setting } = ground.network;
        const names = (await setting.processes.states()).map(({ name }) => name);
        await Promise.all(names.map((name) => ground.network.kill(name)));
        const killedMs = Date.now();
        await up(setting);
        const upMs = Date.now() - killedMs;
        firstMs = await workload.firstCommitMs(killedMs, RESTART_PATIENCE_MS);
        return `${names.length} processes killed, up after ${upMs} ms, first commit after ${firstMs} ms`;
      });
      expect(firstMs).to.be.at.most(60_000);
    });
  }
});
