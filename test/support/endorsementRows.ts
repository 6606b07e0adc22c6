import { FIRST_POLICY, toWire, TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import { prepare, type Prepared } from './endorsing';
import { act, allow, offerOf, pairA, sell, wholeToken, type Sale } from './sale';
import { registered } from './signing';
import { confirmed, DIGEST, submitted, supplier, type Place } from './world';

/** The face of every receivable here. */
export const FACE = 1_000_000n;
/** The organisations of the program. */
export const [HOST, CORE, BANK, REGULATOR] = ['OperatorMSP', 'CoreMSP', 'BankAMSP', 'RegulatorMSP'] as const;
/** A member of the program whose word counts for nothing of another bank's. */
export const OTHER_BANK = 'BankBMSP';
/** A bank of the network that is in no program: its peer holds nothing private. */
export const OUTSIDER = 'BankXMSP';

/** One row of "Who must endorse", shown by a change: the organisations that the row asks for, each of them needed. */
export interface Row {
  readonly row: string;
  readonly change: string;
  readonly needs: readonly Msp[];
  /** An organisation that may read all that the change reads, and does not count. */
  readonly reader: Msp;
  /** True when the change reads nothing private: the outsider can endorse it, and does not count. */
  readonly public?: true;
  /** The business date to which the change moves its program: no earlier one comes after it there. */
  readonly until?: string;
  readonly prepare: (world: Place) => Promise<Prepared>;
}

/** The one receivable of a life, and its whole token. */
export const receivableOf = ({ tag }: Place): string => `LINE${tag}-01`;
export const tokenOf = (world: Place): string => wholeToken(receivableOf(world), FACE);
export const askOf = ({ tag }: Place): string => `ASK-1${tag}`;

/** The sale that the rows work with. */
export const dealOf = (world: Place): Sale => ({
  ask: askOf(world),
  tokens: [tokenOf(world)],
  deadline: '2026-03-05T00:00:00Z',
  valueDate: '2026-03-03',
  recourse: true,
});
/** Cuts the first token. */
export const splitOf = (world: Place, user: string) =>
  prepare(world, user, TRANSACTIONS.token.split, {
    program: world.program,
    token: tokenOf(world),
    amountsMinor: [400_000n, 600_000n],
  });
/** The payment that the rows work with. */
export const settlementOf = (world: Place) => ({
  program: world.program,
  receivable: receivableOf(world),
  bankReference: `BANK-REF-1${world.tag}`,
  receivedMinor: 500_000n,
  interestMinor: 0n,
});

/** A confirmed receivable, sold up to a stage. */
export async function line(world: Place, upTo: Parameters<typeof sell>[2] | null = null): Promise<void> {
  await allow(world);
  await confirmed(world, `LINE${world.tag}`, [FACE], '2026-03-20');
  if (upTo !== null) await sell(world, dealOf(world), upTo);
}

/** Every row of the table. */
export const ROWS: readonly Row[] = [
  {
    row: 'creation of public keys',
    change: 'a company is onboarded',
    needs: [HOST, REGULATOR],
    reader: OTHER_BANK,
    public: true,
    prepare: (world) => prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.company.onboard, { companies: [supplier('SUP-09')] }),
  },
  {
    row: 'company',
    change: 'a company is suspended',
    needs: [HOST, REGULATOR],
    reader: CORE,
    public: true,
    prepare: (world) => prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.company.setStatus, { company: 'SUP-04', status: 'SUSPENDED' }),
  },
  {
    row: 'policy version',
    change: 'a policy is approved',
    needs: [HOST, REGULATOR],
    reader: CORE,
    public: true,
    prepare: async (world) => {
      const content = toWire({ ...FIRST_POLICY, version: 2 }) as never;
      await act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.propose, { proposal: 'PROPOSAL-1', subject: 'POLICY', content });
      return prepare(world, 'checker@OPERATOR-01', TRANSACTIONS.company.approve, { proposal: 'PROPOSAL-1' });
    },
  },
  {
    row: 'signing keys of a company',
    change: 'a key is revoked',
    needs: [HOST, REGULATOR],
    reader: CORE,
    public: true,
    prepare: async (world) => {
      const { address } = await registered(world, 'SUP-03', 'checker');
      return prepare(world, 'checker@SUP-03', TRANSACTIONS.company.revokeKey, { company: 'SUP-03', address, from: null });
    },
  },
  {
    row: 'creation in a program collection',
    change: 'a reduction is proposed',
    needs: [HOST, CORE],
    reader: BANK,
    prepare: async (world) => {
      await line(world);
      return prepare(world, 'checker@SUP-01', TRANSACTIONS.receivable.proposeReduction, {
        program: world.program,
        reduction: `REDUCTION-1${world.tag}`,
        receivable: receivableOf(world),
        what: 'CANCEL',
        tokens: [tokenOf(world)],
        reason: 'RETURNED',
        evidenceDigest: DIGEST,
      });
    },
  },
  {
    row: 'fingerprint, after creation',
    change: 'a document is released',
    needs: [HOST, CORE],
    reader: BANK,
    prepare: async (world) => {
      const receivables = await submitted(world, `LINE${world.tag}`, [FACE]);
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.receivable.void, { program: world.program, receivables });
    },
  },
  {
    row: 'schedule document, once confirmed',
    change: 'a payment is settled without the core',
    needs: [BANK, REGULATOR, HOST],
    reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world);
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlementOf(world));
    },
  },
  {
    row: 'schedule document, once confirmed',
    change: 'a payment is recorded overdue without the core',
    needs: [BANK, REGULATOR, HOST],
    reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world);
      await world.goTo('2026-03-24');
      return prepare(world, 'maker@SUP-02', TRANSACTIONS.receivable.recordOverdue, {
        program: world.program,
        receivable: receivableOf(world),
      });
    },
  },
  {
    row: 'tokens at rest',
    change: 'a first token is split',
    needs: [HOST, CORE],
    reader: BANK,
    prepare: async (world) => {
      await line(world);
      return splitOf(world, 'maker@SUP-01');
    },
  },
  {
    row: 'tokens at rest',
    change: 'a first token is redeemed without the core',
    needs: [HOST, REGULATOR],
    reader: BANK,
    prepare: async (world) => {
      await line(world);
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlementOf(world));
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.redeem, { program: world.program, tokens: [tokenOf(world)] });
    },
  },
  {
    row: 'a token of its own',
    change: 'tokens are merged',
    needs: [HOST, CORE],
    reader: BANK,
    prepare: async (world) => {
      await line(world);
      await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, {
        program: world.program,
        token: tokenOf(world),
        amountsMinor: [400_000n, 600_000n],
      });
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.token.merge, {
        program: world.program,
        tokens: [`${receivableOf(world)}:0-400000`, `${receivableOf(world)}:400000-1000000`],
      });
    },
  },
  {
    row: 'a token of its own',
    change: 'title moves to the bank',
    needs: [HOST, CORE],
    reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'PAYING');
      return prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: world.program, ask: askOf(world) });
    },
  },
  {
    row: 'a token of a bank',
    change: 'the bank splits it',
    needs: [BANK, CORE, HOST],
    reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'COMPLETE');
      await act(world, 'maker@SUP-01', TRANSACTIONS.financing.confirmReceipt, { program: world.program, ask: askOf(world) });
      return splitOf(world, 'maker@BANK-A-01');
    },
  },
  {
    row: 'a token of a bank',
    change: 'it is redeemed without the core',
    needs: [BANK, REGULATOR, HOST],
    reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'COMPLETE');
      await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, settlementOf(world));
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.redeem, { program: world.program, tokens: [tokenOf(world)] });
    },
  },
  {
    row: 'a token of a bank',
    change: 'the bank takes recourse without the core',
    needs: [BANK, REGULATOR, HOST],
    reader: OTHER_BANK,
    prepare: async (world) => {
      await line(world, 'COMPLETE');
      await world.goTo('2026-03-27');
      await act(world, 'maker@SUP-02', TRANSACTIONS.receivable.recordOverdue, { program: world.program, receivable: receivableOf(world) });
      return prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.recourse, {
        program: world.program,
        ask: askOf(world),
        tokens: [tokenOf(world)],
      });
    },
  },
  {
    row: 'ask',
    change: 'the seller closes it',
    needs: [HOST, CORE],
    reader: BANK,
    prepare: async (world) => {
      await line(world, 'ASKED');
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.financing.close, { program: world.program, ask: askOf(world) });
    },
  },
  {
    row: 'anything in the pair',
    change: 'a limit is set',
    needs: [BANK, HOST],
    reader: REGULATOR,
    prepare: (world) =>
      prepare(world, 'checker@BANK-A-01', TRANSACTIONS.financing.setLimit, {
        ...pairA(world),
        core: 'CORE-01',
        currency: 'CNY',
        ceilingMinor: FACE,
        expiresOn: '2026-12-31',
      }),
  },
  {
    row: 'anything in the pair',
    change: 'an offer is made',
    needs: [BANK, HOST],
    reader: REGULATOR,
    prepare: async (world) => {
      await line(world, 'ASKED');
      return prepare(world, 'maker@BANK-A-01', TRANSACTIONS.financing.offer, {
        ...pairA(world),
        ask: askOf(world),
        offer: `OFFER-1${world.tag}`,
        ratePpm: 45_000,
        feesMinor: 0n,
        valueDate: '2026-03-03',
        validUntil: '2026-03-05T00:00:00Z',
        tenorNote: null,
        relatedNote: null,
      });
    },
  },
  {
    row: 'anything in the pair',
    change: 'an offer is taken',
    needs: [BANK, HOST],
    reader: REGULATOR,
    prepare: async (world) => {
      await line(world, 'OFFERED');
      return prepare(world, 'maker@SUP-01', TRANSACTIONS.financing.take, {
        ...pairA(world),
        ask: askOf(world),
        offer: offerOf(askOf(world)),
        account: 'CN-ACCT-1',
        reason: null,
      });
    },
  },
  {
    row: "a program's clock",
    change: 'it moves forward',
    needs: [HOST, BANK, CORE],
    reader: OTHER_BANK,
    prepare: (world) =>
      prepare(world, 'maker@OPERATOR-01', TRANSACTIONS.program.advanceClock, {
        program: world.program,
        clockOffsetDays: world.offsetFor('2026-03-03'),
      }),
  },
];
