import { createHash, createHmac } from 'node:crypto';
import { FACTS_EVENT, factsRoot, fromWire, toWire, type Wire } from '@tierline/chaincode/api';
import type { CommittedTransaction, PrivateWrite } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { probe, type Told } from '../support/probes';
import { storedBlocks, transactionsOf } from '../support/publicChain';
import { AUDIENCES, liveSecretly, SECRET_TERMS, type SecretLife } from '../support/secretLife';
import { found, Secrets } from '../support/secrets';
import { WIDE_NETWORK } from '../support/wideNetwork';
import { PROGRAM, World } from '../support/world';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** One person of each organisation, through whose connection its stream of blocks is read. */
const READERS: Readonly<Record<string, string>> = {
  OperatorMSP: 'OPERATOR-01',
  RegulatorMSP: 'REGULATOR-01',
  CoreMSP: 'CORE-01',
  BankAMSP: 'BANK-A-01',
  BankBMSP: 'BANK-B-01',
  BankXMSP: 'BANK-X-01',
  CoreBMSP: 'CORE-B-01',
  OperatorBMSP: 'OPERATOR-B-01',
};
const KINDS = [
  'SCHEDULE',
  'RESTING',
  'TOKEN',
  'TRANSFER',
  'ASK',
  'OFFER',
  'DEAL-TERMS',
  'REGISTRATION',
  'PAYOUT',
  'DEAL-CLOSURE',
  'CREDIT-LIMIT',
  'SETTLEMENT',
  'REDUCTION',
  'OPEN-CREDIT',
  'CORE-STANDING',
  'REQUEST',
  'PROGRAM',
];

