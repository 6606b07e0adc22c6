import { plainHeader } from './headerNames';
import type { Columns } from './columns';
import { fileFault } from './refusal';

/** Whose file it is: `payable` a core's, one debtor and many creditors; `receivable` a supplier's, the other way round. */
export type View = 'payable' | 'receivable';

/** Only a buyer calls the other side so. */
const BUYERS_WORDS = /supplier|vendor|供应商/;
/** Only a seller calls the other side so. */
const SELLERS_WORDS = /customer|client|客户/;

/**
 * The view of a file: the one named, else by whom its header speaks of: suppliers stand in a buyer's file, customers in a
 * seller's; else the side that has a column when only one has.
 * @throws Fault MALFORMED when neither shows it.
 */
export function viewOf(columns: Columns, named: View | undefined): View {
  const found = named ?? viewByWords(columns) ?? viewBySide(columns);
  if (found !== null) return found;
  throw fileFault({
    field: 'view',
    value: columns.header.join(', '),
    limit: 'payable, receivable',
    reason: 'the header does not show whether these are debts that a buyer owes or claims that a seller has',
    mend: "pass --view payable for a buyer's file or --view receivable for a seller's",
  });
}

function viewByWords({ header, places }: Columns): View | null {
  const wordsOf = (...columns: readonly (number | undefined)[]): string =>
    columns.map((place) => (place === undefined ? '' : plainHeader(header[place] as string))).join(' ');
  const ofSuppliers = BUYERS_WORDS.test(wordsOf(places.creditor, places.creditorCode));
  const ofCustomers = SELLERS_WORDS.test(wordsOf(places.debtor, places.debtorCode));
  if (ofSuppliers === ofCustomers) return null;
  return ofSuppliers ? 'payable' : 'receivable';
}

function viewBySide({ places }: Columns): View | null {
  const hasCreditor = places.creditor !== undefined || places.creditorCode !== undefined;
  const hasDebtor = places.debtor !== undefined || places.debtorCode !== undefined;
  if (hasCreditor === hasDebtor) return null;
  return hasCreditor ? 'payable' : 'receivable';
}
