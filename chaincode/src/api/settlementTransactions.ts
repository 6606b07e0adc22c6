import { z } from 'zod';
import { amountMinor, amountOrZeroMinor, listOf, programFields, receivableIdText, reference, tokenIdText } from './schemas';
import { transaction } from './transaction';

/** Money that arrives, and every holder's share of it. None of it needs the debtor's peer. */
export const settlementTransactions = {
  settle: transaction({
    name: 'settlement:settle',
    does: 'The settlement bank reports money that arrived for a receivable.',
    input: z.strictObject({
      ...programFields,
      receivable: receivableIdText,
      bankReference: reference,
      receivedMinor: amountMinor,
      interestMinor: amountOrZeroMinor,
    }),
    roles: ['bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: async ({ program }, parties) => {
      const { host, settlementBank, regulator } = await parties.program(program);
      return [settlementBank, regulator, host];
    },
  }),
  redeem: transaction({
    name: 'settlement:redeem',
    does: "Pays tokens of one owner's host their exact shares.",
    input: z.strictObject({ ...programFields, tokens: listOf(tokenIdText) }),
    roles: ['supplier', 'bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: async ({ program, tokens }, parties) => {
      const { host, regulator } = await parties.program(program);
      return [...(await parties.tokenHosts(program, tokens)), regulator, host];
    },
  }),
  refund: transaction({
    name: 'settlement:refund',
    does: 'The settlement bank has sent an overpayment back.',
    input: z.strictObject({ ...programFields, bankReference: reference, refundReference: reference }),
    roles: ['bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: async ({ program }, parties) => [(await parties.program(program)).host, parties.regulator],
  }),
};
