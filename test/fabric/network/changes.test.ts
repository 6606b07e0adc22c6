import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programCollection, TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import { networkIn } from '@tierline/client-app/dist/fabric';
import { openApplications, type OpenPeople } from '@tierline/client-app/dist/main';
import { Layout } from '@tierline/network/dist/layout';
import { expect } from 'chai';
import { fabricMissing } from '../../support/fabricNetwork';
import { FabricWorld } from '../../support/fabricWorld';
import { act, wholeToken } from '../../support/sale';
import { confirmed, DIGEST, PROGRAM } from '../../support/world';
import { alive, CommandLine, pidsOf } from './commandLine';
import { definitionOf } from './definition';

const FIRST_PORT = 30_000;
const NEW_PROGRAM = 'PLUS-CNY';
const FACE = 500_000n;

const bank = (letter: string): string => `name: BANK-${letter}\nmsp: Bank${letter}MSP\nrole: bank\n`;
const program = (id: string, banks: string): string =>
  `id: ${id}\nhost: OperatorMSP\ncore: CoreMSP\nbanks: [${banks}]\nsettlementBank: BankAMSP\nregulator: RegulatorMSP\n`;

describe('changes of a running network', function () {
  this.timeout(400_000);
  let line: CommandLine;
  let people: OpenPeople;

  /** Applications learn of a change when they start again. */
  async function reopened(): Promise<void> {
    await people.close();
    people = await openApplications(line.directory);
  }
  const world = (id: string): FabricWorld => new FabricWorld(people.sessions, id);
  const records = async (): Promise<unknown> => {
    const { books } = await world(PROGRAM).as('maker@REGULATOR-01');
    const found = await Promise.all((['COMPANY', 'SCHEDULE', 'RESTING', 'PROGRAM'] as const).map((kind) => books.all(kind)));
    return found.flat().map(({ record }) => record);
  };

  before(async function () {
    const missing = await fabricMissing();
    if (missing !== null) {
      console.log(`      not run: ${missing}`);
      this.skip();
    }
    line = await CommandLine.at(FIRST_PORT);
    const told = await line.up();
    if (told.code !== 0) throw new Error(told.err);
    people = await openApplications(line.directory);
    await world(PROGRAM).settle();
    await confirmed(world(PROGRAM), 'BEFORE', [FACE]);
  });
  after(async () => {
    await people?.close();
    await line?.end();
  });

  it('an organisation joins: it has its peer, its people and its company, nothing is lost, and no other node is started again', async () => {
    const [before, known] = [pidsOf(await line.nodes()), await records()];
    const started = Date.now();
    await line.done('org', 'add', await line.file('bank-c.yaml', bank('C')));
    console.log(`        ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const after = pidsOf(await line.nodes());
    expect(after).to.include(before);
    expect(Object.keys(after).filter((name) => !(name in before))).to.have.members(['ca.bank-c', 'peer.bank-c', 'chaincode.bank-c']);
    await reopened();
    expect(await records()).to.deep.include.members(known as unknown[]);
    expect(await people.sessions.users()).to.include.members(['maker@BANK-C-01', 'checker@BANK-C-01']);
    const { books } = await world(PROGRAM).as('maker@BANK-C-01');
    expect((await books.find('COMPANY', '', 'BANK-C-01'))?.record.hostMsp).to.equal('BankCMSP');
    expect(await books.all('SCHEDULE'), 'what it is no member of').to.deep.equal([]);
  });

  it('the same addition again changes nothing', async () => {
    const [before, sequence] = [pidsOf(await line.nodes()), (await definitionOf(line.directory)).sequence];
    await line.done('org', 'add', join(line.place, 'bank-c.yaml'));
    expect(pidsOf(await line.nodes())).to.deep.equal(before);
    expect((await definitionOf(line.directory)).sequence).to.equal(sequence);
  });

  it('an organisation whose name or MSP id is taken is refused, and nothing changes', async () => {
    const kept = await readFile(new Layout(line.directory).networkFile, 'utf8');
    const before = pidsOf(await line.nodes());
    for (const text of [
      bank('C').replace('BankCMSP', 'BankDMSP'),
      bank('C').replace('BANK-C', 'BANK-D'),
      bank('A').replace('bank', 'core'),
    ]) {
      const { code, err } = await line.run('org', 'add', await line.file('taken.yaml', text));
      expect(code).to.equal(2);
      expect(err).to.match(/^WRONG_STATE: .*BANK-[AC] /);
    }
    expect(await readFile(new Layout(line.directory).networkFile, 'utf8')).to.equal(kept);
    expect(pidsOf(await line.nodes())).to.deep.equal(before);
  });

  it('an addition that was broken off anywhere goes on', async () => {
    const file = await line.file('bank-d.yaml', bank('D'));
    for (const place of ['has its certificate authority', 'admitted', 'runs at']) await line.killedAt(place, 'org', 'add', file);
    await line.done('org', 'add', file);
    const { approvals } = await definitionOf(line.directory);
    expect(approvals['BankDMSP']).to.equal(true);
    await reopened();
    expect(await people.sessions.users()).to.include('maker@BANK-D-01');
  });

  it('a program that cannot be is refused, and nothing changes', async () => {
    const kept = await readFile(new Layout(line.directory).networkFile, 'utf8');
    const { sequence } = await definitionOf(line.directory);
    const wrong: readonly (readonly [string, RegExp])[] = [
      [program('NEW-CNY', 'BankAMSP, BankZMSP'), /banks.*BankZMSP must be an organisation/],
      [program(PROGRAM, 'BankAMSP'), /DEMO-CNY.*already/],
      [program('NEW-CNY', 'BankAMSP, CoreMSP'), /banks.*CoreMSP must be .* role bank/],
      [program('NEW-CNY', 'BankBMSP'), /settlementBank.*one of the banks/],
      [`${program('NEW-CNY', 'BankAMSP')}colour: red\n`, /colour/],
      ['id: [', /not YAML/],
    ];
    for (const [text, expected] of wrong) {
      const { code, err } = await line.run('program', 'add', await line.file('wrong.yaml', text));
      expect(code, text).to.equal(2);
      expect(err).to.match(expected);
      expect(err.trim().split('\n')).to.have.length(1);
    }
    expect((await line.run('program', 'add', join(line.place, 'not-there.yaml'))).err).to.match(
      /not-there\.yaml cannot be used: it does not exist/,
    );
    expect(await readFile(new Layout(line.directory).networkFile, 'utf8')).to.equal(kept);
    expect((await definitionOf(line.directory)).sequence).to.equal(sequence);
  });

  it('a program of the new bank is added, its collections are in force, and tokens of it are sold to that bank', async () => {
    const { sequence } = await definitionOf(line.directory);
    const file = await line.file('plus.yaml', program(NEW_PROGRAM, 'BankAMSP, BankCMSP'));
    const started = Date.now();
    await line.done('program', 'add', file);
    console.log(`        ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const definition = await definitionOf(line.directory);
    expect(definition.sequence).to.equal(sequence + 1);
    expect(definition.collections).to.include.members([programCollection(NEW_PROGRAM), 'PAIR-BankCMSP-OperatorMSP']);
    await line.done('program', 'add', file);
    expect((await definitionOf(line.directory)).sequence, 'the same again').to.equal(sequence + 1);
    await reopened();
    const place = world(NEW_PROGRAM);
    await place.settle();
    const [receivable = ''] = await confirmed(place, 'PLUS', [FACE]);
    const token = wholeToken(receivable, FACE);
    await sellTo('BankCMSP', 'BANK-C-01', place, token);
    expect((await place.record('TOKEN', token))?.owner).to.equal('BANK-C-01');
    const { books } = await place.as('maker@BANK-C-01');
    expect((await books.find('TOKEN', programCollection(NEW_PROGRAM), token))?.record.owner).to.equal('BANK-C-01');
  });

  it('a change is refused while a node is down that must take part', async () => {
    await line.done('node', 'stop', 'peer.core');
    const { code, err } = await line.run('org', 'add', await line.file('bank-e.yaml', bank('E')));
    expect(code).to.equal(3);
    expect(err).to.match(/^UNAVAILABLE: .*peer\.core.*"npm run network -- up"/);
    expect(networkIn(line.directory).organisations.map(({ name }) => name)).not.to.include('BANK-E');
    await line.done('node', 'start', 'peer.core');
  });

  it('a change that meets a peer that does not answer names its address, and goes on when it answers', async () => {
    const file = await line.file('later.yaml', program('LATER-CNY', 'BankAMSP'));
    const { 'peer.core': pid = 0 } = pidsOf(await line.nodes());
    process.kill(pid, 'SIGSTOP');
    const { code, err } = await line.run('program', 'add', file);
    process.kill(pid, 'SIGCONT');
    expect(code).to.equal(3);
    expect(err).to.match(
      /UNAVAILABLE: Failed: .*CoreMSP.* Nothing answers at 127\.0\.0\.1:\d+: "npm run network -- doctor" names the node/,
    );
    await line.done('program', 'add', file);
    expect((await definitionOf(line.directory)).collections).to.include(programCollection('LATER-CNY'));
  });

  it('contracts that have not changed are not deployed again', async () => {
    const { sequence } = await definitionOf(line.directory);
    expect((await line.done('chaincode', 'upgrade')).err).to.match(/nothing to upgrade: tierline_1-\w+ runs already/);
    expect((await definitionOf(line.directory)).sequence).to.equal(sequence);
  });

  it('other contracts take the place of those that run, and old records stay readable and can be changed', async () => {
    const known = await records();
    const before = pidsOf(await line.nodes());
    await appendFile(join(line.contracts, 'dist/index.js'), '\n// the next build\n');
    await line.killedAt('runs at', 'chaincode', 'upgrade');
    const started = Date.now();
    await line.done('chaincode', 'upgrade');
    console.log(`        ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const after = pidsOf(await line.nodes());
    expect(after['chaincode.bank-c.2']).to.be.a('number');
    expect(after).not.to.have.property('chaincode.bank-c');
    const services = Object.entries(before).filter(([name]) => name.startsWith('chaincode.'));
    expect(alive(services.map(([, pid]) => pid))).to.deep.equal([]);
    expect((await definitionOf(line.directory)).version).to.match(/^tierline_2-/);
    await reopened();
    expect(await records()).to.deep.equal(known);
    const place = world(PROGRAM);
    await act(place, 'maker@SUP-01', TRANSACTIONS.token.split, {
      program: PROGRAM,
      token: wholeToken('BEFORE-01', FACE),
      amountsMinor: [FACE / 2n, FACE / 2n],
    });
    await confirmed(place, 'AFTER', [FACE]);
  });

  it('a network that grew comes up again with everything that was added', async () => {
    await line.done('down');
    const { code, err } = await line.up();
    expect(code, err).to.equal(0);
    expect(Object.keys(pidsOf(await line.nodes()))).to.include.members(['peer.bank-c', 'peer.bank-d', 'chaincode.bank-d.2']);
    await reopened();
    expect((await world(NEW_PROGRAM).record('TOKEN', wholeToken('PLUS-01', FACE)))?.owner).to.equal('BANK-C-01');
  });
});

/** Sells a token to a bank, from the ask to the title. */
async function sellTo(bankMsp: Msp, company: string, place: FabricWorld, token: string): Promise<void> {
  const pair = { program: place.program, bankMsp, hostMsp: 'OperatorMSP' };
  const [maker, checker] = [`maker@${company}`, `checker@${company}`];
  const [ask, offer] = ['ASK-PLUS', 'OFFER-PLUS'];
  const deadline = '2026-03-05T00:00:00Z';
  await act(place, checker, TRANSACTIONS.financing.setLimit, {
    ...pair,
    core: 'CORE-01',
    currency: 'CNY',
    ceilingMinor: 10n ** 12n,
    expiresOn: '2026-12-31',
  });
  const asked = { program: place.program, ask, kind: 'SALE' as const, recourse: false, deadline, tokens: [token], heldBack: [] };
  await act(place, 'maker@SUP-01', TRANSACTIONS.financing.ask, asked);
  const valueDate = '2026-03-03';
  const price = { ratePpm: 45_000, feesMinor: 100n, valueDate, validUntil: deadline, tenorNote: null, relatedNote: null };
  await act(place, maker, TRANSACTIONS.financing.offer, { ...pair, ask, offer, ...price });
  await act(place, 'maker@SUP-01', TRANSACTIONS.financing.take, { ...pair, ask, offer, account: 'CN-ACCT-1', reason: null });
  await act(place, maker, TRANSACTIONS.financing.register, { ...pair, ask, registryNo: 'ZD-0001' });
  const { proceedsMinor = 0n } = (await place.record('OFFER', offer, `PAIR-${bankMsp}-OperatorMSP`)) ?? {};
  const paid = { amountMinor: proceedsMinor, valueDate, reference: 'PAY-0001', proofDigest: DIGEST };
  await act(place, checker, TRANSACTIONS.financing.payout, { ...pair, ask, ...paid });
  await act(place, checker, TRANSACTIONS.financing.disburse, { program: place.program, ask });
}
