import {
  Fault,
  isPartition,
  liveLength,
  receivableId,
  sum,
  tokenId,
  TRANSACTIONS,
  type Receivable,
  type Token,
} from '@tierline/chaincode/api';
import { tokensOf } from '@tierline/client-app/dist/app/tokens';
import { expect } from 'chai';
import { countedBy, paidBy, payoutsOf } from './payouts';
import { outcome } from './refused';
import { act, pay } from './sale';
import { confirmed, DIGEST, PROGRAM, type World } from './world';

const { token, financing, receivable, settlement } = TRANSACTIONS;

/** What may happen to a confirmed receivable and its tokens. */
export const COMMANDS = [
  'split',
  'merge',
  'assign',
  'accept',
  'reject',
  'ask',
  'cancelAsk',
  'reduce',
  'payPart',
  'payCrumb',
  'payInterest',
  'overpay',
  'redeem',
  'pass',
] as const;

/** One thing that is tried; the numbers choose a token and an amount, whatever there is to choose from. */
export interface Command {
  readonly do: (typeof COMMANDS)[number];
  readonly pick: number;
  readonly amount: number;
}

const SCHEDULE = 'LIFE';
const DUE = '2026-03-20';
const DAYS = ['2026-03-06', '2026-03-16', '2026-03-24', '2026-03-30', '2026-04-07'];
const SUPPLIERS = ['SUP-01', 'SUP-02', 'SUP-03', 'SUP-04'];
const BANK = 'maker@BANK-A-01';
/** The shortest token of the model's program. */
export const MINIMUM_MINOR = 100n;

const modulo = (amount: number, limit: bigint): bigint => BigInt(amount) % limit;

/** One receivable on the ledger, tried by commands through the contracts. They decide; this looks on and adds up. */
export class Lifecycle {
  readonly happened = new Set<Command['do']>();
  readonly #paidTo: string[] = [];
  #count = 0;
  #days = 0;
  #sentMinor = 0n;

  private constructor(private readonly world: World) {}

  /** Confirms one receivable of SUP-01. */
  static async begin(world: World, faceMinor: bigint): Promise<Lifecycle> {
    await confirmed(world, SCHEDULE, [faceMinor], DUE);
    return new Lifecycle(world);
  }

  /** Tries one command: what the contracts refuse does not happen. Then the ranges must still partition the face. */
  async attempt(command: Command): Promise<void> {
    this.#count += 1;
    const tokens = await this.#tokens();
    const index = command.pick % tokens.length;
    const done = (await outcome(this[command.do](tokens, index, command.amount))) === 'DONE';
    if (done) this.happened.add(command.do);
    await this.expectPartition();
  }

  /** The debtor pays all that is left and gets back what was too much; every holder is paid, page by page, in `pick`'s order. */
  async finish(pick: number): Promise<void> {
    const { faceMinor, cancelled, receivedMinor } = await this.#receivable();
    const owed = liveLength(faceMinor, cancelled) - receivedMinor;
    if (owed > 0n) await this.#settle(owed, 0n);
    await this.#refundAll();
    for (let turn = 0; ; turn += 1) {
      const tokens = await this.#tokens();
      const waiting = await this.#waiting(tokens);
      if (waiting.length === 0) return;
      await this.redeem(tokens, tokens.indexOf(waiting[(pick + turn) % waiting.length] as Token), pick);
    }
  }

  /** Live, redeemed and cancelled ranges partition the face, and the receivable names what was cancelled. */
  async expectPartition(): Promise<void> {
    const tokens = await this.#tokens();
    const { faceMinor, cancelled } = await this.#receivable();
    expect(isPartition(tokens, faceMinor), tokens.map(tokenId).join(' ')).to.equal(true);
    const living = tokens.filter(({ status }) => status !== 'CANCELLED');
    expect(isPartition([...living, ...cancelled], faceMinor), 'with the cancelled ranges').to.equal(true);
  }

