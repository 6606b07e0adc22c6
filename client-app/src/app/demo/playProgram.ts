import { addDays, sha256, TRANSACTIONS, type ProgramMembers } from '@tierline/chaincode/api';
import { execute } from '../execute';
import { submitDocuments, type OwnedDocument, type RefusedDocument, type SubmittedDocument } from '../importing/submitDocuments';
import { pages } from '../pages';
import { receivableOf } from '../receivables';
import type { Cast } from './cast';
import { sell, setLimits } from './finance';
import { Mischief } from './mischief';
import { paymentsOf, playPayments, redeemEverything, type Payment } from './settling';
import type { Stage } from './stage';
import { passDown, type Held } from './tiers';
import { thinned, timelineOf, type Stop } from './timeline';

/** Receivables that go down the tiers; the others are held to maturity. */
const MOST_FEATURED = 400;
/** Sales to banks in one program. */
const MOST_SALES = 12;
/** Receivables up to which holders are paid out on every date. */
const MOST_PAID_DAILY = 100;
const BATCH = 200;
const LAST_DAY = '9999-12-31';
const UNDERTAKING = sha256('The debtor pays the holder of record on the due date, without set-off.');

/** What was played. */
export interface Played {
  readonly submitted: readonly SubmittedDocument[];
  readonly refused: readonly RefusedDocument[];
  readonly featured: number;
}

/** The documents of one program from submission to redemption, in the order of business dates. */
export class ProgramPlay {
  readonly #submitted: SubmittedDocument[] = [];
  readonly #refused: RefusedDocument[] = [];
  #payments: readonly Payment[] = [];
  #featured = 0;
  #sales = 0;
  readonly #limited = new Set<string>();

  constructor(
    private readonly stage: Stage,
    private readonly cast: Cast,
    private readonly prefix: string,
    private readonly mischief: Mischief | null,
  ) {}

  /** The first business date of a play: the program's clock starts there. */
  static firstDay(documents: readonly OwnedDocument[]): string | null {
    return timelineOf(documents).stops[0]?.on ?? null;
  }

  async play(documents: readonly OwnedDocument[]): Promise<Played> {
    const { stops, impossible } = timelineOf(documents);
    this.#refused.push(
      ...impossible.map((owned) => ({ ...owned, code: 'CONDITION_UNMET' as const, details: { condition: 'not-yet-due' } })),
    );
    const everyNth = Math.max(1, Math.ceil(documents.length / MOST_FEATURED));
    for (const [index, stop] of stops.entries()) {
      await this.#payUntil(addDays(stop.on, -1));
      await this.stage.goTo(stop.on);
      await this.#playStop(stop, index, everyNth);
    }
    await this.#payUntil(LAST_DAY);
    this.stage.progress(`${this.stage.program} ${this.stage.today}: all ${this.#submitted.length} receivables paid`);
    return { submitted: this.#submitted, refused: this.#refused, featured: this.#featured };
  }

  /** Plays the payments up to a date, and pays the holders out: of few receivables on every date, of many at the end. */
  async #payUntil(date: string): Promise<void> {
    const before = this.#payments.length;
    let paid = 0;
    const payOut = async (): Promise<void> => {
      paid += await redeemEverything(this.stage);
    };
    const isSmall = this.#submitted.length <= MOST_PAID_DAILY;
    this.#payments = await playPayments(this.stage, this.#payments, date, isSmall ? payOut : () => Promise.resolve());
    if (this.#payments.length === before) return;
    await payOut();
    this.stage.progress(`${this.stage.program} ${this.stage.today}: ${before - this.#payments.length} payments settled, ${paid} payouts`);
  }

