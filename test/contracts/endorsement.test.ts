import { allOf, anyOf, outOf, TRANSACTIONS, type Endorsement, type Msp } from '@tierline/chaincode/api';
import { enrolPeople } from '@tierline/client-app/dist/app/people';
import { expect } from 'chai';
import { prepare, rulesOf, stateOf } from '../support/endorsing';
import { outcome } from '../support/refused';
import { act, pay, wholeToken } from '../support/sale';
import { claim, DIGEST, PROGRAM, submitted, supplier, World } from '../support/world';
import { WIDE_NETWORK } from '../support/wideNetwork';
import {
  BANK,
  CORE,
  FACE,
  HOST,
  OTHER_BANK,
  OUTSIDER,
  REGULATOR,
  ROWS,
  dealOf,
  line,
  settlementOf,
  splitOf,
} from '../support/endorsementRows';

describe('who must endorse', function () {
  this.timeout(30_000);
  let world: World;

  beforeEach(async () => {
    world = await World.found({}, WIDE_NETWORK);
  });
  afterEach(() => world.end());

  const state = async () => stateOf((await world.as('maker@REGULATOR-01')).ledger);

  for (const { row, change, needs, reader, prepare: prepared, ...more } of ROWS) {
    it(`${row}: ${change} by ${needs.join(', ')}, and by no fewer and no others`, async () => {
      const transaction = await prepared(world);
      expect([...transaction.endorsers].toSorted(), 'its own table').to.deep.equal([...needs].toSorted());
      const before = await state();
      for (const left of needs) {
        const others = needs.filter((msp) => msp !== left);
        expect(await transaction.submit(others), `without ${left}`).to.equal('POLICY_UNMET');
        expect(await transaction.submit([...others, reader]), `${reader} for ${left}`).to.equal('POLICY_UNMET');
        const outside = await transaction.submit([...others, OUTSIDER]);
        expect(more.public === true ? ['POLICY_UNMET'] : ['ENDORSEMENT_MISMATCH', 'UNAVAILABLE'], `${OUTSIDER} for ${left}`).to.include(
          outside,
        );
      }
      expect(await state(), 'nothing changed').to.deep.equal(before);
      expect(await transaction.submit(needs)).to.equal('DONE');
      expect(await state(), 'something changed').not.to.deep.equal(before);
    });
  }

  describe('the rule that stands on a key', () => {
    const TWO_OF = outOf(2, CORE, BANK, REGULATOR);
    const heldBy = (host: Msp): Endorsement => allOf(host, anyOf(CORE, REGULATOR));

    it('of a document is set when it is registered', async () => {
      const transaction = await prepare(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, {
        program: PROGRAM,
        schedules: [{ id: 'LINE', creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim('LINE-1', FACE)] }],
      });
      expect(await rulesOf(world, transaction)).to.deep.equal({ FINGERPRINT: heldBy(HOST) });
    });

    it('of a schedule and of its tokens is set by the first confirmation, and not again', async () => {
      const receivables = await submitted(world, 'LINE', [FACE, FACE]);
      await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
      const confirm = (named: string[]) =>
        prepare(world, 'checker@CORE-01', TRANSACTIONS.receivable.confirm, {
          program: PROGRAM,
          receivables: named,
          undertakingDigest: DIGEST,
        });
      const [first, second] = receivables as [string, string];
      const transaction = await confirm([first]);
      expect(await rulesOf(world, transaction)).to.deep.equal({ SCHEDULE: TWO_OF, RESTING: heldBy(HOST) });
      await transaction.submit(transaction.endorsers);
      expect(await rulesOf(world, await confirm([second]))).to.deep.equal({});
    });

    it('of a token is set when it gets a key of its own, and when its owner has another host', async () => {
      await line(world, 'PAYING');
      const transaction = await prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: PROGRAM, ask: 'ASK-1' });
      expect(await rulesOf(world, transaction)).to.deep.equal({ TOKEN: heldBy(BANK) });
      await transaction.submit(transaction.endorsers);
      const settled = await prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlementOf(world));
      expect(await rulesOf(world, settled)).to.deep.equal({});
    });

    it('of an ask is its seller’s host’s, and of a first token that leaves its schedule its owner’s host’s', async () => {
      await line(world);
      const transaction = await prepare(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
        program: PROGRAM,
        ask: 'ASK-1',
        kind: 'SALE',
        recourse: false,
        deadline: dealOf(world).deadline,
        tokens: [...dealOf(world).tokens],
        heldBack: [],
      });
      expect(await rulesOf(world, transaction)).to.deep.equal({ ASK: allOf(HOST), TOKEN: heldBy(HOST) });
    });

    it('of a company is the operator’s and the regulator’s together', async () => {
      const transaction = await prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.company.onboard, { companies: [supplier('SUP-09')] });
      expect(await rulesOf(world, transaction)).to.deep.equal({ COMPANY: allOf(HOST, REGULATOR) });
    });
  });

  describe('no organisation alone moves a token, and the debtor’s silence stops nothing', () => {
    it('a supplier’s token moves by its host and the regulator, when the core does not answer', async () => {
      await line(world);
      expect(await (await splitOf(world, 'maker@SUP-01')).submit([HOST, REGULATOR])).to.equal('DONE');
    });

    it('a supplier’s token does not move by its host alone, by core and regulator without it, or by the core alone', async () => {
      await line(world);
      const { submit } = await splitOf(world, 'maker@SUP-01');
      for (const few of [[HOST], [CORE], [REGULATOR], [CORE, REGULATOR], [HOST, BANK], [CORE, REGULATOR, BANK, OTHER_BANK]]) {
        expect(await submit(few), few.join()).to.equal('POLICY_UNMET');
      }
    });

    it('a bank’s token does not move by host and core and regulator without the bank', async () => {
      await line(world, 'COMPLETE');
      await act(world, 'maker@SUP-01', TRANSACTIONS.financing.confirmReceipt, { program: PROGRAM, ask: 'ASK-1' });
      const { submit } = await splitOf(world, 'maker@BANK-A-01');
      for (const few of [[HOST, CORE], [HOST, CORE, REGULATOR], [HOST, REGULATOR, OTHER_BANK], [BANK], [BANK, OTHER_BANK]]) {
        expect(await submit(few), few.join()).to.equal('POLICY_UNMET');
      }
      expect(await submit([BANK, REGULATOR, HOST])).to.equal('DONE');
    });

    it('title moves to the bank with the regulator in the place of a silent core', async () => {
      await line(world, 'PAYING');
      const transaction = await prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: PROGRAM, ask: 'ASK-1' });
      expect(await transaction.submit([HOST, BANK])).to.equal('POLICY_UNMET');
      expect(await transaction.submit([HOST, REGULATOR])).to.equal('DONE');
    });

    it('a token whose owner the core itself hosts moves with the regulator as its witness', async () => {
      await line(world);
      await act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.onboard, {
        companies: [supplier('INHOUSE-01', { hostMsp: CORE })],
      });
      await enrolPeople(world.open.sessions, { id: 'INHOUSE-01', hostMsp: CORE });
      const takes = { [wholeToken('LINE-01', FACE)]: FACE };
      await pay(world, 'maker@SUP-01', { transfer: 'TRF-1', payee: 'INHOUSE-01', takes });
      await act(world, 'maker@INHOUSE-01', TRANSACTIONS.token.accept, { program: PROGRAM, transfers: ['TRF-1'] });
      const { endorsers, submit } = await splitOf(world, 'maker@INHOUSE-01');
      expect(endorsers).to.have.members([CORE, REGULATOR, HOST]);
      expect(await submit([CORE, HOST])).to.equal('POLICY_UNMET');
      expect(await submit(endorsers)).to.equal('DONE');
    });

    it('a supplier who names a bank’s token is refused by every organisation alike', async () => {
      await line(world, 'COMPLETE');
      const paid = pay(world, 'maker@SUP-02', { transfer: 'TRF-1', payee: 'SUP-03', takes: { [wholeToken('LINE-01', FACE)]: FACE } });
      expect(await outcome(paid)).to.equal('NOT_AUTHORISED');
    });

    it('nobody endorses twice in a rule, and nobody unknown endorses at all', async () => {
      await line(world);
      const { submit } = await splitOf(world, 'maker@SUP-01');
      expect(await submit([HOST, HOST])).to.equal('POLICY_UNMET');
      expect(await submit([HOST, CORE, 'NobodyMSP'])).to.equal('POLICY_UNMET');
      expect(await submit([])).to.equal('POLICY_UNMET');
    });
  });
});
