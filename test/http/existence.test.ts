import { expect } from 'chai';
import { WHO } from '../support/identityTable';
import { PERSONS, servedIdentities, type ServedIdentities } from '../support/servedIdentities';
import type { Reply } from '../support/served';
import { allGuesses, Guesses, type Timed } from '../support/guesses';

const MINUTES = 60_000;
/** Companies that read for themselves alone, or from outside the program. */
const HIDDEN_FROM = [
  'SUP-02',
  'SUP-X1',
  'CORE-02',
  'CORE-B-01',
  'BANK-A-02',
  'BANK-X-01',
  'OPERATOR-02',
  'OPERATOR-B-01',
  'REGULATOR-02',
  'REGULATOR-B-01',
];
/** Where one of them is a party all the same: payee of the transfers, debtor of what is unpaid, and a bank to which an ask is open. */
const PARTIES: Readonly<Record<string, readonly string[]>> = {
  'SUP-02': ['token:accept', 'token:reject', 'token:withdraw', 'token:expire'],
  'CORE-02': ['receivable:recordCure', 'financing:recourse'],
  'BANK-A-02': ['financing:close', 'financing:cancel', 'financing:offer', 'financing:take', 'financing:withdraw'],
};
/** What somebody who guesses may see: SUP-02 is the payee of two transfers. */
const OWN = { 'maker@SUP-02': ['LATE-03', 'EARLY-04', 'TRANSFER-OPEN', 'TRANSFER-OVER'] };
/** Times are of one class when they differ by no more milliseconds, or not as many times, whatever the machine does besides. */
const APART_MS = 25;
const TIMES_APART = 4;
/** Transactions that name nothing private that is there. */
const NAMELESS: readonly string[] = [
  ...['found', 'onboard', 'setStatus', 'propose', 'approve', 'setFingerprintKey', 'proposeKey', 'approveKey', 'revokeKey', 'refuse'].map(
    (method) => `company:${method}`,
  ),
  ...['create', 'advanceClock', 'openPair', 'requireConsent'].map((method) => `program:${method}`),
  ...['submit', 'openCredit', 'closeCredit'].map((method) => `receivable:${method}`),
  'financing:setLimit',
];
/** Private ids of the fixture, and others of the same form under which nothing is. */
const NOT_THERE: readonly (readonly [RegExp, string])[] = [
  [/^(LATE|DRAFT|EARLY|UNPAID)-\d\d/, 'NEVER-25'],
  [/^ASK-(?!NEW)[A-Z]+/, 'ASK-NONE'],
  [/^TRANSFER-(?!NEW)[A-Z]+/, 'TRANSFER-NONE'],
  [/^REDUCTION-1$/, 'REDUCTION-9'],
  [/^BANK-REF-LATE.*/, 'BANK-REF-NONE'],
];

/** Acts that a person may sign. */
const DECISIVE = ['receivable:confirmTitle', 'token:assign', 'token:accept', 'financing:take', 'financing:disburse'] as const;
const RULES = ['CONFIRM_TITLE', 'ASSIGN', 'ACCEPT', 'TAKE', 'DISBURSE'].map((act) => ({ act, fromMinor: '1' }));
/** A signed word that is well formed, and nobody's. */
const SIGNED = {
  network: '0'.repeat(64),
  signature: `0x${'1'.repeat(128)}1b`,
  message: {
    act: 'I say so',
    program: 'DEMO-CNY',
    company: 'SUP-02',
    person: 'SUP-02/maker',
    items: ['one'],
    count: '1',
    total: '1.00 CNY',
    terms: [],
    requestId: 'SIGNED-1',
    deadline: '2026-03-02T00:00:00Z',
    channel: 'tierline',
    chaincode: 'tierline',
  },
};

/** An input with every private id in it replaced by one under which nothing is. */
function absentIn(value: unknown): unknown {
  if (typeof value === 'string') return NOT_THERE.reduce((text, [known, none]) => text.replace(known, none), value);
  if (Array.isArray(value)) return value.map(absentIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, absentIn(each)]));
}

