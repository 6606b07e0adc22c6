import { faultIn, type Fault } from '@tierline/chaincode/api';
import type { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';

/** What work throws. @throws AssertionError when it throws nothing */
export async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it was not refused');
}

/** The refusal that work ends with. */
export async function refusalOf(work: () => Promise<unknown>): Promise<Fault> {
  const error = await errorOf(work);
  const fault = faultIn(error);
  if (fault === null) throw error;
  return fault;
}

/** The tokens in the table: owner and state of each. */
export async function tokensIn(database: SqlDatabase): Promise<readonly string[]> {
  const rows = await database.transaction((tables) => tables.selectFrom('token').select(['owner', 'status']).orderBy('id').execute());
  return rows.map(({ owner, status }) => `${owner} ${status}`);
}

/** Which records are marked as incomplete, by their keys. */
export async function incompleteIn(database: SqlDatabase): Promise<readonly string[]> {
  const rows = await database.transaction((tables) => tables.selectFrom('record').select('key').where('incomplete', '=', true).execute());
  return rows.map(({ key }) => key);
}

/** Keeps refused commands, as the application does. */
export async function keepRefusals(database: SqlDatabase, count: number): Promise<void> {
  const refusal = {
    at: '2026-03-02T04:00:00.000Z',
    user_name: 'maker@SUP-01',
    msp: 'OperatorMSP',
    company: 'SUP-01',
    transaction: 'token:split',
    code: 'NOT_AUTHORISED',
    details: '{}',
    readers: ['OperatorMSP'],
  };
  await database.transaction((tables) =>
    tables
      .insertInto('refusal')
      .values(Array.from({ length: count }, () => refusal))
      .execute(),
  );
}
