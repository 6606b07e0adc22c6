import { partsOfReceivableId, programCollection, type Schedule, type Settlement } from '@tierline/chaincode/api';
import { MAX_IDS, type Books, type History, type Moment, type Version } from '../ports/books';
import { pages } from './pages';
import { scheduleOf } from './receivables';

/** One settlement of a receivable, and how far it moved what is shared out among the holders; amounts in minor units. */
export interface Instalment {
  readonly receivable: string;
  /** The settlement's reference. */
  readonly bankReference: string;
  /** Business date. */
  readonly on: string;
  readonly block: number;
  /** What arrived, late interest included; a crumb of it can wait for the next instalment. */
  readonly receivedMinor: bigint;
  /** Principal shared out: before this settlement, and with it. */
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  /** The same of late interest. */
  readonly interestBeforeMinor: bigint;
  readonly interestAfterMinor: bigint;
}

/** The instalments of some receivables, each receivable's in their order. */
export async function instalmentsOf(
  books: Books,
  program: string,
  receivables: readonly string[],
): Promise<ReadonlyMap<string, readonly Instalment[]>> {
  const scope = programCollection(program);
  const found = new Map<string, Instalment[]>(receivables.map((receivable) => [receivable, []]));
  for (const receivable of pages(receivables, MAX_IDS)) {
    const arrivals = (await books.histories('SETTLEMENT', { scope, where: { receivable } })).flatMap(arrivalIn);
    const ids = [...new Set(arrivals.map(({ settlement }) => scheduleOf(settlement.receivable)))];
    const schedules = new Map((await books.histories('SCHEDULE', { scope, ids })).map(({ id, versions }) => [id, versions]));
    for (const arrival of arrivals) {
      const instalments = instalmentIn(arrival, schedules.get(scheduleOf(arrival.settlement.receivable)) ?? []);
      found.get(arrival.settlement.receivable)?.push(...instalments);
    }
  }
  for (const instalments of found.values()) instalments.sort((a, b) => a.block - b.block);
  return found;
}

interface Arrival {
  readonly settlement: Settlement;
  readonly at: Moment;
}

/** When the money of a settlement came: a refund is written over it later. */
function arrivalIn({ versions: [first] }: History<Settlement>): readonly Arrival[] {
  return first === undefined || first.record === null ? [] : [{ settlement: first.record, at: first.at }];
}

/** The same transaction wrote the receivable's new form; there is no instalment while that form has not been received. */
function instalmentIn({ settlement, at }: Arrival, schedule: readonly Version<Schedule>[]): readonly Instalment[] {
  const { receivable, bankReference, on, receivedMinor } = settlement;
  const { ordinal } = partsOfReceivableId(receivable);
  const index = schedule.findIndex((version) => version.at.transactionId === at.transactionId);
  const [before, after] = [index - 1, index].map((place) => schedule[place]?.record?.receivables.find((each) => each.ordinal === ordinal));
  if (before === undefined || after === undefined) return [];
  return [
    {
      receivable,
      bankReference,
      on,
      block: at.block,
      receivedMinor,
      beforeMinor: before.paidMinor,
      afterMinor: after.paidMinor,
      interestBeforeMinor: before.interestPaidMinor,
      interestAfterMinor: after.interestPaidMinor,
    },
  ];
}
