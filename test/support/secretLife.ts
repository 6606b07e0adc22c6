import { partsOfReceivableId, TRANSACTIONS } from '@tierline/chaincode/api';
import { act, wholeToken } from './sale';
import type { Audience, Secrets } from './secrets';
import { PAIR_A, PAIR_B, type Place } from './world';

const PAIRS = {
  PAIR_A: { pair: PAIR_A, maker: 'maker@BANK-A-01', checker: 'checker@BANK-A-01' },
  PAIR_B: { pair: PAIR_B, maker: 'maker@BANK-B-01', checker: 'checker@BANK-B-01' },
} as const;
type Bank = keyof typeof PAIRS;

const pairOf = ({ program }: Place, bank: Bank) => ({ ...PAIRS[bank].pair, program });

/** A receivable with its one token, as they were planted. */
interface Planted {
  readonly receivable: string;
  readonly token: string;
  readonly faceMinor: bigint;
}

/** A sale that came to its end. */
export interface PlantedSale extends Planted {
  readonly ask: string;
  readonly offers: readonly string[];
}

/** The terms of the program in which it is lived. */
export const SECRET_TERMS = { minimumTokenMinor: 10_001n } as const;

/** What was lived. */
export interface SecretLife {
  readonly sales: readonly PlantedSale[];
  readonly transfers: readonly string[];
  /** Offers of both banks for the first sale. */
  readonly offers: readonly string[];
  readonly schedule: string;
  readonly reduction: string;
  /** A receivable that was never touched after its confirmation. */
  readonly idle: Planted;
}

/**
 * A whole life in which everything that a company keeps to itself is a secret of the register: documents, receivables, tokens,
 * transfers, asks, the offers of two banks of which one loses, deals, payments, a refund, a reduction, a credit note, a return.
 */
export async function liveSecretly(world: Place, secrets: Secrets): Promise<SecretLife> {
  for (const bank of ['PAIR_A', 'PAIR_B'] as const) await allowSecretly(world, secrets, bank);
  const receivables = await confirmedSecretly(world, secrets, 14);
  const transfers = await paidSecretly(world, secrets, receivables.slice(0, 6));
  const sales: PlantedSale[] = [];
  for (const [index, planted] of receivables.slice(6, 10).entries()) {
    sales.push(await soldSecretly(world, secrets, planted, index % 2 === 0 ? 'PAIR_A' : 'PAIR_B'));
  }
  const reduction = await creditedSecretly(world, secrets, receivables[10] as Planted);
  await settledSecretly(world, secrets, [receivables[11] as Planted, sales[0] as Planted], receivables[12] as Planted);
  const idle = receivables[13] as Planted;
  return {
    sales,
    transfers,
    offers: sales[0]?.offers ?? [],
    schedule: partsOfReceivableId(idle.receivable).schedule,
    reduction,
    idle,
  };
}

async function allowSecretly(world: Place, secrets: Secrets, bank: Bank): Promise<void> {
  await act(world, PAIRS[bank].checker, TRANSACTIONS.financing.setLimit, {
    ...pairOf(world, bank),
    core: 'CORE-01',
    currency: 'CNY',
    ceilingMinor: secrets.amount(bank, 70_000_000_000n),
    expiresOn: '2026-12-31',
  });
}

/** One claim of two documents, and its secrets. */
function secretClaim(secrets: Secrets, faceMinor: bigint) {
  const document = (type: 'INVOICE' | 'DELIVERY', amountMinor: bigint) => ({
    type,
    number: secrets.text('PROGRAM', 'INV'),
    issueDate: '2026-02-20',
    amountMinor,
    digest: secrets.digest('PROGRAM'),
  });
  return {
    documents: [document('INVOICE', secrets.amount('PROGRAM', faceMinor)), document('DELIVERY', secrets.amount('PROGRAM'))],
    faceMinor,
    deliveryDate: '2026-02-20',
    dueDate: '2026-06-22',
  };
}

