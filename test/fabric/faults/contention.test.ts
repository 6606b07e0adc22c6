import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairCollection, toWire, TRANSACTIONS } from '@tierline/chaincode/api';
import { freshId } from '@tierline/client-app/dist/app/ordering';
import { Notes } from '@tierline/network/dist/processes/notes';
import { ready } from '@tierline/network/dist/processes/ready';
import { expect } from 'chai';
import { outcome } from '../../support/refused';
import { offerOf, wholeToken } from '../../support/sale';
import { PAIR_A, PROGRAM } from '../../support/world';
import type { Client } from './support/client';
import { COUNTS } from './support/counts';
import { groundFor, type Ground } from './support/ground';
import { confirmMany, type Send } from './support/lives';
import { Recorder } from './support/recorder';
import { expectSound } from './support/soundness';
import { until } from './support/until';

const { financing, token } = TRANSACTIONS;
const MINUTES = 60_000;
const WRITERS = 50;
const SUBMITTED_AT_ONCE = 8;
const FACE = 1_000_000n;
const MOST_TRIES = 6;
/** What the last try of a loser ends with: another was first, or one endorsing peer already had the other's block. */
const LOST_RACES = ['MVCC_CONFLICT', 'ENDORSEMENT_MISMATCH'];
const DEADLINE = '2026-03-10T00:00:00Z';
const SERVICE = 'chaincode.core';

let ids = 0;

describe('organisations that get in each other’s way', () => {
  let ground: Ground;
  before(async function () {
    this.timeout(10 * MINUTES);
    ground = await groundFor(this);
  });

  const senderOf =
    (client: Client): Send =>
    (user, spec, order) =>
      client.send(user, spec, order, freshId('FAULTS'));

  /** Confirms receivables, each of a schedule of its own; answers the schedules' ids. */
  async function confirmed(client: Client, count: number): Promise<readonly string[]> {
    ids += 1;
    const schedules = Array.from({ length: count }, (_none, index) => `CONTEND-${ids}-${index + 1}`);
    for (let from = 0; from < count; from += SUBMITTED_AT_ONCE)
      await confirmMany(senderOf(client), schedules.slice(from, from + SUBMITTED_AT_ONCE));
    return schedules;
  }

  async function offered(client: Client, schedule: string): Promise<string> {
    const ask = `ASK-${schedule}`;
    const sold = { kind: 'SALE' as const, recourse: false, deadline: DEADLINE, tokens: [wholeToken(`${schedule}-01`, FACE)], heldBack: [] };
    const price = { ratePpm: 45_000, feesMinor: 0n, valueDate: '2026-03-05', validUntil: DEADLINE, tenorNote: null, relatedNote: null };
    await senderOf(client)('maker@SUP-01', financing.ask, { program: PROGRAM, ask, ...sold });
    await senderOf(client)('maker@BANK-A-01', financing.offer, { ...PAIR_A, ask, offer: offerOf(ask), ...price });
    return ask;
  }

  async function reservedMinor(): Promise<bigint> {
    const { books } = await ground.people.sessions.as('maker@REGULATOR-01');
    await books.catchUp();
    const limit = await books.find('CREDIT-LIMIT', pairCollection(PAIR_A.bankMsp, PAIR_A.hostMsp), 'CORE-01/CNY');
    return limit?.record.reservedMinor ?? -1n;
  }

  for (let storm = 1; storm <= COUNTS.storms; storm += 1) {
    it(`R14: ${WRITERS} deals draw on one limit at once, time ${storm}: each ends within five tries more, and no draw is lost`, async function () {
      this.timeout(15 * MINUTES);
      const recorder = new Recorder();
      const [patient, hasty] = [ground.client(recorder, MINUTES), ground.client(recorder, 0)];
      const schedules = await confirmed(patient, WRITERS);
      const asks: string[] = [];
      for (let from = 0; from < WRITERS; from += SUBMITTED_AT_ONCE) {
        asks.push(...(await Promise.all(schedules.slice(from, from + SUBMITTED_AT_ONCE).map((each) => offered(patient, each)))));
      }
      const before = await reservedMinor();
      const take = (ask: string): Promise<string> => {
        const order = { ...PAIR_A, ask, offer: offerOf(ask), account: 'CN-ACCT-1', reason: null };
        return outcome(hasty.send('maker@SUP-01', financing.take, order, `TAKE-${ask}`));
      };
      const endings = await Promise.all(asks.map(take));
      const drawn = endings.filter((ending) => ending === 'DONE').length;
      const tries = asks.map((ask) => recorder.attempts.filter(({ request }) => request === `TAKE-${ask}`).length);
      await expectSound(ground, recorder.attempts);
      console.log(`        ${drawn} of ${WRITERS} drew, with at most ${Math.max(...tries)} tries`);
      expect(endings.filter((ending) => ending !== 'DONE' && !LOST_RACES.includes(ending))).to.deep.equal([]);
      expect(Math.max(...tries)).to.be.at.most(MOST_TRIES);
      expect(drawn).to.be.above(0);
      expect(await reservedMinor()).to.equal(before + FACE * BigInt(drawn));
    });
  }

  for (let round = 1; round <= COUNTS.altered; round += 1) {
    it(`R20: the core's chaincode adds one to an amount, time ${round}: its word is not that of the others, and nothing of it is committed`, async function () {
      this.timeout(10 * MINUTES);
      const recorder = new Recorder();
      const patient = ground.client(recorder, MINUTES);
      const [schedule = ''] = await confirmed(patient, 1);
      const split = { program: PROGRAM, token: wholeToken(`${schedule}-01`, FACE), amountsMinor: [300_000n, 700_000n] };
      const submitted = async (endorsers: readonly string[]): Promise<string> => {
        const request = freshId('ALTERED');
        const { ledger } = recorder.recorded(await ground.people.sessions.as('maker@SUP-01'), request);
        return outcome(ledger.submit(token.split.name, toWire({ ...split, requestId: request }), endorsers));
      };
      const altered = alteredContracts(ground);
      try {
        await runFrom(ground, altered);
        const together = ['OperatorMSP', 'CoreMSP'];
        let ending = '';
        // Its peer needs a moment to find the service again.
        const isAsked = async (): Promise<boolean> => (ending = await submitted(together)) !== 'UNAVAILABLE';
        await until(isAsked, 'the altered service is asked', MINUTES);
        expect(ending).to.equal('ENDORSEMENT_MISMATCH');
        expect(await submitted(['CoreMSP'])).to.equal('POLICY_UNMET');
      } finally {
        await runFrom(ground, null);
        rmSync(altered, { recursive: true, force: true });
      }
      await patient.send('maker@SUP-01', token.split, split, `SPLIT-${schedule}`);
      await expectSound(ground, recorder.attempts);
    });
  }
});

