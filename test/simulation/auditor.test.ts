import { expect } from 'chai';
import { importsOf, sourcesOf } from '../tidy/sources';
import { Auditor } from './auditor/auditor';
import { NETWORK_FILE, type BlockViews } from './chain';
import { life } from './doctored/life';
import { VIOLATIONS } from './doctored/violations';
import { REGULATOR_HOST } from './model/scene';
import { Simulation } from './simulation';

describe('the auditor of a simulation', function () {
  this.timeout(120_000);
  const recorded: BlockViews[] = [];

  before(async () => {
    const simulation = await Simulation.begin({ seed: 1, onBlock: (views) => recorded.push(views) });
    for (const operation of life(simulation.state)) await simulation.play(operation);
    expect([...simulation.tally.outcomes().keys()].sort(), 'nothing of the recorded life is refused').to.deep.equal([
      'REPEATED',
      'VALID',
      'VALID, signed',
    ]);
    await simulation.end();
  });

  /** What the auditor says of the first block in which it finds anything. */
  function firstFindings(blocks: readonly BlockViews[]): readonly string[] {
    const auditor = new Auditor(NETWORK_FILE, REGULATOR_HOST);
    for (const views of blocks) {
      const found = auditor.take(views);
      if (found.length > 0) return [...new Set(found.map(({ invariant }) => `invariant ${invariant}`))];
    }
    return [...new Set(auditor.checkAll().map(({ invariant }) => `invariant ${invariant} at the end`))];
  }

  it('finds nothing in the life as it was', () => {
    expect(firstFindings(recorded)).to.deep.equal([]);
  });

  for (const { invariant, also, says, plant } of VIOLATIONS) {
    it(`finds that invariant ${invariant} is broken${also === undefined ? ', and no other,' : ` with ${also}`} by ${says}`, () => {
      const broken = [invariant, ...(also === undefined ? [] : [also])].map((number) => `invariant ${number}`);
      expect(firstFindings(plant(recorded))).to.have.members(broken);
    });
  }

  it('has a wrong for each of the twenty invariants', () => {
    const numbers = [...new Set(VIOLATIONS.map(({ invariant }) => invariant))].sort((a, b) => a - b);
    expect(numbers).to.deep.equal(Array.from({ length: 20 }, (_each, index) => index + 1));
  });

  it('finds a block that is left out, and one that is not the same for all', () => {
    expect(firstFindings(recorded.filter((_views, number) => number !== 20))).to.deep.equal(['invariant 0']);
    const forked = recorded.map((views, number) => {
      if (number !== 20) return views;
      return new Map([...views].map(([msp, view]) => [msp, msp === 'CoreMSP' ? { ...view, hash: 'cd'.repeat(32) } : view]));
    });
    expect(firstFindings(forked)).to.deep.equal(['invariant 0']);
  });

  it('shares no code with what it audits: it imports the form of blocks only', () => {
    const own = sourcesOf('test/simulation/auditor');
    const imports = own.flatMap((source) => importsOf(source).map((name) => `${source.path} -> ${name}`));
    const strange = imports.filter(
      (line) => !/ -> (test\/simulation\/auditor\/|node:|yaml$|ethers$|@tierline\/client-app\/dist\/ports\/ledger$)/.test(line),
    );
    expect(strange).to.deep.equal([]);
    const values = own.filter(({ text }) => /^import \{[^}]*\} from '@tierline/m.test(text.replaceAll(/^import type/gm, '//')));
    expect(
      values.map(({ path }) => path),
      'and of it the types alone',
    ).to.deep.equal([]);
    expect(imports.length).to.be.above(20);
  });
});
