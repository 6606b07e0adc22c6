import { z } from 'zod';
import { ASK_KINDS, MAX_ASK_TOKENS } from '../domain/financing';
import {
  amountMinor, amountOrZeroMinor, currency, date, digest, distinctBy, id, instant, listOf, listUpTo, pairFields, programFields, ratePpm, reference, text,
  tokenIdText,
} from './schemas';
import { transaction, type Parties } from './transaction';

type OfAsk = { readonly program: string; readonly ask: string };

const pair = async ({ bankMsp, hostMsp }: { bankMsp: string; hostMsp: string }) => [bankMsp, hostMsp];
const seller = async ({ program, ask }: OfAsk, parties: Parties) =>
  [await parties.sellerHost(program, ask), await parties.witness(program), (await parties.program(program)).host];
const holders = async ({ program, ask }: OfAsk, parties: Parties) =>
  [...await parties.tokenHosts(program, await parties.askTokens(program, ask)), ...await seller({ program, ask }, parties)];
const ofAsk = z.strictObject({ ...programFields, ask: id });
const tokens = listOf(tokenIdText, MAX_ASK_TOKENS);

/** Asks, offers and deals. */
export const financingTransactions = {
  setLimit: transaction({
    name: 'financing:setLimit',
    does: "Sets the bank's limit on a core for one host of sellers.",
    input: z.strictObject({ ...pairFields, core: id, currency, ceilingMinor: amountOrZeroMinor, expiresOn: date }),
    roles: ['bank'], duties: ['checker'], space: 'pair', endorsers: pair,
  }),
  ask: transaction({
    name: 'financing:ask',
    does: 'Asks for offers: the tokens are locked until the deadline and the time to pay out.',
    input: ofAsk.extend({
      kind: z.enum(ASK_KINDS), recourse: z.boolean(), deadline: instant, tokens, heldBack: listUpTo(tokenIdText, MAX_ASK_TOKENS),
    }),
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'program',
    endorsers: async ({ program, tokens: named }, parties) =>
      [...await parties.tokenHosts(program, named), await parties.witness(program), (await parties.program(program)).host],
  }),
  close: transaction({
    name: 'financing:close',
    does: 'The seller takes no more offers.',
    input: ofAsk,
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'program', endorsers: seller,
  }),
  cancel: transaction({
    name: 'financing:cancel',
    does: 'The seller cancels an ask: the tokens are free.',
    input: ofAsk,
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'program', endorsers: holders,
  }),
  expire: transaction({
    name: 'financing:expire',
    does: 'Ends an ask whose lock is over.',
    input: ofAsk,
    roles: ['supplier', 'core', 'bank', 'operator', 'regulator'], duties: ['maker', 'checker'], space: 'program', endorsers: holders,
  }),
  offer: transaction({
    name: 'financing:offer',
    does: 'A bank offers a price for an ask; only the seller and the regulator see it.',
    input: z.strictObject({
      ...pairFields, ask: id, offer: id, ratePpm, feesMinor: amountOrZeroMinor, valueDate: date, validUntil: instant,
      tenorNote: text(500).nullable(), relatedNote: text(500).nullable(),
    }),
    roles: ['bank'], duties: ['maker', 'checker'], space: 'pair', endorsers: pair,
  }),
  withdraw: transaction({
    name: 'financing:withdraw',
    does: 'A bank takes its offer back.',
    input: z.strictObject({ ...pairFields, offer: id }),
    roles: ['bank'], duties: ['maker', 'checker'], space: 'pair', endorsers: pair,
  }),
  take: transaction({
    name: 'financing:take',
    does: "The seller takes an offer: the terms are fixed and the bank's limit is reserved; no token moves.",
    input: z.strictObject({ ...pairFields, ask: id, offer: id, account: reference, reason: text(500).nullable() }),
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'pair', endorsers: pair,
  }),
  register: transaction({
    name: 'financing:register',
    does: 'The bank stores the number of its entry in the movable-property registry.',
    input: z.strictObject({ ...pairFields, ask: id, registryNo: reference }),
    roles: ['bank'], duties: ['maker', 'checker'], space: 'pair', endorsers: pair,
  }),
  payout: transaction({
    name: 'financing:payout',
    does: 'The bank declares its payment and stores the proof: the payout deadline stops.',
    input: z.strictObject({ ...pairFields, ask: id, amountMinor, valueDate: date, reference, proofDigest: digest }),
    roles: ['bank'], duties: ['checker'], space: 'pair', endorsers: pair,
  }),
  disburse: transaction({
    name: 'financing:disburse',
    does: 'Title moves to the bank in the transaction that verifies the stored terms and payout.',
    input: ofAsk,
    roles: ['bank'], duties: ['checker'], space: 'program', endorsers: holders,
  }),
  confirmReceipt: transaction({
    name: 'financing:confirmReceipt',
    does: 'The seller says that the money came.',
    input: ofAsk,
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'program', endorsers: seller,
  }),
  contestReceipt: transaction({
    name: 'financing:contestReceipt',
    does: 'The seller says that the money did not come; the bank cannot sell on.',
    input: ofAsk,
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'program', endorsers: seller,
  }),
  fail: transaction({
    name: 'financing:fail',
    does: 'Ends a deal that was not paid in time: the tokens are free.',
    input: ofAsk,
    roles: ['supplier', 'bank'], duties: ['maker', 'checker'], space: 'program', endorsers: holders,
  }),
  abandon: transaction({
    name: 'financing:abandon',
    does: 'Gives up a payment in progress: bank and seller together, or the regulator.',
    input: ofAsk,
    roles: ['supplier', 'bank', 'regulator'], duties: ['checker'], space: 'program', endorsers: holders,
  }),
  recourse: transaction({
    name: 'financing:recourse',
    does: 'A bank gives unpaid tokens bought with recourse back to their seller.',
    input: ofAsk.extend({ tokens }),
    roles: ['bank'], duties: ['checker'], space: 'program',
    endorsers: async ({ program, ask, tokens: named }, parties) =>
      [...await parties.tokenHosts(program, named), parties.regulator, await parties.sellerHost(program, ask), (await parties.program(program)).host],
  }),
  release: transaction({
    name: 'financing:release',
    does: 'The bank gives its limit back for deals that failed, were repaid, taken back or written off.',
    input: z.strictObject({
      ...pairFields, core: id, currency,
      deals: listOf(z.strictObject({ ask: id, tokens, writeOff: z.boolean() }), 50)
        .refine(distinctBy('ask'), 'each ask may be named once'),
    }),
    roles: ['bank'], duties: ['maker', 'checker'], space: 'pair', endorsers: pair,
  }),
};
