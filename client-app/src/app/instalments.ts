import { partsOfReceivableId, programCollection, type Receivable, type Settlement } from '@tierline/chaincode/api';
import { MAX_IDS, type Books, type History, type Moment } from '../ports/books';
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
  const found = new Map<string, readonly Instalment[]>();
  for (const receivable of pages(receivables, MAX_IDS)) {
    const settlements = await books.histories('SETTLEMENT', { scope, where: { receivable } });
    const forms = new Map<string, readonly ReceivableForm[]>();
    const ids = [...new Set(settlements.flatMap(receivableIn).map(scheduleOf))];
    for (const { id, versions } of await books.histories('SCHEDULE', { scope, ids })) {
      forms.set(
        id,
        versions.map(({ record, at }) => ({ receivables: record?.receivables ?? [], at })),
      );
    }
    for (const each of receivable) {
      const own = settlements.filter((settlement) => receivableIn(settlement).includes(each));
      const instalments = own.flatMap((settlement) => instalmentIn(settlement, forms.get(scheduleOf(each)) ?? []));
      if (instalments.length > 0) found.set(each, instalments.sort(byBlock));
    }
  }
  return found;
}

interface ReceivableForm {
  readonly receivables: readonly Receivable[];
  readonly at: Moment;
}

const receivableIn = ({ versions }: History<Settlement>): readonly string[] =>
  versions.flatMap(({ record }) => record?.receivable ?? []).slice(0, 1);

const byBlock = (a: Instalment, b: Instalment): number => a.block - b.block;

/** The settlement and the receivable's new form were written by the same transaction; nothing where that form has not been received. */
function instalmentIn({ versions: [first] }: History<Settlement>, forms: readonly ReceivableForm[]): readonly Instalment[] {
  if (first?.record == null) return [];
  const { receivable, bankReference, on, receivedMinor } = first.record;
  const { ordinal } = partsOfReceivableId(receivable);
  const index = forms.findIndex(({ at }) => at.transactionId === first.at.transactionId);
  const [before, after] = [index - 1, index].map((each) => forms[each]?.receivables.find((found) => found.ordinal === ordinal));
  if (before === undefined || after === undefined) return [];
  return [
    {
      receivable,
      bankReference,
      on,
      block: first.at.block,
      receivedMinor,
      beforeMinor: before.paidMinor,
      afterMinor: after.paidMinor,
      interestBeforeMinor: before.interestPaidMinor,
      interestAfterMinor: after.interestPaidMinor,
    },
  ];
}
