import { TRANSACTIONS } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { createProgram } from '@tierline/client-app/dist/app/founding';
import { act, type Sale } from './sale';
import { claim, DIGEST, FIRST_DAY, offsetFor, TERMS, type World } from './world';

/** A program of the same host, core, banks and currency beside the usual one: it shares their pairs. */
export const SECOND = 'DEMO-EUR';

/** Opens the second program. */
export async function openSecond(world: World): Promise<void> {
  await createProgram(world.open.sessions, (currency) => Promise.resolve(calendarFor(currency)), {
    program: SECOND,
    name: 'Second',
    mode: 'DEMO',
    clockOffsetDays: offsetFor(FIRST_DAY),
    core: 'CORE-01',
    ...TERMS,
    minimumTokenMinor: 1n,
  });
}

/** A confirmed receivable of SUP-01 in the second program, asked for: answers the id of its token. */
export async function askedInSecond(
  world: World,
  schedule: string,
  faceMinor: bigint,
  sale: Pick<Sale, 'ask' | 'deadline'>,
): Promise<string> {
  const receivables = [`${schedule}-01`];
  const token = `${schedule}-01:0-${faceMinor}`;
  await act(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, {
    program: SECOND,
    schedules: [{ id: schedule, creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim(`${schedule}-INV`, faceMinor)] }],
  });
  await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: SECOND, receivables });
  await act(world, 'checker@CORE-01', TRANSACTIONS.receivable.confirm, { program: SECOND, receivables, undertakingDigest: DIGEST });
  await act(world, 'maker@SUP-01', TRANSACTIONS.financing.ask, {
    program: SECOND,
    ask: sale.ask,
    kind: 'SALE',
    recourse: false,
    deadline: sale.deadline,
    tokens: [token],
    heldBack: [],
  });
  return token;
}
