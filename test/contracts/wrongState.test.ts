import {
  ASK_MOVES,
  DEAL_MOVES,
  faultIn,
  RECEIVABLE_MOVES,
  toWire,
  TRANSACTIONS,
  TRANSFER_MOVES,
  type AskStatus,
  type DealStatus,
  type Fault,
  type FaultDetails,
  type ReceivableStatus,
  type TransactionSpec,
  type TransferStatus,
} from '@tierline/chaincode/api';
import { dryRun } from '@tierline/client-app/dist/app/dryRun';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import { partiesOf } from '@tierline/client-app/dist/app/parties';
import { expect } from 'chai';
import type { z } from 'zod';
import { askIn, dealIn, everyState, paymentOf, receivableIn, tokenOf, transferIn } from '../support/everyState';
import { offerOf } from '../support/sale';
import { claim, DIGEST, PAIR_A, PROGRAM, type World } from '../support/world';

const { receivable, token, financing, settlement } = TRANSACTIONS;

/** One call of a transaction on a record in a state. */
interface Call {
  readonly user: string;
  readonly name: string;
  readonly refusal: (world: World) => Promise<Fault | null>;
}

/** Asks the contract itself, changing nothing, for its refusal. */
function call<S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>): Call {
  const refusal = async (world: World): Promise<Fault | null> => {
    const session = await world.as(user);
    const input = toWire({ ...order, requestId: 'REQ-0001' }) as never;
    const [at] = await spec.endorsers(spec.input.parse(input), partiesOf(session.books, session.network, session.unreachable));
    try {
      await session.ledger.evaluate(spec.name, input, at === undefined ? {} : { at });
      return null;
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      return fault;
    }
  };
  return { user, name: spec.name, refusal };
}

/** What a transaction may be called on, and how it is called on a record in a state. */
interface Row<S extends string> {
  readonly allowed: readonly S[];
  readonly on: (state: S) => Call;
  /** States in which it is not tried: what it needs does not exist there, or the time for it has not come. */
  readonly untried?: readonly S[];
  /** What it names as current instead of the state. */
  readonly tells?: string;
}

const SELLER = 'maker@SUP-01';
const BANK = 'maker@BANK-A-01';
const BANK_CHECKER = 'checker@BANK-A-01';

const one = (state: ReceivableStatus) => ({ program: PROGRAM, receivable: receivableIn(state) });
const batch = (state: ReceivableStatus) => ({ program: PROGRAM, receivables: [receivableIn(state)] });
const TITLELESS = ['DRAFT', 'SUBMITTED', 'CHECKED', 'RETURNED', 'VOID'] as const;

const OF_RECEIVABLE: readonly Row<ReceivableStatus>[] = [
  { allowed: ['DRAFT', 'RETURNED'], on: (state) => call(SELLER, receivable.revise, { ...one(state), claim: claim('NEW-1', 900_000n) }) },
  { allowed: ['DRAFT'], on: (state) => call(SELLER, receivable.resubmit, one(state)) },
  { allowed: ['DRAFT', 'SUBMITTED', 'CHECKED'], on: (state) => call(SELLER, receivable.void, batch(state)) },
  { allowed: ['SUBMITTED'], on: (state) => call('maker@CORE-01', receivable.check, batch(state)) },
  {
    allowed: ['SUBMITTED', 'CHECKED'],
    on: (state) => call('maker@CORE-01', receivable.return, { ...batch(state), reason: 'WRONG-PRICE' }),
  },
  { allowed: ['CHECKED'], on: (state) => call('checker@CORE-01', receivable.confirm, { ...batch(state), undertakingDigest: DIGEST }) },
  {
    allowed: ['CONFIRMED'],
    untried: TITLELESS,
    on: (state) =>
      call('checker@CORE-01', receivable.proposeReduction, {
        ...one(state),
        reduction: 'RED-0002',
        what: 'CANCEL',
        tokens: [`${receivableIn(state)}:0-1000000`],
        reason: 'RETURNED-GOODS',
        evidenceDigest: DIGEST,
      }),
  },
  {
    allowed: ['CONFIRMED', 'PART_PAID', 'DEFAULTED', 'SETTLED'],
    on: (state) => call(BANK, settlement.settle, { ...one(state), bankReference: 'BR-NEW', receivedMinor: 1n, interestMinor: 0n }),
  },
  { allowed: ['CONFIRMED', 'PART_PAID', 'DEFAULTED'], on: (state) => call(BANK, receivable.recordOverdue, one(state)) },
  { allowed: ['SETTLED'], on: (state) => call(BANK, receivable.recordCure, one(state)) },
  {
    allowed: ['CONFIRMED', 'PART_PAID'],
    untried: TITLELESS,
    on: (state) =>
      call(SELLER, token.split, { program: PROGRAM, token: `${receivableIn(state)}:0-1000000`, amountsMinor: [500_000n, 500_000n] }),
  },
  {
    allowed: ['CONFIRMED', 'PART_PAID'],
    untried: TITLELESS,
    on: (state) =>
      call(SELLER, token.assign, {
        program: PROGRAM,
        payments: [paymentOf('TRF-NEW', `${receivableIn(state)}:0-1000000`, '2026-05-04T00:00:00Z')],
      }),
  },
  {
    allowed: ['CONFIRMED', 'PART_PAID'],
    untried: TITLELESS,
    on: (state) =>
      call(SELLER, financing.ask, {
        program: PROGRAM,
        ask: 'ASK-NEW',
        kind: 'SALE',
        recourse: true,
        deadline: '2026-05-04T00:00:00Z',
        tokens: [`${receivableIn(state)}:0-1000000`],
        heldBack: [],
      }),
  },
];

