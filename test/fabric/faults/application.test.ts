import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import { freshId } from '@tierline/client-app/dist/app/ordering';
import { heightOf } from '@tierline/network/dist/heights';
import { expect } from 'chai';
import type { ServerProcess } from '../../support/serverProcess';
import { bearerFor } from '../../support/tokens';
import { claim, PAIR_A, PROGRAM, SCOPE } from '../../support/world';
import { application, healthOf, processorSeconds } from './support/application';
import { COUNTS } from './support/counts';
import { groundFor, type Ground } from './support/ground';
import { Recorder } from './support/recorder';
import { expectSound } from './support/soundness';
import { thenAlways, until } from './support/until';

const MINUTES = 60_000;
const BACK_MS = 30_000;
const MOST_LOAD = 0.1;
/** Transactions that a peer misses while it is gone. */
const MISSED = 5;

/** Where the application dies, and how often its transaction is committed before it is sent again. */
const POINTS: Readonly<Record<string, 0 | 1>> = {
  'before it was endorsed': 0,
  'after it was endorsed': 0,
  'after it was ordered': 1,
  'before its commit was noticed': 1,
  'before its rows were committed': 1,
  'before it was answered': 1,
};

interface Answered {
  readonly status: number;
  /** The fault's code; null when it was done. */
  readonly code: string | null;
  readonly transactions: readonly { readonly transactionId: string; readonly name: string; readonly items: number }[];
}

describe('an application that dies', () => {
  let ground: Ground;
  const folder = mkdtempSync(join(tmpdir(), 'tierline-dying-'));
  const armed = join(folder, 'armed');
  const running = new Set<ServerProcess>();

  before(async function () {
    this.timeout(10 * MINUTES);
    ground = await groundFor(this);
  });
  after(async () => {
    for (const server of running) await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function started(
    organisation: string,
    dyingAt: string | null,
  ): Promise<{ readonly server: ServerProcess; readonly address: string }> {
    const server = application(ground, organisation, dyingAt === null ? null : { at: dyingAt, when: armed });
    running.add(server);
    return { server, address: await server.ready() };
  }

  async function ended(server: ServerProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await server.end(signal);
    running.delete(server);
  }

  /** Sends one submission under its key; null when the application died over it. */
  async function sent(address: string, id: string): Promise<Answered | null> {
    const order = {
      program: PROGRAM,
      schedules: [{ id, creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim(`${id}-INV`, 1_000_000n)] }],
    };
    const body = JSON.stringify(order, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    try {
      const bearer = await bearerFor(address, 'maker@SUP-01');
      const headers = { ...bearer, 'content-type': 'application/json', 'idempotency-key': `KEY-${id}` };
      const response = await fetch(`${address}/api/v1/transactions/receivable/submit`, { method: 'POST', headers, body });
      const { transactions = [], code = null } = (await response.json()) as Partial<Answered>;
      const told = transactions.map(({ transactionId, name, items }) => ({ transactionId, name, items }));
      return { status: response.status, code, transactions: told };
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  /** How often a schedule was written. */
  async function effects(id: string): Promise<number> {
    const { books } = await ground.people.sessions.as('maker@REGULATOR-01');
    await books.catchUp();
    return (await books.history('SCHEDULE', SCOPE, id)).length;
  }

  for (const [index, [point, committed]] of Object.entries(POINTS).entries()) {
    it(`R9: in the middle of a transaction, ${point}, ${COUNTS.application} times: it applies once, and its key has one answer`, async function () {
      this.timeout((2 + COUNTS.application / 2) * MINUTES);
      let { server, address } = await started('OPERATOR', point);
      for (let round = 1; round <= COUNTS.application; round += 1) {
        const id = `DYING-${index + 1}-${round}`;
        writeFileSync(armed, '');
        expect(await sent(address, id)).to.equal(null);
        expect((await server.ended()).signal).to.equal('SIGKILL');
        rmSync(armed);
        running.delete(server);
        ({ server, address } = await started('OPERATOR', point));
        if (committed === 1) await until(async () => (await effects(id)) === 1, 'the transaction is committed', BACK_MS);
        else expect(await effects(id)).to.equal(0);
        const answer = await sent(address, id);
        expect(answer?.status).to.equal(200);
        expect(await sent(address, id)).to.deep.equal(answer);
        expect(await effects(id)).to.equal(1);
      }
      expect(existsSync(armed)).to.equal(false);
      await ended(server);
    });
  }

  it('leaves a ledger and read models in which nothing is wrong', async function () {
    this.timeout(3 * MINUTES);
    await expectSound(ground, null);
  });

  /** Part of a processor that the core's application uses while its peer is gone, and blocks are committed that it misses. */
  async function meanwhile(server: ServerProcess, address: string): Promise<number> {
    await until(async () => (await healthOf(address))?.state === 'UNAVAILABLE', 'the application says so', BACK_MS);
    const [usedBefore, sinceMs] = [processorSeconds(server.pid), Date.now()];
    const limit = { core: 'CORE-01', currency: 'CNY', ceilingMinor: 10n ** 15n, expiresOn: '2026-12-30' };
    const client = ground.client(new Recorder(), BACK_MS);
    for (let missed = 0; missed < MISSED; missed += 1) {
      await client.send('checker@BANK-A-01', TRANSACTIONS.financing.setLimit, { ...PAIR_A, ...limit }, freshId('MISSED'));
    }
    await pause(Math.max(0, COUNTS.goneMs - (Date.now() - sinceMs)));
    return (processorSeconds(server.pid) - usedBefore) / ((Date.now() - sinceMs) / 1000);
  }

  it(`R3: without its peer for ${COUNTS.goneMs / 1000} s it hardly uses the processor, and comes back by itself with every row`, async function () {
    this.timeout(COUNTS.goneMs + 4 * MINUTES);
    const { setting } = ground.network;
    const { server, address } = await started('CORE', null);
    await ground.network.kill('peer.core');
    const load = await thenAlways(
      () => meanwhile(server, address),
      () => ground.network.start('peer.core'),
    );
    const height = (await heightOf(setting, 'RegulatorMSP')) ?? 0;
    const isBack = async (): Promise<boolean> => {
      const health = await healthOf(address);
      return health?.state === 'READY' && health.height >= height;
    };
    const backMs = Date.now();
    await until(isBack, 'the application has every block', BACK_MS);
    console.log(`        ${(load * 100).toFixed(1)} % of a processor; back after ${Date.now() - backMs} ms`);
    expect(load).to.be.below(MOST_LOAD);
    await ended(server);
    await expectSound(ground, null);
  });
});
