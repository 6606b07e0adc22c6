import { amountMinor, date, Fault, id, listOf, receivableIdText, reference, text, tokenIdText } from '@tierline/chaincode/api';
import { z } from 'zod';
import { planAsk } from '../app/asking';
import { checkSteps, chosen, confirmSteps, UNDERTAKING_DIGEST } from '../app/confirming';
import { companyNamed, type Desk } from '../app/desk';
import { takeOf } from '../app/offers';
import { parsed } from '../app/parsed';
import { planPayment } from '../app/paying';
import type { Step } from '../app/step';
import { redeemSteps, waitingTokens } from '../app/waiting';

/** What a command comes to: the transactions that do it, and what the caller wants to know besides. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly told: Readonly<Record<string, unknown>>;
}

/** Plans a command from its body. @param requestId the caller's, or null @throws Fault */
export type Planner = (desk: Desk, body: unknown, requestId: string | null) => Promise<Plan>;

const MAX_REASON = 500;

const receivables = z.strictObject({ receivables: listOf(receivableIdText).optional() });

const payment = z.strictObject({
  payee: id,
  amountMinor,
  /** The payee's invoice that is paid. */
  invoice: z.strictObject({ number: text(100), issueDate: date, amountMinor: amountMinor.optional() }),
});

const sale = z.strictObject({
  amountMinor: amountMinor.optional(),
  tokens: listOf(tokenIdText, 50).optional(),
  recourse: z.boolean().default(false),
});

const taking = z.strictObject({ offer: id, account: reference, reason: text(MAX_REASON).optional() });

const redemption = z.strictObject({ receivable: receivableIdText.optional() });

/** The commands that choose receivables and tokens for the caller, as the command line does. */
export const COMMANDS: Readonly<Record<string, Planner>> = {
  check: async (desk, body) => {
    const { receivables: ids = [] } = parsed(receivables, body);
    const named = await chosen(desk, ids, ids.length === 0, 'SUBMITTED');
    return { steps: checkSteps(desk.view.id, named), told: { receivables: named } };
  },

  confirm: async (desk, body) => {
    const { receivables: ids = [] } = parsed(receivables, body);
    const named = await chosen(desk, ids, ids.length === 0, 'CHECKED');
    return { steps: confirmSteps(desk.view.id, named, UNDERTAKING_DIGEST), told: { receivables: named } };
  },

  pay: async (desk, body, requestId) => {
    const { payee, amountMinor: amount, invoice } = parsed(payment, body);
    await companyNamed(desk.session, payee);
    const document = { ...invoice, amountMinor: invoice.amountMinor ?? amount, file: null };
    const planned = await planPayment(desk, { payee, amountMinor: amount, document, transfer: null, expiresAt: null, requestId });
    const { transfer, expiresAt, step, madeBefore } = planned;
    return { steps: step === null ? [] : [step], told: { transfer, expiresAt, madeBefore } };
  },

  ask: async (desk, body, requestId) => {
    const { amountMinor: amount, tokens, recourse } = parsed(sale, body);
    if ((amount === undefined) === (tokens === undefined)) {
      throw new Fault('MALFORMED', { field: 'tokens', problem: 'name tokens, or an amount for which tokens are picked' });
    }
    const what = tokens === undefined ? { amountMinor: amount ?? 0n } : { tokens };
    const { ask, tokens: sold, steps, madeBefore } = await planAsk(desk, { what, recourse, deadline: null, ask: null, requestId });
    return { steps, told: { ask, tokens: sold, madeBefore } };
  },

  take: async (desk, body) => {
    const { offer, account, reason } = parsed(taking, body);
    return { steps: [await takeOf(desk, { offer, account, reason: reason ?? null })], told: { offer } };
  },

  redeem: async (desk, body) => {
    const { receivable } = parsed(redemption, body);
    const rows = await waitingTokens(desk, receivable ?? null);
    return { steps: redeemSteps(desk.view.id, rows), told: { tokens: rows.length } };
  },
};
