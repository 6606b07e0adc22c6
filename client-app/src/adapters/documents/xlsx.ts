import { exponentOf } from '@tierline/chaincode/api';
import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import type { Cell, Sheet, SheetColumn } from '../../ports/documents';
import { cellText } from './cells';
import { harmless } from './harmless';

/** Spreadsheets count with 15 digits: a larger amount is written as text, so that none of its digits is lost. */
const MAX_NUMBER_MINOR = 10n ** 15n;
const MAX_NAME = 31;
const MIN_WIDTH = 10;
const MAX_WIDTH = 48;

/** A sheet as a workbook. */
export async function xlsxOf({ name, columns, rows, currency }: Sheet): Promise<Uint8Array> {
  const head = columns.map(({ title }): CellObject => ({ type: String, value: harmless(title), fontWeight: 'bold' }));
  const body = rows.map((row) => columns.map((column, index) => cellOf(row[index] ?? null, column, currency)));
  const widths = columns.map((column, index) => ({ width: widthOf(column, rows, index) }));
  const sheet = sheetName(name);
  return writeExcelFile([head, ...body], { sheet, columns: widths, stickyRowsCount: 1 }).toBuffer();
}

function cellOf(cell: Cell, column: SheetColumn, currency: string): CellObject | null {
  if (cell === null) return null;
  if (typeof cell === 'number') return { type: Number, value: cell };
  const text = cellText(cell, column, currency);
  const isNumber = typeof cell === 'bigint' && cell < MAX_NUMBER_MINOR && cell > -MAX_NUMBER_MINOR;
  return isNumber ? { type: Number, value: Number(text), format: amountFormat(currency) } : { type: String, value: text };
}

function amountFormat(currency: string): string {
  const exponent = exponentOf(currency);
  return exponent === 0 ? '#,##0' : `#,##0.${'0'.repeat(exponent)}`;
}

const widthOf = ({ title }: SheetColumn, rows: Sheet['rows'], index: number): number => {
  const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, String(row[index] ?? '').length), title.length * 2);
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest + 2));
};

/** What a workbook allows as the name of a sheet. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:']/g, ' ').slice(0, MAX_NAME) || 'Sheet';
