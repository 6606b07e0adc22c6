import { expect } from 'chai';
import { endings, LedgerUnderTest, type LedgerFactory } from '../../conformance/fixture';
import { shouldBehaveLikeLedger } from '../../conformance/shouldBehaveLikeLedger';
import { CONFORMANCE_NETWORK } from '../../support/conformanceNetwork';
import { fabricMissing, TestNetwork } from '../../support/fabricNetwork';
import { get, put } from '../../support/script';
import { conformanceChaincode } from './conformanceChaincode';
import { withOneNonce } from './oneNonce';

const FIRST_PORT = 25_000;

/** What the suite asks for and real peers do otherwise. */
const GAPS: ReadonlyMap<string, string> = new Map([
  ['refuses an empty key', 'a peer that keeps its state in LevelDB takes an empty key; the embedded ledger is as strict as CouchDB'],
  [
    'never commits one transaction id twice in one block',
    'a peer does not run one transaction id twice at a time, so that no two are endorsed; see the test below',
  ],
]);

describe('the conformance suite on a real network', function () {
  this.timeout(180_000);
  const contracts = conformanceChaincode();
  let network: TestNetwork | null = null;

  before(async function () {
    const missing = await fabricMissing();
    if (missing !== null) {
      console.log(`Not run: ${missing}.`);
      return this.skip();
    }
    network = await TestNetwork.up({ firstPort: FIRST_PORT, definition: CONFORMANCE_NETWORK, contracts });
  });

  after(async () => {
    await network?.down();
    contracts.drop();
  });

  const factory: LedgerFactory = {
    open: async () => {
      if (network === null) throw new Error('the network is not up');
      return network.host();
    },
    withOneTransactionId: withOneNonce,
    gaps: GAPS,
  };
  shouldBehaveLikeLedger('fabric', factory);

  it('lets at most one of two transactions with one id have an effect, when they come at a time', async () => {
    const ledger = new LedgerUnderTest(factory);
    await ledger.open();
    try {
      const keys = [ledger.key('first'), ledger.key('second')];
      const ends = await withOneNonce(() => endings(keys.map((key) => ledger.submit([put(key, 'one')]))));
      const values = await ledger.evaluate(keys.map(get));
      expect(values.filter((value) => value !== null)).to.have.lengthOf(ends.filter((end) => end === 'OK').length);
      expect(values).to.include(null);
    } finally {
      await ledger.close();
    }
  });
});