async function confirmedSecretly(world: Place, secrets: Secrets, count: number): Promise<Planted[]> {
  const schedule = secrets.text('PROGRAM', 'SCH');
  const faces = Array.from({ length: count }, () => secrets.amount('PROGRAM'));
  const submission = { id: schedule, creditor: 'SUP-01', debtor: 'CORE-01', claims: faces.map((face) => secretClaim(secrets, face)) };
  await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, { program: world.program, schedules: [submission] });
  const receivables = faces.map((_face, index) => secrets.keep('PROGRAM', `${schedule}-${String(index + 1).padStart(2, '0')}`));
  const [returned = ''] = receivables;
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.return, {
    program: world.program,
    receivables: [returned],
    reason: secrets.text('PROGRAM', 'WHY'),
  });
  await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.revise, {
    program: world.program,
    receivable: returned,
    claim: secretClaim(secrets, faces[0] ?? 1n),
  });
  await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.resubmit, { program: world.program, receivable: returned });
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: world.program, receivables });
  await act(world, 'checker@CORE-01', TRANSACTIONS.receivable.confirm, {
    program: world.program,
    receivables,
    undertakingDigest: secrets.digest('PROGRAM'),
  });
  return faces.map((faceMinor, index) => {
    const receivable = receivables[index] ?? '';
    return { receivable, faceMinor, token: wholeToken(receivable, faceMinor) };
  });
}

/** Part of each receivable is paid to SUP-02; what his documents say stays off the ledger altogether. */
async function paidSecretly(world: Place, secrets: Secrets, planted: readonly Planted[]): Promise<string[]> {
  const payments = planted.map(({ receivable, token }) => {
    const amountMinor = secrets.amount('PROGRAM', 10_000_000n);
    const transfer = secrets.text('PROGRAM', 'TRF');
    secrets.keep('PROGRAM', wholeToken(receivable, amountMinor));
    return {
      transfer,
      payee: 'SUP-02',
      expiresAt: '2026-03-10T00:00:00Z',
      takes: [{ token, amountMinor }],
      document: {
        type: 'INVOICE' as const,
        number: secrets.text('NOBODY', 'SUB'),
        issueDate: '2026-02-25',
        amountMinor: secrets.amount('NOBODY', amountMinor),
        digest: secrets.digest('PROGRAM'),
      },
    };
  });
  const transfers = payments.map(({ transfer }) => transfer);
  const [rejected = '', withdrawn = '', ...accepted] = transfers;
  await act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, { program: world.program, payments });
  await act(world, 'maker@SUP-02', TRANSACTIONS.token.reject, { program: world.program, transfers: [rejected] });
  await act(world, 'maker@SUP-01', TRANSACTIONS.token.withdraw, { program: world.program, transfers: [withdrawn] });
  await act(world, 'maker@SUP-02', TRANSACTIONS.token.accept, { program: world.program, transfers: accepted });
  return transfers;
}

/** Both banks offer for one receivable; the given one wins and pays. */
async function soldSecretly(world: Place, secrets: Secrets, planted: Planted, won: Bank): Promise<PlantedSale> {
  const ask = secrets.text('PROGRAM', 'ASK');
  await act(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
    program: world.program,
    ask,
    kind: 'SALE',
    recourse: true,
    deadline: '2026-03-05T00:00:00Z',
    tokens: [secrets.keep('PROGRAM', planted.token)],
    heldBack: [],
  });
  const offers = {
    PAIR_A: await offeredSecretly(world, secrets, ask, 'PAIR_A'),
    PAIR_B: await offeredSecretly(world, secrets, ask, 'PAIR_B'),
  };
  const { maker, checker } = PAIRS[won];
  const pair = pairOf(world, won);
  await act(world, 'maker@SUP-01', TRANSACTIONS.financing.take, {
    ...pair,
    ask,
    offer: offers[won],
    account: secrets.text(won, 'ACCT'),
    reason: secrets.text(won, 'because'),
  });
  await act(world, maker, TRANSACTIONS.financing.register, { ...pair, ask, registryNo: secrets.text(won, 'ZD') });
  const offer = await world.record('OFFER', offers[won], `PAIR-${pair.bankMsp}-${pair.hostMsp}`);
  await act(world, checker, TRANSACTIONS.financing.payout, {
    ...pair,
    ask,
    amountMinor: offer?.proceedsMinor ?? 0n,
    valueDate: '2026-03-03',
    reference: secrets.text(won, 'PAY'),
    proofDigest: secrets.digest(won),
  });
  await act(world, checker, TRANSACTIONS.financing.disburse, { program: world.program, ask });
  return { ...planted, ask, offers: Object.values(offers) };
}

