import { addDays, compareDates, daysBetween, isCurrency, LAST_DATE } from '@tierline/chaincode/api';
import { readAmount, readProduct } from './amounts';
import { isBlank, readDocumentNumber, refuseLongFields } from './cellText';
import { readDate, type DateOrder } from './dates';
import { readNumber } from './decimals';
import { isCreditNote, refuseVoid } from './documentType';
import type { Field } from './headerNames';
import type { Line, LineIdentity } from './line';
import type { PartyBook, ProposedParty, Side } from './parties';
import type { Plan } from './plan';
import { RowRefusal } from './refusal';
import type { Row } from './sheet';

/** The company of every row on a side that has no column. */
export type FixedParties = Readonly<Partial<Record<Side, ProposedParty>>>;

/** What a row says: a line; or why it is refused, and of which document it would be a line if that much could be read. */
export type RowReading = { readonly line: Line } | { readonly refusal: RowRefusal; readonly identity: LineIdentity | null };

const CURRENCY_WORDS: Readonly<Record<string, string>> = { RMB: 'CNY', 人民币: 'CNY', 人民币元: 'CNY' };

/** Reads the rows of one file by its plan. */
export class RowReader {
  constructor(
    private readonly plan: Plan,
    private readonly parties: PartyBook,
    private readonly ownSide: Side,
    private readonly fixed: FixedParties,
  ) {}

  /** Reads one row. A void invoice has no identity to tell: it does not spoil the other rows of its number. */
  read(row: Row): RowReading {
    let identity: LineIdentity | null = null;
    try {
      this.#refuseShape(row);
      refuseVoid(this.#cell(row, 'status'), this.#cell(row, 'type'), this.#isNegative(row));
      identity = this.#readIdentity(row);
      return { line: { row: row.line, ...identity, ...this.#readDueDate(row, identity), ...this.#readMoney(row, identity) } };
    } catch (error) {
      if (error instanceof RowRefusal) return { refusal: error, identity };
      throw error;
    }
  }

  #cell({ cells }: Row, field: Field): string {
    const place = this.plan.columns.places[field];
    return place === undefined ? '' : (cells[place] ?? '');
  }

  #refuseShape({ cells }: Row): void {
    const { header } = this.plan.columns;
    const named = header.findLastIndex((name) => name.trim() !== '') + 1;
    if (cells.length < named || cells.slice(header.length).some((cell) => cell.trim() !== '')) {
      throw new RowRefusal(
        'row',
        cells.join(' | '),
        `the row has ${cells.length} fields and the header ${named}: look for a missing separator, or one inside an unquoted field`,
      );
    }
    refuseLongFields(cells);
  }

  #isNegative(row: Row): boolean {
    const negatives = (['amount', 'quantity', 'unitPrice'] as const).filter((field) =>
      readNumber(this.#cell(row, field), this.plan.decimalSign)?.startsWith('-'),
    );
    return negatives.length === 1 || isCreditNote(this.#cell(row, 'type'));
  }

  #readIdentity(row: Row): LineIdentity {
    const number = readDocumentNumber(this.#cell(row, 'number'), 'number');
    const otherSide: Side = this.ownSide === 'creditor' ? 'debtor' : 'creditor';
    const own = this.#readParty(row, this.ownSide, '');
    const other = this.#readParty(row, otherSide, own.key);
    if (own.key === other.key) {
      throw new RowRefusal(otherSide, other.name, 'creditor and debtor are the same company: nobody owes himself');
    }
    const issueDate = this.#readDate(row, 'issueDate', this.plan.issueDateOrder);
    const currency = this.#readCurrency(row);
    const sides = this.ownSide === 'creditor' ? { creditor: own, debtor: other } : { creditor: other, debtor: own };
    return { number, issueDate, ...sides, currency };
  }

  #readParty(row: Row, side: Side, scope: string): ProposedParty {
    return this.fixed[side] ?? this.parties.find(side, this.#cell(row, side), this.#cell(row, `${side}Code`), scope);
  }

  #readDate(row: Row, field: Field, order: DateOrder): string {
    const cell = this.#cell(row, field);
    if (isBlank(cell)) throw new RowRefusal(field, cell, 'the date is missing: enter it as YYYY-MM-DD');
    const date = readDate(cell, order);
    if (date !== null) return date;
    throw new RowRefusal(
      field,
      cell,
      `this is no date that exists, of four-digit year and read ${order.replace('-', ' ')}: write it as YYYY-MM-DD`,
    );
  }

  #readCurrency(row: Row): string {
    const cell = this.#cell(row, 'currency');
    if (isBlank(cell)) {
      if (this.plan.currency !== undefined) return this.plan.currency;
      throw new RowRefusal('currency', cell, 'the currency is missing: enter it, or pass --currency for rows that name none');
    }
    const word = cell.trim().toUpperCase();
    const code = CURRENCY_WORDS[word] ?? word;
    if (!isCurrency(code)) throw new RowRefusal('currency', cell, 'this is no currency in use: write its ISO 4217 code, such as CNY');
    return code;
  }

  #readDueDate(row: Row, { issueDate }: LineIdentity): Pick<Line, 'dueDate' | 'termsAssumed'> {
    if (isBlank(this.#cell(row, 'dueDate'))) {
      if (daysBetween(issueDate, LAST_DATE) < this.plan.termDays) {
        throw new RowRefusal('issueDate', issueDate, `the due date would be after ${LAST_DATE}: check the date`);
      }
      return { dueDate: addDays(issueDate, this.plan.termDays), termsAssumed: true };
    }
    const dueDate = this.#readDate(row, 'dueDate', this.plan.dueDateOrder);
    if (compareDates(dueDate, issueDate) < 0) {
      throw new RowRefusal(
        'dueDate',
        this.#cell(row, 'dueDate'),
        `the due date is before the date of the invoice, ${issueDate}: correct one of them`,
      );
    }
    return { dueDate, termsAssumed: false };
  }

  #readMoney(row: Row, { currency }: LineIdentity): Pick<Line, 'amountMinor' | 'reference'> {
    const { decimalSign, columns } = this.plan;
    const writtenMinor =
      columns.places.amount === undefined
        ? readProduct(this.#cell(row, 'quantity'), this.#cell(row, 'unitPrice'), decimalSign, currency)
        : readAmount(this.#cell(row, 'amount'), decimalSign, currency);
    const amountMinor = isCreditNote(this.#cell(row, 'type')) && writtenMinor > 0n ? -writtenMinor : writtenMinor;
    const reference = this.#cell(row, 'reference');
    if (amountMinor >= 0n || isBlank(reference)) return { amountMinor, reference: null };
    return { amountMinor, reference: readDocumentNumber(reference, 'reference').compared };
  }
}
