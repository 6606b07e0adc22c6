import type { Draft } from './drafts';
import { groupBy } from './groupBy';
import type { AppliedCredit, OpenCreditNote } from './importedFile';
import type { Line } from './line';

/** An invoice and what credit notes leave of it. */
export interface NettedInvoice {
  readonly draft: Draft;
  /** Zero when it is settled by credit. */
  readonly amountMinor: bigint;
  readonly creditNotes: readonly AppliedCredit[];
}

interface OpenInvoice {
  readonly draft: Draft;
  amountMinor: bigint;
  readonly creditNotes: AppliedCredit[];
}

/** Invoices from the oldest on; a settled one is never looked at again. */
interface Queue {
  readonly invoices: readonly OpenInvoice[];
  next: number;
}

/**
 * Nets credit notes against invoices of the same creditor, debtor and currency: first those that name an invoice, then the
 * others, oldest first, each against the oldest invoice that is not settled yet. A credit note takes from one invoice only;
 * what is left of it stays open.
 */
export function netCreditNotes(drafts: readonly Draft[]): { invoices: readonly NettedInvoice[]; openCredits: readonly OpenCreditNote[] } {
  const invoices = drafts
    .filter(({ amountMinor }) => amountMinor > 0n)
    .map((draft): OpenInvoice => ({ draft, amountMinor: draft.amountMinor, creditNotes: [] }));
  const credits = drafts.filter(({ amountMinor }) => amountMinor < 0n).sort(byAge);
  if (credits.length === 0) return { invoices, openCredits: [] };
  const oldestFirst = [...invoices].sort((a, b) => byAge(a.draft, b.draft));
  const byPair = queuesBy(oldestFirst, pairKey);
  const byNumber = queuesBy(oldestFirst, (line) => numberKey(line, line.number.compared));
  const openCredits: OpenCreditNote[] = [];
  const net = (credit: Draft, queue: Queue | undefined): void => {
    const restMinor = apply(credit, oldestOpen(queue));
    if (restMinor > 0n) openCredits.push(openCredit(credit, restMinor));
  };
  for (const credit of credits) {
    const reference = referenceOf(credit);
    if (reference !== null) net(credit, byNumber.get(numberKey(credit.lines[0], reference)));
  }
  for (const credit of credits) {
    if (referenceOf(credit) === null) net(credit, byPair.get(pairKey(credit.lines[0])));
  }
  return { invoices, openCredits: openCredits.sort((a, b) => (a.rows[0] as number) - (b.rows[0] as number)) };
}

function queuesBy(invoices: readonly OpenInvoice[], keyOf: (line: Line) => string): ReadonlyMap<string, Queue> {
  const groups = groupBy(invoices, ({ draft }) => keyOf(draft.lines[0]));
  return new Map([...groups].map(([key, group]) => [key, { invoices: group, next: 0 }]));
}

function oldestOpen(queue: Queue | undefined): OpenInvoice | undefined {
  if (queue === undefined) return undefined;
  while (queue.invoices[queue.next]?.amountMinor === 0n) queue.next += 1;
  return queue.invoices[queue.next];
}

/** Takes as much off the invoice as it has; returns what is left of the credit note. */
function apply(credit: Draft, invoice: OpenInvoice | undefined): bigint {
  const creditMinor = -credit.amountMinor;
  if (invoice === undefined) return creditMinor;
  const amountMinor = creditMinor < invoice.amountMinor ? creditMinor : invoice.amountMinor;
  invoice.amountMinor -= amountMinor;
  const { number, issueDate } = credit.lines[0];
  invoice.creditNotes.push({ number: number.printed, issueDate, amountMinor, rows: rowsOf(credit) });
  return creditMinor - amountMinor;
}

function openCredit(credit: Draft, amountMinor: bigint): OpenCreditNote {
  const { number, issueDate, currency, creditor, debtor } = credit.lines[0];
  return {
    number: number.printed,
    issueDate,
    currency,
    amountMinor,
    creditor: creditor.key,
    debtor: debtor.key,
    reference: referenceOf(credit),
    rows: rowsOf(credit),
  };
}

function byAge(a: Draft, b: Draft): number {
  const [x, y] = [a.lines[0], b.lines[0]];
  if (x.issueDate === y.issueDate) return x.row - y.row;
  return x.issueDate < y.issueDate ? -1 : 1;
}

const rowsOf = ({ lines }: Draft): readonly number[] => lines.map(({ row }) => row);
const referenceOf = ({ lines }: Draft): string | null => lines.find(({ reference }) => reference !== null)?.reference ?? null;
const pairKey = ({ creditor, debtor, currency }: Line): string => [creditor.key, debtor.key, currency].join('\u001f');
const numberKey = (line: Line, compared: string): string => [pairKey(line), compared].join('\u001f');
