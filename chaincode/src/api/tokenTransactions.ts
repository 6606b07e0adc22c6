import { z } from 'zod';
import { MAX_TRANSFER_TOKENS } from '../domain/transfer';
import {
  amountMinor,
  consentField,
  distinctBy,
  documentInput,
  id,
  instant,
  listOf,
  MAX_BATCH,
  programFields,
  tokenIdText,
} from './schemas';
import { transaction, type Parties } from './transaction';
import { witnessed } from './witness';

const owners = async (program: string, tokens: readonly string[], parties: Parties) => [
  ...(await witnessed(program, await parties.tokenHosts(program, tokens), parties)),
  (await parties.program(program)).host,
];

const answers = z.strictObject({ ...programFields, transfers: listOf(id) });
const answering = async ({ program, transfers }: { program: string; transfers: readonly string[] }, parties: Parties) => [
  ...(await witnessed(program, await parties.transferHosts(program, transfers), parties)),
  (await parties.program(program)).host,
];

const payment = z.strictObject({
  transfer: id,
  payee: id,
  document: documentInput,
  expiresAt: instant,
  takes: listOf(z.strictObject({ token: tokenIdText, amountMinor }), MAX_TRANSFER_TOKENS),
});

/** Tokens: cut, joined, and passed down the tiers. */
export const tokenTransactions = {
  split: transaction({
    name: 'token:split',
    does: 'Cuts a token into consecutive tokens of the same owner.',
    input: z.strictObject({ ...programFields, token: tokenIdText, amountsMinor: z.array(amountMinor).min(2).max(MAX_BATCH) }),
    roles: ['supplier', 'bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: ({ program, token }, parties) => owners(program, [token], parties),
  }),
  merge: transaction({
    name: 'token:merge',
    does: 'Joins adjacent tokens of one owner.',
    input: z.strictObject({ ...programFields, tokens: listOf(tokenIdText).min(2) }),
    roles: ['supplier', 'bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: ({ program, tokens }, parties) => owners(program, tokens, parties),
  }),
  assign: transaction({
    name: 'token:assign',
    does: 'Offers tokens to payees as payment of trades; nothing moves before they accept.',
    input: z.strictObject({
      ...programFields,
      payments: listOf(payment)
        .refine(distinctBy('transfer'), 'each transfer may be named once')
        .refine((payments) => {
          const taken = payments.flatMap(({ takes }) => takes.map(({ token }) => token));
          return taken.length <= MAX_BATCH && new Set(taken).size === taken.length;
        }, `at most ${MAX_BATCH} tokens in one transaction, each once`),
      ...consentField,
    }),
    roles: ['supplier'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: async ({ program, payments }, parties) => {
      const tokens = payments.flatMap(({ takes }) => takes.map(({ token }) => token));
      const { banks } = await parties.program(program);
      // A bank's peer does not hold the fingerprints' key: a token that a bank hosts is refused by the others.
      return (await owners(program, tokens, parties)).filter((msp) => !banks.includes(msp));
    },
  }),
  accept: transaction({
    name: 'token:accept',
    does: 'The payee accepts transfers: the tokens are his.',
    input: answers.extend(consentField),
    roles: ['supplier', 'bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: answering,
  }),
  reject: transaction({
    name: 'token:reject',
    does: 'The payee refuses transfers.',
    input: answers,
    roles: ['supplier', 'bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: answering,
  }),
  withdraw: transaction({
    name: 'token:withdraw',
    does: 'The payer takes transfers back that nobody has answered.',
    input: answers,
    roles: ['supplier'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: answering,
  }),
  expire: transaction({
    name: 'token:expire',
    does: 'Ends transfers that were not answered in time.',
    input: answers,
    roles: ['supplier', 'core', 'operator', 'regulator'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: answering,
  }),
};
