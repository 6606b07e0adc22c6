import { TRANSACTIONS, type AskStatus, type DealStatus, type ReceivableStatus, type TransferStatus } from '@tierline/chaincode/api';
import { act, allow, offerOf, sell, wholeToken, type Sale } from './sale';
import { confirmed, DIGEST, PAIR_A, PROGRAM, submitted, World } from './world';

const { receivable, token, financing, settlement } = TRANSACTIONS;
const FACE = 1_000_000n;
const SOON = '2026-03-20';
/** When the first half of the fixture happens, and until when its asks are open. */
const EARLY = { deadline: '2026-03-04T00:00:00Z', valueDate: '2026-03-03' };
/** The business date on which the fixture ends, after the default of what was due soon. */
export const LAST_DAY = '2026-04-01';
const LATE = { deadline: '2026-04-03T00:00:00Z', valueDate: '2026-04-02' };

/** The receivable, transfer, ask or deal that is in this state. */
export const receivableIn = (state: ReceivableStatus): string => `R-${state.replace('_', '-')}-01`;
export const transferIn = (state: TransferStatus): string => `TRF-${state}`;
export const askIn = (state: AskStatus): string => `ASK-${state}`;
export const dealIn = (state: DealStatus): string => `DEAL-${state.replace('_', '-')}`;
/** The one token of the receivable behind a transfer, ask or deal. */
export const tokenOf = (id: string): string => wholeToken(`${id}-01`, FACE);

/** A world with a receivable, a transfer, an ask and a deal in each state that can be reached. */
export async function everyState(): Promise<World> {
  const world = await World.found();
  await allow(world);
  await receivables(world);
  await early(world);
  await world.goTo(LAST_DAY);
  await late(world);
  return world;
}

const pay = (world: World, id: string, receivedMinor: bigint) =>
  act(world, 'maker@BANK-A-01', settlement.settle, {
    program: PROGRAM,
    receivable: id,
    bankReference: `BR-${id}`,
    receivedMinor,
    interestMinor: 0n,
  });

