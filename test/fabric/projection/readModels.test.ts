import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { expect } from 'chai';
import { pgliteStores } from '../../readmodel/testStores';
import { NETWORK_FILE } from '../../simulation/chain';
import { life } from '../../simulation/doctored/life';
import { BANK_HOSTS, CORE_HOST, HOST, REGULATOR_HOST } from '../../simulation/model/scene';
import { fabricMissing, TestNetwork } from '../../support/fabricNetwork';
import { Modelled } from '../lockstep/modelled';
import { Side } from '../lockstep/side';
import { lateValues } from './lateValues';
import { countOf, ownModel, rowsOf, visibleTo, type OwnModel } from './tables';

const FIRST_PORT = 26_000;
/** How often a block is made: the life is played one transaction after the other. */
const BLOCK_MS = 50;
const NETWORK = readNetworkFile(NETWORK_FILE);

/**
 * What cannot be the same on two ledgers: where in the chain a transaction lies, because a real channel also holds blocks of its
 * own configuration, and the facts root, because it binds the transaction's id. Ids of transactions are compared by what they name.
 */
const LEFT_OUT = ['block', 'place', 'facts_root'];

describe('the read models of the applications on a real network', function () {
  this.timeout(300_000);
  const stores = pgliteStores();
  let network: TestNetwork | null = null;
  let embedded: Side | null = null;
  let fabric: Side | null = null;
  let modelled: Modelled | null = null;

  before(async function () {
    const missing = await fabricMissing();
    if (missing !== null) {
      console.log(`Not run: ${missing}.`);
      return this.skip();
    }
    await stores.begin();
    network = await TestNetwork.up({ firstPort: FIRST_PORT, blockTimeoutMs: BLOCK_MS });
    embedded = await Side.embedded(NETWORK, REGULATOR_HOST);
    fabric = await Side.fabric(network, REGULATOR_HOST);
    modelled = new Modelled(embedded, fabric);
    await modelled.found();
    for (const operation of life(modelled.state, false)) await modelled.play(operation);
  });

  after(async () => {
    await fabric?.close();
    await embedded?.close();
    await network?.down();
    await stores.end();
  });

  const modelOf = async (side: Side | null, msp: string): Promise<OwnModel> => {
    if (side === null) throw new Error('the ledger is not open');
    return ownModel(stores, side.host.stream(msp), NETWORK);
  };

  it("of the regulator hold the embedded ledger's rows of the same life, row for row", async () => {
    const [real, model] = [await modelOf(fabric, REGULATOR_HOST), await modelOf(embedded, REGULATOR_HOST)];
    const [realRows, modelRows] = [await rowsOf(real.database, LEFT_OUT), await rowsOf(model.database, LEFT_OUT)];
    const named = (text: string): string => modelled?.lockstep.names.named(text) ?? '';
    for (const [table, rows] of realRows) {
      if (table === 'block') continue;
      const texts = (each: typeof rows): readonly string[] => each.map(({ text }) => named(text)).toSorted();
      expect(texts(rows), table).to.deep.equal(texts(modelRows.get(table) ?? []));
    }
    expect(countOf(realRows)).to.be.above(300);
    expect(realRows.get('missing')).to.deep.equal([]);
    await real.drop();
    await model.drop();
  });

  for (const msp of [...BANK_HOSTS, CORE_HOST, HOST]) {
    it(`of ${msp} hold what the network file lets it see of the regulator's rows, no row more and no row less`, async () => {
      const [whole, own] = [await modelOf(fabric, REGULATOR_HOST), await modelOf(fabric, msp)];
      const all = await rowsOf(whole.database);
      const expected = visibleTo(msp, all, NETWORK);
      const found = await rowsOf(own.database);
      for (const [table, rows] of expected) expect(found.get(table), table).to.deep.equal(rows);
      if (msp !== HOST) expect(countOf(found)).to.be.below(countOf(all));
      await whole.drop();
      await own.drop();
    });
  }

  it('mark a private value that has not arrived, and end the same as if it had come in time', async () => {
    if (network === null || fabric === null) throw new Error('the network is not up');
    await lateValues({ network, fabric, stores, definition: NETWORK });
  });
});
