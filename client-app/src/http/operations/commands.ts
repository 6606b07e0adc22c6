import {
  amountMinor,
  consentField,
  date,
  Fault,
  FAULTS,
  id,
  listOf,
  receivableIdText,
  reference,
  text,
  tokenIdText,
  type FaultCode,
} from '@tierline/chaincode/api';
import { z } from 'zod';
import { planAsk } from '../../app/asking';
import { knownAccount } from '../../app/cash';
import { checkSteps, chosen, confirmSteps, requireWhole, UNDERTAKING_DIGEST } from '../../app/confirming';
import { companyNamed } from '../../app/desk';
import { takeOf } from '../../app/offers';
import { pages } from '../../app/pages';
import { planPayment } from '../../app/paying';
import { redeemSteps, waitingTokens } from '../../app/waiting';
import { ids, moment, momentTold, orNull, when, whole } from '../answers';
import { done, doneWith, dryRunQuery } from '../done';
import { write } from '../operation';
import { deskOf } from '../service';

const MAX_REASON = 500;
const MAX_NUMBER = 100;
const MAX_SOLD = 50;

/** What a command may be refused for, beyond what every operation may. */
const problems: readonly FaultCode[] = (Object.keys(FAULTS) as FaultCode[]).filter((code) => FAULTS[code].http !== 400);

const command = {
  params: z.strictObject({ program: ids.program }),
  query: dryRunQuery,
  problems,
};

const some = z.strictObject({
  receivables: listOf(receivableIdText).optional().meta({ description: 'Receivables; all that wait by default.' }),
});

const madeBefore = orNull(moment).meta({ description: 'When the same request made it before; null the first time.' });

/** The commands that choose receivables and tokens for the caller, as the command line does. */
export const commandOperations = [
  write({
    ...command,
    id: 'check',
    path: '/programs/{program}/commands/check',
    group: 'receivables',
    summary: "The core's maker has checked receivables: those that are named, or all that wait.",
    body: some,
    answer: doneWith({ receivables: z.array(ids.receivable) }),
    run: async (call) => {
      const desk = await deskOf(call);
      const { receivables: named = [] } = call.body;
      const receivables = await chosen(desk, named, named.length === 0, 'SUBMITTED');
      return done(call, checkSteps(desk.view.id, receivables), { receivables });
    },
  }),

  write({
    ...command,
    id: 'confirm',
    path: '/programs/{program}/commands/confirm',
    group: 'receivables',
    summary: "The core's checker, another person, confirms title irrevocably: of those that are named, or of all that wait.",
    description: 'Where the program asks for his signature it is over the first 200, and at most as many are named with it.',
    body: some.extend(consentField),
    answer: doneWith({ receivables: z.array(ids.receivable) }),
    run: async (call) => {
      const desk = await deskOf(call);
      const { receivables: named = [], consent } = call.body;
      const receivables = await chosen(desk, named, named.length === 0, 'CHECKED');
      if (call.query.dryRun !== true) await requireWhole(desk, pages(receivables), consent);
      return done({ ...call, consent }, confirmSteps(desk.view.id, receivables, UNDERTAKING_DIGEST), { receivables });
    },
  }),

  write({
    ...command,
    id: 'pay',
    path: '/programs/{program}/commands/pay',
    group: 'tokens',
    summary:
      'Pays a supplier with tokens, earliest due first, and cuts the last one where it is too large; nothing moves before he accepts.',
    body: z.strictObject({
      payee: id,
      amountMinor,
      invoice: z
        .strictObject({ number: text(MAX_NUMBER), issueDate: date, amountMinor: amountMinor.optional() })
        .meta({ description: "The payee's invoice that is paid." }),
      ...consentField,
    }),
    answer: doneWith({ transfer: ids.transfer, expiresAt: when.instant, madeBefore }),
    run: async (call) => {
      const desk = await deskOf(call);
      const { payee, amountMinor: amount, invoice, consent } = call.body;
      await companyNamed(desk.session, payee);
      const document = { ...invoice, amountMinor: invoice.amountMinor ?? amount, file: null };
      const wanted = { payee, amountMinor: amount, document, transfer: null, expiresAt: null, requestId: call.requestId };
      const { step, transfer, expiresAt, madeBefore: before } = await planPayment(desk, wanted);
      const told = { transfer, expiresAt, madeBefore: before === null ? null : momentTold(before) };
      return done({ ...call, consent }, step === null ? [] : [step], told);
    },
  }),

  write({
    ...command,
    id: 'ask',
    path: '/programs/{program}/commands/ask',
    group: 'financing',
    summary: 'Asks the banks for offers for tokens, or for an amount for which tokens are picked.',
    body: z.strictObject({
      amountMinor: amountMinor.optional(),
      tokens: listOf(tokenIdText, MAX_SOLD).optional(),
      recourse: z.boolean().default(false),
    }),
    answer: doneWith({ ask: ids.ask, tokens: z.array(ids.token), madeBefore }),
    run: async (call) => {
      const { amountMinor: amount, tokens, recourse } = call.body;
      if ((amount === undefined) === (tokens === undefined)) {
        throw new Fault('MALFORMED', { field: 'tokens', problem: 'name tokens, or an amount for which tokens are picked' });
      }
      const what = tokens === undefined ? { amountMinor: amount ?? 0n } : { tokens };
      const wanted = { what, recourse, deadline: null, ask: null, requestId: call.requestId };
      const { steps, ask, tokens: sold, madeBefore: before } = await planAsk(await deskOf(call), wanted);
      return done(call, steps, { ask, tokens: sold, madeBefore: before === null ? null : momentTold(before) });
    },
  }),

  write({
    ...command,
    id: 'take',
    path: '/programs/{program}/commands/take',
    group: 'financing',
    summary: 'The seller takes an offer; one that is not the cheapest needs a reason.',
    body: z.strictObject({
      offer: id,
      account: reference.optional().meta({ description: 'The account of the last sale by default.' }),
      reason: text(MAX_REASON).optional(),
      ...consentField,
    }),
    answer: doneWith({ offer: id }),
    run: async (call) => {
      const desk = await deskOf(call);
      const { offer, reason = null, consent } = call.body;
      const account = call.body.account ?? (await knownAccount(desk));
      if (account === null) throw new Fault('MALFORMED', { field: 'account', reason: 'MISSING' });
      return done({ ...call, consent }, [await takeOf(desk, { offer, account, reason })], { offer });
    },
  }),

  write({
    ...command,
    id: 'redeem',
    path: '/programs/{program}/commands/redeem',
    group: 'settlement',
    summary: 'Pays out the tokens for which money has arrived.',
    body: z.strictObject({ receivable: receivableIdText.optional() }),
    answer: doneWith({ tokens: whole }),
    run: async (call) => {
      const desk = await deskOf(call);
      const rows = await waitingTokens(desk, call.body.receivable ?? null);
      return done(call, redeemSteps(desk.view.id, rows), { tokens: rows.length });
    },
  }),
];