async function offeredSecretly(world: Place, secrets: Secrets, ask: string, bank: Bank): Promise<string> {
  const { maker } = PAIRS[bank];
  const pair = pairOf(world, bank);
  const offer = secrets.text(bank, 'OFF');
  await act(world, maker, TRANSACTIONS.financing.offer, {
    ...pair,
    ask,
    offer,
    ratePpm: secrets.rate(bank),
    feesMinor: secrets.amount(bank, 100_000n, 800_000n),
    valueDate: '2026-03-03',
    validUntil: '2026-03-05T00:00:00Z',
    tenorNote: secrets.text(bank, 'tenor note'),
    relatedNote: secrets.text(bank, 'related note'),
  });
  const made = await world.record('OFFER', offer, `PAIR-${pair.bankMsp}-${pair.hostMsp}`);
  if (made === null) throw new Error('the offer was made');
  secrets.keep(bank, made.proceedsMinor);
  secrets.keep(bank, made.discountMinor);
  return offer;
}

/** A credit note that stays open, and a receivable that is cancelled; answers the id of the reduction. */
async function creditedSecretly(world: Place, secrets: Secrets, reduced: Planted): Promise<string> {
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.openCredit, {
    program: world.program,
    creditor: 'SUP-02',
    debtor: 'CORE-01',
    number: secrets.text('NOBODY', 'CN'),
    issueDate: '2026-02-25',
    amountMinor: secrets.amount('PROGRAM'),
    digest: secrets.digest('NOBODY'),
  });
  const reduction = secrets.text('PROGRAM', 'RED');
  await act(world, 'checker@CORE-01', TRANSACTIONS.receivable.proposeReduction, {
    program: world.program,
    reduction,
    receivable: reduced.receivable,
    what: 'CANCEL',
    tokens: [secrets.keep('PROGRAM', reduced.token)],
    reason: secrets.text('PROGRAM', 'WHY'),
    evidenceDigest: secrets.digest('PROGRAM'),
  });
  await act(world, 'checker@SUP-01', TRANSACTIONS.receivable.agreeReduction, { program: world.program, reduction });
  return reduction;
}

/** Two receivables are paid in part and one too much; the holders are redeemed and the overpayment is sent back. */
async function settledSecretly(world: Place, secrets: Secrets, inPart: readonly Planted[], tooMuch: Planted): Promise<void> {
  const settle = async (receivable: string, receivedMinor: bigint, overpaid = 0n): Promise<string> => {
    const bankReference = secrets.text('PROGRAM', 'BANKREF');
    await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.settle, {
      program: world.program,
      receivable,
      bankReference,
      receivedMinor: secrets.keep('PROGRAM', receivedMinor + overpaid),
      interestMinor: 0n,
    });
    return bankReference;
  };
  for (const { receivable, token, faceMinor } of inPart) {
    await settle(receivable, faceMinor / 3n);
    await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.redeem, { program: world.program, tokens: [token] });
  }
  const overpaid = await settle(tooMuch.receivable, tooMuch.faceMinor, secrets.amount('PROGRAM'));
  await act(world, 'maker@BANK-A-01', TRANSACTIONS.settlement.refund, {
    program: world.program,
    bankReference: overpaid,
    refundReference: secrets.text('PROGRAM', 'REFUND'),
  });
}

/** The audiences that an organisation of the network belongs to. */
export const AUDIENCES: Readonly<Record<string, readonly Audience[]>> = {
  OperatorMSP: ['PROGRAM', 'PAIR_A', 'PAIR_B'],
  RegulatorMSP: ['PROGRAM', 'PAIR_A', 'PAIR_B'],
  CoreMSP: ['PROGRAM'],
  BankAMSP: ['PROGRAM', 'PAIR_A'],
  BankBMSP: ['PROGRAM', 'PAIR_B'],
  BankXMSP: [],
  CoreBMSP: [],
  OperatorBMSP: [],
};
