import { formatAmount } from '@tierline/chaincode/api';
import type { Language, Paper, PaperTable, Sheet } from '../../ports/documents';
import { companyNamed, type Desk } from '../desk';
import { statementOf, type Statement } from '../statement';
import { titleOf } from './fieldTitles';
import { footOf } from './foot';
import { markOf, phrase } from './phrases';
import { sheetOf, type Shown } from './sheets';
import { stateWord } from './stateWords';

const LINE_FIELDS = [
  'receivable',
  'debtor',
  'status',
  'payDate',
  'heldMinor',
  'entitledMinor',
  'paidMinor',
  'waitingMinor',
  'restMinor',
  'interestMinor',
];
const INSTALMENT_FIELDS = [
  'receivable',
  'bankReference',
  'on',
  'sharedMinor',
  'entitledMinor',
  'paidMinor',
  'restMinor',
  'interestEntitledMinor',
  'interestPaidMinor',
  'interestRestMinor',
];
const WORDS_OF_LINE = 4;
const WORDS_OF_INSTALMENT = 3;

/** The two tables of a statement. */
export const STATEMENT_PARTS = ['receivables', 'instalments'] as const;
/** One of {@link STATEMENT_PARTS}. */
export type StatementPart = (typeof STATEMENT_PARTS)[number];

type Fields = Readonly<Record<string, unknown>>;

const sharedIn = (statement: Statement): readonly Fields[] =>
  statement.instalments.map((line) => ({
    ...line,
    sharedMinor: line.afterMinor - line.beforeMinor + line.interestAfterMinor - line.interestBeforeMinor,
  }));

/** A part of a holder's statement as a table. @throws Fault as {@link statementOf} */
export async function statementSheet(desk: Desk, company: string, part: StatementPart, language: Language): Promise<Sheet> {
  const statement = await statementOf(desk, company);
  const { currency } = desk.view.program;
  const shown: Shown =
    part === 'receivables'
      ? { name: phrase('byReceivable', language), fields: LINE_FIELDS, rows: statement.lines, currency }
      : { name: phrase('byInstalment', language), fields: INSTALMENT_FIELDS, rows: sharedIn(statement), currency };
  return sheetOf(shown, language);
}

/** A holder's statement as a paper. @param madeAt RFC 3339 UTC @throws Fault as {@link statementOf} */
export async function statementPaper(desk: Desk, company: string, language: Language, madeAt: string): Promise<Paper> {
  const { view } = desk;
  const [statement, named] = [await statementOf(desk, company), await companyNamed(desk.session, company)];
  const { currency } = view.program;
  const lines = statement.lines as readonly unknown[] as readonly Fields[];
  return {
    title: phrase('statementOf', language),
    subtitle: `${named.name} (${named.id})`,
    mark: markOf(view.head.mode, language),
    facts: [
      [phrase('program', language), `${view.head.name} (${view.id})`],
      [phrase('businessDate', language), view.time.today],
      [phrase('currency', language), currency],
    ],
    tables: [
      {
        title: phrase('byReceivable', language),
        columns: columnsOf(LINE_FIELDS, language),
        rows: lines.map((line) => cellsOf(line, LINE_FIELDS, currency, language)),
        total: totalOf(statement.total, LINE_FIELDS, WORDS_OF_LINE, currency, language),
      },
      {
        title: phrase('byInstalment', language),
        columns: columnsOf(INSTALMENT_FIELDS, language),
        rows: sharedIn(statement).map((line) => cellsOf(line, INSTALMENT_FIELDS, currency, language)),
        total: totalOf(statement.instalmentTotal, INSTALMENT_FIELDS, WORDS_OF_INSTALMENT, currency, language),
      },
    ],
    notes: [phrase('account', language)],
    qr: null,
    foot: footOf(view, madeAt, language),
    isWide: true,
  };
}

function columnsOf(fields: readonly string[], language: Language): PaperTable['columns'] {
  return fields.map((field) => ({ title: titleOf(field, language), isRight: field.endsWith('Minor') }));
}

function cellsOf(line: Fields, fields: readonly string[], currency: string, language: Language): string[] {
  return fields.map((field) => {
    const value = line[field];
    if (typeof value === 'bigint') return formatAmount(value, currency);
    const text = typeof value === 'string' ? value : '';
    return field === 'status' ? stateWord(text, language) : text;
  });
}

function totalOf(total: object, fields: readonly string[], words: number, currency: string, language: Language): string[] {
  const empty = Array.from({ length: words - 1 }, () => '');
  const sums = fields.slice(words).map((field) => {
    const value = (total as Fields)[field];
    return typeof value === 'bigint' ? formatAmount(value, currency) : '';
  });
  return [phrase('total', language), ...empty, ...sums];
}
