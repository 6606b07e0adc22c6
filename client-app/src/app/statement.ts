import { entitledMinor, Fault, isUpToDate, lengthOf, paidOf, shareOf, type ReceivableStatus } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { livesOf, paidBetween } from './lives';
import { receivablesOf, type ReceivableRow } from './receivables';
import { tokensOf, type TokenRow } from './tokens';

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

/** A holder's statement. */
export interface Statement {
  readonly company: string;
  readonly lines: readonly StatementLine[];
  readonly total: Pick<StatementLine, 'heldMinor' | 'entitledMinor' | 'paidMinor' | 'waitingMinor' | 'restMinor' | 'interestMinor'>;
}

/**
 * What a company holds, got and still gets, receivable by receivable. @throws Fault NOT_AUTHORISED for another
 * company's, unless the desk is the regulator's or the settlement bank's
 */
export async function statementOf(desk: Desk, company: string): Promise<Statement> {
  requireMayRead(desk, company);
  const {
    session: { books },
    view,
  } = desk;
  const tokens = (await tokensOf(books, view.id)).filter(({ token }) => token.owner === company && token.status !== 'CANCELLED');
  const held = new Map<string, TokenRow[]>();
  for (const row of tokens) held.set(row.token.receivable, [...(held.get(row.token.receivable) ?? []), row]);
  const lines: StatementLine[] = [];
  for (const row of await receivablesOf(books, view.id)) {
    const line = await lineOf(desk, company, row, held.get(row.id) ?? []);
    if (line !== null) lines.push(line);
  }
  return { company, lines, total: totalOf(lines) };
}

function requireMayRead({ company: reader, session, view }: Desk, company: string): void {
  const readsAll = reader.roles.includes('regulator') || session.identity.msp === view.program.settlementBankMsp;
  if (company !== reader.id && !readsAll)
    throw new Fault('NOT_AUTHORISED', { need: 'the company itself, the regulator or the settlement bank' });
}

async function lineOf(desk: Desk, company: string, row: ReceivableRow, held: readonly TokenRow[]): Promise<StatementLine | null> {
  const { receivable, schedule } = row;
  const paid =
    receivable.paidMinor + receivable.interestPaidMinor === 0n
      ? { principalMinor: 0n, interestMinor: 0n }
      : await paidTo(desk, company, row);
  if (held.length === 0 && paid.principalMinor + paid.interestMinor === 0n) return null;
  const waiting = held.map(({ token }) =>
    isUpToDate(token, receivable) ? { principalMinor: 0n, interestMinor: 0n } : shareOf(receivable, token),
  );
  const waitingMinor = waiting.reduce((total, { principalMinor }) => total + principalMinor, 0n);
  const waitingInterest = waiting.reduce((total, { interestMinor }) => total + interestMinor, 0n);
  const heldMinor = held.reduce((total, { token }) => total + lengthOf(token), 0n);
  const sharedMinor = held.reduce((total, { token }) => total + entitledMinor(paidOf(receivable), token), 0n);
  return {
    receivable: row.id,
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

/** What was paid out to a company for a receivable, also on tokens that it holds no more. */
async function paidTo(
  { session, view }: Desk,
  company: string,
  { id, schedule, receivable }: ReceivableRow,
): Promise<{ principalMinor: bigint; interestMinor: bigint }> {
  const total = { principalMinor: 0n, interestMinor: 0n };
  for (const { forms } of await livesOf(session.books, view, schedule.id, id)) {
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
