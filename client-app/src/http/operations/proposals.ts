import { date, Fault, id, PROPOSAL_SUBJECTS, RULES } from '@tierline/chaincode/api';
import { z } from 'zod';
import { proposalsOf } from '../../app/proposals';
import { pageOfRows } from '../../app/rowPages';
import { viewerOf } from '../../app/visible';
import { named, next, pageIn, pageQuery, whole, words } from '../answers';
import { question } from '../operation';

const change = z
  .strictObject({
    field: words.meta({ description: 'A field of the record; of a policy the name of a rule.' }),
    was: words.nullable().meta({ description: 'As it is; of a list of days those that go. Null where it is new.' }),
    becomes: words.nullable().meta({ description: 'As it will be; of a list of days those that come. Null where it is taken out.' }),
  })
  .meta({ id: 'ProposedChange' });

const proposal = z
  .strictObject({
    proposal: id,
    subject: z.enum(PROPOSAL_SUBJECTS),
    about: words.meta({ description: 'The company, the version of the policy, or currency and version of the calendar.' }),
    proposedBy: words.meta({ description: 'The person who proposed.' }),
    status: words,
    changes: z.array(change),
  })
  .meta({ id: 'Proposal' });

const policy = z
  .strictObject({
    version: whole,
    effectiveFrom: date,
    rules: z.array(z.strictObject({ rule: z.enum(RULES), figure: whole, source: words })),
  })
  .meta({ id: 'PolicyVersion' });

/** What two persons of the operator decide. */
export const proposalOperations = [
  question({
    id: 'proposals',
    path: '/proposals',
    group: 'companies',
    summary: "What was proposed to two persons of the operator, with what it changes: for an organisation's own company; what waits first.",
    query: pageQuery,
    answer: z.strictObject({ rows: z.array(proposal), next }),
    decidedBy: 'BLOCKS',
    run: async ({ session, query }) => {
      if ((await viewerOf(session)).company !== null) throw new Fault('NOT_AUTHORISED', { need: "the organisation's own company" });
      const rows = (await proposalsOf(session.books)).map((row, place) => ({ row, place }));
      const page = pageOfRows(rows, { id: ({ row }) => row.proposal, by: ({ place }) => place }, pageIn(query));
      return named('rows', { items: page.items.map(({ row }) => row), next: page.next });
    },
  }),

  question({
    id: 'policies',
    path: '/policies',
    group: 'companies',
    summary: 'The versions of the policy table, newest first: public.',
    query: pageQuery,
    answer: z.strictObject({ rows: z.array(policy), next }),
    decidedBy: 'BLOCKS',
    run: async ({ session, query }) => {
      const rows = (await session.books.all('POLICY')).map(({ record: { version, effectiveFrom, rules } }) => ({
        version,
        effectiveFrom,
        rules,
      }));
      const sorting = {
        id: ({ version }: { readonly version: number }) => String(version),
        by: ({ version }: { readonly version: number }) => -version,
      };
      return named('rows', pageOfRows(rows, sorting, pageIn(query)));
    },
  }),
];
