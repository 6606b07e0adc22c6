import {
  entitledMinor,
  isUpToDate,
  lengthOf,
  paidOf,
  shareOf,
  type Receivable,
  type ReceivableStatus,
  type Share,
  type Token,
} from '@tierline/chaincode/api';
import { requireReadsAll, type Desk } from './desk';
import { instalmentsOf, type Instalment } from './instalments';
import { shareOfCompany, totalOfShares, type InstalmentShare } from './instalmentShares';
import { livesOwnedBy, paidBetween, type Life } from './lives';
import { receivablesOf, type ReceivableRow } from './receivables';

/** What one holder has to do with one receivable; amounts in minor units. */
export interface StatementLine {
  readonly receivable: string;
  readonly debtor: string;
  readonly status: ReceivableStatus;
  readonly payDate: string;
  /** Face of the tokens that he holds now. */
  readonly heldMinor: bigint;
  /** His share so far of what the debtor has paid: paid out to him, and waiting. */
  readonly entitledMinor: bigint;
  /** Paid out to him as the holder of record. */
  readonly paidMinor: bigint;
  /** His, arrived and not yet paid out. */
  readonly waitingMinor: bigint;
  /** Still to come for the tokens that he holds. */
  readonly restMinor: bigint;
  /** Late interest: paid out to him, and waiting. */
  readonly interestMinor: bigint;
}

/** One instalment of a receivable, and what of it belongs to the holder over the ranges that he held when the money came. */
export interface InstalmentLine extends Instalment, InstalmentShare {}

/** A holder's statement. */
export interface Statement {
  readonly company: string;
  readonly lines: readonly StatementLine[];
  /** By receivable, then in the order in which the money came. */
  readonly instalments: readonly InstalmentLine[];
  readonly instalmentTotal: InstalmentShare;
  readonly total: Pick<StatementLine, 'heldMinor' | 'entitledMinor' | 'paidMinor' | 'waitingMinor' | 'restMinor' | 'interestMinor'>;
}

/**
 * What a company holds, got and still gets, receivable by receivable and instalment by instalment. @throws Fault NOT_AUTHORISED for another
 * company's, unless the desk is the regulator's or the settlement bank's
 */
export async function statementOf(desk: Desk, company: string): Promise<Statement> {
  if (company !== desk.company.id) requireReadsAll(desk);
  const {
    session: { books },
    view,
  } = desk;
  const lives = await livesOwnedBy(books, view, company);
  const rows = await receivablesOf(books, view.id, { ids: [...lives.keys()] });
  const instalments = await instalmentsOf(
    books,
    view.id,
    rows.map(({ id }) => id),
  );
  const lines = rows.flatMap((row) => lineOf(company, row, lives.get(row.id) ?? []) ?? []);
  const shares = rows.flatMap((row) =>
    (instalments.get(row.id) ?? []).flatMap((instalment): InstalmentLine[] => {
      const share = shareOfCompany(instalment, row.receivable, lives.get(row.id) ?? [], company);
      return share === null ? [] : [{ ...instalment, ...share }];
    }),
  );
  return { company, lines, total: totalOf(lines), instalments: shares, instalmentTotal: totalOfShares(shares) };
}

function lineOf(company: string, { id, schedule, receivable }: ReceivableRow, lives: readonly Life[]): StatementLine | null {
  const held = lives
    .flatMap(({ forms, ended }) => (ended === null ? (forms.at(-1) ?? []) : []))
    .filter(({ token }) => isHeldBy(company, token));
  const paid = paidTo(company, receivable, lives);
  if (held.length === 0 && paid.principalMinor + paid.interestMinor === 0n) return null;
  const waiting = held.map(({ token }) =>
    isUpToDate(token, receivable) ? { principalMinor: 0n, interestMinor: 0n } : shareOf(receivable, token),
  );
  const waitingMinor = waiting.reduce((total, { principalMinor }) => total + principalMinor, 0n);
  const waitingInterest = waiting.reduce((total, { interestMinor }) => total + interestMinor, 0n);
  const heldMinor = held.reduce((total, { token }) => total + lengthOf(token), 0n);
  const sharedMinor = held.reduce((total, { token }) => total + entitledMinor(paidOf(receivable), token), 0n);
  return {
    receivable: id,
    debtor: schedule.debtor,
    status: receivable.status,
    payDate: receivable.payDate ?? receivable.dueDate,
    heldMinor,
    entitledMinor: paid.principalMinor + waitingMinor,
    paidMinor: paid.principalMinor,
    waitingMinor,
    restMinor: heldMinor - sharedMinor,
    interestMinor: paid.interestMinor + waitingInterest,
  };
}

const isHeldBy = (company: string, { owner, status }: Token): boolean => owner === company && status !== 'CANCELLED';

/** What was paid out to a company for a receivable, also on tokens that it holds no more. */
function paidTo(company: string, receivable: Receivable, lives: readonly Life[]): Share {
  const total = { principalMinor: 0n, interestMinor: 0n };
  for (const { forms } of lives) {
    for (const [index, { token }] of forms.entries()) {
      const before = forms[index - 1]?.token;
      if (before === undefined || token.owner !== company || before.owner !== company) continue;
      const share = paidBetween(receivable, before, token);
      total.principalMinor += share.principalMinor;
      total.interestMinor += share.interestMinor;
    }
  }
  return total;
}

function totalOf(lines: readonly StatementLine[]): Statement['total'] {
  const add = (name: keyof Statement['total']): bigint => lines.reduce((total, line) => total + line[name], 0n);
  return {
    heldMinor: add('heldMinor'),
    entitledMinor: add('entitledMinor'),
    paidMinor: add('paidMinor'),
    waitingMinor: add('waitingMinor'),
    restMinor: add('restMinor'),
    interestMinor: add('interestMinor'),
  };
}