const answer = (state: TransferStatus) => ({ program: PROGRAM, transfers: [transferIn(state)] });

const OF_TRANSFER: readonly Row<TransferStatus>[] = [
  { allowed: ['OPEN'], on: (state) => call('maker@SUP-02', token.accept, answer(state)) },
  { allowed: ['OPEN'], on: (state) => call('maker@SUP-02', token.reject, answer(state)) },
  { allowed: ['OPEN'], on: (state) => call(SELLER, token.withdraw, answer(state)) },
  { allowed: [], untried: ['OPEN'], on: (state) => call(SELLER, token.expire, answer(state)) },
];

const ask = (state: AskStatus) => ({ program: PROGRAM, ask: askIn(state) });

const OF_ASK: readonly Row<AskStatus>[] = [
  { allowed: ['OPEN'], on: (state) => call(SELLER, financing.close, ask(state)) },
  { allowed: ['OPEN', 'CLOSED'], on: (state) => call(SELLER, financing.cancel, ask(state)) },
  { allowed: [], untried: ['OPEN', 'CLOSED'], on: (state) => call(SELLER, financing.expire, ask(state)) },
  {
    allowed: ['OPEN', 'CLOSED'],
    on: (state) =>
      call(SELLER, financing.take, { ...PAIR_A, ask: askIn(state), offer: offerOf(askIn(state)), account: 'CN-ACCT-1', reason: null }),
  },
  {
    allowed: ['OPEN'],
    on: (state) =>
      call(BANK, financing.offer, {
        ...PAIR_A,
        ask: askIn(state),
        offer: 'OFF-NEW',
        ratePpm: 45_000,
        feesMinor: 0n,
        valueDate: '2026-04-02',
        validUntil: '2026-04-02T13:00:00Z',
        tenorNote: null,
        relatedNote: null,
      }),
  },
];

const deal = (state: DealStatus) => ({ program: PROGRAM, ask: dealIn(state) });
const UNDER_WAY = ['ACCEPTED', 'REGISTERED', 'PAYING'] as const;
const releasing = (state: DealStatus): Call =>
  call(BANK, financing.release, {
    ...PAIR_A,
    core: 'CORE-01',
    currency: 'CNY',
    deals: [{ ask: dealIn(state), tokens: [tokenOf(dealIn(state))], writeOff: false }],
  });

