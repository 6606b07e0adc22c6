import { registration, toWire } from '@tierline/chaincode/api';
import type { Call, Operation, WireOrder } from '../operation';
import { daysFrom, plusDays } from '../model/days';
import { CHAINCODE, CHANNEL, HOST, PROGRAM } from '../model/scene';
import type { State } from '../model/state';
import { addressOf, signatureOf } from '../wallets';
import { DIGEST } from '../workload/draft';

const PAIR = { program: PROGRAM, bankMsp: 'BankAMSP', hostMsp: HOST };
/** The first business date of a simulation. */
const FIRST_DAY = '2015-01-05';
const DUE = '2015-01-20';
const FACE = 1_000_000n;

let serial = 0;

function call(actor: string, name: string, order: object, request = `LIFE-${String((serial += 1)).padStart(4, '0')}`): Call {
  return { kind: 'call', actor, name, order: toWire(order) as WireOrder, request };
}

const receivables = { program: PROGRAM, receivables: ['LINE-01', 'LINE-02'] };
const document = (number: string, amountMinor: bigint) => ({
  type: 'INVOICE',
  number,
  issueDate: '2015-01-02',
  amountMinor,
  digest: DIGEST,
});
const claim = (number: string) => ({ documents: [document(number, FACE)], faceMinor: FACE, deliveryDate: '2015-01-02', dueDate: DUE });
const payment = (transfer: string, token: string, amountMinor: bigint) => ({
  transfer,
  payee: 'SUP-02',
  document: document(`${transfer}-INV`, amountMinor),
  expiresAt: '2015-01-08T00:00:00Z',
  takes: [{ token, amountMinor }],
});
const ask = (id: string, tokens: readonly string[]) => ({
  program: PROGRAM,
  ask: id,
  kind: 'SALE',
  recourse: true,
  deadline: '2015-01-08T00:00:00Z',
  tokens,
  heldBack: [],
});
const settled = (bankReference: string, receivedMinor: bigint, interestMinor = 0n) =>
  call('maker@BANK-A-01', 'settlement:settle', { program: PROGRAM, receivable: 'LINE-01', bankReference, receivedMinor, interestMinor });

/** Moves the program's clock by days. */
const later = (state: State, days: number): Call =>
  call('maker@OPERATOR-01', 'program:advanceClock', { program: PROGRAM, clockOffsetDays: state.offsetDays + days });

const SPLIT = call('maker@SUP-01', 'token:split', {
  program: PROGRAM,
  token: 'LINE-01:400000-1000000',
  amountsMinor: [100_000n, 500_000n],
});

/**
 * The life of two receivables, from submission to the last payout, with a sale of each, a withdrawn transfer, a repeat, a default and its
 * recourse; and a signed confirmation of a third.
 * @param signs whether the third is among them: what is signed counts on one ledger alone
 */
export function* life(state: State, signs = true): Iterable<Operation> {
  const schedules = [{ id: 'LINE', creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim('INV-1'), claim('INV-2')] }];
  yield call('maker@SUP-01', 'receivable:submit', { program: PROGRAM, schedules });
  yield call('maker@CORE-01', 'receivable:check', receivables);
  yield call('checker@CORE-01', 'receivable:confirm', { ...receivables, undertakingDigest: DIGEST });
  yield call('maker@SUP-01', 'token:assign', { program: PROGRAM, payments: [payment('TRF-1', 'LINE-01:0-1000000', 400_000n)] });
  yield SPLIT;
  yield SPLIT;
  yield call('checker@SUP-02', 'token:accept', { program: PROGRAM, transfers: ['TRF-1'] });
  yield call('maker@SUP-01', 'token:assign', { program: PROGRAM, payments: [payment('TRF-2', 'LINE-02:0-1000000', FACE)] });
  yield call('maker@SUP-01', 'token:withdraw', { program: PROGRAM, transfers: ['TRF-2'] });
  yield call('maker@SUP-01', 'token:split', { program: PROGRAM, token: 'LINE-02:0-1000000', amountsMinor: [300_000n, 700_000n] });
  yield* reduction();
  yield* sale('maker@SUP-02', 'ASK-1', 'LINE-01:0-400000', 45_000);
  yield* sale('maker@SUP-01', 'ASK-2', 'LINE-02:300000-1000000', 0);
  if (signs) yield* signed(state);
  yield later(state, 18);
  yield settled('BANK-1', 333_333n);
  yield call('checker@REGULATOR-01', 'company:setStatus', { company: 'SUP-01', status: 'BLOCKED' });
  yield redeemed('LINE-01:400000-500000', 'LINE-01:500000-1000000');
  yield redeemed('LINE-01:0-400000');
  yield call('maker@SUP-03', 'receivable:recordOverdue', { program: PROGRAM, receivable: 'LINE-01' });
  yield settled('BANK-2', 700_000n, 100n);
  yield redeemed('LINE-01:0-400000');
  yield redeemed('LINE-01:400000-500000', 'LINE-01:500000-1000000');
  yield call('maker@BANK-A-01', 'settlement:refund', { program: PROGRAM, bankReference: 'BANK-2', refundReference: 'REFUND-1' });
  yield call('maker@BANK-A-01', 'financing:release', {
    ...PAIR,
    core: 'CORE-01',
    currency: 'CNY',
    deals: [{ ask: 'ASK-1', tokens: ['LINE-01:0-400000'], writeOff: false }],
  });
  yield later(state, 10);
  yield call('maker@SUP-03', 'receivable:recordOverdue', { program: PROGRAM, receivable: 'LINE-02' });
  yield call('checker@BANK-A-01', 'financing:recourse', { program: PROGRAM, ask: 'ASK-2', tokens: ['LINE-02:300000-1000000'] });
}

