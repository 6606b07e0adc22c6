import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import { settlementTransactions as api } from '../api/settlementTransactions';
import { Fault } from '../domain/fault';
import type { TokenCase } from '../domain/movement';
import { sum } from '../domain/money';
import { redeemTokens, refund, settle, shareOf } from '../domain/settlement';
import type { ProgramBook, ReceivableAt } from '../state/programBook';
import { transact } from './transact';
import type { Unit } from './unit';

/** Money that arrives, and every holder's exact share of it. */
@Info({ title: 'settlement', description: 'Payments and redemption' })
export class SettlementContract extends Contract {
  constructor() {
    super('settlement');
  }

  @Transaction()
  @Returns('string')
  async settle(ctx: Context): Promise<string> {
    return transact(ctx, api.settle, async (unit, { program, receivable: id, bankReference, receivedMinor, interestMinor }, caller) => {
      const book = await unit.book(program);
      const [at] = (await book.takeOut([id])) as [ReceivableAt];
      const seen = await book.findSettlement(bankReference);
      const received = { bankReference, receivedMinor, interestMinor };
      const booked = settle(unit.judge, book.rules, caller, at.schedule, at.receivable, received, seen);
      book.putReceivable({ ...at, receivable: booked.receivable });
      book.putSettlement(booked.settlement);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async redeem(ctx: Context): Promise<string> {
    return transact(ctx, api.redeem, async (unit, { program, tokens }, caller) => {
      const book = await unit.book(program);
      const found = await book.tokenCases(tokens);
      await book.keepTokens(redeemTokens(unit.judge, book.rules, caller, found));
      await freezeShares(unit, book, found);
      return tokens.length;
    });
  }

  @Transaction()
  @Returns('string')
  async refund(ctx: Context): Promise<string> {
    return transact(ctx, api.refund, async (unit, { program, bankReference, refundReference }, caller) => {
      const book = await unit.book(program);
      const found = await book.findSettlement(bankReference);
      if (found === null) throw new Fault('NOT_FOUND', { kind: 'settlement', id: bankReference });
      book.putSettlement(refund(unit.judge, book.rules, caller, found, refundReference));
      return 1;
    });
  }
}

/** What goes to a blocked owner is booked as his frozen result. */
async function freezeShares({ register }: Unit, book: ProgramBook, found: readonly TokenCase[]): Promise<void> {
  for (const owner of new Set(found.map(({ token }) => token.owner))) {
    if ((await register.company(owner)).status !== 'BLOCKED') continue;
    const shares = found.filter(({ token }) => token.owner === owner).map(({ token, receivable }) => shareOf(receivable, token));
    await book.addFrozen(owner, sum(shares.flatMap(({ principalMinor, interestMinor }) => [principalMinor, interestMinor])));
  }
}
