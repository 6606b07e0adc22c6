import { allOf, anyOf, FIRST_POLICY, outOf, toWire, TRANSACTIONS, type Endorsement, type Msp } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { prepare, stateOf, type Prepared } from '../support/endorsing';
import { act, allow, offerOf, sell, wholeToken, type Sale } from '../support/sale';
import { claim, confirmed, DIGEST, offsetFor, PAIR_A, PROGRAM, submitted, supplier, World } from '../support/world';
import { WIDE_NETWORK } from '../support/wideNetwork';

const FACE = 1_000_000n;
const [HOST, CORE, BANK, REGULATOR] = ['OperatorMSP', 'CoreMSP', 'BankAMSP', 'RegulatorMSP'] as const;
/** A member of the program whose word counts for nothing of another bank's. */
const OTHER_BANK = 'BankBMSP';
/** A bank of the network that is in no program: its peer holds nothing private. */
const OUTSIDER = 'BankXMSP';

/** One row of "Who must endorse", shown by a change: the organisations that the row asks for, each of them needed. */
interface Row {
  readonly row: string;
  readonly change: string;
  readonly needs: readonly Msp[];
  /** An organisation that may read all that the change reads, and does not count. */
  readonly reader: Msp;
  /** True when the change reads nothing private: the outsider can endorse it, and does not count. */
  readonly public?: true;
  readonly prepare: (world: World) => Promise<Prepared>;
}

const deal: Sale = { ask: 'ASK-1', tokens: [wholeToken('LINE-01', FACE)], deadline: '2026-03-05T00:00:00Z', valueDate: '2026-03-03', recourse: true };
const splitOf = (world: World, user: string) =>
  prepare(world, user, TRANSACTIONS.token.split, { program: PROGRAM, token: wholeToken('LINE-01', FACE), amountsMinor: [400_000n, 600_000n] });
const settlement = { program: PROGRAM, receivable: 'LINE-01', bankReference: 'BANK-REF-1', receivedMinor: 500_000n, interestMinor: 0n };

/** A confirmed receivable, sold up to a stage. */
async function line(world: World, upTo: Parameters<typeof sell>[2] | null = null): Promise<void> {
  await allow(world);
  await confirmed(world, 'LINE', [FACE], '2026-03-20');
  if (upTo !== null) await sell(world, deal, upTo);
}

