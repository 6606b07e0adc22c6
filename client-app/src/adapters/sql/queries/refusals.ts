import { toWire, type Msp } from '@tierline/chaincode/api';
import type { Page, PageOf, Refusal, Viewer } from '../../../ports/queries';
import { seenBy, type SqlDatabase } from '../sqlDatabase';
import { checkedCodes, IS_VALUE } from './checked';
import { Paging } from './cursor';
import { allOf, isOneOf } from './terms';

/** Refused commands, newest first; a hosted company sees its own. @param codes none for all @throws Fault MALFORMED */
export async function refusalPage(database: SqlDatabase, viewer: Viewer, codes: readonly string[], page: PageOf): Promise<Page<Refusal>> {
  const chosen = checkedCodes(codes);
  const { company } = viewer;
  const paging = new Paging('refusals', IS_VALUE.amount);
  const { place, rows } = paging.begin(page);
  const found = await database.forViewer(viewer.msp, (tables) =>
    tables
      .selectFrom('refusal')
      .select(['seq', 'at', 'user_name as user', 'msp', 'company', 'transaction', 'code', 'details'])
      .where(seenBy(viewer.msp, 'refusal'))
      .where((is) =>
        allOf([
          ...(company === null ? [] : [is('refusal.company', '=', company)]),
          ...(chosen.length === 0 ? [] : [isOneOf('refusal.code', chosen)]),
          ...(place === null ? [] : [is('refusal.seq', '<', BigInt(place.value))]),
        ]),
      )
      .orderBy('refusal.seq', 'desc')
      .limit(rows)
      .execute(),
  );
  return paging.page(
    found,
    page.limit,
    ({ seq }) => ({ value: String(seq), id: '' }),
    ({ seq: _seq, ...refusal }) => refusal,
  );
}

/** Keeps a refused command. @param readers organisations that may see it */
export async function keepRefusal(database: SqlDatabase, refusal: Refusal, readers: readonly Msp[]): Promise<void> {
  const { at, user, msp, company, transaction, code, details } = refusal;
  await database.transaction((tables) =>
    tables
      .insertInto('refusal')
      .values({ at, user_name: user, msp, company, transaction, code, details: JSON.stringify(toWire(details) ?? null), readers })
      .execute(),
  );
}