/** A reply without the ids that were asked for, so that two can be compared. */
function bareOf({ status, body }: Pick<Reply, 'status' | 'body'>): string {
  const text = JSON.stringify({ status, body });
  return text
    .replaceAll(/(LATE|DRAFT|EARLY|UNPAID|NEVER)-\d\d/g, 'RECEIVABLE')
    .replaceAll(/ASK-(?!NEW)[A-Z]+/g, 'ASK')
    .replaceAll(/TRANSFER-(?!NEW)[A-Z]+/g, 'TRANSFER')
    .replaceAll(/REDUCTION-\d/g, 'REDUCTION')
    .replaceAll(/BANK-REF-(?!NEW)[A-Z0-9-]+/g, 'REFERENCE');
}

describe('whether a thing is there', function () {
  this.timeout(10 * MINUTES);
  let world: ServedIdentities;

  before(async () => {
    world = await servedIdentities();
  });
  after(() => world.served.end());
  afterEach('nothing of this is a bug of the server', () => expect(world.served.alarms).to.deep.equal([]));

  describe('is told by no transaction to who may not see it', () => {
    it('and these name nothing private that is there', () => {
      for (const name of NAMELESS) expect(absentIn(world.calls[name]?.input), name).to.deep.equal(world.calls[name]?.input);
    });

    for (const name of Object.keys(WHO).filter((each) => !NAMELESS.includes(each))) {
      const post = (user: string, body: unknown): Promise<Reply> =>
        world.served.post(`/transactions/${name.replace(':', '/')}?dryRun=true`, { as: user, body });

      it(name, async () => {
        const input = world.calls[name]?.input;
        const absent = absentIn(input);
        expect(absent).to.not.deep.equal(input);
        const wrong: string[] = [];
        for (const { user, company, duty } of PERSONS) {
          if (!HIDDEN_FROM.includes(company) || duty === 'viewer' || PARTIES[company]?.includes(name) === true) continue;
          const there = await post(user, input);
          if (there.status === 200 && there.body['ok'] === true) continue;
          const none = await post(user, absent);
          if (bareOf(there) !== bareOf(none)) wrong.push(`${user}: ${bareOf(there)} but ${bareOf(none)}`);
        }
        expect(wrong).to.deep.equal([]);
      });
    }
  });

  it('is told by no command that looks something up', async () => {
    const commands: Readonly<Record<string, (ask: string) => object>> = {
      take: (ask) => ({ offer: `${ask}-OFFER`, account: 'CN-1' }),
      register: (ask) => ({ ask, registryNo: 'REG-0001' }),
      payout: (ask) => ({ ask, reference: 'PAID-0001' }),
      disburse: (ask) => ({ ask }),
      offer: (ask) => ({ ask, ratePpm: 50_000 }),
    };
    for (const [command, bodyOf] of Object.entries(commands)) {
      for (const { user, company } of PERSONS) {
        if (!HIDDEN_FROM.includes(company)) continue;
        const post = (ask: string): Promise<Reply> =>
          world.served.post(`/programs/DEMO-CNY/commands/${command}?dryRun=true`, { as: user, body: bodyOf(ask) });
        expect(bareOf(await post('ASK-PAYING')), `${command} ${user}`).to.equal(bareOf(await post('ASK-NONE')));
      }
    }
  });

  describe('is told no more where acts are signed', () => {
    before(async () => {
      const body = { program: 'DEMO-CNY', rules: RULES };
      const { status, body: answer } = await world.served.post('/transactions/program/requireConsent', { as: 'checker@CORE-01', body });
      expect(status, JSON.stringify(answer)).to.equal(200);
    });

    /** Asks what is to be signed, asks whether what was signed would count, and does it with a signature and without. */
    const WAYS = [
      { query: '?dryRun=true', signed: {} },
      { query: '?dryRun=true', signed: { consent: SIGNED } },
      { query: '', signed: { consent: SIGNED } },
      { query: '', signed: {} },
    ] as const;

    for (const name of DECISIVE) {
      it(`by ${name}: neither signed, nor unsigned, nor by what is to be signed`, async () => {
        const input = world.calls[name]?.input as object;
        const wrong: string[] = [];
        for (const { user, company, duty } of PERSONS) {
          if (!HIDDEN_FROM.includes(company) || duty === 'viewer' || PARTIES[company]?.includes(name) === true) continue;
          for (const { query, signed } of WAYS) {
            const headers = { 'idempotency-key': 'SIGNED-1' };
            const post = (named: object): Promise<Reply> =>
              world.served.post(`/transactions/${name.replace(':', '/')}${query}`, { as: user, body: { ...named, ...signed }, headers });
            const [there, none] = [await post(input), await post(absentIn(input) as object)];
            if (bareOf(there) !== bareOf(none)) wrong.push(`${user} ${query}: ${bareOf(there)} but ${bareOf(none)}`);
            if ('consent' in there.body) wrong.push(`${user} is told what is to be signed`);
          }
        }
        expect(wrong).to.deep.equal([]);
      });
    }

    it('by the command and the job that confirm: a signature is asked for by the amount of one’s own receivables alone', async () => {
      const wrong: string[] = [];
      for (const { user, company } of PERSONS) {
        if (!HIDDEN_FROM.includes(company)) continue;
        for (const path of ['commands/confirm', 'jobs/confirm']) {
          const post = (receivable: string): Promise<Reply> =>
            world.served.post(`/programs/DEMO-CNY/${path}`, { as: user, body: { receivables: [receivable] } });
          const [there, none] = [await post('LATE-01'), await post('NEVER-01')];
          if (there.status !== none.status || there.body['code'] !== none.body['code'])
            wrong.push(`${user} ${path}: ${bareOf(there)} but ${bareOf(none)}`);
        }
      }
      expect(wrong).to.deep.equal([]);
    });
  });

  describe('is told by no answer', () => {
    let guesses: Guesses;

    before(() => {
      guesses = new Guesses(world.served, OWN);
    });
    after(() => guesses.end());

    it('to ten thousand guesses: nothing is found, and of what is there and what is not the same is said', async function () {
      this.timeout(30 * MINUTES);
      const begun = performance.now();
      for (const user of ['maker@SUP-02', 'maker@SUP-X1', 'maker@CORE-B-01']) await guesses.try(user, allGuesses());
      const { tried, found, words } = guesses;
      console.log(`        ${tried} guesses in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
      expect(tried).to.be.at.least(10_000);
      expect(found.slice(0, 20), `${found.length} told`).to.deep.equal([]);
      for (const [question, said] of words) expect([...said], question).to.have.length(1);
    });

    it('by the time that it takes', async () => {
      const [there, missing] = [
        ['LATE-01', 'LATE-02', 'LATE-04', 'LATE-05'],
        ['NEVER-01', 'NEVER-02', 'NEVER-04', 'NEVER-05'],
      ];
      const token = (ids: readonly string[] = []): string[] => ids.map((id) => `${id}:0-1000000`);
      const times: readonly Timed[] = [
        await guesses.time('maker@SUP-02', '/programs/{program}/receivables/{id}/tree', there ?? [], missing ?? []),
        await guesses.time('maker@SUP-02', '/programs/{program}/tokens/{id}/tree', token(there), token(missing)),
        await guesses.time('maker@SUP-02', '/programs/{program}/tokens/{id}/certificate', token(there), token(missing)),
        await guesses.time('maker@SUP-02', '/programs/{program}/asks/{id}/quotes', ['ASK-OPEN', 'ASK-TAKEN'], ['ASK-NONE', 'ASK-NOBODY']),
      ];
      for (const { question, thereMs, missingMs } of times) {
        console.log(`        ${question}: ${thereMs.toFixed(1)} ms there, ${missingMs.toFixed(1)} ms missing`);
        expect(Math.abs(thereMs - missingMs), question).to.be.below(Math.max(APART_MS, TIMES_APART * Math.min(thereMs, missingMs)));
      }
    });
  });
});
