import { RowRefusal } from './refusal';

/** 381: UN/CEFACT 1001, credit note. */
const CREDIT_NOTES: ReadonlySet<string> = new Set([
  'credit',
  'credit note',
  'credit memo',
  'creditnote',
  'cn',
  'crn',
  '381',
  '红字',
  '红票',
  '红字发票',
  '红字专票',
  '贷项',
  '贷项通知单',
  '贷项凭证',
]);
/** Never valid: nothing of it is owed. */
const VOID: ReadonlySet<string> = new Set(['void', 'voided', 'annulled', 'deleted', '作废', '已作废']);
/** Taken back: owed no more; a negative row of this state is what takes it back. */
const CANCELLED: ReadonlySet<string> = new Set([
  'cancelled',
  'canceled',
  'cancellation',
  'reversed',
  'reversal',
  '取消',
  '已取消',
  '红冲',
  '已红冲',
  '冲销',
  '已冲销',
]);

/** Whether a document's type is credit note. */
export function isCreditNote(type: string): boolean {
  return CREDIT_NOTES.has(plainWord(type));
}

/**
 * Refuses a row of an invoice that its own file calls void or cancelled. A negative row that is called cancelled is the
 * cancellation itself, and so a credit note.
 * @throws RowRefusal WRONG_STATE.
 */
export function refuseVoid(status: string, type: string, isNegative: boolean): void {
  for (const [field, cell] of [
    ['status', status],
    ['type', type],
  ] as const) {
    const word = plainWord(cell);
    if (VOID.has(word) || (CANCELLED.has(word) && !isNegative)) {
      const message = 'the invoice is void: nothing is owed on it; take the row out, or correct its state';
      throw new RowRefusal(field, cell, message, 'WRONG_STATE');
    }
  }
}

function plainWord(cell: string): string {
  return cell
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}