const WRITING = 'async write(writes) {';
const WRITING_MORE = `async write(given) {
  const more = (text) => text.replace(/"to":"([0-9]+)"/, (_all, to) => '"to":"' + (BigInt(to) + 1n) + '"');
  const writes = given.map((write) => (write.value ? { ...write, value: Buffer.from(more(Buffer.from(write.value).toString())) } : write));`;

/** A copy of the contracts that run, which stores the end of every range of units one unit further than it is. */
function alteredContracts({ network }: Ground): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-altered-'));
  const { folder: own } = commandOf(network);
  cpSync(join(own, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(own, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(own, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const file = join(folder, 'dist/state/peerState.js');
  const text = readFileSync(file, 'utf8');
  expect(text).to.include(WRITING);
  writeFileSync(file, text.replace(WRITING, WRITING_MORE));
  return folder;
}

const commandOf = ({ setting }: Ground['network']) => {
  const note = new Notes(setting.layout.run).read(SERVICE);
  if (note === null) throw new Error('the service does not run');
  return note.command;
};

let usual: ReturnType<typeof commandOf> | null = null;

/** Has the core's service run contracts from a folder; null for its usual ones. */
async function runFrom({ network }: Ground, folder: string | null): Promise<void> {
  const { processes, nodes } = network.setting;
  usual ??= commandOf(network);
  await processes.start(folder === null ? usual : { ...usual, folder });
  await ready({ name: SERVICE, host: nodes.host, port: usual.ports[0] ?? 0 }, { processes });
}