async function receivables(world: World): Promise<void> {
  for (const state of ['SUBMITTED', 'CHECKED', 'RETURNED', 'DRAFT', 'VOID']) await submitted(world, `R-${state}`, [FACE]);
  const batch = (...ids: readonly string[]) => ({ program: PROGRAM, receivables: [...ids] });
  await act(world, 'maker@CORE-01', receivable.check, batch('R-CHECKED-01'));
  await act(world, 'maker@CORE-01', receivable.return, { ...batch('R-RETURNED-01', 'R-DRAFT-01'), reason: 'WRONG-PRICE' });
  const document = { type: 'INVOICE' as const, number: 'R-DRAFT-INV-1', issueDate: '2026-02-20', amountMinor: FACE, digest: DIGEST };
  await act(world, 'maker@SUP-01', receivable.revise, {
    program: PROGRAM,
    receivable: 'R-DRAFT-01',
    claim: { documents: [document], faceMinor: FACE, deliveryDate: '2026-02-20', dueDate: '2026-06-22' },
  });
  await act(world, 'maker@SUP-01', receivable.void, batch('R-VOID-01'));
  for (const state of ['CONFIRMED', 'PART-PAID', 'SETTLED', 'CANCELLED']) await confirmed(world, `R-${state}`, [FACE]);
  await confirmed(world, 'R-DEFAULTED', [FACE], SOON);
  await pay(world, 'R-PART-PAID-01', 400_000n);
  await pay(world, 'R-SETTLED-01', FACE);
  await act(world, 'maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: [tokenOf('R-SETTLED')] });
  await act(world, 'checker@CORE-01', receivable.proposeReduction, {
    program: PROGRAM,
    reduction: 'RED-0001',
    receivable: 'R-CANCELLED-01',
    what: 'CANCEL',
    tokens: [tokenOf('R-CANCELLED')],
    reason: 'RETURNED-GOODS',
    evidenceDigest: DIGEST,
  });
  await act(world, 'checker@SUP-01', receivable.agreeReduction, { program: PROGRAM, reduction: 'RED-0001' });
}

/** SUP-01 pays SUP-02 with the whole token of a receivable of the transfer's own. */
export const paymentOf = (transfer: string, takes: string, expiresAt: string) => ({
  transfer,
  payee: 'SUP-02',
  expiresAt,
  takes: [{ token: takes, amountMinor: FACE }],
  document: { type: 'INVOICE' as const, number: `X-${transfer}`, issueDate: '2026-02-20', amountMinor: FACE, digest: DIGEST },
});

async function transfer(world: World, state: TransferStatus, expiresAt: string): Promise<void> {
  const id = transferIn(state);
  await confirmed(world, id, [FACE]);
  await act(world, 'maker@SUP-01', token.assign, { program: PROGRAM, payments: [paymentOf(id, tokenOf(id), expiresAt)] });
}

async function sale(world: World, id: string, upTo: Parameters<typeof sell>[2], when: typeof EARLY, dueDate?: string): Promise<Sale> {
  await confirmed(world, id, [FACE], dueDate);
  const made: Sale = { ask: id, tokens: [tokenOf(id)], recourse: true, ...when };
  await sell(world, made, upTo);
  return made;
}

async function early(world: World): Promise<void> {
  await transfer(world, 'EXPIRED', EARLY.deadline);
  await sale(world, askIn('EXPIRED'), 'OFFERED', EARLY);
  await sale(world, dealIn('FAILED'), 'TAKEN', EARLY);
  for (const state of ['RECOURSED', 'WRITTEN_OFF'] as const) await sale(world, dealIn(state), 'COMPLETE', EARLY, SOON);
  for (const state of ['COMPLETE', 'REPAID'] as const) await sale(world, dealIn(state), 'COMPLETE', EARLY);
}

async function late(world: World): Promise<void> {
  const ofAsk = (ask: string) => ({ program: PROGRAM, ask });
  const answer = (id: string) => ({ program: PROGRAM, transfers: [id] });
  for (const state of ['OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN'] as const) await transfer(world, state, LATE.deadline);
  await act(world, 'maker@SUP-02', token.accept, answer(transferIn('ACCEPTED')));
  await act(world, 'maker@SUP-02', token.reject, answer(transferIn('REJECTED')));
  await act(world, 'maker@SUP-01', token.withdraw, answer(transferIn('WITHDRAWN')));
  await act(world, 'maker@SUP-01', token.expire, answer(transferIn('EXPIRED')));
  for (const state of ['OPEN', 'CLOSED', 'CANCELLED'] as const) await sale(world, askIn(state), 'OFFERED', LATE);
  await sale(world, askIn('ACCEPTED'), 'TAKEN', LATE);
  await act(world, 'maker@SUP-01', financing.close, ofAsk(askIn('CLOSED')));
  await act(world, 'maker@SUP-01', financing.cancel, ofAsk(askIn('CANCELLED')));
  await act(world, 'maker@SUP-01', financing.expire, ofAsk(askIn('EXPIRED')));
  await act(world, 'maker@SUP-01', financing.fail, ofAsk(dealIn('FAILED')));
  await sale(world, dealIn('ACCEPTED'), 'TAKEN', LATE);
  await sale(world, dealIn('REGISTERED'), 'REGISTERED', LATE);
  await sale(world, dealIn('PAYING'), 'PAYING', LATE);
  await sale(world, 'OFF-WITHDRAWN', 'OFFERED', LATE);
  await act(world, 'maker@BANK-A-01', financing.withdraw, { ...PAIR_A, offer: offerOf('OFF-WITHDRAWN') });
  await endings(world);
}

async function endings(world: World): Promise<void> {
  for (const id of [receivableIn('DEFAULTED'), ...(['RECOURSED', 'WRITTEN_OFF'] as const).map((state) => `${dealIn(state)}-01`)]) {
    await act(world, 'maker@REGULATOR-01', receivable.recordOverdue, { program: PROGRAM, receivable: id });
  }
  const sold = (state: DealStatus) => ({ ask: dealIn(state), tokens: [tokenOf(dealIn(state))] });
  await act(world, 'checker@BANK-A-01', financing.recourse, { program: PROGRAM, ...sold('RECOURSED') });
  await pay(world, `${dealIn('REPAID')}-01`, FACE);
  await act(world, 'maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: [tokenOf(dealIn('REPAID'))] });
  await act(world, 'maker@BANK-A-01', financing.release, {
    ...PAIR_A,
    core: 'CORE-01',
    currency: 'CNY',
    deals: [
      { ...sold('REPAID'), writeOff: false },
      { ...sold('WRITTEN_OFF'), writeOff: true },
    ],
  });
}
