import type { CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { stateOf } from '../../support/endorsing';
import { OUTSIDER, ROWS } from '../../support/endorsementRows';
import { stage } from './stage';

/** Rows that move their program's clock: each lives in a program of its own, but the clock's own row, which comes last. */
const OWN_PROGRAM: Readonly<Record<string, string>> = {
  'a payment is recorded overdue without the core': 'LIFE-ONE',
  'the bank takes recourse without the core': 'LIFE-TWO',
};

/** What a transaction comes to before it is ordered when one peer cannot read what it works with. */
const NOT_ENDORSED = ['ENDORSEMENT_MISMATCH', 'UNAVAILABLE'];

describe('who must endorse, on Fabric', function () {
  this.timeout(60_000);

  before(async () => {
    for (const program of Object.values(OWN_PROGRAM)) await stage.world(program).settle();
  });

  for (const [index, { row, change, needs, reader, prepare, ...more }] of ROWS.entries()) {
    it(`${row}: ${change} by ${needs.join(', ')}, and by no fewer and no others`, async () => {
      const world = stage.world(OWN_PROGRAM[change]).tagged(`-${index}`);
      const transaction = await prepare(world);
      expect([...transaction.endorsers].toSorted(), 'its own table').to.deep.equal([...needs].toSorted());
      const { ledger } = await world.as('maker@REGULATOR-01');
      const from = await stage.height();
      // At once: they share blocks, and none of them is valid.
      await Promise.all(
        needs.map(async (left) => {
          const others = needs.filter((msp) => msp !== left);
          const [without, read, outside] = await Promise.all([others, [...others, reader], [...others, OUTSIDER]].map(transaction.submit));
          expect(without, `without ${left}`).to.equal('POLICY_UNMET');
          expect(read, `${reader} for ${left}`).to.equal('POLICY_UNMET');
          expect(more.public === true ? ['POLICY_UNMET'] : NOT_ENDORSED, `${OUTSIDER} for ${left}`).to.include(outside);
        }),
      );
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
