import { COMPANY_ROLES, FAULTS, id, listOf, reasonCode, receivableIdText, sha256 } from '@tierline/chaincode/api';
import { z } from 'zod';
import { parseMapping } from '../../app/import/mapping';
import { NOTES } from '../../app/import/notes';
import { importWork } from '../../app/jobs/importJob';
import { JOB_KINDS, JOB_STATES, type Job } from '../../app/jobs/job';
import { requireUnsigned, titleWork } from '../../app/jobs/titleJob';
import { pageOfRows } from '../../app/rowPages';
import { among, amount, ids, next, orNull, pageIn, pageQuery, timestamp, whole, words } from '../answers';
import { dryRunQuery } from '../done';
import { flag } from '../filters';
import { question, write, type CallOf } from '../operation';
import { deskOf } from '../service';

/** Receivables that one job may name. */
const MAX_NAMED = 5_000;
const MAX_MAPPING = 1_000;

const code = among(Object.keys(FAULTS));

const refusal = z
  .strictObject({
    item: words.meta({ description: "A receivable's id, or the line of a file." }),
    field: words,
    value: words,
    code,
    details: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "The figures of the refusal; null for what a file's row itself shows." }),
    mend: words,
  })
  .meta({ id: 'JobRefusal' });

const imported = z
  .strictObject({
    digest: words,
    alreadyImported: z.boolean(),
    read: whole,
    documents: whole,
    totals: z.array(z.strictObject({ currency: words, count: whole, amountMinor: amount })),
    proposed: z
      .array(z.strictObject({ id, name: words, roles: z.array(z.enum(COMPANY_ROLES)) }))
      .meta({ description: 'Companies that the file names and the register does not know.' }),
    notes: z
      .array(
        z
          .strictObject({ note: z.enum(NOTES), count: whole, termDays: whole.nullable(), names: z.array(words), told: words })
          .meta({ id: 'ImportNote' }),
      )
      .meta({ description: 'What should be known though nothing was refused for it; `told` is the same as a sentence.' }),
  })
  .meta({ id: 'ImportTold' });

const job = z
  .strictObject({
    job: id,
    kind: z.enum(JOB_KINDS),
    program: ids.program,
    state: z.enum(JOB_STATES),
    done: whole.meta({ description: 'Items behind it, accepted or refused.' }),
    of: whole.meta({ description: 'Items in all; 0 until they are counted.' }),
    startedAt: timestamp,
    endedAt: timestamp.nullable(),
    result: z
      .strictObject({
        dryRun: z.boolean(),
        accepted: whole,
        refusedCount: whole,
        refused: z.array(refusal).meta({ description: 'The first thousand.' }),
        import: orNull(imported),
      })
      .nullable()
      .meta({ description: 'Null while it runs, and when it failed.' }),
    problem: z
      .strictObject({ code, details: z.record(z.string(), z.unknown()), detail: words })
      .nullable()
      .meta({ description: 'Why all of it was refused.' }),
  })
  .meta({ id: 'Job' });

const params = z.strictObject({ program: ids.program });
const ofJob = z.strictObject({ job: id });

/** Says where the job is, and answers it. */
function begun({ response }: Pick<CallOf<never, never, never>, 'response'>, started: Job): Job {
  response.setHeader('Location', `/api/v1/jobs/${started.job}`);
  return started;
}

const titleJob = (kind: 'CHECK' | 'CONFIRM', name: string, summary: string) =>
  write({
    id: `${name}Job`,
    path: `/programs/{program}/jobs/${name}`,
    group: 'jobs',
    summary,
    params,
    query: dryRunQuery,
    body: z.strictObject({
      receivables: listOf(receivableIdText, MAX_NAMED).optional().meta({ description: 'Receivables; all that wait by default.' }),
    }),
    answer: job,
    status: 202,
    problems: kind === 'CONFIRM' ? ['REQUEST_REPLAYED_DIFFERENT', 'CONSENT_REFUSED'] : ['REQUEST_REPLAYED_DIFFERENT'],
    run: async (call) => {
      const { receivables = null } = call.body;
      const { dryRun = false } = call.query;
      const desk = await deskOf(call);
      const { requestId, session, app } = call;
      await requireUnsigned(desk, { what: kind, receivables, dryRun });
      const work = titleWork(desk, { what: kind, reason: null, receivables, dryRun, requestId });
      return begun(call, app.jobs.begin(session, { kind, program: desk.view.id, requestId, content: { receivables, dryRun }, work }));
    },
  });

