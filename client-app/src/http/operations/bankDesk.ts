import {
  amountOrZeroMinor,
  consentField,
  date,
  DEAL_MOVES,
  digest,
  DUTIES,
  Fault,
  FAULTS,
  id,
  instant,
  ratePpm,
  reference,
  text,
  TRANSACTIONS,
  type FaultCode,
} from '@tierline/chaincode/api';
import { z } from 'zod';
import { bankDeskOf, checkedAsk } from '../../app/bankDesk';
import { planOffer } from '../../app/bidding';
import { payoutOf } from '../../app/deals';
import { step } from '../../app/step';
import { among, amount, ids, mspId, orNull, when, whole, words } from '../answers';
import { done, doneWith, dryRunQuery } from '../done';
import { question, write } from '../operation';
import { deskOf } from '../service';
import { quotedOffer, saleQuote } from './quotes';

const MAX_NOTE = 500;

const askOnDesk = z
  .strictObject({
    ask: ids.ask,
    seller: ids.company,
    debtor: ids.company,
    currency: words,
    faceMinor: amount,
    tokens: whole,
    recourse: z.boolean(),
    lastPayDate: when.date,
    deadline: when.instant,
    checks: z.array(
      z
        .strictObject({ check: words, verdict: z.enum(['PASS', 'NOTE', 'FAIL']), details: z.record(z.string(), z.unknown()) })
        .meta({ id: 'AskCheck', description: 'NOTE: the bank may offer with a note of its own.' }),
    ),
    canOffer: z.boolean(),
    offers: z.array(quotedOffer),
  })
  .meta({ id: 'AskOnDesk' });

const dealOnDesk = z
  .strictObject({
    ask: ids.ask,
    seller: ids.company,
    state: among(Object.keys(DEAL_MOVES)),
    currency: words,
    faceMinor: amount,
    proceedsMinor: orNull(amount),
    valueDate: when.date.nullable(),
    account: words.nullable(),
    payoutDeadline: when.instant,
    next: z.strictObject({
      what: z.enum(['register', 'payout', 'disburse']).nullable(),
      needs: z.array(z.enum(['registryNo', 'reference', 'proofDigest'])),
      duties: z.array(z.enum(DUTIES)),
      hasDeadline: z.boolean(),
    }),
  })
  .meta({ id: 'DealOnDesk' });

const limit = z
  .strictObject({
    kind: z.literal('CREDIT-LIMIT'),
    schemaVersion: z.literal(1),
    bank: ids.company,
    core: ids.company,
    hostMsp: mspId,
    currency: words,
    ceilingMinor: amount,
    usedMinor: amount,
    reservedMinor: amount,
    expiresOn: when.date,
  })
  .meta({ id: 'CreditLimit' });

const problems: readonly FaultCode[] = (Object.keys(FAULTS) as FaultCode[]).filter((code) => FAULTS[code].http !== 400);
const params = z.strictObject({ program: ids.program });
const command = { params, query: dryRunQuery, group: 'financing', problems } as const;

/** What a bank's staff look at and do. */
export const bankDeskOperations = [
  question({
    id: 'bankDesk',
    path: '/programs/{program}/bank-desk',
    group: 'financing',
    summary: "A bank's desk: the asks open to it with each check passed and failed, its deals with what comes next, its limits.",
    params,
    answer: z.strictObject({
      asks: z.array(askOnDesk),
      more: z.boolean(),
      deals: z.array(dealOnDesk),
      limits: z.array(limit),
      usualValueDate: when.date,
    }),
    decidedBy: 'BLOCKS_AND_TIME',
    problems: ['POLICY_REFUSED'],
    run: async (call) => bankDeskOf(await deskOf(call)),
  }),

  question({
    id: 'askChecks',
    path: '/programs/{program}/asks/{ask}/checks',
    group: 'financing',
    summary: 'One ask with everything that a bank checks before it offers.',
    params: z.strictObject({ program: ids.program, ask: ids.ask }),
    answer: askOnDesk,
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => checkedAsk(await deskOf(call), call.params.ask),
  }),

  write({
    ...command,
    id: 'offer',
    path: '/programs/{program}/commands/offer',
    summary: 'A bank offers a price for an ask; answers what the seller would see of it.',
    body: z.strictObject({
      ask: id,
      ratePpm,
      feesMinor: amountOrZeroMinor.optional().meta({ description: 'All fees; none by default.' }),
      valueDate: date.optional().meta({ description: 'The next working day by default.' }),
      validUntil: instant.optional().meta({ description: "The end of the ask's deadline by default." }),
      tenorNote: text(MAX_NOTE).optional().meta({ description: 'Why a term above the soft limit is reasonable.' }),
      relatedNote: text(MAX_NOTE).optional().meta({ description: 'The review where seller and debtor belong together.' }),
    }),
    answer: doneWith({ offer: ids.ask, validUntil: when.instant, quote: saleQuote }),
    run: async (call) => {
      const { valueDate = null, validUntil = null, tenorNote = null, relatedNote = null } = call.body;
      const price = { ask: call.body.ask, ratePpm: call.body.ratePpm, feesMinor: call.body.feesMinor ?? 0n };
      const wanted = { ...price, valueDate, validUntil, tenorNote, relatedNote, offer: null, requestId: call.requestId };
      const { step: planned, ...told } = await planOffer(await deskOf(call), wanted);
      return done(call, [planned], told);
    },
  }),

  write({
    ...command,
    id: 'register',
    path: '/programs/{program}/commands/register',
    summary: 'The winning bank stores the number of its entry in the movable-property registry.',
    body: z.strictObject({ ask: id, registryNo: reference }),
    answer: doneWith({ ask: ids.ask }),
    run: async (call) => {
      const { session, view } = await deskOf(call);
      const pair = { program: view.id, bankMsp: session.identity.msp, hostMsp: view.program.hostMsp };
      return done(call, [step(TRANSACTIONS.financing.register, { ...pair, ...call.body })], { ask: call.body.ask });
    },
  }),

  write({
    ...command,
    id: 'payout',
    path: '/programs/{program}/commands/payout',
    summary: "The winning bank's checker declares that it has paid exactly what was agreed; a REAL program wants the digest of the proof.",
    body: z.strictObject({ ask: id, reference, proofDigest: digest.optional() }),
    answer: doneWith({ ask: ids.ask, amountMinor: amount, valueDate: when.date }),
    run: async (call) => {
      const { ask, reference: paid, proofDigest = null } = call.body;
      const desk = await deskOf(call);
      if (proofDigest === null && desk.view.head.mode === 'REAL') throw new Fault('MALFORMED', { field: 'proofDigest', reason: 'MISSING' });
      const declared = { amountMinor: null, valueDate: null, reference: paid, proof: null, proofDigest };
      const { step: planned, amountMinor, valueDate } = await payoutOf(desk, ask, declared);
      return done(call, [planned], { ask, amountMinor, valueDate });
    },
  }),

  write({
    ...command,
    id: 'disburse',
    path: '/programs/{program}/commands/disburse',
    summary: "The winning bank's checker moves title, in the transaction that verifies the stored terms and payment.",
    body: z.strictObject({ ask: id, ...consentField }),
    answer: doneWith({ ask: ids.ask }),
    run: async (call) => {
      const { ask, consent } = call.body;
      return done({ ...call, consent }, [step(TRANSACTIONS.financing.disburse, { program: call.params.program, ask })], { ask });
    },
  }),
];
