import type { Columns } from './columns';
import type { Mapping } from './mapping';
import type { OwnParty, PartyBook, Side } from './parties';
import { fileFault, RowRefusal } from './refusal';
import type { FixedParties } from './rowReader';
import type { View } from './view';

/** The side of the company whose file it is. */
export function ownSideOf(view: View): Side {
  return view === 'payable' ? 'debtor' : 'creditor';
}

/**
 * The companies of sides that have no column: as the mapping says, or the program's own.
 * @throws Fault MALFORMED when a side has neither column nor company, or the company's name or code is wrong.
 */
export function fixedParties(columns: Columns, mapping: Mapping, ownSide: Side, own: OwnParty | undefined, book: PartyBook): FixedParties {
  const fixed: Partial<Record<Side, ReturnType<PartyBook['fixed']>>> = {};
  for (const side of ['creditor', 'debtor'] as const) {
    const hasColumn = columns.places[side] !== undefined || columns.places[`${side}Code`] !== undefined;
    const party = mapping[side] ?? (hasColumn || side !== ownSide ? undefined : own);
    if (party !== undefined) fixed[side] = readFixed(side, party, book);
    else if (!hasColumn) throw missingSide(side, ownSide, columns);
  }
  return fixed;
}

function readFixed(side: Side, party: OwnParty, book: PartyBook): ReturnType<PartyBook['fixed']> {
  try {
    return book.fixed(side, party);
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error;
    const mend = `correct the ${side} that the mapping or the program names`;
    throw fileFault({ field: error.field, value: error.value, reason: error.message, mend });
  }
}

function missingSide(side: Side, ownSide: Side, columns: Columns): Error {
  return fileFault({
    field: side,
    value: columns.header.join(', '),
    reason: `no column of the file names the ${side}`,
    mend:
      side === ownSide
        ? `say who you are with --as: your company is the ${side}; or name "${side}" in a mapping file`
        : `name the column of the ${side}, or the "${side}" itself, in a mapping file`,
  });
}