/** Long work. */
export const jobOperations = [
  write({
    id: 'importJob',
    path: '/programs/{program}/jobs/import',
    group: 'jobs',
    summary:
      'Reads a file of receivables (CSV) and submits every good row as the caller; each refused row is named. The same file again does nothing.',
    params,
    query: z.strictObject({
      ...dryRunQuery.shape,
      name: z.string().min(1).max(200).optional().meta({ description: "The file's name." }),
      view: z.enum(['payable', 'receivable']).optional().meta({
        description: "payable: a core's file, many creditors; receivable: a supplier's, many debtors; told by the headers by default.",
      }),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional()
        .meta({ description: "ISO 4217, where the file names none; the program's by default." }),
      map: z.string().max(MAX_MAPPING).optional().meta({ description: 'A mapping, as JSON: which column holds what.' }),
      resume: flag.optional().meta({ description: 'Goes on with a file whose import was cancelled.' }),
    }),
    body: z.custom<Buffer>((bytes) => Buffer.isBuffer(bytes)).meta({ type: 'string', format: 'binary' }),
    bodyMedia: ['text/csv', 'application/octet-stream'],
    answer: job,
    status: 202,
    problems: ['REQUEST_REPLAYED_DIFFERENT'],
    run: async (call) => {
      const { dryRun = false, name = 'file.csv', view = null, currency = null, map, resume = false } = call.query;
      const desk = await deskOf(call);
      const { requestId, session, app, body: bytes } = call;
      const mapping = map === undefined ? null : parseMapping(map);
      const work = importWork(app.sessions, desk, { bytes, fileName: name, view, currency, mapping, dryRun, resume });
      const content = { file: sha256(bytes.toString('base64')), dryRun, view, currency, mapping, resume };
      return begun(call, app.jobs.begin(session, { kind: 'IMPORT', program: desk.view.id, requestId, content, work }));
    },
  }),

  titleJob('CHECK', 'check', "The core's maker has checked many receivables: those that are named, or all that wait."),
  titleJob(
    'CONFIRM',
    'confirm',
    "The core's checker, another person, confirms title of many receivables irrevocably: of those that are named, or of all that wait. " +
      'Not where the program asks for his signature: that is done with the command, 200 at a time.',
  ),

  write({
    id: 'returnJob',
    path: '/programs/{program}/jobs/return',
    group: 'jobs',
    summary: 'The core sends many receivables back to their creditors with a reason.',
    params,
    query: dryRunQuery,
    body: z.strictObject({ receivables: listOf(receivableIdText, MAX_NAMED), reason: reasonCode }),
    answer: job,
    status: 202,
    problems: ['REQUEST_REPLAYED_DIFFERENT'],
    run: async (call) => {
      const { receivables, reason } = call.body;
      const { dryRun = false } = call.query;
      const desk = await deskOf(call);
      const { requestId, session, app } = call;
      const work = titleWork(desk, { what: 'RETURN', reason, receivables, dryRun, requestId });
      const content = { receivables, reason, dryRun };
      return begun(call, app.jobs.begin(session, { kind: 'RETURN', program: desk.view.id, requestId, content, work }));
    },
  }),

  question({
    id: 'jobs',
    path: '/jobs',
    group: 'jobs',
    summary: "The caller's jobs, newest first.",
    query: pageQuery,
    answer: z.strictObject({ jobs: z.array(job), next }),
    run: async ({ app, session, query }) => {
      const rows = app.jobs.all(session).map((each, place) => ({ each, place }));
      const { items, next: following } = pageOfRows(rows, { id: ({ each }) => each.job, by: ({ place }) => place }, pageIn(query));
      return { jobs: items.map(({ each }) => each), next: following };
    },
  }),

  question({
    id: 'job',
    path: '/jobs/{job}',
    group: 'jobs',
    summary: 'A job of the caller: how far it is, and what became of it; kept for an hour after its end.',
    params: ofJob,
    answer: job,
    run: async ({ app, session, params: { job: named } }) => app.jobs.of(session, named),
  }),

  write({
    id: 'cancelJob',
    method: 'delete',
    path: '/jobs/{job}',
    group: 'jobs',
    summary: 'Cancels a job of the caller: what it has begun it ends, and begins nothing more.',
    params: ofJob,
    body: null,
    answer: job,
    run: async ({ app, session, params: { job: named } }) => app.jobs.cancel(session, named),
  }),
];