const OF_DEAL: readonly Row<DealStatus>[] = [
  { allowed: ['ACCEPTED'], on: (state) => call(BANK, financing.register, { ...PAIR_A, ask: dealIn(state), registryNo: 'ZD-NEW' }) },
  {
    allowed: ['REGISTERED'],
    on: (state) =>
      call(BANK_CHECKER, financing.payout, {
        ...PAIR_A,
        ask: dealIn(state),
        amountMinor: 1n,
        valueDate: '2026-04-02',
        reference: 'PAY-NEW',
        proofDigest: DIGEST,
      }),
  },
  { allowed: ['PAYING'], on: (state) => call(BANK_CHECKER, financing.disburse, deal(state)) },
  { allowed: ['ACCEPTED', 'REGISTERED'], on: (state) => call(SELLER, financing.fail, deal(state)) },
  { allowed: ['PAYING'], on: (state) => call('checker@SUP-01', financing.abandon, deal(state)) },
  { allowed: ['COMPLETE'], on: (state) => call(SELLER, financing.confirmReceipt, deal(state)) },
  { allowed: ['COMPLETE'], on: (state) => call(SELLER, financing.contestReceipt, deal(state)) },
  { allowed: ['COMPLETE'], on: (state) => call(BANK_CHECKER, financing.recourse, { ...deal(state), tokens: [tokenOf(dealIn(state))] }) },
  { allowed: ['COMPLETE', 'FAILED', 'RECOURSED'], untried: ['REPAID', 'WRITTEN_OFF'], on: releasing },
  { allowed: [], untried: [...UNDER_WAY, 'COMPLETE', 'FAILED', 'RECOURSED'], tells: 'GIVEN_BACK', on: releasing },
];

/** The states that a refusal names as the current ones: of the whole, or of each item of a batch. */
function currentOf({ details }: Fault): readonly unknown[] {
  const items = details['items'] as readonly { readonly details: FaultDetails }[] | undefined;
  return items === undefined ? [details['current']] : items.map((item) => item.details['current']);
}

describe('through the contracts, every other move is WRONG_STATE', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await everyState();
  });
  after(() => world.end());

  function tries<S extends string>(kind: string, states: readonly S[], rows: readonly Row<S>[]): void {
    for (const { allowed, on, untried = [], tells } of rows) {
      for (const state of states.filter((each) => !untried.includes(each))) {
        const { name, refusal } = on(state);
        if (allowed.includes(state)) {
          it(`${name} is not refused for a ${kind} that is ${state}`, async () => {
            const fault = await refusal(world);
            if (fault?.code === 'WRONG_STATE') expect(currentOf(fault), fault.message).not.to.include(state);
          });
        } else {
          it(`${name} of a ${kind} that is ${state}`, async () => {
            const fault = await refusal(world);
            expect(fault?.code, JSON.stringify(fault?.details)).to.equal('WRONG_STATE');
            expect(currentOf(fault as Fault)).to.deep.equal([tells ?? state]);
          });
        }
      }
    }
  }

  const reachable = (Object.keys(RECEIVABLE_MOVES) as ReceivableStatus[]).filter((state) => state !== 'WRITTEN_OFF');
  tries('receivable', reachable, OF_RECEIVABLE);
  tries('transfer', Object.keys(TRANSFER_MOVES) as TransferStatus[], OF_TRANSFER);
  tries('ask', Object.keys(ASK_MOVES) as AskStatus[], OF_ASK);
  tries('deal', Object.keys(DEAL_MOVES) as DealStatus[], OF_DEAL);

  for (const [state, offered] of [
    ['WON', askIn('ACCEPTED')],
    ['WITHDRAWN', 'OFF-WITHDRAWN'],
  ] as const) {
    it(`financing:withdraw of an offer that is ${state}`, async () => {
      const fault = await call(BANK, financing.withdraw, { ...PAIR_A, offer: offerOf(offered) }).refusal(world);
      expect([fault?.code, fault?.details['current']]).to.deep.equal(['WRONG_STATE', state]);
    });
  }

  it('financing:take of an offer that is WITHDRAWN', async () => {
    const order = { ...PAIR_A, ask: 'OFF-WITHDRAWN', offer: offerOf('OFF-WITHDRAWN'), account: 'CN-ACCT-1', reason: null };
    const fault = await call(SELLER, financing.take, order).refusal(world);
    expect([fault?.code, fault?.details['current']]).to.deep.equal(['WRONG_STATE', 'WITHDRAWN']);
    expect((await dryRun(await world.as(SELLER), financing.take, order)).conditions.find(({ ok }) => !ok)?.condition).to.equal(
      'offer-state',
    );
  });
});
