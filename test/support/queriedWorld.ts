import { TRANSACTIONS } from '@tierline/chaincode/api';
import { onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { everyState, LAST_DAY } from './everyState';
import { act, pay } from './sale';
import { askedInSecond, openSecond, SECOND } from './secondProgram';
import { claim, DIGEST, PROGRAM, supplier, type World } from './world';

/** A number that means something to SQL, to patterns and to no keyboard. */
export const STRANGE_NUMBER = `100%_\\'"; -- Ü北🧾`;
/** A company with such a name. */
export const STRANGE_NAME = `北京 100%_O'Brien\\ "Söhne"`;
/** The id of an open transfer and of an open ask alike. */
export const SAME_ID = 'SAME-0001';

/** What SUP-03 and SUP-04 are owed by a second debtor: amounts and due dates, some alike. */
const CLAIMS: readonly (readonly [bigint, string])[] = [
  [700_000n, '2026-06-22'],
  [700_000n, '2026-05-20'],
  [20_000n, '2026-05-20'],
  [123_457n, '2026-08-03'],
  [9_000_000n, '2026-04-20'],
  [20_000n, '2026-07-01'],
];

/**
 * A world to ask questions about: everything in every state in one program, a second debtor that the core's organisation hosts,
 * four suppliers with business of their own, and a second program of the same members.
 */
export async function queriedWorld(): Promise<World> {
  const world = await everyState();
  await onboardCompanies(world.open.sessions, [
    supplier('CORE-02', { roles: ['core'], hostMsp: 'CoreMSP' }),
    supplier('SUP-05', { name: STRANGE_NAME }),
  ]);
  const [mine, theirs] = [await owed(world, PROGRAM, 'SUP-03', 'OWN-A'), await owed(world, PROGRAM, 'SUP-04', 'OWN-B')];
  const until = { expiresAt: '2026-04-05T00:00:00Z' };
  await pay(world, 'maker@SUP-03', { transfer: 'PAID-0001', payee: 'SUP-04', takes: { [`${mine[0]}:0-700000`]: 300_000n }, ...until });
  await act(world, 'maker@SUP-04', TRANSACTIONS.token.accept, { program: PROGRAM, transfers: ['PAID-0001'] });
  await pay(world, 'maker@SUP-04', { transfer: SAME_ID, payee: 'SUP-02', takes: { [`${theirs[1]}:0-700000`]: 250_000n }, ...until });
  await act(world, 'maker@SUP-03', TRANSACTIONS.financing.ask, {
    program: PROGRAM,
    ask: SAME_ID,
    kind: 'SALE',
    recourse: false,
    deadline: '2026-04-03T00:00:00Z',
    tokens: [`${mine[1]}:0-700000`],
    heldBack: [],
  });
  await openSecond(world);
  await askedInSecond(world, 'SECOND-A', 500_000n, { ask: 'ASK-SECOND', deadline: '2026-03-05T00:00:00Z' });
  await owed(world, SECOND, 'SUP-03', 'SECOND-B');
  return world;
}

/** Submits and confirms {@link CLAIMS} of a creditor on CORE-02; the last one stays submitted. Answers their ids. */
async function owed(world: World, program: string, creditor: string, schedule: string): Promise<string[]> {
  const claims = CLAIMS.map(([amountMinor, dueDate], index) =>
    claim(index === 3 ? `${schedule} ${STRANGE_NUMBER}` : `${schedule}-INV-${index + 1}`, amountMinor, dueDate),
  );
  await act(world, `maker@${creditor}`, TRANSACTIONS.receivable.submit, {
    program,
    schedules: [{ id: schedule, creditor, debtor: 'CORE-02', claims }],
  });
  const ids = CLAIMS.map((_claim, index) => `${schedule}-${String(index + 1).padStart(2, '0')}`);
  const receivables = ids.slice(0, -1);
  await act(world, 'maker@CORE-02', TRANSACTIONS.receivable.check, { program, receivables });
  await act(world, 'checker@CORE-02', TRANSACTIONS.receivable.confirm, { program, receivables, undertakingDigest: DIGEST });
  return ids;
}

/** The business date on which it ends. */
export const QUERIED_DAY = LAST_DAY;
