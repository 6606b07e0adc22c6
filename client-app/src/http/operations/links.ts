import { consentField, Fault, FAULTS, id, type FaultCode } from '@tierline/chaincode/api';
import type { Request } from 'express';
import { z } from 'zod';
import { answerToLink, linkedPayment, paymentLink } from '../../app/links';
import { LANGUAGES } from '../../ports/documents';
import { amount, ids, when, words } from '../answers';
import { done, doneWith, dryRunQuery } from '../done';
import { openQuestion, question, write } from '../operation';
import { originOf } from '../origin';
import { deskOf } from '../service';

/** The header in which a link is sent: an address would be written to logs. */
export const LINK_HEADER = 'tierline-link';
const MAX_LINK = 600;

const link = z.string().min(1).max(MAX_LINK);
const lang = z.enum(LANGUAGES).default('en');
const problems: readonly FaultCode[] = (Object.keys(FAULTS) as FaultCode[]).filter((code) => FAULTS[code].http !== 400);

function linkOf(request: Request): string {
  const given = link.safeParse(request.get(LINK_HEADER));
  if (!given.success) throw new Fault('MALFORMED', { field: LINK_HEADER, reason: 'MISSING' });
  return given.data;
}

/** Payments behind a link for the phone. */
export const linkOperations = [
  question({
    id: 'paymentLink',
    path: '/programs/{program}/transfers/{transfer}/link',
    group: 'tokens',
    summary:
      'A link to an open payment, for payer or payee, to be sent to a phone: it shows the payment and ends within 72 hours; who answers signs in.',
    params: z.strictObject({ program: ids.program, transfer: id }),
    query: z.strictObject({ lang }),
    answer: z.strictObject({
      link: words,
      url: words.meta({ description: 'The address of the page; the part behind # never reaches a server.' }),
      message: words.meta({ description: 'One line to be sent before the address.' }),
      expiresAt: when.instant,
    }),
    problems: ['WRONG_STATE'],
    run: async (call) => {
      const { links, now } = call.app;
      const made = await paymentLink(await deskOf(call), call.params.transfer, links, now(), call.query.lang);
      return { ...made, url: `${originOf(call)}/p#${made.link}` };
    },
  }),

  openQuestion({
    id: 'linkedPayment',
    path: '/links/payment',
    group: 'tokens',
    summary: `The payment behind a link, which comes in the header ${LINK_HEADER}: in plain words, for whoever has the link, until it ends.`,
    query: z.strictObject({ lang }),
    answer: z
      .strictObject({
        program: ids.program,
        mode: z.enum(['REAL', 'DEMO']),
        payer: words,
        payee: words,
        payeeCompany: ids.company,
        currency: words,
        amountMinor: amount,
        debtors: z.array(words),
        firstPayDate: when.date,
        lastPayDate: when.date,
        acceptUntil: when.instant,
        expiresAt: when.instant,
        sentence: words,
      })
      .meta({ id: 'LinkedPayment' }),
    problems: ['NOT_FOUND', 'WRONG_STATE'],
    run: ({ app, request, query }) => linkedPayment(app.sessions, app.links, linkOf(request), app.now(), query.lang),
  }),

  write({
    id: 'answerLink',
    path: '/links/payment/answer',
    group: 'tokens',
    summary: 'Accepts or refuses the payment behind a link: by somebody of the payee who is signed in; the link alone allows nothing.',
    query: dryRunQuery,
    problems,
    body: z.strictObject({ link, answer: z.enum(['ACCEPT', 'REJECT']), ...consentField }),
    answer: doneWith({ program: ids.program, transfer: ids.transfer }),
    run: async (call) => {
      const { app, session, body } = call;
      const { step, program, transfer } = await answerToLink(session, app.links, body.link, body.answer, app.now());
      return done({ ...call, consent: body.consent }, [step], { program, transfer });
    },
  }),
];