const WALLET = 'the wallet of the checker';

/** A key of the core's checker, and what he signs with it: the confirmation of a third receivable. */
function* signed(state: State): Iterable<Operation> {
  const address = addressOf(WALLET);
  const terms = { company: 'CORE-01', person: 'CORE-01/checker', address, channel: CHANNEL, chaincode: CHAINCODE };
  const possession = signatureOf(WALLET, registration(state.network, terms));
  yield call('maker@CORE-01', 'company:proposeKey', { company: 'CORE-01', address, person: 'checker', possession, voucher: null });
  yield call('checker@REGULATOR-01', 'company:approveKey', { company: 'CORE-01', address });
  const rules = [{ act: 'CONFIRM_TITLE', fromMinor: FACE }];
  yield call('checker@CORE-01', 'program:requireConsent', { program: PROGRAM, rules });
  const dates = { deliveryDate: '2015-01-02', dueDate: '2015-03-20' };
  const claims = [{ documents: [document('INV-3', FACE)], faceMinor: FACE, ...dates }];
  yield call('maker@SUP-04', 'receivable:submit', {
    program: PROGRAM,
    schedules: [{ id: 'LATER', creditor: 'SUP-04', debtor: 'CORE-01', claims }],
  });
  const order = { program: PROGRAM, receivables: ['LATER-01'] };
  yield call('maker@CORE-01', 'receivable:check', order);
  const confirmation = call('checker@CORE-01', 'receivable:confirm', { ...order, undertakingDigest: DIGEST });
  yield { ...confirmation, signed: { wallet: WALLET, way: 'WELL' } };
}

function* reduction(): Iterable<Operation> {
  const wish = {
    reduction: 'RED-1',
    receivable: 'LINE-02',
    what: 'REDUCE',
    tokens: ['LINE-02:0-300000'],
    reason: 'PRICE',
    evidenceDigest: DIGEST,
  };
  yield call('checker@CORE-01', 'receivable:proposeReduction', { program: PROGRAM, ...wish });
  yield call('checker@SUP-01', 'receivable:agreeReduction', { program: PROGRAM, reduction: 'RED-1' });
}

/** A whole sale to bank A. */
function* sale(seller: string, id: string, token: string, ratePpm: number): Iterable<Operation> {
  yield call(seller, 'financing:ask', ask(id, [token]));
  const valueDate = plusDays(FIRST_DAY, 1);
  const price = { ratePpm, feesMinor: 100n, valueDate, validUntil: '2015-01-08T00:00:00Z', tenorNote: null, relatedNote: null };
  yield call('maker@BANK-A-01', 'financing:offer', { ...PAIR, ask: id, offer: `${id}-OFFER`, ...price });
  yield call(seller, 'financing:take', { ...PAIR, ask: id, offer: `${id}-OFFER`, account: 'ACCOUNT-1', reason: null });
  yield call('maker@BANK-A-01', 'financing:register', { ...PAIR, ask: id, registryNo: `ZD-${id}` });
  const [from = 0n, to = 0n] = (token.split(':')[1] ?? '').split('-').map(BigInt);
  const days = BigInt(daysFrom(valueDate, DUE));
  const discount = (2n * (to - from) * BigInt(ratePpm) * days + 360_000_000n) / 720_000_000n;
  const payout = { amountMinor: to - from - discount - 100n, valueDate, reference: `PAY-${id}`, proofDigest: DIGEST };
  yield call('checker@BANK-A-01', 'financing:payout', { ...PAIR, ask: id, ...payout });
  yield call('checker@BANK-A-01', 'financing:disburse', { program: PROGRAM, ask: id });
  yield call(seller, 'financing:confirmReceipt', { program: PROGRAM, ask: id });
}

const redeemed = (...tokens: readonly string[]): Call => call('maker@BANK-A-01', 'settlement:redeem', { program: PROGRAM, tokens });
