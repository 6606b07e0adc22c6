import { expect } from 'chai';
import { blockBehaviour } from './blockBehaviour';
import { commitBehaviour } from './commitBehaviour';
import { endorsementBehaviour } from './endorsementBehaviour';
import { LedgerUnderTest, type LedgerFactory } from './fixture';
import { evidenceBehaviour } from './evidenceBehaviour';
import { identityBehaviour } from './identityBehaviour';
import { keyPolicyBehaviour } from './keyPolicyBehaviour';
import { privateDataBehaviour } from './privateDataBehaviour';
import { queryBehaviour } from './queryBehaviour';
import { raceBehaviour } from './raceBehaviour';

/** Everything that holds on every ledger adapter. A second adapter only adds a factory. */
export function shouldBehaveLikeLedger(name: string, factory: LedgerFactory): void {
  describe(`the ${name} ledger`, function () {
    this.timeout(120_000);
    const ledger = new LedgerUnderTest(factory);
    before(() => ledger.open());
    after(() => ledger.close());
    skipGaps(factory.gaps ?? new Map());
    commitBehaviour(ledger);
    queryBehaviour(ledger);
    identityBehaviour(ledger);
    endorsementBehaviour(ledger);
    keyPolicyBehaviour(ledger);
    privateDataBehaviour(ledger);
    blockBehaviour(ledger);
    evidenceBehaviour(ledger);
    raceBehaviour(ledger);
  });
}

/** Skips what a ledger is known not to do, and shows why; a reason for a test that is not there fails. */
function skipGaps(gaps: ReadonlyMap<string, string>): void {
  const unused = new Set(gaps.keys());
  beforeEach(function () {
    const test = this.currentTest;
    const reason = gaps.get(test?.title ?? '');
    if (test === undefined || reason === undefined) return;
    unused.delete(test.title);
    test.title += ` (a gap: ${reason})`;
    this.skip();
  });
  after(() => expect([...unused]).to.deep.equal([]));
}
