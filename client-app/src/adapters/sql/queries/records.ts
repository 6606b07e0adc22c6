import { fromWire, type RecordKind, type Records } from '@tierline/chaincode/api';
import type { Scope } from '../../../ports/books';
import type { Viewer } from '../../../ports/queries';
import { seenBy, type Tables } from '../sqlDatabase';
import { allOf } from './terms';
import { holds } from './visibility';

/** The present records of a kind that the viewer's organisation may see. @param values `field=value` that they must have, all of them */
export async function recordsSeen<K extends RecordKind>(
  tables: Tables,
  { msp }: Viewer,
  kind: K,
  { scope, values = [] }: { readonly scope?: Scope; readonly values?: readonly string[] } = {},
): Promise<readonly { readonly scope: Scope; readonly record: Records[K] }[]> {
  let chosen = tables
    .selectFrom('record')
    .select(['record.scope', 'record.body'])
    .where('record.kind', '=', kind)
    .where('record.body', 'is not', null)
    .where(seenBy(msp, 'record'))
    .where(allOf(values.map((value) => holds('record', [value]))));
  if (scope !== undefined) chosen = chosen.where('record.scope', '=', scope);
  const rows = await chosen.orderBy('record.scope').orderBy('record.id').execute();
  return rows.map(({ scope: own, body }) => ({ scope: own, record: fromWire<Records[K]>(body) }));
}
