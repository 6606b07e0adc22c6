import { expect } from 'chai';
import { Auditor, type Finding } from '../../simulation/auditor/auditor';
import { NETWORK_FILE } from '../../simulation/chain';
import { life } from '../../simulation/doctored/life';
import { VIOLATIONS } from '../../simulation/doctored/violations';
import { REGULATOR_HOST } from '../../simulation/model/scene';
import { Simulation } from '../../simulation/simulation';
import type { BlockViews } from './support/chainReader';
import * as checkers from './support/checkers';
import type { Attempt } from './support/recorder';

const attempt = (told: Partial<Attempt>): Attempt => ({
  request: 'REQUEST-1',
  name: 'token:split',
  startedMs: 0,
  endedMs: 1,
  ending: 'ACKNOWLEDGED',
  code: null,
  transactionId: 'one',
  applied: 'one',
  ...told,
});

type Told = Readonly<Record<string, readonly ('VALID' | 'MVCC_READ_CONFLICT')[]>>;
const atPeers = (core: Told, bank: Told = core): ReadonlyMap<string, checkers.Codes> =>
  new Map([
    ['CoreMSP', new Map(Object.entries(core))],
    ['BankAMSP', new Map(Object.entries(bank))],
  ]);

describe('the checkers of a faulty run', function () {
  this.timeout(120_000);
  const recorded: BlockViews[] = [];

  before(async () => {
    const simulation = await Simulation.begin({ seed: 1, onBlock: (views) => recorded.push(views) });
    for (const operation of life(simulation.state)) await simulation.play(operation);
    await simulation.end();
  });

  function findings(blocks: readonly BlockViews[]): readonly Finding[] {
    const auditor = new Auditor(NETWORK_FILE, REGULATOR_HOST);
    return [...blocks.flatMap((views) => auditor.take(views)), ...auditor.checkAll()];
  }
  const planted = (invariant: number): readonly Finding[] =>
    findings(VIOLATIONS.find((each) => each.invariant === invariant)?.plant(recorded) ?? []);

  it('find nothing in a run in which nothing is wrong', () => {
    const found = findings(recorded);
    const codes = checkers.codesIn(recorded);
    expect([checkers.sumsAreKept(found), checkers.financedOnce(found), checkers.otherwiseSound(found)]).to.deep.equal([[], [], []]);
    const told = [...(codes.get('CoreMSP') ?? [])].map(([id]) => attempt({ request: id, transactionId: id, applied: id }));
    expect(told.length).to.be.above(30);
    expect([checkers.acknowledgedAreKept(told, codes), checkers.failedAreNotCommitted(told, codes)]).to.deep.equal([[], []]);
  });

  it('C1 finds parts that are not the face, and money that does not add up', () => {
    for (const invariant of [1, 2, 14]) expect(checkers.sumsAreKept(planted(invariant)), String(invariant)).not.to.deep.equal([]);
  });

  it('C2 finds what is financed twice', () => {
    for (const invariant of [4, 5]) expect(checkers.financedOnce(planted(invariant)), String(invariant)).not.to.deep.equal([]);
  });

  it('C3 finds an acknowledged transaction that a peer lacks, has as invalid or has twice, and a request that applied twice', () => {
    const one = [attempt({})];
    expect(checkers.acknowledgedAreKept(one, atPeers({ one: ['VALID'] }))).to.deep.equal([]);
    expect(checkers.acknowledgedAreKept(one, atPeers({ one: ['VALID'] }, {}))).to.deep.equal(['token:split one is absent at BankAMSP']);
    expect(checkers.acknowledgedAreKept(one, atPeers({ one: ['MVCC_READ_CONFLICT'] }))).to.have.lengthOf(2);
    expect(checkers.acknowledgedAreKept(one, atPeers({ one: ['VALID', 'VALID'] }))).to.have.lengthOf(2);
    const twice = [...one, attempt({ transactionId: 'two', applied: 'two' })];
    expect(checkers.acknowledgedAreKept(twice, atPeers({ one: ['VALID'], two: ['VALID'] }))).to.deep.equal(['REQUEST-1 was applied twice']);
  });

  it('C4 finds a valid transaction that was reported failed, or that nobody was told of', () => {
    const peers = atPeers({ one: ['VALID'] });
    expect(checkers.failedAreNotCommitted([attempt({})], peers)).to.deep.equal([]);
    expect(checkers.failedAreNotCommitted([attempt({ ending: 'UNKNOWN', code: 'COMMIT_UNKNOWN' })], peers)).to.deep.equal([]);
    expect(checkers.failedAreNotCommitted([attempt({ ending: 'REFUSED', code: 'MVCC_CONFLICT' })], peers)).to.have.lengthOf(2);
    expect(checkers.failedAreNotCommitted([], peers)).to.have.lengthOf(2);
  });

  it('C5 finds an unknown transaction that peers tell differently, that is committed late, or that has no id', () => {
    const unknown = [attempt({ ending: 'UNKNOWN', code: 'COMMIT_UNKNOWN', applied: null })];
    const [none, one] = [atPeers({}), atPeers({ one: ['VALID'] })];
    expect(checkers.unknownAreResolved(unknown, one, none)).to.deep.equal([]);
    expect(checkers.unknownAreResolved(unknown, none, none)).to.deep.equal([]);
    expect(checkers.unknownAreResolved(unknown, atPeers({ one: ['VALID'] }, {}), none)).to.deep.equal(['one is VALID or absent']);
    expect(checkers.unknownAreResolved(unknown, none, one)).to.deep.equal(['one was committed after it had been looked up']);
    expect(checkers.unknownAreResolved([attempt({ ending: 'UNKNOWN', transactionId: null })], one, none)).to.have.lengthOf(1);
  });

  it('C6 finds a peer that is behind, silent, or has another state', () => {
    const first = { msp: 'CoreMSP', height: 9, snapshotHash: 'aa' };
    const and = (other: Partial<checkers.PeerState>): readonly string[] =>
      checkers.peersAgree([first, { ...first, msp: 'BankAMSP', ...other }]);
    expect(and({})).to.deep.equal([]);
    for (const other of [{ height: 8 }, { height: null }, { snapshotHash: 'bb' }]) expect(and(other)).to.have.lengthOf(1);
  });

  it('C7 finds a table that is not its replay', () => {
    const tables = [
      { table: 'token', isEqual: true },
      { table: 'record', isEqual: false },
    ];
    expect(checkers.tablesAreReplayed(tables)).to.deep.equal(['the table record is not what the ledger says']);
  });
});
