import { tokenIdText, TOKEN_MOVES } from '@tierline/chaincode/api';
import { z } from 'zod';
import { traceOf } from '../../app/trace';
import { viewerOf } from '../../app/visible';
import { among, amount, given, ids, pageFields, pageIn, pageOf, when, whole, words } from '../answers';
import { tokenFilters } from '../filters';
import { question } from '../operation';
import { deskOf } from '../service';
import { trace } from './receivables';

const tokenItem = z
  .strictObject({
    token: ids.token,
    receivable: ids.receivable,
    program: ids.program,
    debtor: ids.company,
    owner: ids.company,
    tier: whole,
    amountMinor: amount,
    dueDate: when.date,
    payDate: when.date.nullable(),
    status: among(Object.keys(TOKEN_MOVES)),
    lockedBy: words.nullable().meta({ description: 'The transfer or ask that holds it.' }),
    origin: words.nullable().meta({ description: 'The ask by whose deal a bank bought it.' }),
    incomplete: z.boolean().meta({ description: 'A newer form of its record has not arrived here.' }),
  })
  .meta({ id: 'Token' });

/** Tokens: lists and trees. */
export const tokenOperations = [
  question({
    id: 'tokens',
    path: '/programs/{program}/tokens',
    group: 'tokens',
    summary: 'Tokens that the caller may see, by state, owner, debtor, tier, date and amount.',
    params: z.strictObject({ program: ids.program }),
    query: z.strictObject({ ...pageFields, ...tokenFilters }),
    answer: pageOf(tokenItem),
    decidedBy: 'BLOCKS',
    run: async (call) => {
      const { after, limit, ...filter } = call.query;
      const { session, view } = await deskOf(call);
      return call.app.queries.tokens(await viewerOf(session), view.id, given(filter), pageIn({ after, limit }));
    },
  }),

  question({
    id: 'tokenTree',
    path: '/programs/{program}/tokens/{token}/tree',
    group: 'tokens',
    summary: "The part of a receivable's tree that overlaps a token.",
    params: z.strictObject({ program: ids.program, token: tokenIdText }),
    answer: trace,
    decidedBy: 'BLOCKS',
    run: async (call) => traceOf(await deskOf(call), call.params.token),
  }),
];
