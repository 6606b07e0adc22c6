import { TRANSACTIONS, type TransactionSpec } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { Session } from '@tierline/client-app/dist/app/session';
import { tokensOf } from '@tierline/client-app/dist/app/tokens';
import type { OpenLedger } from '@tierline/client-app/dist/main';
import type { z } from 'zod';
import { claim, DIGEST, PROGRAM } from '../support/world';

const { receivable, token, settlement } = TRANSACTIONS;

const FACE = 1_000_000n;
const PARTS = [300_000n, 700_000n];
const FIRST = 400_001n;

/** One step in the life of a schedule of one receivable. */
export interface LifeStep {
  /** Answers the id of its transaction, which is committed. @throws Fault */
  readonly take: (open: OpenLedger, schedule: string) => Promise<string>;
  /** The receivable after it: its state, what it has received, and each of its tokens with how far it has been paid out. */
  readonly leaves: string;
}

function step<S extends z.ZodType>(
  user: string,
  spec: TransactionSpec<S>,
  order: (schedule: string) => Order<S>,
  leaves: string,
): LifeStep {
  const take = async (open: OpenLedger, schedule: string): Promise<string> =>
    (await execute(await open.sessions.as(user), spec, order(schedule))).transactionId;
  return { take, leaves };
}

const one = (schedule: string) => ({ program: PROGRAM, receivables: [`${schedule}-01`] });
const parts = (schedule: string) => [`${schedule}-01:0-300000`, `${schedule}-01:300000-1000000`];
const payment = (schedule: string, receivedMinor: bigint) => ({
  program: PROGRAM,
  receivable: `${schedule}-01`,
  bankReference: `BR-${schedule}-${receivedMinor}`,
  receivedMinor,
  interestMinor: 0n,
});

/** A schedule from its submission until all is paid out. */
export const LIFE: readonly LifeStep[] = [
  step(
    'maker@SUP-01',
    receivable.submit,
    (id) => ({ program: PROGRAM, schedules: [{ id, creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim(`${id}-INV`, FACE)] }] }),
    'SUBMITTED 0:',
  ),
  step('maker@CORE-01', receivable.check, one, 'CHECKED 0:'),
  step('checker@CORE-01', receivable.confirm, (id) => ({ ...one(id), undertakingDigest: DIGEST }), 'CONFIRMED 0: 0-1000000 ACTIVE 0'),
  step(
    'maker@SUP-01',
    token.split,
    (id) => ({ program: PROGRAM, token: `${id}-01:0-${FACE}`, amountsMinor: [...PARTS] }),
    'CONFIRMED 0: 0-300000 ACTIVE 0, 300000-1000000 ACTIVE 0',
  ),
  step('maker@BANK-A-01', settlement.settle, (id) => payment(id, FIRST), 'PART_PAID 400001: 0-300000 ACTIVE 0, 300000-1000000 ACTIVE 0'),
  step(
    'maker@BANK-A-01',
    settlement.redeem,
    (id) => ({ program: PROGRAM, tokens: parts(id) }),
    'PART_PAID 400001: 0-300000 ACTIVE 400001, 300000-1000000 ACTIVE 400001',
  ),
  step(
    'maker@BANK-A-01',
    settlement.settle,
    (id) => payment(id, FACE - FIRST),
    'SETTLED 1000000: 0-300000 ACTIVE 400001, 300000-1000000 ACTIVE 400001',
  ),
  step(
    'maker@BANK-A-01',
    settlement.redeem,
    (id) => ({ program: PROGRAM, tokens: parts(id) }),
    'SETTLED 1000000: 0-300000 REDEEMED 1000000, 300000-1000000 REDEEMED 1000000',
  ),
];

/** What the books of an organisation say of each schedule, in the words of {@link LifeStep.leaves}. */
export async function livesIn(session: Session): Promise<ReadonlyMap<string, string>> {
  await session.books.catchUp();
  const tokens = await tokensOf(session.books, PROGRAM);
  const schedules = await session.books.all('SCHEDULE');
  return new Map(
    schedules.map(({ record }) => {
      const [first] = record.receivables;
      const held = tokens
        .filter(({ schedule }) => schedule.id === record.id)
        .map(({ token: { from, to, status, redeemedThroughMinor } }) => ` ${from}-${to} ${status} ${redeemedThroughMinor}`);
      return [record.id, `${first?.status} ${first?.receivedMinor}:${held.join(',')}`];
    }),
  );
}
