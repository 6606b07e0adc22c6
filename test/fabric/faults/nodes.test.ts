import { up } from '@tierline/network/dist/up';
import { expect } from 'chai';
import { COUNTS } from './support/counts';
import { groundFor, type Ground } from './support/ground';
import { leaderOf } from './support/leader';
import { expectSound } from './support/soundness';
import { until } from './support/until';
import { Workload } from './support/workload';

const PATIENCE_MS = 30_000;
const RESTART_PATIENCE_MS = 120_000;
const MINUTES = 60_000;
const CORE = 'peer.core';

describe('nodes that die under load', function () {
  let ground: Ground;
  before(async function () {
    this.timeout(10 * MINUTES);
    ground = await groundFor(this);
  });

  const begin = (patienceMs = PATIENCE_MS, stock = 0): Promise<Workload> => Workload.begin(ground, { patienceMs, stock });

  /** Milliseconds from a moment until the first transaction that was begun after it is committed. */
  async function firstCommitMs({ recorder }: Workload, sinceMs: number, limitMs: number): Promise<number> {
    await until(() => recorder.firstAfter(sinceMs) !== null, 'the first commit', limitMs);
    return (recorder.firstAfter(sinceMs) ?? 0) - sinceMs;
  }

  async function checked(workload: Workload, told: string): Promise<void> {
    const { attempts } = workload.recorder;
    const { transactions, unknown } = await expectSound(ground, attempts);
    const refused = attempts.filter(({ ending }) => ending === 'REFUSED').length;
    console.log(`        ${told}; ${transactions} transactions committed, ${refused} tries refused, ${unknown} unknown`);
  }

  it(`R1: the leading orderer, ${COUNTS.leader} times: the next transaction is committed within 15 s, none is lost or doubled`, async function () {
    this.timeout(COUNTS.leader * MINUTES + 3 * MINUTES);
    const workload = await begin();
    const waits: number[] = [];
    for (let kill = 0; kill < COUNTS.leader; kill += 1) {
      await firstCommitMs(workload, Date.now(), PATIENCE_MS);
      const leader = await leaderOf(ground.network.setting);
      await ground.network.kill(leader);
      waits.push(await firstCommitMs(workload, Date.now(), PATIENCE_MS));
      await ground.network.start(leader);
    }
    await workload.end();
    await checked(workload, `first commits after ${waits.join(', ')} ms`);
    expect(Math.max(...waits)).to.be.at.most(15_000);
  });

  it(`R4: a chaincode service, ${COUNTS.chaincode} times: it is back within 3 s, no peer with it, and only calls under way fail`, async function () {
    this.timeout(COUNTS.chaincode * MINUTES + 3 * MINUTES);
    const { processes } = ground.network.setting;
    const peers = async (): Promise<readonly unknown[]> =>
      (await processes.states()).filter(({ kind }) => kind === 'peer').map(({ name, pid }) => [name, pid]);
    const before = await peers();
    const services = (await processes.states()).filter(({ kind }) => kind === 'chaincode').map(({ name }) => name);
    const workload = await begin();
    const waits: number[] = [];
    for (let kill = 0; kill < COUNTS.chaincode; kill += 1) {
      await firstCommitMs(workload, Date.now(), PATIENCE_MS);
      const service = services[kill % services.length] ?? '';
      const pid = await processes.kill(service);
      const killedMs = Date.now();
      const isBack = async (): Promise<boolean> =>
        (await processes.states()).some((each) => each.name === service && each.state === 'UP' && each.pid !== pid);
      await until(isBack, `${service} is back`, PATIENCE_MS);
      waits.push(Date.now() - killedMs);
    }
    await workload.end();
    await checked(workload, `back after ${waits.join(', ')} ms`);
    expect(Math.max(...waits)).to.be.at.most(3_000);
    expect(await peers()).to.deep.equal(before);
    expect(workload.whole.served.filter(({ fault }) => fault !== null).map(({ name, fault }) => `${name} ${fault?.code}`)).to.deep.equal(
      [],
    );
  });

  for (let round = 1; round <= COUNTS.peer; round += 1) {
    it(`R3: the core's peer, for ${COUNTS.peerBlocks} blocks, time ${round}: who does not need it goes on, who does is told so`, async function () {
      this.timeout((10 + COUNTS.peerBlocks / 100) * MINUTES);
      const workload = await begin(10_000, COUNTS.peerBlocks / 2);
      const from = workload.recorder.attempts.length;
      const blocksOf = async (): Promise<number> => ground.model.height();
      const start = await blocksOf();
      await ground.network.kill(CORE);
      await until(
        async () => (await blocksOf()) >= start + COUNTS.peerBlocks,
        'the blocks without the core',
        (5 + COUNTS.peerBlocks / 100) * MINUTES,
      );
      const { trading, whole } = workload;
      const [traded, needed] = [trading.served.slice(), whole.served.slice()];
      await ground.network.start(CORE);
      const backMs = Date.now();
      await workload.end();
      const ok = traded.filter(({ fault }) => fault === null).length;
      const told = new Set(needed.flatMap(({ fault }) => (fault === null ? [] : [fault.code])));
      await checked(
        workload,
        `${ok} of ${traded.length} that do not need it done, others told ${[...told].join(', ')}; level after ${Date.now() - backMs} ms`,
      );
      expect(ok / traded.length).to.be.at.least(0.99);
      expect([...told].filter((code) => code !== 'UNAVAILABLE')).to.deep.equal([]);
      expect(from).to.be.above(0);
    });
  }

  for (let round = 1; round <= COUNTS.everything; round += 1) {
    it(`R5: every node and the supervisor at once, time ${round}: brought up again, the first transaction is committed within a minute`, async function () {
      this.timeout(6 * MINUTES);
      const workload = await begin(RESTART_PATIENCE_MS);
      await firstCommitMs(workload, Date.now(), PATIENCE_MS);
      const { setting } = ground.network;
      const names = (await setting.processes.states()).map(({ name }) => name);
      await Promise.all(names.map((name) => ground.network.kill(name)));
      const killedMs = Date.now();
      await up(setting);
      const upMs = Date.now() - killedMs;
      const first = await firstCommitMs(workload, killedMs, RESTART_PATIENCE_MS);
      await workload.end();
      await checked(workload, `${names.length} processes killed, up after ${upMs} ms, first commit after ${first} ms`);
      expect(first).to.be.at.most(60_000);
    });
  }
});