  /** What was paid out sums to what was paid, by the domain's rule and by counting, and went to the holders of record. */
  async expectSettled(): Promise<void> {
    const settled = await this.#receivable();
    const { books } = await this.world.as('maker@REGULATOR-01');
    const payouts = await payoutsOf(books, receivableId(SCHEDULE, 1));
    for (const rule of [paidBy, countedBy]) {
      const paid = payouts.map((payout) => rule(settled, payout));
      for (const [principal, interest] of paid) expect(principal >= 0n && interest >= 0n, 'nothing is taken back').to.equal(true);
      expect(sum(paid.map(([principal]) => principal)), rule.name).to.equal(settled.paidMinor);
      expect(sum(paid.map(([, interest]) => interest)), rule.name).to.equal(settled.interestPaidMinor);
    }
    expect([settled.status, settled.paidMinor]).to.deep.equal(['SETTLED', liveLength(settled.faceMinor, settled.cancelled)]);
    expect(payouts.map(({ id, before, after }) => `${id} ${before.owner} ${after.owner}`)).to.have.members(
      this.#paidTo.map((line) => `${line} ${line.split(' ')[1]}`),
    );
    const refunded = (await books.all('SETTLEMENT')).filter(({ record }) => record.refundReference !== null);
    const refundedMinor = sum(refunded.map(({ record }) => record.overpaidMinor));
    expect(settled.paidMinor + settled.interestReceivedMinor + refundedMinor, 'all that the debtor sent').to.equal(this.#sentMinor);
  }

  split(tokens: readonly Token[], index: number, amount: number): Promise<unknown> {
    const { id, owner, length } = at(tokens, index);
    const first = 1n + modulo(amount, length);
    const amountsMinor = first === length ? [first, 1n] : [first, length - first];
    return act(this.world, owner, token.split, { program: PROGRAM, token: id, amountsMinor });
  }

  merge(tokens: readonly Token[], index: number): Promise<unknown> {
    const { owner } = at(tokens, index);
    return act(this.world, owner, token.merge, { program: PROGRAM, tokens: tokens.slice(index, index + 2).map(tokenId) });
  }

  assign(tokens: readonly Token[], index: number, amount: number): Promise<unknown> {
    const { id, owner, length } = at(tokens, index);
    const payee = SUPPLIERS[amount % SUPPLIERS.length] ?? '';
    return pay(this.world, owner, {
      transfer: `TRF-${this.#count}`,
      payee,
      takes: { [id]: amount % 2 === 0 ? length : 1n + modulo(amount, length) },
      expiresAt: '2026-03-18T00:00:00Z',
    });
  }

  async accept(tokens: readonly Token[], index: number): Promise<unknown> {
    const { transfer, payee } = await this.#transferOf(tokens, index);
    return act(this.world, `maker@${payee}`, token.accept, { program: PROGRAM, transfers: [transfer] });
  }

  async reject(tokens: readonly Token[], index: number): Promise<unknown> {
    const { transfer, payee } = await this.#transferOf(tokens, index);
    return act(this.world, `maker@${payee}`, token.reject, { program: PROGRAM, transfers: [transfer] });
  }

  ask(tokens: readonly Token[], index: number): Promise<unknown> {
    const { id, owner } = at(tokens, index);
    return act(this.world, owner, financing.ask, {
      program: PROGRAM,
      ask: `ASK-${this.#count}`,
      kind: 'SALE',
      recourse: false,
      deadline: '2026-03-16T00:00:00Z',
      tokens: [id],
      heldBack: [],
    });
  }

  cancelAsk(tokens: readonly Token[], index: number): Promise<unknown> {
    const held =
      tokens.find(({ lock }, place) => lock?.kind === 'ASK' && place >= index) ?? tokens.find(({ lock }) => lock?.kind === 'ASK');
    return act(this.world, `maker@${held?.owner ?? 'SUP-01'}`, financing.cancel, { program: PROGRAM, ask: held?.lock?.ref ?? 'NO-ASK' });
  }

  async reduce(tokens: readonly Token[], index: number): Promise<unknown> {
    const reduction = `RED-${this.#count}`;
    await act(this.world, 'checker@CORE-01', receivable.proposeReduction, {
      program: PROGRAM,
      reduction,
      receivable: receivableId(SCHEDULE, 1),
      what: 'REDUCE',
      tokens: [at(tokens, index).id],
      reason: 'CREDIT-NOTE',
      evidenceDigest: DIGEST,
    });
    return act(this.world, 'checker@SUP-01', receivable.agreeReduction, { program: PROGRAM, reduction });
  }

  async payPart(_tokens: readonly Token[], _index: number, amount: number): Promise<unknown> {
    this.#afterDays(1);
    const { faceMinor, receivedMinor } = await this.#receivable();
    return this.#settle(1n + modulo(amount, (faceMinor - receivedMinor) / 4n + 1n), 0n);
  }

  async payCrumb(_tokens: readonly Token[], _index: number, amount: number): Promise<unknown> {
    this.#afterDays(1);
    return this.#settle(1n + modulo(amount, 9n), 0n);
  }

  payInterest(_tokens: readonly Token[], _index: number, amount: number): Promise<unknown> {
    const interestMinor = 1n + modulo(amount, 60n);
    return this.#settle(interestMinor, interestMinor);
  }

  /** Pays too much: it ends a life, and so comes late in it. */
  async overpay(_tokens: readonly Token[], _index: number, amount: number): Promise<unknown> {
    const { faceMinor, cancelled, receivedMinor } = await this.#receivable();
    this.#afterDays(3);
    return this.#settle(liveLength(faceMinor, cancelled) - receivedMinor + 1n + BigInt(amount), 0n);
  }

  /** Pays out a page of up to three tokens from this one on. */
  async redeem(tokens: readonly Token[], index: number, amount: number): Promise<unknown> {
    const waiting = new Set(await this.#waiting(tokens));
    const page = [...tokens.slice(index), ...tokens.slice(0, index)].filter((each) => waiting.has(each)).slice(0, 1 + (amount % 3));
    const ids = page.length === 0 ? [at(tokens, index).id] : page.map(tokenId);
    const done = await act(this.world, BANK, settlement.redeem, { program: PROGRAM, tokens: ids });
    this.#paidTo.push(...page.map((each) => `${tokenId(each)} ${each.owner}`));
    return done;
  }

  async pass(): Promise<unknown> {
    await this.world.goTo(DAYS[this.#days] ?? '2026-03-02');
    this.#days += 1;
    return undefined;
  }

  /** Leaves the young time of a life to splits, transfers and reductions: nothing is paid yet. */
  #afterDays(days: number): void {
    if (this.#days < days) throw new Fault('CONDITION_UNMET', { condition: 'later' });
  }

  async #settle(receivedMinor: bigint, interestMinor: bigint): Promise<string> {
    this.#count += 1;
    const bankReference = `BR-${this.#count}`.padEnd(6, '-');
    const order = { program: PROGRAM, receivable: receivableId(SCHEDULE, 1), bankReference, receivedMinor, interestMinor };
    await act(this.world, BANK, settlement.settle, order);
    this.#sentMinor += receivedMinor;
    return bankReference;
  }

  async #refundAll(): Promise<void> {
    const { books } = await this.world.as(BANK);
    for (const {
      record: { bankReference, overpaidMinor },
    } of await books.all('SETTLEMENT')) {
      if (overpaidMinor === 0n) continue;
      await act(this.world, BANK, settlement.refund, { program: PROGRAM, bankReference, refundReference: `RF-${bankReference}` });
    }
  }

  async #waiting(tokens: readonly Token[]): Promise<readonly Token[]> {
    const { paidMinor, interestPaidMinor } = await this.#receivable();
    return tokens.filter(
      (each) => each.status !== 'CANCELLED' && (each.redeemedThroughMinor < paidMinor || each.interestThroughMinor < interestPaidMinor),
    );
  }

  async #transferOf(tokens: readonly Token[], index: number): Promise<{ readonly transfer: string; readonly payee: string }> {
    const held = [...tokens.slice(index), ...tokens.slice(0, index)].find(({ lock }) => lock?.kind === 'TRANSFER');
    const found = held?.lock == null ? null : await this.world.record('TRANSFER', held.lock.ref);
    return { transfer: found?.id ?? 'NO-TRANSFER', payee: found?.payee ?? 'SUP-02' };
  }

  async #tokens(): Promise<readonly Token[]> {
    const { books } = await this.world.as('maker@REGULATOR-01');
    return (await tokensOf(books, PROGRAM)).map((row) => row.token);
  }

  async #receivable(): Promise<Receivable> {
    return (await this.world.record('SCHEDULE', SCHEDULE))?.receivables[0] as Receivable;
  }
}

function at(tokens: readonly Token[], index: number): { readonly id: string; readonly owner: string; readonly length: bigint } {
  const { owner, from, to } = tokens[index] as Token;
  return { id: tokenId(tokens[index] as Token), owner: `maker@${owner}`, length: to - from };
}
