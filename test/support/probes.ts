import { faultIn } from '@tierline/chaincode/api';
import type { Json, Ledger } from '@tierline/client-app/dist/ports/ledger';
import type { SecretLife } from './secretLife';
import { DIGEST, PAIR_A, PAIR_B, PROGRAM, type Place } from './world';

/** What a stranger was told, and what he had typed himself. */
export interface Told {
  readonly who: string;
  readonly transaction: string;
  readonly typed: string;
  readonly answer: string;
}

/** Companies that have no part in what they ask about: of the same host, of another bank, of the host itself, of no program. */
const STRANGERS = [
  ['OperatorMSP', 'SUP-04'],
  ['OperatorMSP', 'OPERATOR-01'],
  ['BankBMSP', 'BANK-B-01'],
  ['BankXMSP', 'BANK-X-01'],
  ['CoreBMSP', 'CORE-B-01'],
] as const;

/** Lets strangers who have learnt the ids of others try every transaction on them, and ask for a dry run of it. */
export async function probe(world: Place, life: SecretLife): Promise<readonly Told[]> {
  const told: Told[] = [];
  const organisations = new Set(world.sessions.network.organisations.map(({ msp }) => msp));
  for (const [msp, company] of STRANGERS.filter(([each]) => organisations.has(each))) {
    const who = `both@${company}`;
    const { ledger } = await world.sessions.enrol(msp, who, { company, roles: ['maker', 'checker'], person: 'both' });
    for (const [transaction, input] of probesOf(life)) {
      const typed = JSON.stringify(input);
      for (const dryRun of [false, true])
        told.push({ who, transaction, typed, answer: await answerOf(ledger, transaction, input, dryRun) });
    }
  }
  return told;
}

async function answerOf(ledger: Ledger, transaction: string, input: Input, dryRun: boolean): Promise<string> {
  try {
    return JSON.stringify(await ledger.evaluate(transaction, { requestId: 'PROBE-1', ...input }, { at: 'OperatorMSP', dryRun }));
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return fault.message;
  }
}

type Input = { readonly [name: string]: Json };
type Probe = readonly [string, Input];

function probesOf({ idle, sales, transfers, reduction, schedule, offers }: SecretLife): readonly Probe[] {
  const [sale] = sales;
  if (sale === undefined) throw new Error('something was sold');
  const receivables = { program: PROGRAM, receivables: [idle.receivable] };
  const receivable = { program: PROGRAM, receivable: idle.receivable };
  const claim = {
    documents: [{ type: 'INVOICE', number: 'PROBE-1', issueDate: '2026-02-20', amountMinor: '20000', digest: DIGEST }],
    faceMinor: '20000',
    deliveryDate: '2026-02-20',
    dueDate: '2026-06-22',
  };
  return [
    ['receivable:submit', { program: PROGRAM, schedules: [{ id: schedule, creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim] }] }],
    ...['void', 'check'].map((method): Probe => [`receivable:${method}`, receivables]),
    ['receivable:confirm', { ...receivables, undertakingDigest: DIGEST }],
    ['receivable:return', { ...receivables, reason: 'PROBE' }],
    ['receivable:revise', { ...receivable, claim }],
    ...['resubmit', 'recordOverdue', 'recordCure'].map((method): Probe => [`receivable:${method}`, receivable]),
    ['receivable:agreeReduction', { program: PROGRAM, reduction }],
    ['settlement:settle', { ...receivable, bankReference: 'PROBE-REF', receivedMinor: '20000', interestMinor: '20000' }],
    ...tokenProbes(sale.token, transfers),
    ...tokenProbes(idle.token, []),
    ...dealProbes(sale.ask, sale.token, offers),
  ];
}

/** He names a token and tries what an owner or a payee may do, with amounts of his own. */
function tokenProbes(token: string, transfers: readonly string[]): readonly Probe[] {
  const claim = { type: 'INVOICE', number: 'PROBE-2', issueDate: '2026-02-20', amountMinor: '1', digest: DIGEST };
  const payment = {
    transfer: 'PROBE-TRF',
    payee: 'SUP-03',
    expiresAt: '2026-03-10T00:00:00Z',
    document: claim,
    takes: [{ token, amountMinor: '20000' }],
  };
  return [
    ['token:split', { program: PROGRAM, token, amountsMinor: ['20000', '20000'] }],
    ['token:assign', { program: PROGRAM, payments: [payment] }],
    ['settlement:redeem', { program: PROGRAM, tokens: [token] }],
    [
      'financing:ask',
      { program: PROGRAM, ask: 'PROBE-ASK', kind: 'SALE', recourse: true, deadline: '2026-03-05T00:00:00Z', tokens: [token], heldBack: [] },
    ],
    ...transfers.flatMap((transfer) =>
      ['accept', 'reject', 'withdraw', 'expire'].map((method): Probe => [`token:${method}`, { program: PROGRAM, transfers: [transfer] }]),
    ),
  ];
}

function dealProbes(ask: string, token: string, offers: readonly string[]): readonly Probe[] {
  const deal = { program: PROGRAM, ask };
  const price = {
    ratePpm: 1,
    feesMinor: '0',
    valueDate: '2026-03-03',
    validUntil: '2026-03-05T00:00:00Z',
    tenorNote: null,
    relatedNote: null,
  };
  return [
    ...['close', 'cancel', 'expire', 'disburse', 'confirmReceipt', 'contestReceipt', 'fail', 'abandon'].map((method): Probe => [
      `financing:${method}`,
      deal,
    ]),
    ['financing:recourse', { ...deal, tokens: [token] }],
    ...[PAIR_A, PAIR_B].flatMap((pair): readonly Probe[] => [
      ['financing:offer', { ...pair, ask, offer: 'PROBE-OFFER', ...price }],
      ['financing:register', { ...pair, ask, registryNo: 'PROBE' }],
      ['financing:payout', { ...pair, ask, amountMinor: '1', valueDate: '2026-03-03', reference: 'PROBE', proofDigest: DIGEST }],
      ['financing:release', { ...pair, core: 'CORE-01', currency: 'CNY', deals: [{ ask, tokens: [token], writeOff: true }] }],
      ...offers.flatMap((offer): readonly Probe[] => [
        ['financing:withdraw', { ...pair, offer }],
        ['financing:take', { ...pair, ask, offer, account: 'PROBE', reason: null }],
      ]),
    ]),
  ];
}
