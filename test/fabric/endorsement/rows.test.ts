import type { CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { stateOf } from '../../support/endorsing';
import { OUTSIDER, ROWS } from '../../support/endorsementRows';
import { FabricStage } from '../../support/fabricStage';

const FIRST_PORT = 33_000;
/** Rows that move their program's clock: each lives in a program of its own, but the clock's own row, which comes last. */
const OWN_PROGRAM: Readonly<Record<string, string>> = {
  'a payment is recorded overdue without the core': 'LIFE-ONE',
  'the bank takes recourse without the core': 'LIFE-TWO',
};

describe('who must endorse, on Fabric', function () {
  this.timeout(180_000);
  const stage = new FabricStage(FIRST_PORT);

  before(async function () {
    await stage.open(this);
    for (const program of Object.values(OWN_PROGRAM)) await stage.world(program).settle();
  });
  after(() => stage.close());

  for (const [index, { row, change, needs, reader, prepare, ...more }] of ROWS.entries()) {
    it(`${row}: ${change} by ${needs.join(', ')}, and by no fewer and no others`, async () => {
      const world = stage.world(OWN_PROGRAM[change]).tagged(`-${index}`);
      const transaction = await prepare(world);
      expect([...transaction.endorsers].toSorted(), 'its own table').to.deep.equal([...needs].toSorted());
      const { ledger } = await world.as('maker@REGULATOR-01');
      const from = await ledger.height();
      for (const left of needs) {
        const others = needs.filter((msp) => msp !== left);
        expect(await transaction.submit(others), `without ${left}`).to.equal('POLICY_UNMET');
        expect(await transaction.submit([...others, reader]), `${reader} for ${left}`).to.equal('POLICY_UNMET');
        const outside = await transaction.submit([...others, OUTSIDER]);
        expect(more.public === true ? ['POLICY_UNMET'] : ['ENDORSEMENT_MISMATCH', 'UNAVAILABLE'], `${OUTSIDER} for ${left}`).to.include(
          outside,
        );
      }
      const refused = await stage.committedSince(from);
      expect(codes(refused), 'what the blocks say of them').to.deep.equal(['ENDORSEMENT_POLICY_FAILURE']);
      expect(refused.length).to.equal(needs.length * (more.public === true ? 3 : 2));
      expect((await stateOf(ledger, from)).size, 'nothing changed').to.equal(0);
      expect(await transaction.submit(needs)).to.equal('DONE');
      expect((await stateOf(ledger, from)).size, 'something changed').to.be.above(0);
    });
  }
});

const codes = (transactions: readonly CommittedTransaction[]): readonly string[] => [...new Set(transactions.map(({ code }) => code))];