describe('what companies keep to themselves', function () {
  this.timeout(60_000);
  const secrets = new Secrets();
  let world: World;
  let life: SecretLife;
  let told: readonly Told[];
  let chain: string;
  const streams = new Map<string, readonly CommittedTransaction[]>();

  before(async () => {
    world = await World.found(SECRET_TERMS, WIDE_NETWORK);
    life = await liveSecretly(world, secrets);
    told = await probe(world, life);
    for (const [msp, company] of Object.entries(READERS))
      streams.set(msp, await transactionsOf((await world.as(`maker@${company}`)).ledger));
    await world.open.close();
    chain = await storedBlocks(world.directory);
  });
  after(() => world.end());

  const streamOf = (msp: string): readonly CommittedTransaction[] => streams.get(msp) ?? [];
  const outside = (): readonly CommittedTransaction[] => streamOf('BankXMSP');
  const inside = (): readonly PrivateWrite[] => streamOf('RegulatorMSP').flatMap(({ privateWrites }) => privateWrites);
  const hashed = () => outside().flatMap(({ hashedWrites }) => hashedWrites);

  it('are more than two hundred distinct secrets in one whole life', () => {
    const figures = [
      `${secrets.all().length} secrets`,
      `${outside().length} transactions`,
      `${chain.length} characters of chain`,
      `${told.length} answers`,
    ];
    console.log(`      ${figures.join(', ')}`);
    expect(secrets.all().length).to.be.at.least(200);
  });

  for (const [msp, audiences] of Object.entries(AUDIENCES)) {
    const others = ['PROGRAM', 'PAIR_A', 'PAIR_B', 'NOBODY'].filter(
      (audience) => !audiences.some((each) => each === audience),
    ) as (typeof audiences)[number][];

    it(`are in the stream of ${msp} only where it is a member: of ${audiences.join(', ') || 'nothing'}`, () => {
      const stream = JSON.stringify(streamOf(msp));
      expect(found(secrets.of(others), stream), 'of others').to.deep.equal([]);
      const own = secrets.of(audiences);
      const seen = new Set(found(own, stream));
      expect(
        own.filter((secret) => !seen.has(secret)),
        'its own that the scanner missed',
      ).to.deep.equal([]);
    });
  }

  it('are nowhere in the public chain as it is stored: writes, keys, arguments, results, events, certificates', () => {
    expect(chain).to.include('"result"').and.to.include('"event"').and.to.include('financing:take');
    expect(found(secrets.all(), chain)).to.deep.equal([]);
  });

  it('are found by the scanner when a block holds one, in clear or disguised', () => {
    const [id, amount] = [life.schedule, String(life.idle.faceMinor)];
    for (const planted of [
      id,
      `"${amount}"`,
      Buffer.from(id).toString('base64'),
      Buffer.from(id).toString('hex'),
      sha256(amount),
      sha256(`"${amount}"`),
    ]) {
      expect(found(secrets.all(), `${chain} ${planted} `), planted).to.have.length(1);
    }
  });

  it('are in no event: one for each transaction, of five fields', () => {
    for (const { event, name } of outside()) {
      expect(event?.name).to.equal(FACTS_EVENT);
      const fields = JSON.parse(event?.payload ?? '') as { readonly transaction: string };
      expect(Object.keys(fields).toSorted()).to.deep.equal(['count', 'factsRoot', 'program', 'schema', 'transaction']);
      expect(fields.transaction).to.equal(name);
    }
  });

  describe('cannot be guessed', () => {
    it('from the hashes of keys, by whoever knows every id and how keys are named', () => {
      const hashes = new Set(hashed().map(({ keyHash }) => keyHash));
      const ids = [...secrets.all(), PROGRAM, 'CORE-01', 'CORE-01/CNY', 'CORE-01\nCNY', 'SUP-02/CORE-01', 'SUP-02\nCORE-01'];
      const salts = ['', '0'.repeat(64), sha256(PROGRAM), Buffer.from(PROGRAM).toString('hex')].map((salt) => Buffer.from(salt, 'hex'));
      const guesses = ids.flatMap((id) => [
        id,
        ...KINDS.flatMap((kind) => [
          ...['-', '/', ':', '', '\n'].map((separator) => kind + separator + id),
          `\u0000${kind}\u0000${id}\u0000`,
          `${kind}-${sha256(id)}`,
          `${kind}-${sha256(`${kind}\n${id}`)}`,
          ...salts.map((salt) => `${kind}-${createHmac('sha256', salt).update(`${kind}\n${id}`).digest('hex')}`),
        ]),
      ]);
      expect(guesses.filter((guess) => hashes.has(sha256(guess)))).to.deep.equal([]);
      expect(
        inside().filter(({ key }) => !hashes.has(sha256(key))),
        'what a member knows is under these hashes',
      ).to.deep.equal([]);
      expect(hashes.has(sha256('ROOT')), 'a key that tells nothing may be guessed').to.equal(true);
    });

    it('from the hashes of values, by whoever knows the whole record but not its salt', () => {
      const hashes = new Set(hashed().map(({ valueHash }) => valueHash));
      const records = inside().flatMap(({ value }) => (value === null ? [] : [value]));
      expect(
        records.filter((value) => !hashes.has(sha256(value))),
        'what a member knows is under these hashes',
      ).to.deep.equal([]);
      const guesses = records.flatMap((value) => {
        const { salt, ...record } = JSON.parse(value) as Record<string, unknown>;
        expect(salt, 'every private record has a salt of 32 bytes').to.match(/^[0-9a-f]{64}$/);
        return [JSON.stringify(record), JSON.stringify({ ...record, salt: '' }), JSON.stringify({ ...record, salt: '0'.repeat(64) })];
      });
      expect(guesses.filter((guess) => hashes.has(sha256(guess)))).to.deep.equal([]);
      const salts = records.map((value) => (JSON.parse(value) as { readonly salt: string }).salt);
      expect(new Set(salts).size, 'no salt is used twice').to.equal(salts.length);
    });

    it('from the hashes of values, by trying amounts', () => {
      const hashes = new Set(hashed().map(({ valueHash }) => valueHash));
      const amounts = secrets
        .all()
        .filter((secret) => /^[0-9]{6,}$/.test(secret))
        .flatMap((secret) => [-1n, 0n, 1n].map((step) => BigInt(secret) + step));
      const shapes = amounts.flatMap((amount) => [
        `${amount}`,
        `"${amount}"`,
        `{"amountMinor":"${amount}"}`,
        `{"amountMinor":"${amount}","currency":"CNY"}`,
        `{"faceMinor":"${amount}"}`,
      ]);
      expect(shapes.filter((shape) => hashes.has(sha256(shape)))).to.deep.equal([]);
    });

    it('from the facts root, which only the salts open', () => {
      const rootOf = ({ publicWrites, privateWrites }: CommittedTransaction, salted: boolean): string =>
        factsRoot(WIDE_NETWORK.channel, [
          ...publicWrites.map(({ key, value }) => ({
            place: `\n${key}`,
            salt: '',
            record: fromWire<object>(JSON.parse(value ?? 'null') as Wire),
          })),
          ...privateWrites.map(({ collection, key, value }) => {
            const { salt, ...record } = JSON.parse(value ?? '{}') as { readonly salt: string };
            return { place: `${collection}\n${key}`, salt: salted ? salt : '', record: fromWire<object>(toWire(record)) };
          }),
        ]);
      const deleted = ({ privateWrites }: CommittedTransaction): boolean => privateWrites.some(({ value }) => value === null);
      const known = streamOf('RegulatorMSP').filter((each) => each.privateWrites.length > 0 && !deleted(each));
      expect(known).to.have.length.above(30);
      for (const transaction of known) {
        const { factsRoot: root } = JSON.parse(transaction.event?.payload ?? '{}') as { readonly factsRoot: string };
        expect(rootOf(transaction, false), transaction.name).not.to.equal(root);
        expect(rootOf(transaction, true), transaction.name).to.equal(root);
      }
    });
  });

  it('are told to no stranger who knows an id and tries every transaction on it, or asks for a dry run', () => {
    const leaks = told.flatMap(({ who, transaction, typed, answer }) =>
      found(secrets.all(), answer)
        .filter((secret) => !typed.includes(secret))
        .map((secret) => ({ who, transaction, secret, answer })),
    );
    expect(leaks).to.deep.equal([]);
    expect(new Set(told.map(({ answer }) => answer)).size, 'the answers are not all one').to.be.above(5);
  });

  it('show each bank its own offers and no other’s, and the core no price at all', () => {
    const kinds = (msp: string): ReadonlySet<unknown> =>
      new Set(
        streamOf(msp)
          .flatMap(({ privateWrites }) => privateWrites)
          .map(({ value }) => (JSON.parse(value ?? '{}') as { readonly kind?: unknown }).kind),
      );
    const banks = (msp: string): ReadonlySet<unknown> =>
      new Set(
        streamOf(msp)
          .flatMap(({ privateWrites }) => privateWrites)
          .map(({ value }) => JSON.parse(value ?? '{}') as { readonly kind?: string; readonly bank?: string })
          .filter(({ kind }) => kind === 'OFFER')
          .map(({ bank }) => bank),
      );
    expect([...banks('BankAMSP')]).to.deep.equal(['BANK-A-01']);
    expect([...banks('BankBMSP')]).to.deep.equal(['BANK-B-01']);
    expect([...banks('RegulatorMSP')]).to.have.members(['BANK-A-01', 'BANK-B-01']);
    for (const kind of ['OFFER', 'DEAL-TERMS', 'REGISTRATION', 'PAYOUT', 'CREDIT-LIMIT']) {
      expect(kinds('CoreMSP').has(kind), `core ${kind}`).to.equal(false);
      expect(kinds('RegulatorMSP').has(kind), `regulator ${kind}`).to.equal(true);
    }
  });
});
