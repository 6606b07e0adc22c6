import type { Found } from '../../../ports/queries';
import type { Tables } from '../sqlDatabase';
import { beginsWithOneOf, type Sought } from './sought';
import { heldFor, seesReceivable, seesToken } from './visibility';

/** Receivables by id and document's number, and tokens by id. */
export async function foundClaims(
  tables: Tables,
  { viewer, texts, scope, program, limit }: Sought,
): Promise<readonly (readonly Found[])[]> {
  const receivables = await tables
    .selectFrom('receivable')
    .select(['receivable.id', 'receivable.document as title'])
    .where('receivable.scope', '=', scope)
    .where(seesReceivable(viewer))
    .where(beginsWithOneOf(['receivable.id', 'receivable.document'], texts))
    .orderBy('receivable.id')
    .limit(limit)
    .execute();
  const tokens = await tables
    .selectFrom('token')
    .select(['token.id', 'token.owner as title'])
    .where('token.scope', '=', scope)
    .where(seesToken(viewer, await heldFor(tables, viewer, scope)))
    .where(beginsWithOneOf(['token.id'], texts))
    .orderBy('token.id')
    .limit(limit)
    .execute();
  return [receivables.map((row) => ({ what: 'receivable', program, ...row })), tokens.map((row) => ({ what: 'token', program, ...row }))];
}