  async #playStop(stop: Stop, index: number, everyNth: number): Promise<void> {
    const { stage } = this;
    const fresh: SubmittedDocument[] = [];
    for (const creditor of new Set(stop.documents.map((owned) => owned.creditor))) {
      const session = await stage.as('maker', creditor);
      const own = stop.documents.filter((owned) => owned.creditor === creditor);
      const done = await submitDocuments(session, stage.program, own, `${this.prefix}-${index}-${this.#submitted.length}`);
      fresh.push(...done.submitted);
      this.#refused.push(...done.refused);
      this.#submitted.push(...done.submitted);
    }
    const confirmed = await this.#confirm(fresh);
    stage.progress(`${stage.program} ${stage.today}: ${confirmed.length} receivables submitted, checked and confirmed`);
    const featured = confirmed.filter((_each, place) => place % everyNth === 0);
    await this.#schedulePayments(confirmed, featured);
    if (featured.length > 0) await this.#feature(featured);
  }

  async #confirm(fresh: readonly SubmittedDocument[]): Promise<SubmittedDocument[]> {
    const { stage, mischief } = this;
    const [first] = fresh;
    if (mischief !== null && first !== undefined && mischief.refused.length === 0) {
      await mischief.submitAgain(await stage.as('maker', first.creditor), first);
    }
    const confirmed: SubmittedDocument[] = [];
    for (const debtor of new Set(fresh.map((each) => each.debtor))) {
      for (const page of pages(
        fresh.filter((each) => each.debtor === debtor),
        BATCH,
      )) {
        const receivables = page.map(({ receivable }) => receivable);
        await execute(await stage.as('maker', debtor), TRANSACTIONS.receivable.check, { program: stage.program, receivables });
        if (mischief !== null && mischief.refused.length === 1) await mischief.confirmTwice(debtor, receivables);
        const checker = await stage.as('checker', debtor);
        const order = { program: stage.program, receivables, undertakingDigest: UNDERTAKING };
        await execute(checker, TRANSACTIONS.receivable.confirm, order, await stage.keys.word(checker));
        confirmed.push(...page);
      }
    }
    return confirmed;
  }

  async #schedulePayments(confirmed: readonly SubmittedDocument[], featured: readonly SubmittedDocument[]): Promise<void> {
    const inTwo = new Set(featured.map(({ receivable }) => receivable));
    const { books } = await this.stage.bank('maker', 0);
    const found = await Promise.all(confirmed.map(({ receivable: id }) => receivableOf(books, this.stage.program, id)));
    this.#payments = [...this.#payments, ...found.flatMap(({ id, receivable }) => paymentsOf(id, receivable, inTwo.has(id)))];
  }

  /** Down the tiers, with sales on the way. */
  async #feature(featured: readonly SubmittedDocument[]): Promise<void> {
    const { stage, cast } = this;
    const early = featured.filter(({ document }) => document.dueDate >= addDays(stage.today, 7));
    const first = early.map(({ receivable, creditor, document }): Held => ({
      token: `${receivable}:0-${document.amountMinor}`,
      owner: creditor,
    }));
    if (first.length === 0) return;
    this.#featured += first.length;
    const last = await passDown(stage, first, cast.tiers);
    await this.#troubles(last);
    const rest = last.filter(({ token }) => !this.#sold.has(token));
    for (const held of thinned(rest, Math.max(0, Math.min(2, MOST_SALES - this.#sales)))) {
      await this.#limit(held);
      await sell(stage, [held]);
      this.#sales += 1;
    }
    stage.progress(
      `${stage.program} ${stage.today}: ${first.length} passed down to tier ${cast.tiers.length + 1}, ${this.#sales} sales so far`,
    );
  }

  readonly #sold = new Set<string>();

  /** Once, on the first token that comes down: everything that must be refused. */
  async #troubles(last: readonly Held[]): Promise<void> {
    const { mischief, stage, cast } = this;
    const [held] = last;
    if (mischief === null || held === undefined || this.#sold.size > 0) return;
    await mischief.moveOthers(cast.extra, held);
    await mischief.goTooDeep(cast, held, stage.minimumMinor);
    await this.#limit(held);
    await mischief.sellWithTrouble(held);
    this.#sold.add(held.token);
    this.#sales += 1;
  }

  async #limit({ token }: Held): Promise<void> {
    const { books } = await this.stage.bank('maker', 0);
    const { schedule } = await receivableOf(books, this.stage.program, token.split(':')[0] ?? '');
    if (this.#limited.has(schedule.debtor)) return;
    this.#limited.add(schedule.debtor);
    await setLimits(this.stage, schedule.debtor, 10n ** 15n);
  }
}

/** The members of the program of a currency. */
export function membersFor(programs: readonly ProgramMembers[], id: string): ProgramMembers {
  const found = programs.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the network has a program ${id}`);
  return found;
}
