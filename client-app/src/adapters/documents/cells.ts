import { formatAmount } from '@tierline/chaincode/api';
import type { Cell, SheetColumn } from '../../ports/documents';
import { harmless } from './harmless';

/** A cell as text: amounts as decimal digits with a point and nothing between thousands, so that programs read a number. */
export function cellText(cell: Cell, { kind }: SheetColumn, currency: string): string {
  if (cell === null) return '';
  if (typeof cell === 'bigint') return formatAmount(cell, currency).replaceAll(',', '');
  return kind === 'TEXT' || kind === 'DATE' ? harmless(String(cell)) : String(cell);
}
