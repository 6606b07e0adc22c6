import { goodStanding, type CoreStanding } from '../domain/coreStanding';
import { askRule, scheduleRule, tokenRule } from '../domain/endorsementRules';
import type { OpenedFact } from '../domain/facts';
import { Fault } from '../domain/fault';
import type { Ask } from '../domain/financing';
import type { FrozenResult } from '../domain/frozenResult';
import { heldLock, type TokenCase } from '../domain/movement';
import { noCredit, type OpenCredit } from '../domain/openCredit';
import type { Program, Rules } from '../domain/program';
import { partsOfReceivableId, withReceivable, type Receivable, type Schedule } from '../domain/receivable';
import type { Reduction } from '../domain/reduction';
import type { Settlement } from '../domain/settlement';
import { partsOfTokenId, tokenId, type RestingTokens, type Token } from '../domain/token';
import type { Transfer } from '../domain/transfer';
import type { TokenChange } from '../domain/transferring';
import { compareDates } from '../domain/date';
import { foreseen } from './foreseen';
import type { Space } from './space';

/** Records that say what a token is, see {@link ProgramBook.factsOf}. */
const STANDING_FACTS = 5;

/** A receivable with the schedule that it stands in. */
export interface ReceivableAt {
  readonly id: string;
  readonly schedule: Schedule;
  readonly receivable: Receivable;
}

/**
 * The records of one program, asked for by id. How they lie is this file's secret: a schedule's receivables in one
 * document, its tokens that never moved in a second, every token that moved under a key of its own.
 */
export class ProgramBook {
  readonly #schedules = new Map<string, Schedule>();
  readonly #resting = new Map<string, RestingTokens>();

  constructor(
    readonly space: Space,
    readonly rules: Rules,
  ) {}

  get program(): Program {
    return this.rules.program;
  }

  /** The schedule, with what this transaction changed. @throws Fault NOT_FOUND */
  async schedule(id: string): Promise<Schedule> {
    return this.#schedules.get(id) ?? this.space.get<Schedule>('SCHEDULE', id);
  }

  /** Whether such a schedule exists. */
  async hasSchedule(id: string): Promise<boolean> {
    return (await this.space.find<Schedule>('SCHEDULE', id)) !== null;
  }

  /** @throws Fault NOT_FOUND */
  async receivable(id: string): Promise<ReceivableAt> {
    const { schedule: scheduleId, ordinal } = partsOfReceivableId(id);
    const schedule = await this.schedule(scheduleId);
    const receivable = schedule.receivables.find((each) => each.ordinal === ordinal);
    if (receivable === undefined) throw new Fault('NOT_FOUND', { kind: 'receivable', id });
    return { id, schedule, receivable };
  }

  /** Stages a new schedule. */
  addSchedule(schedule: Schedule): void {
    this.#schedules.set(schedule.id, schedule);
    this.space.put(schedule, schedule.id);
  }

  /** Stages a changed receivable; the schedule's rule is set when its first receivable is confirmed. */
  putReceivable({ id, receivable }: ReceivableAt): void {
    const { schedule: scheduleId } = partsOfReceivableId(id);
    const before = this.#schedules.get(scheduleId);
    if (before === undefined) throw new Error('a receivable is put back into a schedule that was taken out before');
    const after = withReceivable(before, receivable);
    const firstConfirmed = !isConfirmed(before) && isConfirmed(after);
    this.#schedules.set(scheduleId, after);
    this.space.put(after, scheduleId, firstConfirmed ? scheduleRule(this.program) : null);
  }

  /** Takes schedules out, so that several of their receivables can be changed one after the other. */
  async takeOut(receivables: readonly string[]): Promise<ReceivableAt[]> {
    const ids = [...new Set(receivables.map((each) => partsOfReceivableId(each).schedule))];
    const found = await Promise.all(ids.map((id) => this.schedule(id)));
    for (const schedule of found) this.#schedules.set(schedule.id, schedule);
    return Promise.all(receivables.map((id) => this.receivable(id)));
  }

  /** Stages the first tokens of a schedule's newly confirmed receivables: at rest, in one document. */
  async addFirstTokens(schedule: string, tokens: readonly Token[]): Promise<void> {
    const before = await this.#restingOf(schedule);
    const owner = tokens[0]?.ownerMsp;
    const rule = before === null && owner !== undefined ? tokenRule(owner, this.program) : null;
    this.#putResting({ ...(before ?? emptyResting(schedule)), tokens: [...(before?.tokens ?? []), ...tokens] }, rule);
  }

