import { dateAt, daysFrom } from '../../simulation/model/days';
import { expected, inputText, requestKey } from '../../simulation/model/decide';
import { State } from '../../simulation/model/state';
import { describe, type Call, type Operation } from '../../simulation/operation';
import type { Outcome } from '../../simulation/outcome';
import { prologue } from '../../simulation/workload/prologue';
import { Lockstep, Parted } from './lockstep';
import type { Side } from './side';

/** The first business date of the program. */
const FIRST_DAY = '2015-01-05';

/** A life on two ledgers at once, with what the model believes of it: from that the next operations are drawn. */
export class Modelled {
  readonly state = new State();
  /** How often a call ended with each code. */
  readonly endings = new Map<string, number>();
  readonly lockstep: Lockstep;

  constructor(embedded: Side, fabric: Side) {
    this.lockstep = new Lockstep(embedded, fabric);
  }

  /** Founds the network, its program, its suppliers and its limits on both. @throws Parted */
  async found(): Promise<void> {
    await this.lockstep.begin();
    for (const call of prologue()) await this.play(beginningToday(call));
  }

  /** Plays an operation that two ledgers can do alike. @throws Parted */
  async play(operation: Operation): Promise<void> {
    this.state.nowMs = Date.now();
    if (operation.kind === 'call') await this.#call(operation);
    else if (operation.kind === 'race') await this.#race(operation.calls);
    else throw new Error(`two ledgers cannot do alike: ${operation.kind}`);
  }

  async #call(call: Call): Promise<void> {
    const wanted = expected(this.state, call);
    const outcome = await this.lockstep.call(call);
    const code = wanted.outcome === 'REPEATED' ? 'VALID' : wanted.outcome;
    if (code !== outcome.code) throw new Parted(`the model expects ${code}, both ledgers answer ${outcome.code}: ${describe(call)}`);
    this.#count(wanted.outcome);
    this.#apply(call);
  }

  /** Those who lose are asked again, one by one, as a client would. */
  async #race(calls: readonly Call[]): Promise<void> {
    const outcomes = await this.lockstep.race(calls);
    calls.forEach((call, index) => this.#raced(call, outcomes[index] as Outcome));
    for (const [index, { code }] of outcomes.entries()) if (code === 'MVCC_CONFLICT') await this.#call(calls[index] as Call);
  }

  #raced(call: Call, { code }: Outcome): void {
    this.#count(`raced ${code}`);
    if (code === 'VALID') this.#apply(call);
  }

  #apply(call: Call): void {
    const wanted = expected(this.state, call);
    if (wanted.outcome !== 'VALID') return;
    wanted.change();
    this.state.requests.set(requestKey(call), { name: call.name, input: inputText(call) });
  }

  #count(ending: string): void {
    this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
  }
}

/** The calls that found the program, with its first day today. */
function beginningToday(call: Call): Call {
  if (call.name !== 'program:create') return call;
  return { ...call, order: { ...call.order, clockOffsetDays: daysFrom(dateAt(Date.now(), 0), FIRST_DAY) } };
}
