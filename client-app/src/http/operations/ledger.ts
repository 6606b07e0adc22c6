import { Fault, FAULTS, isRecordKind } from '@tierline/chaincode/api';
import { z } from 'zod';
import { pageOfRows } from '../../app/rowPages';
import { viewerOf } from '../../app/visible';
import {
  moment,
  momentTold,
  mspId,
  named,
  next,
  pageFields,
  pageIn,
  pageOf,
  pageQuery,
  timestamp,
  whole,
  wholeText,
  words,
} from '../answers';
import { states } from '../filters';
import { download, openQuestion, question } from '../operation';

const DEFAULT_FOUND = 20;
const MAX_FOUND = 50;
const MAX_SEARCHED = 100;

/** Ids and names within a path: printable, and no longer than any of them. */
const pathText = z.string().regex(/^[\x20-\x7e]{1,200}$/, 'printable ASCII, at most 200 characters');

const CODES = ['VALID', 'MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT', 'ENDORSEMENT_POLICY_FAILURE', 'DUPLICATE_TXID', 'OTHER'] as const;

const transaction = z
  .strictObject({
    id: words,
    block: whole,
    name: words.meta({ description: '`contract:method`.' }),
    timestamp,
    creator: mspId,
    endorsers: z.array(mspId),
    code: z.enum(CODES),
    program: words.nullable(),
    count: whole.nullable(),
    factsRoot: words.nullable(),
  })
  .meta({ id: 'Transaction' });

const block = z.strictObject({ number: whole, hash: words, previousHash: words, transactions: z.array(transaction) }).meta({ id: 'Block' });

const found = z
  .strictObject({
    what: z.enum(['receivable', 'token', 'transfer', 'ask', 'settlement', 'company', 'program', 'transaction']),
    id: words,
    program: words.meta({ description: 'Empty for what is public.' }),
    title: words,
  })
  .meta({ id: 'Found' });

const refusal = z
  .strictObject({
    at: timestamp,
    user: words,
    msp: mspId,
    company: words,
    transaction: words,
    code: z.enum(Object.keys(FAULTS) as [string, ...string[]]) as z.ZodType<string, string>,
    details: z.unknown(),
  })
  .meta({ id: 'Refusal' });

const version = z
  .strictObject({
    record: z
      .looseObject({ kind: words })
      .nullable()
      .meta({ description: 'The record as it is stored, with the fields of its kind; null when it was deleted.' }),
    at: moment,
  })
  .meta({ id: 'Version' });

/** What everybody in the channel sees, what was refused, and what changed. */
export const ledgerOperations = [
  openQuestion({
    id: 'version',
    path: '/version',
    group: 'ledger',
    summary: 'Which application, channel and contracts these are.',
    answer: z.strictObject({ name: z.literal('tierline'), version: words, channel: words, chaincode: words, production: z.boolean() }),
    run: async ({ app: { sessions, version: number } }) => {
      const { channel, chaincode, production } = sessions.network;
      return { name: 'tierline' as const, version: number, channel, chaincode, production };
    },
  }),

  question({
    id: 'search',
    path: '/search',
    group: 'ledger',
    summary: 'Things whose id, number or name begins with a text.',
    query: z.strictObject({ q: z.string().min(2).max(MAX_SEARCHED), limit: wholeText(1, MAX_FOUND).optional() }),
    answer: z.strictObject({ found: z.array(found) }),
    decidedBy: 'BLOCKS',
    run: async ({ app, session, query: { q, limit } }) => ({
      found: await app.queries.search(await viewerOf(session), q, limit ?? DEFAULT_FOUND),
    }),
  }),

  question({
    id: 'refusals',
    path: '/refusals',
    group: 'ledger',
    summary: "Refused commands of the caller's organisation, newest first; of all for the regulator.",
    query: z.strictObject({ ...pageFields, code: states.optional() }),
    answer: pageOf(refusal),
    run: async ({ app, session, query: { code, after, limit } }) =>
      app.queries.refusals(await viewerOf(session), code ?? [], pageIn({ after, limit })),
  }),

  question({
    id: 'history',
    path: '/history/{kind}/{id}',
    group: 'ledger',
    summary: "All forms of a record, oldest first; for the organisation's own company.",
    params: z.strictObject({ kind: pathText, id: pathText }),
    query: z.strictObject({
      ...pageFields,
      scope: pathText.optional().meta({ description: 'A private collection; public state by default.' }),
    }),
    answer: z.strictObject({ versions: z.array(version), next }),
    decidedBy: 'BLOCKS',
    run: async ({ session, params: { kind, id }, query }) => {
      if (!isRecordKind(kind)) throw new Fault('NOT_FOUND', { kind: 'record', id: kind });
      const { company } = await viewerOf(session);
      if (company !== null) throw new Fault('NOT_AUTHORISED', { need: "the organisation's own company" });
      const versions = (await session.books.history(kind, query.scope ?? '', id)).map((each, place) => ({ each, place }));
      const { items, next: following } = pageOfRows(
        versions,
        { id: ({ place }) => String(place), by: ({ place }) => place },
        pageIn(query),
      );
      return named('versions', {
        items: items.map(({ each: { at, record } }) => ({ at: momentTold(at), record: record === null ? null : { ...record } })),
        next: following,
      });
    },
  }),

  question({
    id: 'blocks',
    path: '/blocks',
    group: 'ledger',
    summary: 'Blocks, newest first.',
    query: pageQuery,
    answer: pageOf(block),
    decidedBy: 'BLOCKS',
    run: ({ app, query }) => app.queries.blocks(pageIn(query)),
  }),

  question({
    id: 'transaction',
    path: '/transactions/{id}',
    group: 'ledger',
    summary: 'A transaction as everybody in the channel sees it.',
    params: z.strictObject({ id: pathText }),
    answer: transaction,
    decidedBy: 'BLOCKS',
    run: async ({ app, params: { id } }) => {
      const known = await app.queries.transaction(id);
      if (known === null) throw new Fault('NOT_FOUND', { kind: 'transaction', id });
      return known;
    },
  }),

  download({
    id: 'events',
    path: '/events',
    group: 'ledger',
    summary:
      'Server-sent events: what changed, block by block, as far as the caller may see it; `Last-Event-ID` goes on where it broke off.',
    query: z.strictObject({
      from: z
        .string()
        .regex(/^\d{1,9}$/)
        .optional()
        .meta({ description: 'The first block to tell of; the next one by default.' }),
    }),
    media: ['text/event-stream'],
    run: async ({ app, session, query, request, response }) => {
      await app.events.watch(session, query.from, request, response);
      return undefined;
    },
  }),
];