const ROWS: readonly Row[] = [
  {
    row: 'creation of public keys', change: 'a company is onboarded', needs: [HOST, REGULATOR], reader: OTHER_BANK, public: true,
    prepare: (world) => prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.company.onboard, { companies: [supplier('SUP-09')] }),
  },
  {
    row: 'company', change: 'a company is suspended', needs: [HOST, REGULATOR], reader: CORE, public: true,
    prepare: (world) => prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.company.setStatus, { company: 'SUP-04', status: 'SUSPENDED' }),
  },
  {
    row: 'policy version', change: 'a policy is approved', needs: [HOST, REGULATOR], reader: CORE, public: true,
    prepare: async (world) => {
      const content = toWire({ ...FIRST_POLICY, version: 2 }) as never;
      await act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.propose, { proposal: 'PROPOSAL-1', subject: 'POLICY', content });
      return prepare(world, 'checker@OPERATOR-01', TRANSACTIONS.company.approve, { proposal: 'PROPOSAL-1' });
    },
  },
  {
    row: 'creation in a program collection', change: 'a reduction is proposed', needs: [HOST, CORE], reader: BANK,
    prepare: async (world) => {
      await line(world);
      return prepare(world, 'checker@SUP-01', TRANSACTIONS.receivable.proposeReduction, {
        program: PROGRAM, reduction: 'REDUCTION-1', receivable: 'LINE-01', what: 'CANCEL', tokens: [wholeToken('LINE-01', FACE)], reason: 'RETURNED',
        evidenceDigest: DIGEST,
      });
    },
  },
  {
    row: 'fingerprint, after creation', change: 'a document is released', needs: [HOST, CORE], reader: BANK,
    prepare: async (world) => {
      const receivables = await submitted(world, 'LINE', [FACE]);
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.receivable.void, { program: PROGRAM, receivables });
    },
  },
  {
    row: 'schedule document, once confirmed', change: 'a payment is settled without the core', needs: [BANK, REGULATOR, HOST], reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world);
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlement);
    },
  },
  {
    row: 'schedule document, once confirmed', change: 'a payment is recorded overdue without the core', needs: [BANK, REGULATOR, HOST], reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world);
      await world.goTo('2026-03-24');
      return prepare(world, 'maker@SUP-02', TRANSACTIONS.receivable.recordOverdue, { program: PROGRAM, receivable: 'LINE-01' });
    },
  },
  {
    row: 'tokens at rest', change: 'a first token is split', needs: [HOST, CORE], reader: BANK,
    prepare: async (world) => {
      await line(world);
      return splitOf(world, 'maker@SUP-01');
    },
  },
  {
    row: 'tokens at rest', change: 'a first token is redeemed without the core', needs: [HOST, REGULATOR], reader: BANK,
    prepare: async (world) => {
      await line(world);
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlement);
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: [wholeToken('LINE-01', FACE)] });
    },
  },
  {
    row: 'a token of its own', change: 'tokens are merged', needs: [HOST, CORE], reader: BANK,
    prepare: async (world) => {
      await line(world);
      await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, { program: PROGRAM, token: wholeToken('LINE-01', FACE), amountsMinor: [400_000n, 600_000n] });
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.token.merge, { program: PROGRAM, tokens: ['LINE-01:0-400000', 'LINE-01:400000-1000000'] });
    },
  },
  {
    row: 'a token of its own', change: 'title moves to the bank', needs: [HOST, CORE], reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'PAYING');
      return prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: PROGRAM, ask: 'ASK-1' });
    },
  },
  {
    row: 'a token of a bank', change: 'the bank splits it', needs: [BANK, CORE, HOST], reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'COMPLETE');
      await act(world, 'maker@SUP-01', TRANSACTIONS.financing.confirmReceipt, { program: PROGRAM, ask: 'ASK-1' });
      return splitOf(world, 'maker@BANK-A-01');
    },
  },
  {
    row: 'a token of a bank', change: 'it is redeemed without the core', needs: [BANK, REGULATOR, HOST], reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'COMPLETE');
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlement);
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: [wholeToken('LINE-01', FACE)] });
    },
  },
  {
    row: 'a token of a bank', change: 'the bank takes recourse without the core', needs: [BANK, REGULATOR, HOST], reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'COMPLETE');
      await world.goTo('2026-03-27');
      await act(world, 'maker@SUP-02', TRANSACTIONS.receivable.recordOverdue, { program: PROGRAM, receivable: 'LINE-01' });
      return prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.recourse, { program: PROGRAM, ask: 'ASK-1', tokens: [wholeToken('LINE-01', FACE)] });
    },
  },
  {
    row: 'ask', change: 'the seller closes it', needs: [HOST, CORE], reader: BANK,
    prepare: async (world) => {
      await line(world, 'ASKED');
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.financing.close, { program: PROGRAM, ask: 'ASK-1' });
    },
  },
  {
    row: 'anything in the pair', change: 'a limit is set', needs: [BANK, HOST], reader: REGULATOR,
    prepare: (world) => prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.setLimit, {
      ...PAIR_A, core: 'CORE-01', currency: 'CNY', ceilingMinor: FACE, expiresOn: '2026-12-31',
    }),
  },
  {
    row: 'anything in the pair', change: 'an offer is made', needs: [BANK, HOST], reader: REGULATOR,
    prepare: async (world) => {
      await line(world, 'ASKED');
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.financing.offer, {
        ...PAIR_A, ask: 'ASK-1', offer: 'OFFER-1', ratePpm: 45_000, feesMinor: 0n, valueDate: '2026-03-03', validUntil: '2026-03-05T00:00:00Z',
        tenorNote: null, relatedNote: null,
      });
    },
  },
  {
    row: 'anything in the pair', change: 'an offer is taken', needs: [BANK, HOST], reader: REGULATOR,
    prepare: async (world) => {
      await line(world, 'OFFERED');
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.financing.take, {
        ...PAIR_A, ask: 'ASK-1', offer: offerOf('ASK-1'), account: 'CN-ACCT-1', reason: null,
      });
    },
  },
  {
    row: "a program's clock", change: 'it moves forward', needs: [HOST, BANK, CORE], reader: OTHER_BANK,
    prepare: (world) => prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.program.advanceClock, { program: PROGRAM, clockOffsetDays: offsetFor('2026-03-03') }),
  },
];

