import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { tokenTransactions as api } from '../api/tokenTransactions';
import type { Caller } from '../domain/company';
import { acceptanceDraft, assignmentDraft } from '../domain/consentDrafts';
import { mergeTokens, splitToken, type TokenCase } from '../domain/movement';
import type { Transfer } from '../domain/transfer';
import { acceptTransfer, endTransfer, openTransfer, type TokenChange } from '../domain/transferring';
import { foreseen } from '../state/foreseen';
import type { ProgramBook } from '../state/programBook';
import { DocumentDesk } from './documents';
import { standingOf } from './standing';
import { transact } from './transact';
import type { Unit } from './unit';

type Answers = z.output<typeof api.accept.input>;
type Ending = 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';

/** Tokens: cut, joined, and passed down the tiers. */
@Info({ title: 'token', description: 'Tokens and transfers' })
export class TokenContract extends Contract {
  constructor() {
    super('token');
  }

  @Transaction()
  @Returns('string')
  async split(ctx: Context): Promise<string> {
    return transact(ctx, api.split, async (unit, { program, token: id, amountsMinor }, caller) => {
      const book = await unit.book(program);
      const [found] = (await book.tokenCases([id])) as [TokenCase];
      await book.moveTokens({ gone: [id], tokens: splitToken(unit.judge, book.rules, caller, found, amountsMinor) });
      return amountsMinor.length;
    });
  }

  @Transaction()
  @Returns('string')
  async merge(ctx: Context): Promise<string> {
    return transact(ctx, api.merge, async (unit, { program, tokens }, caller) => {
      const book = await unit.book(program);
      const found = await book.tokenCases(tokens);
      await book.moveTokens({ gone: tokens, tokens: [mergeTokens(unit.judge, book.rules, caller, found)] });
      return tokens.length;
    });
  }

  @Transaction()
  @Returns('string')
  async assign(ctx: Context): Promise<string> {
    return transact(ctx, api.assign, async (unit, { program, payments, ...signed }, caller) => {
      const book = await bookWith(unit, program, payments);
      const opened = unit.judge.each(
        await preparePayments(unit, book, payments),
        ({ id }) => id,
        ({ free, ...payment }) => {
          const change = openTransfer(unit.judge, book.rules, caller, payment);
          free();
          return change;
        },
      );
      await putNew(book, opened);
      await unit.hear(book.rules.program, caller, signed, assignmentDraft(opened, book.rules.program.currency));
      return payments.length;
    });
  }

  @Transaction()
  @Returns('string')
  async accept(ctx: Context): Promise<string> {
    return transact(ctx, api.accept, async (unit, input, caller) => {
      const { book, answered } = await answer(unit, input, ({ rules }, transfer, found) =>
        acceptTransfer(unit.judge, rules, caller, transfer, found),
      );
      await unit.hear(book.rules.program, caller, input, acceptanceDraft(answered, book.rules.program.currency));
      return answered.length;
    });
  }

  @Transaction()
  @Returns('string')
  async reject(ctx: Context): Promise<string> {
    return transact(ctx, api.reject, (unit, input, caller) => end(unit, input, caller, 'REJECTED'));
  }

  @Transaction()
  @Returns('string')
  async withdraw(ctx: Context): Promise<string> {
    return transact(ctx, api.withdraw, (unit, input, caller) => end(unit, input, caller, 'WITHDRAWN'));
  }

  @Transaction()
  @Returns('string')
  async expire(ctx: Context): Promise<string> {
    return transact(ctx, api.expire, (unit, input, caller) => end(unit, input, caller, 'EXPIRED'));
  }

  @Transaction(false)
  @Returns('string')
  async standing(ctx: Context): Promise<string> {
    return standingOf(ctx);
  }
}

type Answer = (book: ProgramBook, transfer: Transfer, found: readonly TokenCase[]) => TokenChange & { readonly transfer: Transfer };

/** The records of a program; the companies that are paid are asked for beside its rules. */
function bookWith(unit: Unit, program: string, payments: z.output<typeof api.assign.input>['payments']): Promise<ProgramBook> {
  void foreseen(Promise.all(payments.map(({ payee }) => unit.register.company(payee))));
  return unit.book(program);
}

/** Loads what decides each payment of a batch; `free` books its trade document once the payment is accepted. */
function preparePayments(unit: Unit, book: ProgramBook, payments: z.output<typeof api.assign.input>['payments']) {
  const desk = new DocumentDesk(unit, book);
  return Promise.all(
    payments.map(async (payment) => {
      const loading = foreseen(book.tokenCases(payment.takes.map(({ token }) => token)));
      void foreseen(book.requireNew('TRANSFER', payment.transfer));
      const payee = await unit.register.company(payment.payee);
      const { free, ...document } = await desk.present(payee, payment.document, `TRANSFER:${payment.transfer}`);
      const cases = await loading;
      const takes = payment.takes.map(({ amountMinor }, index) => ({ found: cases[index] as TokenCase, amountMinor }));
      return { id: payment.transfer, payee, document, expiresAt: payment.expiresAt, takes, free };
    }),
  );
}

/** Stages new transfers with their tokens. @throws Fault WRONG_STATE for an id that is taken */
async function putNew(book: ProgramBook, opened: readonly (TokenChange & { readonly transfer: Transfer })[]): Promise<void> {
  for (const { transfer } of opened) await book.requireNew('TRANSFER', transfer.id);
  await putAll(book, opened);
}

/** Stages changed transfers with their tokens. */
async function putAll(book: ProgramBook, changes: readonly (TokenChange & { readonly transfer: Transfer })[]): Promise<void> {
  for (const { transfer, ...change } of changes) {
    book.putTransfer(transfer);
    await book.moveTokens(change);
  }
}

/** Answers each transfer of a batch, all or none. */
async function answer(
  unit: Unit,
  { program, transfers }: Answers,
  decide: Answer,
): Promise<{ readonly book: ProgramBook; readonly answered: readonly { readonly transfer: Transfer }[] }> {
  const book = await unit.book(program);
  const loaded = await Promise.all(
    transfers.map(async (id) => {
      const transfer = await book.transfer(id);
      return { transfer, found: await book.casesStillThere(transfer.tokens) };
    }),
  );
  const answered = unit.judge.each(
    loaded,
    ({ transfer }) => transfer.id,
    ({ transfer, found }) => decide(book, transfer, found),
  );
  await putAll(book, answered);
  return { book, answered };
}

async function end(unit: Unit, input: Answers, caller: Caller, next: Ending): Promise<number> {
  const { book, answered } = await answer(unit, input, ({ rules }, transfer, found) =>
    endTransfer(unit.judge, rules, caller, transfer, found, next),
  );
  const desk = new DocumentDesk(unit, book);
  for (const id of input.transfers) await desk.release([(await book.transfer(id)).document], `TRANSFER:${id}`);
  return answered.length;
}
