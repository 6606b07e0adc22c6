import { TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { expect } from 'chai';
import { prepare, stateOf, type Prepared } from '../../support/endorsing';
import { BANK, HOST, line, REGULATOR, settlementOf } from '../../support/endorsementRows';
import type { FabricWorld } from '../../support/fabricWorld';
import { outcome, refused } from '../../support/refused';
import { stage } from './stage';

/** The receipt of one cent more than arrived. */
const AMOUNT_PLUS_ONE = {
  file: 'contracts/settlementContract.js',
  from: 'const received = { bankReference, receivedMinor, interestMinor };',
  to: 'const received = { bankReference, receivedMinor: receivedMinor + 1n, interestMinor };',
};

describe('an organisation that runs an altered chaincode, on Fabric', function () {
  this.timeout(120_000);
  let world: FabricWorld;
  let settlement: Prepared;
  let putBack: () => Promise<void> = () => Promise.resolve();

  before(async () => {
    world = stage.world().tagged('-ALT');
    await line(world);
    settlement = await prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlementOf(world));
    putBack = await stage.serveAltered(REGULATOR, [AMOUNT_PLUS_ONE]);
  });
  after(() => putBack());

  const changes = async (from: number): Promise<number> => (await stateOf((await world.as('maker@BANK-A-01')).ledger, from)).size;

  it('is found out: what it endorses is not what the others endorse, and nothing is ordered', async () => {
    const from = await stage.height();
    expect(await settlement.submit([BANK, HOST, REGULATOR])).to.equal('ENDORSEMENT_MISMATCH');
    expect(await stage.committedSince(from)).to.deep.equal([]);
  });

  it('is told as non-determinism when it is still there after every retry', async () => {
    const from = await stage.height();
    const session = await world.as('maker@BANK-A-01');
    const fault = await refused(execute(session, TRANSACTIONS.settlement.settle, settlementOf(world)));
    expect(fault.code).to.equal('ENDORSEMENT_MISMATCH');
    expect(await stage.committedSince(from)).to.deep.equal([]);
  });

  for (const [who, few] of [
    ['its word alone', [REGULATOR]],
    ['its word and that of one who does not count', [REGULATOR, 'BankBMSP']],
  ] as const) {
    it(`commits nothing with ${who}, forced past the client's own check`, async () => {
      const from = await stage.height();
      const forced = [...few] as Msp[];
      const said = await settlement.submit(forced);
      expect(said).to.equal(few.length === 1 ? 'POLICY_UNMET' : 'ENDORSEMENT_MISMATCH');
      const codes = (await stage.committedSince(from)).map(({ code }) => code);
      expect(codes).to.deep.equal(few.length === 1 ? ['ENDORSEMENT_POLICY_FAILURE'] : []);
      expect(await changes(from)).to.equal(0);
    });
  }

  it('settles with everybody else once its chaincode is the agreed one again', async () => {
    await putBack();
    putBack = () => Promise.resolve();
    expect(await outcome(execute(await world.as('maker@BANK-A-01'), TRANSACTIONS.settlement.settle, settlementOf(world)))).to.equal('DONE');
  });
});
