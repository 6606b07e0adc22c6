import { availableMinor } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import type { ExposureLine, Viewer } from '../../../ports/queries';
import { seenBy, type SqlDatabase, type Tables } from '../sqlDatabase';
import { recordsSeen } from './records';
import { isOneOf, LIVE, summed } from './terms';

/** The limits that the viewer's organisation sees, with what the banks hold; a hosted company sees none. */
export async function exposureOf(database: SqlDatabase, viewer: Viewer): Promise<readonly ExposureLine[]> {
  if (viewer.company !== null) return [];
  return database.forViewer(viewer.msp, async (tables) => {
    const limits = await recordsSeen(tables, viewer, 'CREDIT-LIMIT');
    const held = await heldBy(
      tables,
      viewer,
      limits.map(({ record }) => record.bank),
    );
    return limits.map(({ scope, record }): ExposureLine => {
      const { bank, core, hostMsp, currency, ceilingMinor, usedMinor, reservedMinor, expiresOn } = record;
      return {
        scope,
        bank,
        core,
        hostMsp,
        currency,
        ceilingMinor,
        usedMinor,
        reservedMinor,
        availableMinor: availableMinor(record),
        expiresOn,
        heldMinor: held.get(placeOf(bank, core, hostMsp, currency)) ?? 0n,
      };
    });
  });
}

const placeOf = (...parts: readonly string[]): string => parts.join('\n');

/** Face of the live tokens of banks, by bank, debtor, and the program's host and currency. */
async function heldBy(tables: Tables, { msp }: Viewer, banks: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tables
    .selectFrom('token')
    .innerJoin('receivable', (join) => join.onRef('receivable.scope', '=', 'token.scope').onRef('receivable.id', '=', 'token.receivable'))
    .innerJoin('record', (join) => join.onRef('record.scope', '=', 'token.scope').on('record.kind', '=', 'PROGRAM'))
    .where(isOneOf('token.owner', [...new Set(banks)]))
    .where(isOneOf('token.status', LIVE))
    .where(seenBy(msp, 'token'))
    .where(seenBy(msp, 'receivable'))
    .where(seenBy(msp, 'record'))
    .select(['token.owner as bank', 'receivable.debtor as core'])
    .select([
      sql<string>`record.body ->> 'hostMsp'`.as('hostMsp'),
      sql<string>`record.body ->> 'currency'`.as('currency'),
      summed('token.amount_minor').as('heldMinor'),
    ])
    .groupBy(['token.owner', 'receivable.debtor', 'hostMsp', 'currency'])
    .execute();
  return new Map(rows.map(({ bank, core, hostMsp, currency, heldMinor }) => [placeOf(bank, core, hostMsp, currency), heldMinor]));
}