describe('who must endorse', function () {
  this.timeout(30_000);
  let world: World;

  beforeEach(async () => { world = await World.found({}, WIDE_NETWORK); });
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
        expect(more.public === true ? ['POLICY_UNMET'] : ['ENDORSEMENT_MISMATCH', 'UNAVAILABLE'], `${OUTSIDER} for ${left}`).to.include(outside);
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
        program: PROGRAM, schedules: [{ id: 'LINE', creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim('LINE-1', FACE)] }],
      });
      expect(await transaction.rules()).to.deep.equal({ FINGERPRINT: heldBy(HOST) });
    });

    it('of a schedule and of its tokens is set by the first confirmation, and not again', async () => {
      const receivables = await submitted(world, 'LINE', [FACE, FACE]);
      await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
      const confirm = (named: string[]) => prepare(world, 'checker@CORE-01', TRANSACTIONS.receivable.confirm, {
        program: PROGRAM, receivables: named, undertakingDigest: DIGEST,
      });
      const [first, second] = receivables as [string, string];
      const transaction = await confirm([first]);
      expect(await transaction.rules()).to.deep.equal({ SCHEDULE: TWO_OF, RESTING: heldBy(HOST) });
      await transaction.submit(transaction.endorsers);
      expect(await (await confirm([second])).rules()).to.deep.equal({});
    });

    it('of a token is set when it gets a key of its own, and when its owner has another host', async () => {
      await line(world, 'PAYING');
      const transaction = await prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: PROGRAM, ask: 'ASK-1' });
      expect(await transaction.rules()).to.deep.equal({ TOKEN: heldBy(BANK) });
      await transaction.submit(transaction.endorsers);
      const settled = await prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlement);
      expect(await settled.rules()).to.deep.equal({});
    });

    it('of an ask is its seller’s host’s, and of a first token that leaves its schedule its owner’s host’s', async () => {
      await line(world);
      const transaction = await prepare(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
        program: PROGRAM, ask: 'ASK-1', kind: 'SALE', recourse: false, deadline: deal.deadline, tokens: [...deal.tokens], heldBack: [],
      });
      expect(await transaction.rules()).to.deep.equal({ ASK: allOf(HOST), TOKEN: heldBy(HOST) });
    });

    it('of a company is the operator’s and the regulator’s together', async () => {
      const transaction = await prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.company.onboard, { companies: [supplier('SUP-09')] });
      expect(await transaction.rules()).to.deep.equal({ COMPANY: allOf(HOST, REGULATOR) });
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

    it('nobody endorses twice in a rule, and nobody unknown endorses at all', async () => {
      await line(world);
      const { submit } = await splitOf(world, 'maker@SUP-01');
      expect(await submit([HOST, HOST])).to.equal('POLICY_UNMET');
      expect(await submit([HOST, CORE, 'NobodyMSP'])).to.equal('POLICY_UNMET');
      expect(await submit([])).to.equal('POLICY_UNMET');
    });
  });
});
