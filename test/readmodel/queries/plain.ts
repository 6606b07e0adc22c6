import { programCollection, receivableId, tokenId, type Receivable, type Schedule, type Token } from '@tierline/chaincode/api';
import type { RecordReader } from '@tierline/client-app/dist/ports/books';
import type {
  AgeingLine,
  Dashboard,
  ExposureLine,
  PortfolioLine,
  ReceivableFilter,
  ReceivableItem,
  TokenFilter,
  TokenItem,
  Viewer,
} from '@tierline/client-app/dist/ports/queries';

const OWED = ['CONFIRMED', 'PART_PAID', 'DEFAULTED'];
const ALIVE = ['ACTIVE', 'LOCKED'];
const SOLD = ['COMPLETE', 'REPAID', 'RECOURSED', 'WRITTEN_OFF'];
const DAY_MS = 86_400_000;

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
const lists = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The answers to what people ask, by reading all records that an organisation may see, one after the other, and counting. */
export class PlainAnswers {
  constructor(
    private readonly reader: RecordReader,
    readonly viewer: Viewer,
  ) {}

  #isOwn(...companies: readonly string[]): boolean {
    return this.viewer.company === null || companies.includes(this.viewer.company);
  }

  async #schedules(program: string): Promise<Schedule[]> {
    return (await this.reader.all('SCHEDULE', { scope: programCollection(program) })).map(({ record }) => record);
  }

  /** All receivables of a program that the viewer sees, in no order. */
  async receivables(program: string): Promise<ReceivableItem[]> {
    return (await this.#schedules(program))
      .filter(({ creditor, debtor }) => this.#isOwn(creditor, debtor))
      .flatMap((schedule) => schedule.receivables.map((receivable) => receivableItem(schedule, receivable)));
  }

  /** All tokens of a program that the viewer sees, in no order. */
  async tokens(program: string): Promise<TokenItem[]> {
    const scope = programCollection(program);
    const resting = (await this.reader.all('RESTING', { scope })).flatMap(({ record }) => record.tokens);
    const moved = (await this.reader.all('TOKEN', { scope })).map(({ record }) => record);
    const transfers = (await this.reader.all('TRANSFER', { scope })).map(({ record }) => record);
    const held = transfers
      .filter(({ status, payee }) => status === 'OPEN' && payee === this.viewer.company)
      .flatMap(({ tokens }) => tokens);
    const claims = new Map<string, ReceivableItem>();
    for (const schedule of await this.#schedules(program)) {
      for (const receivable of schedule.receivables) {
        const item = receivableItem(schedule, receivable);
        claims.set(item.receivable, item);
      }
    }
    return [...resting, ...moved]
      .filter((token) => this.#isOwn(token.owner) || held.includes(tokenId(token)))
      .map((token) => tokenItem(token, claims.get(token.receivable) as ReceivableItem));
  }

  async portfolio(program: string, owner: string): Promise<PortfolioLine[]> {
    const claims = new Map(
      (await new PlainAnswers(this.reader, { ...this.viewer, company: null }).receivables(program)).map((each) => [each.receivable, each]),
    );
    const tokens = (await this.tokens(program)).filter(
      (token) => token.owner === owner && ALIVE.includes(token.status) && OWED.includes(claims.get(token.receivable)?.status ?? ''),
    );
    return lists(tokens.map(({ debtor, payDate }) => `${debtor} ${payDate}`))
      .sort()
      .map((line) => {
        const own = tokens.filter(({ debtor, payDate }) => `${debtor} ${payDate}` === line);
        const [debtor = '', payDate = ''] = line.split(' ');
        const locked = own.filter(({ lockedBy }) => lockedBy !== null);
        const [amountMinor, lockedMinor] = [own, locked].map((some) => total(some.map((each) => each.amountMinor))) as [bigint, bigint];
        return { debtor, payDate, count: own.length, amountMinor, lockedMinor };
      });
  }

  async exposure(programs: readonly string[]): Promise<ExposureLine[]> {
    if (this.viewer.company !== null) return [];
    const lines: ExposureLine[] = [];
    for (const { scope, record } of await this.reader.all('CREDIT-LIMIT')) {
      const { bank, core, hostMsp, currency, ceilingMinor, usedMinor, reservedMinor, expiresOn } = record;
      const held: bigint[] = [];
      for (const program of programs) {
        const rules = (await this.reader.find('PROGRAM', programCollection(program), program))?.record;
        if (rules?.currency !== currency || rules.hostMsp !== hostMsp) continue;
        const own = (await this.tokens(program)).filter(
          ({ owner, debtor, status }) => owner === bank && debtor === core && ALIVE.includes(status),
        );
        held.push(...own.map(({ amountMinor }) => amountMinor));
      }
      const free = ceilingMinor - usedMinor - reservedMinor;
      const availableMinor = free > 0n ? free : 0n;
      const limit = { ceilingMinor, usedMinor, reservedMinor, availableMinor, expiresOn };
      lines.push({ scope, bank, core, hostMsp, currency, ...limit, heldMinor: total(held) });
    }
    return lines;
  }

  async ageing(program: string, today: string): Promise<AgeingLine[]> {
    const owed = (await this.receivables(program)).filter(({ status }) => OWED.includes(status));
    const aged = owed.map((each) => ({ ...each, age: ageOf(days(each.payDate ?? '', today)) }));
    return lists(aged.map(({ debtor }) => debtor))
      .sort()
      .flatMap((debtor) =>
        AGES_BY_DAYS.map(([age]) => age).flatMap((age) => {
          const own = aged.filter((each) => each.debtor === debtor && each.age === age);
          const amountMinor = total(own.map(({ outstandingMinor }) => outstandingMinor));
          return own.length === 0 ? [] : [{ debtor, age, count: own.length, amountMinor }];
        }),
      );
  }

  async dashboard(program: string, today: string): Promise<Dashboard> {
    const claims = await this.receivables(program);
    const tokens = (await this.tokens(program)).filter(({ status }) => ALIVE.includes(status));
    const owed = claims.filter(({ status }) => OWED.includes(status));
    const asks = (await this.reader.all('ASK', { scope: programCollection(program) }))
      .map(({ record }) => record)
      .filter(({ seller }) => this.#isOwn(seller));
    const sumOf = (some: readonly ReceivableItem[]) => ({
      count: some.length,
      amountMinor: total(some.map((each) => each.outstandingMinor)),
    });
    const sumOfAsks = (some: typeof asks) => ({ count: some.length, amountMinor: total(some.map(({ faceMinor }) => faceMinor)) });
    const until = (each: ReceivableItem): number => days(today, each.payDate ?? '');
    return {
      program,
      currency: (await this.reader.find('PROGRAM', programCollection(program), program))?.record.currency ?? '',
      receivables: lists(claims.map(({ status }) => status))
        .sort()
        .map((status) => {
          const own = claims.filter((each) => each.status === status);
          return { status, count: own.length, amountMinor: total(own.map(({ faceMinor }) => faceMinor)) };
        }),
      tokens: lists(tokens.map(({ tier }) => tier))
        .sort((a, b) => a - b)
        .map((tier) => {
          const own = tokens.filter((each) => each.tier === tier);
          return { tier, count: own.length, amountMinor: total(own.map(({ amountMinor }) => amountMinor)) };
        }),
      outstandingMinor: sumOf(owed).amountMinor,
      overdue: sumOf(owed.filter((each) => until(each) < 0)),
      dueIn30Days: sumOf(owed.filter((each) => until(each) >= 0 && until(each) <= 30)),
      openAsks: sumOfAsks(asks.filter(({ status }) => status === 'OPEN')),
      sold: sumOfAsks(asks.filter(({ deal }) => deal !== null && SOLD.includes(deal.state))),
    };
  }
}

function receivableItem({ id, program, creditor, debtor }: Schedule, receivable: Receivable): ReceivableItem {
  const { ordinal, documents, faceMinor, receivedMinor, paidMinor, deliveryDate, dueDate, payDate, status, cancelled } = receivable;
  const outstandingMinor = faceMinor - total(cancelled.map(({ from, to }) => to - from)) - receivedMinor;
  const document = documents[0]?.number ?? '';
  const amounts = { faceMinor, outstandingMinor, receivedMinor, paidMinor };
  const dates = { deliveryDate, dueDate, payDate };
  return { receivable: receivableId(id, ordinal), program, creditor, debtor, document, ...amounts, ...dates, status, incomplete: false };
}

function tokenItem(token: Token, { program, debtor, dueDate, payDate }: ReceivableItem): TokenItem {
  const { receivable, owner, tier, status, lock, origin, from, to } = token;
  const own = { token: tokenId(token), receivable, owner, tier, status, origin, amountMinor: to - from, lockedBy: lock?.ref ?? null };
  return { ...own, program, debtor, dueDate, payDate, incomplete: false };
}

/** Ages with the first and last day late of each. */
const AGES_BY_DAYS: readonly (readonly [AgeingLine['age'], number, number])[] = [
  ['DUE_LATER_THAN_90', -Infinity, -91],
  ['DUE_IN_61_90', -90, -61],
  ['DUE_IN_31_60', -60, -31],
  ['DUE_IN_1_30', -30, -1],
  ['DUE_TODAY', 0, 0],
  ['LATE_1_30', 1, 30],
  ['LATE_31_60', 31, 60],
  ['LATE_61_90', 61, 90],
  ['LATE_OVER_90', 91, Infinity],
];

function ageOf(late: number): AgeingLine['age'] {
  const found = AGES_BY_DAYS.find(([, first, last]) => late >= first && late <= last);
  if (found === undefined) throw new Error(`no age for ${late} days`);
  return found[0];
}

/** Whether a field of a filter is left out or met. */
const meets = <T>(wanted: T | undefined, isMet: (wanted: T) => boolean): boolean => wanted === undefined || isMet(wanted);

/** Receivables that a filter chooses, in its order. */
export function chosenReceivables(all: readonly ReceivableItem[], filter: ReceivableFilter): ReceivableItem[] {
  const { status, debtor, creditor, dueFrom, dueTo, minMinor, maxMinor, document, overdueOn, order = 'dueDate' } = filter;
  const chosen = all.filter((each) =>
    [
      meets(status, (wanted) => wanted.includes(each.status)),
      meets(debtor, (wanted) => each.debtor === wanted),
      meets(creditor, (wanted) => each.creditor === wanted),
      meets(dueFrom, (wanted) => each.dueDate >= wanted),
      meets(dueTo, (wanted) => each.dueDate <= wanted),
      meets(minMinor, (wanted) => each.faceMinor >= wanted),
      meets(maxMinor, (wanted) => each.faceMinor <= wanted),
      meets(document, (wanted) => each.document.startsWith(wanted)),
      meets(overdueOn, (wanted) => OWED.includes(each.status) && (each.payDate ?? '9999') < wanted),
    ].every((isMet) => isMet),
  );
  return ordered(chosen, order, ({ receivable, dueDate, faceMinor }) => ({ id: receivable, dueDate, amount: faceMinor }));
}

/** Tokens that a filter chooses, in its order. */
export function chosenTokens(all: readonly TokenItem[], filter: TokenFilter): TokenItem[] {
  const { status, owner, receivable, debtor, tier, dueFrom, dueTo, minMinor, maxMinor, sold, order = 'dueDate' } = filter;
  const chosen = all.filter((each) =>
    [
      meets(status, (wanted) => wanted.includes(each.status)),
      meets(owner, (wanted) => each.owner === wanted),
      meets(receivable, (wanted) => each.receivable === wanted),
      meets(debtor, (wanted) => each.debtor === wanted),
      meets(tier, (wanted) => each.tier === wanted),
      meets(dueFrom, (wanted) => each.dueDate >= wanted),
      meets(dueTo, (wanted) => each.dueDate <= wanted),
      meets(minMinor, (wanted) => each.amountMinor >= wanted),
      meets(maxMinor, (wanted) => each.amountMinor <= wanted),
      meets(sold, (wanted) => (each.origin !== null) === wanted),
    ].every((isMet) => isMet),
  );
  return ordered(chosen, order, ({ token, dueDate, amountMinor }) => ({ id: token, dueDate, amount: amountMinor }));
}

function ordered<T>(items: readonly T[], order: string, keyOf: (item: T) => { id: string; dueDate: string; amount: bigint }): T[] {
  const by = order.replace('-', '') as 'id' | 'dueDate' | 'amount';
  const compare = (a: T, b: T): number => {
    const [first, second] = [keyOf(a), keyOf(b)];
    if (first[by] !== second[by]) return first[by] < second[by] ? -1 : 1;
    return first.id < second.id ? -1 : 1;
  };
  const rising = [...items].sort(compare);
  return order.startsWith('-') ? rising.reverse() : rising;
}
