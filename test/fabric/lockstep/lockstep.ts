import type { Msp } from '@tierline/chaincode/api';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { CommittedBlock, CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { describe, type Call } from '../../simulation/operation';
import { endorsersOf, executed, submitted, type Outcome } from '../../simulation/outcome';
import { inMoment } from './moment';
import { outcomeText, parting, transactionText, TransactionNames } from './same';
import type { Side } from './side';
import { raced } from './startLine';

/** The two ledgers did not do the same. */
export class Parted extends Error {}

/** What one side made of a call: what it answered, and what it committed. */
interface Done {
  readonly outcome: Outcome;
  readonly blocks: readonly CommittedBlock[];
}

/**
 * Makes each call on Fabric first and then, at the time that Fabric's transaction carries and with the same salt, on the embedded
 * ledger; both must answer and commit the same.
 */
export class Lockstep {
  readonly names = new TransactionNames();

  constructor(
    readonly embedded: Side,
    readonly fabric: Side,
  ) {}

  /** Reads past what was committed before the first call. */
  async begin(): Promise<void> {
    for (const side of [this.embedded, this.fabric]) await side.newBlocks();
  }

  /** Makes a call on both. @throws Parted */
  async call(call: Call): Promise<Outcome> {
    const label = labelOf(call);
    const askedMs = Date.now();
    const real = await done(this.fabric, call, { label, nowMs: null });
    const model = await done(this.embedded, call, { label, nowMs: timeOf(real.blocks, real.outcome.ordered) ?? askedMs });
    this.#compare(describe(call), [real.outcome], [model.outcome], real.blocks, model.blocks);
    return real.outcome;
  }

  /** Makes calls at the same time, ordered in their order; those who lose are to be asked again. @throws Parted */
  async race(calls: readonly Call[]): Promise<readonly Outcome[]> {
    const askedMs = Date.now();
    const real = await entered(this.fabric, calls);
    const model = await entered(this.embedded, calls);
    this.#require('who must endorse', model.map(namesOf).join('\n'), real.map(namesOf).join('\n'));
    const answers = await raced(real.map((each) => () => submittedAt(each, null)));
    const blocks = await this.fabric.newBlocks();
    const again = await raced(
      model.map((each, place) => () => submittedAt(each, timeOf(blocks, answers[place]?.ordered ?? null) ?? askedMs)),
    );
    this.#compare(`race of ${calls.map(describe).join(' | ')}`, answers, again, blocks, await this.embedded.newBlocks());
    return answers;
  }

  #compare(
    told: string,
    real: readonly Outcome[],
    model: readonly Outcome[],
    realBlocks: readonly CommittedBlock[],
    modelBlocks: readonly CommittedBlock[],
  ): void {
    const [realTransactions, modelTransactions] = [transactionsOf(realBlocks), transactionsOf(modelBlocks)];
    modelTransactions.forEach(({ id }, place) => this.names.pair(id, realTransactions[place]?.id ?? ''));
    // Which conflict Fabric calls it hangs on whether both lie in one block.
    const plain = realBlocks.length > 1 ? anyConflict : (text: string): string => text;
    const texts = (outcomes: readonly Outcome[]): string => plain(outcomes.map(outcomeText).join('\n'));
    const committed = (transactions: readonly CommittedTransaction[]): string => plain(transactions.map(transactionText).join('\n'));
    this.#require(`the outcome of ${told}`, texts(model), texts(real));
    this.#require(`what was committed of ${told}`, committed(modelTransactions), committed(realTransactions));
  }

  #require(what: string, embedded: string, fabric: string): void {
    const told = parting(what, this.names.named(embedded), this.names.named(fabric));
    if (told !== null) throw new Parted(told);
  }
}

const anyConflict = (text: string): string => text.replaceAll(/MVCC_READ_CONFLICT|ENDORSEMENT_POLICY_FAILURE/g, 'CONFLICT');

const labelOf = ({ actor, name, request }: Call): string => `${actor} ${name} ${request}`;

async function done(side: Side, call: Call, moment: { readonly label: string; readonly nowMs: number | null }): Promise<Done> {
  const session = await side.as(call.actor);
  const outcome = await inMoment(moment, () => executed(session, call));
  return { outcome, blocks: await side.newBlocks() };
}

const transactionsOf = (blocks: readonly CommittedBlock[]): readonly CommittedTransaction[] =>
  blocks.flatMap(({ transactions }) => transactions);

function timeOf(blocks: readonly CommittedBlock[], ordered: string | null): number | null {
  const found = transactionsOf(blocks).find(({ id }) => id === ordered);
  return found === undefined ? null : Date.parse(found.timestamp);
}

/** A call of a race with all that is known before it begins. */
interface Entrant {
  readonly call: Call;
  readonly session: Session;
  /** Null when the client cannot tell. */
  readonly endorsers: readonly Msp[] | null;
}

async function entered(side: Side, calls: readonly Call[]): Promise<readonly Entrant[]> {
  const entrants: Entrant[] = [];
  for (const call of calls) {
    const session = await side.as(call.actor);
    entrants.push({ call, session, endorsers: await endorsersOf(session, call) });
  }
  return entrants;
}

const namesOf = ({ endorsers }: Entrant): string => endorsers?.join(', ') ?? 'nobody can tell';

/** A call of which nobody can tell who must endorse it goes nowhere. */
function submittedAt({ call, session, endorsers }: Entrant, nowMs: number | null): Promise<Outcome> {
  if (endorsers === null) return Promise.resolve({ code: 'NOT_FOUND', transaction: null, ordered: null, details: {} });
  return inMoment({ label: labelOf(call), nowMs }, () => submitted(session, call, endorsers));
}
