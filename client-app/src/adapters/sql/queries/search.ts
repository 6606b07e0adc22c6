import { Fault } from '@tierline/chaincode/api';
import type { Found, Viewer } from '../../../ports/queries';
import type { SqlDatabase, Tables } from '../sqlDatabase';
import { checkedText, checkedWhole } from './checked';
import { recordsSeen } from './records';
import { foundClaims } from './searchClaims';
import { foundPublic } from './searchPublic';
import { foundRecords } from './searchRecords';
import { oneOfEachInTurn, type Sought } from './sought';

const SHORTEST = 2;
const LONGEST = 100;
const MOST = 50;

/** Things whose id, number or name begins with the text: the first of each sort, then the second of each, ... @throws Fault MALFORMED */
export function searched(database: SqlDatabase, viewer: Viewer, text: string, limit: number): Promise<readonly Found[]> {
  const typed = checkedText(text, 'text').trim();
  if (typed.length < SHORTEST || typed.length > LONGEST) {
    throw new Fault('MALFORMED', { field: 'text', value: typed.length, limit: `${SHORTEST}..${LONGEST}` });
  }
  const sought = { viewer, texts: [...new Set([typed, typed.toUpperCase()])], limit: checkedWhole(limit, 'limit', 1, MOST) };
  return database.forViewer(viewer.msp, async (tables) => {
    const found: (readonly Found[])[] = [];
    for (const { scope, record } of await recordsSeen(tables, viewer, 'PROGRAM')) {
      found.push(...(await inProgram(tables, { ...sought, scope, program: record.id })));
    }
    return oneOfEachInTurn([...found, ...(await foundPublic(tables, sought))], sought.limit);
  });
}

/** What is found in one program: a list of each sort. */
async function inProgram(tables: Tables, sought: Sought): Promise<readonly (readonly Found[])[]> {
  return [...(await foundClaims(tables, sought)), ...(await foundRecords(tables, sought))];
}