  async #restingOf(schedule: string): Promise<RestingTokens | null> {
    return this.#resting.get(schedule) ?? this.space.find<RestingTokens>('RESTING', schedule);
  }

  #putResting(resting: RestingTokens, rule: ReturnType<typeof tokenRule> | null = null): void {
    this.#resting.set(resting.schedule, resting);
    this.space.put(resting, resting.schedule, rule);
  }

  /** Whether a token of exactly this range exists. */
  async hasToken(id: string): Promise<boolean> {
    return (await this.#findToken(id)) !== null;
  }

  /** A token wherever it lies. @throws Fault NOT_FOUND: an id names its range, so it fails when the range has changed. */
  async token(id: string): Promise<Token> {
    const token = await this.#findToken(id);
    if (token === null) throw new Fault('NOT_FOUND', { kind: 'token', id });
    return token;
  }

  /** The key of its own is read first: a token that moved does not depend on those still at rest. */
  async #findToken(id: string): Promise<Token | null> {
    const own = await this.space.find<Token>('TOKEN', id);
    if (own !== null) return own;
    const { schedule } = partsOfReceivableId(partsOfTokenId(id).receivable);
    const resting = await this.#restingOf(schedule);
    return resting?.tokens.find((each) => tokenId(each) === id) ?? null;
  }

  /** The committed records that say what a token is: the program's head and terms, its schedule's head, its receivable, itself. @throws Fault NOT_FOUND */
  async factsOf(id: string): Promise<readonly OpenedFact[]> {
    const { schedule, ordinal } = partsOfReceivableId(partsOfTokenId(id).receivable);
    const { program } = this;
    const [head, rules, terms, own, resting] = await Promise.all([
      this.space.publicFacts(`PROGRAM-${program.id}`),
      this.space.facts('PROGRAM', program.id),
      this.space.facts('SCHEDULE', schedule),
      this.space.facts('TOKEN', id),
      this.space.facts('RESTING', schedule),
    ]);
    const receivable = terms.find(({ record }) => (record as Receivable).ordinal === ordinal);
    const token = own[0] ?? resting.find(({ record }) => 'from' in (record ?? {}) && tokenId(record as Token) === id);
    const found = [head[0], rules[0], terms[0], receivable, token].filter((fact) => fact !== undefined);
    if (found.length < STANDING_FACTS) throw new Fault('NOT_FOUND', { kind: 'token', id });
    return found;
  }

  /** Tokens with all that decides about them. @throws Fault NOT_FOUND naming every token that is not there. */
  async tokenCases(ids: readonly string[]): Promise<TokenCase[]> {
    const missing: { item: string; code: 'NOT_FOUND'; details: Record<string, string> }[] = [];
    const cases: TokenCase[] = [];
    const loading = ids.map((id) => foreseen(this.#tokenCase(id)));
    for (const [index, id] of ids.entries()) {
      try {
        cases.push((await loading[index]) as TokenCase);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'NOT_FOUND') throw error;
        missing.push({ item: id, code: 'NOT_FOUND', details: { kind: 'token' } });
      }
    }
    if (missing.length > 0) throw new Fault('NOT_FOUND', { items: missing });
    return cases;
  }

  /** As {@link tokenCases}, but leaves out the tokens that are no more: what a lock held may have gone its own way. */
  async casesStillThere(ids: readonly string[]): Promise<TokenCase[]> {
    const there = await Promise.all(ids.map(async (id) => ((await this.hasToken(id)) ? id : null)));
    return this.tokenCases(there.filter((id) => id !== null));
  }

  async #tokenCase(id: string): Promise<TokenCase> {
    const behind = foreseen(this.receivable(partsOfTokenId(id).receivable));
    const token = await this.token(id);
    const { schedule, receivable } = await behind;
    const { now } = this.rules.time;
    const lockOver = token.lock !== null && token.lock.kind === 'ASK' && token.lock.until <= now;
    const paying = lockOver && token.lock !== null && (await this.ask(token.lock.ref)).deal?.state === 'PAYING';
    return {
      token,
      receivable,
      debtor: schedule.debtor,
      creditor: schedule.creditor,
      held: heldLock(token, now, () => paying),
      contestable: await this.#isContestable(token),
    };
  }

  async #isContestable(token: Token): Promise<boolean> {
    if (token.origin === null || token.contestUntil === null) return false;
    const { receipt } = await this.ask(token.origin);
    const daysOver = compareDates(this.rules.time.today, token.contestUntil) > 0;
    return receipt === 'CONTESTED' || (receipt === 'WAITING' && !daysOver);
  }

  /** Stages tokens that moved: each lies under a key of its own from now on; `gone` ids are no more. */
  async moveTokens({ gone, tokens }: TokenChange): Promise<void> {
    const kept = new Set(tokens.map(tokenId));
    for (const id of new Set([...gone, ...kept])) await this.#leaveRest(id);
    for (const id of gone.filter((each) => !kept.has(each))) {
      if ((await this.space.find<Token>('TOKEN', id)) !== null) this.space.remove('TOKEN', id);
    }
    for (const token of tokens) await this.#putToken(token);
  }

  async #leaveRest(id: string): Promise<void> {
    const { schedule } = partsOfReceivableId(partsOfTokenId(id).receivable);
    if ((await this.space.find<Token>('TOKEN', id)) !== null) return;
    const resting = await this.#restingOf(schedule);
    const tokens = resting?.tokens.filter((token) => tokenId(token) !== id) ?? [];
    if (resting !== null && tokens.length < resting.tokens.length) this.#putResting({ ...resting, tokens });
  }

  /** A token's rule is written only when its owner's host changes, or with its key. */
  async #putToken(token: Token): Promise<void> {
    const id = tokenId(token);
    const before = await this.space.find<Token>('TOKEN', id);
    this.space.put(token, id, before?.ownerMsp === token.ownerMsp ? null : tokenRule(token.ownerMsp, this.program));
  }

  /** Stages tokens whose owner and range stay as they are: one at rest stays there. */
  async keepTokens(tokens: readonly Token[]): Promise<void> {
    for (const token of tokens) {
      const { schedule } = partsOfReceivableId(token.receivable);
      if ((await this.space.find<Token>('TOKEN', tokenId(token))) !== null) {
        await this.#putToken(token);
        continue;
      }
      const resting = await this.#restingOf(schedule);
      if (resting === null) throw new Error('a token that is kept lies somewhere');
      this.#putResting({ ...resting, tokens: resting.tokens.map((each) => (tokenId(each) === tokenId(token) ? token : each)) });
    }
  }

  /** How a core pays; GOOD when nothing was ever recorded. */
  async standing(core: string): Promise<CoreStanding> {
    return (await this.space.find<CoreStanding>('CORE-STANDING', core)) ?? goodStanding(this.program.id, core);
  }

  /** Changed rules of the program: what was loaded of them still decides this transaction. */
  putProgram(program: Program): void {
    this.space.put(program, program.id);
  }

  putStanding(standing: CoreStanding): void {
    this.space.put(standing, standing.core);
  }

  /** @throws Fault NOT_FOUND */
  transfer(id: string): Promise<Transfer> {
    return this.space.get<Transfer>('TRANSFER', id);
  }

  putTransfer(transfer: Transfer): void {
    this.space.put(transfer, transfer.id);
  }

  /** @throws Fault NOT_FOUND */
  ask(id: string): Promise<Ask> {
    return this.space.get<Ask>('ASK', id);
  }

  /** Stages a new ask under its seller's host alone. */
  addAsk(ask: Ask): void {
    this.space.put(ask, ask.id, askRule(ask.sellerMsp));
  }

  putAsk(ask: Ask): void {
    this.space.put(ask, ask.id);
  }

  /** @throws Fault NOT_FOUND */
  reduction(id: string): Promise<Reduction> {
    return this.space.get<Reduction>('REDUCTION', id);
  }

  putReduction(reduction: Reduction): void {
    this.space.put(reduction, reduction.id);
  }

  findSettlement(bankReference: string): Promise<Settlement | null> {
    return this.space.find<Settlement>('SETTLEMENT', bankReference);
  }

  putSettlement(settlement: Settlement): void {
    this.space.put(settlement, settlement.bankReference);
  }

  /** Credit notes of a pair that nothing netted yet. */
  async openCredit(creditor: string, debtor: string): Promise<OpenCredit> {
    return (await this.space.find<OpenCredit>('OPEN-CREDIT', `${creditor}\n${debtor}`)) ?? noCredit(this.program.id, creditor, debtor);
  }

  putOpenCredit(credit: OpenCredit): void {
    this.space.put(credit, `${credit.creditor}\n${credit.debtor}`);
  }

  /** Stages what a blocked owner was paid, beside what he was paid before. */
  async addFrozen(owner: string, amountMinor: bigint): Promise<void> {
    const before = await this.space.find<FrozenResult>('FROZEN-RESULT', owner);
    const frozen: FrozenResult = {
      kind: 'FROZEN-RESULT',
      schemaVersion: 1,
      program: this.program.id,
      owner,
      amountMinor: (before?.amountMinor ?? 0n) + amountMinor,
    };
    this.space.put(frozen, owner);
  }

  /** Refuses an id of this kind that is taken. @throws Fault WRONG_STATE */
  async requireNew(kind: 'TRANSFER' | 'ASK' | 'REDUCTION', id: string): Promise<void> {
    if ((await this.space.find(kind, id)) !== null) throw new Fault('WRONG_STATE', { current: 'EXISTS', allowed: ['NEW'], kind, id });
  }

  /** Salted digest of a claim, as it may stand in the public registry of documents. */
  claimDigest(claim: string): string {
    return this.space.digestOf('CLAIM', claim);
  }
}

/** Whether a receivable of the schedule was ever confirmed. */
export function isConfirmed(schedule: Schedule): boolean {
  return schedule.receivables.some(({ confirmedBy }) => confirmedBy !== null);
}

const emptyResting = (schedule: string): RestingTokens => ({ kind: 'RESTING', schemaVersion: 1, schedule, tokens: [] });
