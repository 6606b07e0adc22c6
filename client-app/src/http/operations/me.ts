import { COMPANY_ROLES, COMPANY_STATUSES, CONSENT_ACTS, DAY_COUNTS, IDENTITY_SCHEMES, SIZE_CLASSES } from '@tierline/chaincode/api';
import { z } from 'zod';
import { companyOf } from '../../app/desk';
import { programIds, programView, type ProgramView } from '../../app/programs';
import { colleaguesOf, peopleOf } from '../../app/register';
import { pageOfRows } from '../../app/rowPages';
import { ownKeys } from '../../app/signingKeys';
import { viewerOf } from '../../app/visible';
import { worklistOf } from '../../app/worklist';
import { amount, ids, mspId, named, next, orNull, pageIn, pageQuery, when, words } from '../answers';
import { question } from '../operation';
import { deskOf } from '../service';

/** A company as the register has it. */
export const company = z
  .strictObject({
    kind: z.literal('COMPANY'),
    schemaVersion: z.literal(1),
    id: ids.company,
    name: words,
    identity: z.strictObject({ scheme: z.enum(IDENTITY_SCHEMES), value: words }),
    roles: z.array(z.enum(COMPANY_ROLES)),
    hostMsp: mspId,
    sizeClass: z.enum(SIZE_CLASSES),
    group: ids.company.nullable(),
    parent: ids.company.nullable(),
    status: z.enum(COMPANY_STATUSES),
    successor: ids.company.nullable(),
  })
  .meta({ id: 'Company' });

/** A program as the caller is told of it: its clock, and the rules by which what he types is checked before it is sent. */
const program = z
  .strictObject({
    id: ids.program,
    name: words,
    mode: z.enum(['REAL', 'DEMO']),
    currency: words,
    businessDate: when.date,
    businessTime: when.instant.meta({ description: "The program's own time of the answer: a DEMO program's clock is ahead or behind." }),
    utcOffsetMinutes: z.int(),
    core: ids.company,
    hostMsp: mspId,
    settlementBankMsp: mspId,
    maxTier: z.int(),
    termDays: z.int().meta({ description: 'Days of the usual terms of payment.' }),
    minimumTokenMinor: amount,
    payoutDays: z.int(),
    dayCount: z.enum(DAY_COUNTS),
    recourse: z.boolean(),
    consent: z
      .array(z.strictObject({ act: z.enum(CONSENT_ACTS), fromMinor: amount }))
      .meta({ description: "Which acts need the person's own signature, and from which total of a transaction on; 0 = always." }),
  })
  .meta({ id: 'ProgramOfCaller' });

const person = z.strictObject({
  user: words,
  duty: words,
  company: words,
  name: words,
  hostMsp: mspId.nullable(),
  roles: z.array(z.enum(COMPANY_ROLES)),
  status: z.enum(COMPANY_STATUSES).nullable(),
});

const work = z
  .strictObject({
    what: words.meta({ description: 'The command that does it.' }),
    id: words,
    about: words,
    amountMinor: orNull(amount),
    until: words.nullable(),
    command: words.meta({ description: 'The command line that does it, without --as.' }),
  })
  .meta({ id: 'WorkItem' });

function programTold({ id, head, program: rules, time }: ProgramView) {
  const { currency, utcOffsetMinutes, core, hostMsp, settlementBankMsp, minimumTokenMinor, payoutDays, dayCount, recourse } = rules;
  const clock = { businessDate: time.today, businessTime: time.now, utcOffsetMinutes };
  const members = { core, hostMsp, settlementBankMsp };
  return {
    id,
    name: head.name,
    mode: head.mode,
    currency,
    ...clock,
    ...members,
    maxTier: rules.maxTier,
    termDays: rules.termDays,
    minimumTokenMinor,
    payoutDays,
    dayCount,
    recourse,
    consent: rules.consent ?? [],
  };
}

/** Who asks, and what waits for him. */
export const meOperations = [
  question({
    id: 'me',
    path: '/me',
    group: 'me',
    summary: 'Who asks: his company, his duties, and the programs that his organisation knows.',
    answer: z.strictObject({
      user: words,
      msp: mspId,
      company,
      duties: z.array(words),
      person: words,
      programs: z.array(program),
      signingKeys: z.array(words).meta({ description: 'Addresses with which he can sign now.' }),
      csrf: words
        .nullable()
        .meta({ description: 'What a page repeats in `Tierline-CSRF` with each write; null for a caller with a token.' }),
      developmentSignIn: z.boolean().meta({ description: 'Whether nobody proves here who he is.' }),
    }),
    run: async ({ app, session, request }) => {
      const { identity, attributes, books } = session;
      const views = await Promise.all((await programIds(books)).map((id) => programView(books, id, app.now())));
      const programs = views.map(programTold);
      const { roles: duties, person: name } = attributes;
      const { options } = app.signIn;
      return {
        user: identity.name,
        msp: identity.msp,
        company: await companyOf(session),
        duties,
        person: name,
        programs,
        signingKeys: await ownKeys(session, app.now()),
        csrf: await app.signIn.csrfOf(request),
        developmentSignIn: options.isDevelopment,
      };
    },
  }),

  question({
    id: 'people',
    path: '/people',
    group: 'me',
    summary: "The people of the caller's company; of his organisation, when he is of its own company.",
    query: pageQuery,
    answer: z.strictObject({ people: z.array(person), next }),
    run: async ({ app, session, query }) => {
      const people = colleaguesOf(await viewerOf(session), await peopleOf(app.sessions));
      return named('people', pageOfRows(people, { id: ({ user }) => user }, pageIn(query)));
    },
  }),

  question({
    id: 'worklist',
    path: '/programs/{program}/worklist',
    group: 'me',
    summary: 'What waits for the caller, with the command that does it.',
    params: z.strictObject({ program: ids.program }),
    query: pageQuery,
    answer: z.strictObject({ work: z.array(work), next }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const items = await worklistOf(await deskOf(call));
      return named('work', pageOfRows(items, { id: ({ what, id }) => `${what} ${id}` }, pageIn(call.query)));
    },
  }),
];
