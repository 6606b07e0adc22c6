import type { BlockItem, Page, PageOf, TransactionItem } from '../../../ports/queries';
import type { Database } from '../schema';
import type { SqlDatabase } from '../sqlDatabase';
import { checkedText } from './checked';
import { Paging } from './cursor';

/** No block has a number as high. */
const AFTER_LAST = 2 ** 31 - 1;
const isNumber = (value: string): boolean => /^(0|[1-9][0-9]{0,8})$/.test(value);

/** Blocks, newest first, with what everybody in the channel sees of their transactions. @throws Fault MALFORMED */
export function blockPage(database: SqlDatabase, page: PageOf): Promise<Page<BlockItem>> {
  const paging = new Paging('blocks', isNumber);
  const { place, rows } = paging.begin(page);
  return database.forViewer(null, async (tables) => {
    const blocks = await tables
      .selectFrom('block')
      .select(['block.number', 'block.hash', 'block.previous_hash as previousHash'])
      .where('block.number', '<', place === null ? AFTER_LAST : Number(place.value))
      .orderBy('block.number', 'desc')
      .limit(rows)
      .execute();
    const numbers = blocks.map(({ number }) => number);
    const transactions = await tables
      .selectFrom('transaction')
      .selectAll()
      .where('transaction.block', 'in', numbers.length === 0 ? [-1] : numbers)
      .orderBy('transaction.block')
      .orderBy('transaction.place')
      .execute();
    return paging.page(
      blocks,
      page.limit,
      ({ number }) => ({ value: String(number), id: '' }),
      (block) => ({ ...block, transactions: transactions.filter((each) => each.block === block.number).map(itemOf) }),
    );
  });
}

/** A transaction by its id; of an id that was used again, the one that was valid, or else the first. @throws Fault MALFORMED */
export async function transactionOf(database: SqlDatabase, id: string): Promise<TransactionItem | null> {
  const row = await database.forViewer(null, (tables) =>
    tables
      .selectFrom('transaction')
      .selectAll()
      .where('transaction.id', '=', checkedText(id, 'id'))
      .orderBy((is) => is('transaction.code', '=', 'VALID'), 'desc')
      .orderBy('transaction.block')
      .orderBy('transaction.place')
      .limit(1)
      .executeTakeFirst(),
  );
  return row === undefined ? null : itemOf(row);
}

function itemOf(row: Database['transaction']): TransactionItem {
  const { place: _place, facts_root: factsRoot, ...item } = row;
  return { ...item, factsRoot };
}
