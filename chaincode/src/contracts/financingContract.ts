import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import { financingTransactions as api } from '../api/financingTransactions';
import { endAsk, openAsk, releasedBy } from '../domain/asking';
import { purchase, sale } from '../domain/consentDrafts';
import { setLimit } from '../domain/creditLimit';
import { answerReceipt, declarePayout, disburse, judgeAllHeld, registerDeal, takeOffer } from '../domain/dealing';
import { abandonDeal, failDeal, releaseDeals, takeRecourse } from '../domain/dealEnding';
import { Fault } from '../domain/fault';
import type { Payout } from '../domain/financing';
import { makeOffer, withdrawOffer } from '../domain/offering';
import { wrongState } from '../domain/stateMachine';
import {
  dealHead,
  endDeal,
  financeDocuments,
  judgeSaleable,
  offerCase,
  openPairOf,
  releaseCases,
  storedHashes,
  wishOf,
} from './financingCases';
import { transact } from './transact';

/** Asks, offers and deals: prices stay between a bank and the seller's host. */
@Info({ title: 'financing', description: 'Asks, offers, deals and credit limits' })
export class FinancingContract extends Contract {
  constructor() {
    super('financing');
  }

  @Transaction()
  @Returns('string')
  async setLimit(ctx: Context): Promise<string> {
    return transact(ctx, api.setLimit, async (unit, { program, bankMsp, hostMsp, core, currency, ceilingMinor, expiresOn }, caller) => {
      const { pair } = await openPairOf(unit, program, bankMsp, hostMsp);
      const before = await pair.findLimit(core, currency);
      const wanted = { core: await unit.register.company(core), bankMsp, hostMsp, currency, ceilingMinor, expiresOn };
      pair.putLimit(setLimit(unit.judge, caller, before, wanted));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async ask(ctx: Context): Promise<string> {
    return transact(ctx, api.ask, async (unit, input, caller) => {
      const book = await unit.book(input.program);
      const { ask, ...change } = openAsk(unit.judge, book.rules, caller, await wishOf(unit, book, caller, input));
      await book.requireNew('ASK', input.ask);
      book.addAsk(ask);
      await book.moveTokens(change);
      return input.tokens.length;
    });
  }

  @Transaction()
  @Returns('string')
  async close(ctx: Context): Promise<string> {
    return transact(ctx, api.close, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      book.putAsk(endAsk(unit.judge, book.rules, caller, await book.ask(id), 'CLOSED'));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async cancel(ctx: Context): Promise<string> {
    return transact(ctx, api.cancel, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      const ask = await book.ask(id);
      book.putAsk(endAsk(unit.judge, book.rules, caller, ask, 'CANCELLED'));
      await book.moveTokens(releasedBy(ask, await book.casesStillThere(ask.tokens)));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async expire(ctx: Context): Promise<string> {
    return transact(ctx, api.expire, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      const ask = await book.ask(id);
      book.putAsk(endAsk(unit.judge, book.rules, caller, ask, 'EXPIRED'));
      await book.moveTokens(releasedBy(ask, await book.casesStillThere(ask.tokens)));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async offer(ctx: Context): Promise<string> {
    return transact(ctx, api.offer, async (unit, input, caller) => {
      const { book, pair } = await openPairOf(unit, input.program, input.bankMsp, input.hostMsp);
      unit.judge.check('own-pair', caller.msp === input.bankMsp, () => new Fault('NOT_AUTHORISED', { need: 'the bank of this pair' }));
      const known = await pair.findOffer(input.offer);
      unit.judge.check('new-offer', known === null, () => wrongState('EXISTS', ['NEW'], { offer: input.offer }));
      const found = await offerCase(unit, book, pair, input.ask);
      const { ratePpm, feesMinor, valueDate, validUntil, tenorNote, relatedNote } = input;
      const bid = { id: input.offer, price: { ratePpm, feesMinor, valueDate }, validUntil, tenorNote, relatedNote };
      pair.putOffer(makeOffer(unit.judge, book.rules, caller, found, bid));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async withdraw(ctx: Context): Promise<string> {
    return transact(ctx, api.withdraw, async (unit, { program, bankMsp, hostMsp, offer: id }, caller) => {
      const { pair } = await openPairOf(unit, program, bankMsp, hostMsp);
      pair.putOffer(withdrawOffer(unit.judge, caller, await pair.offer(id)));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async take(ctx: Context): Promise<string> {
    return transact(ctx, api.take, async (unit, input, caller) => {
      const { program, bankMsp, hostMsp, ask: askId, offer: offerId, account, reason } = input;
      const { book, pair } = await openPairOf(unit, program, bankMsp, hostMsp);
      const [ask, offer] = await Promise.all([book.ask(askId), pair.offer(offerId)]);
      const limit = await pair.findLimit(ask.debtor, ask.currency);
      const taken = takeOffer(unit.judge, book.rules, caller, { ask, offer, limit, account, reason });
      await judgeSaleable(unit, book, pair, ask);
      pair.putOffer(taken.offer);
      if (limit !== null) pair.putLimit(taken.limit);
      book.putAsk({ ...taken.ask, deal: dealHead(book, taken.terms, pair.putTerms(taken.terms), ask.lockedUntil) });
      await unit.hear(book.rules.program, caller, input, sale(taken.terms));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async register(ctx: Context): Promise<string> {
    return transact(ctx, api.register, async (unit, { program, bankMsp, hostMsp, ask: id, registryNo }, caller) => {
      const { book, pair } = await openPairOf(unit, program, bankMsp, hostMsp);
      const { ask, registration } = registerDeal(unit.judge, book.rules, caller, await book.ask(id), registryNo);
      pair.putRegistration(registration);
      book.putAsk(ask);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async payout(ctx: Context): Promise<string> {
    return transact(ctx, api.payout, async (unit, input, caller) => {
      const { book, pair } = await openPairOf(unit, input.program, input.bankMsp, input.hostMsp);
      const [ask, terms] = await Promise.all([book.ask(input.ask), pair.terms(input.ask)]);
      const { amountMinor, valueDate, reference, proofDigest } = input;
      const payout: Payout = { kind: 'PAYOUT', schemaVersion: 1, ask: input.ask, amountMinor, valueDate, reference, proofDigest };
      const limit = await pair.limit(terms.debtor, terms.currency);
      const held = await book.casesStillThere(ask.tokens);
      const declared = declarePayout(unit.judge, book.rules, caller, { ask, terms, limit, payout });
      judgeAllHeld(unit.judge, ask, held);
      const { key: payoutKey, hash: payoutHash } = pair.putPayout(payout);
      pair.putLimit(declared.limit);
      book.putAsk({ ...declared.ask, deal: declared.ask.deal === null ? null : { ...declared.ask.deal, payoutKey, payoutHash } });
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async disburse(ctx: Context): Promise<string> {
    return transact(ctx, api.disburse, async (unit, { program, ask: id, ...signed }, caller) => {
      const book = await unit.book(program);
      const ask = await book.ask(id);
      const found = await book.tokenCases(ask.tokens);
      const stored = await storedHashes(unit, ask);
      const { ask: complete, ...change } = disburse(unit.judge, book.rules, caller, ask, found, stored, caller.company);
      book.putAsk(complete);
      await book.moveTokens(change);
      await financeDocuments(unit, book, found);
      await unit.hear(book.rules.program, caller, signed, purchase(ask, change));
      return ask.tokens.length;
    });
  }

  @Transaction()
  @Returns('string')
  async confirmReceipt(ctx: Context): Promise<string> {
    return transact(ctx, api.confirmReceipt, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      book.putAsk(answerReceipt(unit.judge, book.rules, caller, await book.ask(id), 'CONFIRMED'));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async contestReceipt(ctx: Context): Promise<string> {
    return transact(ctx, api.contestReceipt, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      book.putAsk(answerReceipt(unit.judge, book.rules, caller, await book.ask(id), 'CONTESTED'));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async fail(ctx: Context): Promise<string> {
    return transact(ctx, api.fail, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      const ask = await book.ask(id);
      return endDeal(book, ask, failDeal(unit.judge, book.rules, caller, ask));
    });
  }

  @Transaction()
  @Returns('string')
  async abandon(ctx: Context): Promise<string> {
    return transact(ctx, api.abandon, async (unit, { program, ask: id }, caller) => {
      const book = await unit.book(program);
      const ask = await book.ask(id);
      return endDeal(book, ask, abandonDeal(unit.judge, caller, ask));
    });
  }

  @Transaction()
  @Returns('string')
  async recourse(ctx: Context): Promise<string> {
    return transact(ctx, api.recourse, async (unit, { program, ask: id, tokens }, caller) => {
      const book = await unit.book(program);
      const ask = await book.ask(id);
      const seller = await unit.register.company(ask.seller);
      const { ask: recoursed, ...change } = takeRecourse(unit.judge, caller, ask, await book.tokenCases(tokens), seller);
      book.putAsk(recoursed);
      await book.moveTokens(change);
      return tokens.length;
    });
  }

  @Transaction()
  @Returns('string')
  async release(ctx: Context): Promise<string> {
    return transact(ctx, api.release, async (unit, { program, bankMsp, hostMsp, core, currency, deals }, caller) => {
      const { book, pair } = await openPairOf(unit, program, bankMsp, hostMsp);
      const found = await releaseCases(book, pair, deals);
      const released = releaseDeals(unit.judge, book.rules, caller, await pair.limit(core, currency), found);
      for (const closure of released.closures) pair.putClosure(closure);
      for (const ask of released.asks) book.putAsk(ask);
      pair.putLimit(released.limit);
      return deals.length;
    });
  }
}
