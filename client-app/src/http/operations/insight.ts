import { Fault, RECORD_KINDS, tokenIdText, type RecordKind } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { Session } from '../../app/session';
import { THINGS } from '../../app/audit/auditReport';
import { companyOf } from '../../app/desk';
import { ownSeeingOf, regulatorOf, seeingOf } from '../../app/seeing';
import { viewerOf } from '../../app/visible';
import { ids, mspId, timestamp, whole, words } from '../answers';
import { question } from '../operation';
import { deskOf } from '../service';

const MAX_NAME = 40;

const sight = z
  .strictObject({
    collection: words.meta({ description: 'Empty for public state.' }),
    block: whole,
    how: z.enum(['CLEAR', 'HASH']),
    kind: z.enum(RECORD_KINDS as [RecordKind, ...RecordKind[]]).nullable(),
    id: words.nullable(),
    record: z.unknown().meta({ description: 'The record as the organisation reads it; null where it holds hashes alone.' }),
    keyHash: words.nullable(),
    valueHash: words.nullable(),
  })
  .meta({ id: 'Sight' });

const auditCheck = z
  .strictObject({
    name: words,
    ok: z.boolean(),
    looked: z.strictObject({
      what: z.enum(THINGS),
      count: whole,
      of: whole.nullable().meta({ description: 'Of how many in all; null where all were looked at.' }),
    }),
    wrong: z.array(words).meta({ description: 'The first things that are wrong.' }),
    wrongCount: whole,
    detail: words.meta({ description: 'The same in English words.' }),
  })
  .meta({ id: 'AuditCheck' });

/** The regulator's own people. @throws Fault NOT_AUTHORISED */
async function isRegulator(session: Session): Promise<boolean> {
  const { company } = await viewerOf(session);
  return company === null && (await companyOf(session)).roles.includes('regulator');
}

/** What organisations know, and whether the history holds together. */
export const insightOperations = [
  question({
    id: 'knowledge',
    path: '/programs/{program}/tokens/{token}/knowledge',
    group: 'ledger',
    summary:
      "Exactly what an organisation knows of a token: for the organisation's own company; of any other organisation, for the regulator.",
    params: z.strictObject({ program: ids.program, token: tokenIdText }),
    query: z.strictObject({
      organisation: z.string().min(2).max(MAX_NAME).optional().meta({ description: "Its name or MSP id; the caller's own by default." }),
    }),
    answer: z.strictObject({
      token: ids.token,
      organisation: words,
      msp: mspId,
      collections: z.array(z.strictObject({ name: words, isMember: z.boolean() })),
      records: z.array(sight),
      nothing: z.array(words).meta({ description: 'What it knows nothing of, in words.' }),
    }),
    run: async (call) => {
      const { session, view } = await deskOf(call);
      const { token } = call.params;
      const { organisation } = call.query;
      const own = session.network.organisations.find(({ msp }) => msp === session.identity.msp);
      const isOwn = organisation === undefined || organisation === own?.name || organisation === own?.msp;
      const regulates = regulatorOf(session.network, view.id).msp === session.identity.msp;
      if (regulates && (await isRegulator(session)))
        return seeingOf(call.app.sessions, view.id, token, organisation ?? session.identity.msp);
      if (!isOwn) throw new Fault('NOT_AUTHORISED', { need: 'the regulator' });
      if ((await viewerOf(session)).company !== null) throw new Fault('NOT_AUTHORISED', { need: "the organisation's own company" });
      return ownSeeingOf(session, view.id, token);
    },
  }),

  question({
    id: 'audit',
    path: '/audit',
    group: 'ledger',
    summary:
      'Checks the whole history from the first block, for the regulator: the last audit, done again when blocks have come, once a minute.',
    answer: z.strictObject({
      ok: z.boolean(),
      checks: z.array(auditCheck),
      height: whole.meta({ description: 'Blocks that were checked.' }),
      at: timestamp,
      isCurrent: z.boolean().meta({ description: 'No block has come since.' }),
    }),
    run: async ({ app, session }) => {
      if (!(await isRegulator(session))) throw new Fault('NOT_AUTHORISED', { need: 'the regulator' });
      return app.audits.of(session);
    },
  }),
];
