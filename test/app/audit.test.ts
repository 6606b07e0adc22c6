import type { AnyRecord, RecordKind } from '@tierline/chaincode/api';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import { audit } from '@tierline/client-app/dist/app/audit/audit';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { Books, Which } from '@tierline/client-app/dist/ports/books';
import type { CommittedBlock, Ledger } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { confirmed, DIGEST, PAIR_A, PROGRAM, World } from '../support/world';

type Change = (record: AnyRecord) => AnyRecord;
type Alter = (block: CommittedBlock) => CommittedBlock;

/** A session whose books tell every record of a kind otherwise than it is. */
function withRecords(session: Session, kind: RecordKind, change: Change): Session {
  const told = new Proxy(session.books, {
    get: (books, name: keyof Books) => {
      if (name === 'all') {
        return async (asked: RecordKind, which?: Which<RecordKind>) =>
          (await books.all(asked, which)).map((known) => (asked === kind ? { ...known, record: change(known.record) } : known));
      }
      if (name === 'find') {
        return async (asked: RecordKind, scope: string, id: string) => {
          const known = await books.find(asked, scope, id);
          return known !== null && asked === kind ? { ...known, record: change(known.record) } : known;
        };
      }
      return (books[name] as (...args: unknown[]) => unknown).bind(books);
    },
  });
  return { ...session, books: told };
}

/** A session whose ledger tells its blocks otherwise than they are. */
function withBlocks(session: Session, alter: Alter): Session {
  const ledger = new Proxy(session.ledger, {
    get: (real, name: keyof Ledger) => {
      if (name !== 'blocks') return real[name];
      return async function* blocks(from: number): AsyncIterable<CommittedBlock> {
        for await (const block of real.blocks(from)) yield alter(block);
      };
    },
  });
  return { ...session, ledger };
}

const changing =
  <T>(change: Partial<Record<keyof T, unknown>>): Change =>
  (record) => ({ ...record, ...change });
const inSchedule =
  (change: object): Change =>
  (record) => {
    const { receivables, ...schedule } = record as Extract<AnyRecord, { kind: 'SCHEDULE' }>;
    return { ...schedule, receivables: receivables.map((receivable) => ({ ...receivable, ...change })) };
  };

describe('the audit', () => {
  let world: World;
  let regulator: Session;
  before(async () => {
    world = await World.found();
    const [receivable] = (await confirmed(world, 'AUDIT', [1_000_000n])) as [string];
    const owner = await world.as('maker@SUP-01');
    await execute(owner, TRANSACTIONS.token.split, {
      program: PROGRAM,
      token: `${receivable}:0-1000000`,
      amountsMinor: [400_000n, 600_000n],
    });
    const checker = await world.as('checker@BANK-A-01');
    const maker = await world.as('maker@BANK-A-01');
    await execute(checker, TRANSACTIONS.financing.setLimit, {
      ...PAIR_A,
      core: 'CORE-01',
      currency: 'CNY',
      ceilingMinor: 10n ** 9n,
      expiresOn: '2026-12-31',
    });
    await execute(owner, TRANSACTIONS.financing.ask, {
      program: PROGRAM,
      ask: 'ASK-0001',
      kind: 'SALE',
      recourse: false,
      deadline: '2026-03-05T00:00:00Z',
      tokens: [`${receivable}:0-400000`],
      heldBack: [],
    });
    await execute(maker, TRANSACTIONS.financing.offer, {
      ...PAIR_A,
      ask: 'ASK-0001',
      offer: 'OFF-0001',
      ratePpm: 36_000,
      feesMinor: 0n,
      valueDate: '2026-03-03',
      validUntil: '2026-03-04T00:00:00Z',
      tenorNote: null,
      relatedNote: null,
    });
    await execute(owner, TRANSACTIONS.financing.take, {
      ...PAIR_A,
      ask: 'ASK-0001',
      offer: 'OFF-0001',
      account: 'CN-ACCT-1',
      reason: null,
    });
    await execute(maker, TRANSACTIONS.financing.register, { ...PAIR_A, ask: 'ASK-0001', registryNo: 'ZD-0001' });
    // 400,000 x 3.6 % x 111 / 360 = 4,440
    await execute(checker, TRANSACTIONS.financing.payout, {
      ...PAIR_A,
      ask: 'ASK-0001',
      amountMinor: 395_560n,
      valueDate: '2026-03-03',
      reference: 'PAY-0001',
      proofDigest: DIGEST,
    });
    await execute(checker, TRANSACTIONS.financing.disburse, { program: PROGRAM, ask: 'ASK-0001' });
    await execute(maker, TRANSACTIONS.settlement.settle, {
      program: PROGRAM,
      receivable,
      bankReference: 'BANK-0001',
      receivedMinor: 500_001n,
      interestMinor: 0n,
    });
    await execute(maker, TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: [`${receivable}:0-400000`] });
    regulator = await world.as('maker@REGULATOR-01');
  });
  after(() => world.end());

  const failures = async (session: Session): Promise<string[]> =>
    (await audit(session)).checks.filter(({ ok }) => !ok).map(({ name }) => name);

  it('finds nothing wrong with a history that is right, and looks at something in each check', async () => {
    const report = await audit(regulator);
    expect(report.ok).to.equal(true);
    expect(report.checks.filter(({ detail }) => detail.startsWith('0 ')).map(({ name }) => name)).to.deep.equal([]);
  });

  it('is the same for a bank as far as that bank sees', async () => {
    expect(await failures(await world.as('maker@BANK-B-01'))).to.deep.equal([]);
  });

  const TAMPERED: readonly (readonly [string, (session: Session) => Session])[] = [
    [
      'every block follows the one before it',
      (session) => withBlocks(session, (block) => (block.number === 3 ? { ...block, previousHash: '00' } : block)),
    ],
    [
      'every transaction has one event of five fields and nothing else',
      (session) =>
        withBlocks(session, (block) => ({
          ...block,
          transactions: block.transactions.map((each) => ({
            ...each,
            event: each.event === null ? null : { ...each.event, payload: `{"amount":"1"}` },
          })),
        })),
    ],
    [
      'every facts root is that of the records that were written',
      (session) =>
        withBlocks(session, (block) => ({
          ...block,
          transactions: block.transactions.map((each) => ({
            ...each,
            privateWrites: each.privateWrites.map((write) => ({ ...write, value: write.value?.replace('"500001"', '"500002"') ?? null })),
          })),
        })),
    ],
    ['tokens and cancelled ranges partition every confirmed face', (session) => withRecords(session, 'TOKEN', changing({ to: 500_000n }))],
    [
      'every title was checked and confirmed by two persons',
      (session) => withRecords(session, 'SCHEDULE', inSchedule({ checkedBy: { person: 'CORE-01/checker', on: '2026-03-02' } })),
    ],
    [
      'every face is backed by its invoices less credit notes',
      (session) => withRecords(session, 'SCHEDULE', inSchedule({ documents: [] })),
    ],
    ['every due date is after its confirmation', (session) => withRecords(session, 'SCHEDULE', inSchedule({ dueDate: '2026-03-02' }))],
    [
      'no token lies deeper than its program allows, none is with the debtor',
      (session) => withRecords(session, 'TOKEN', changing({ tier: 5 })),
    ],
    [
      'no token lies deeper than its program allows, none is with the debtor',
      (session) => withRecords(session, 'TOKEN', changing({ owner: 'CORE-01' })),
    ],
    [
      'every token is in a known state, and locked exactly when it has a lock',
      (session) => withRecords(session, 'TOKEN', changing({ status: 'LOCKED' })),
    ],
    [
      'what was paid is at most what was confirmed less what was cancelled',
      (session) => withRecords(session, 'SCHEDULE', inSchedule({ paidMinor: 500_002n })),
    ],
    [
      'settlements add up to what every receivable received',
      (session) => withRecords(session, 'SETTLEMENT', changing({ principalMinor: 500_000n })),
    ],
    [
      'payouts and what waits add up to what was paid, to the minor unit',
      (session) => withRecords(session, 'TOKEN', changing({ redeemedThroughMinor: 500_001n })),
    ],
    [
      'every sale has its terms, its registration and its proof of payment',
      (session) => withRecords(session, 'PAYOUT', changing({ amountMinor: 395_559n })),
    ],
    [
      'every limit counts exactly the deals that draw on it',
      (session) => withRecords(session, 'CREDIT-LIMIT', changing({ usedMinor: 399_999n })),
    ],
    ['every sold document is marked as financed', (session) => withRecords(session, 'FINGERPRINT', changing({ state: 'REGISTERED' }))],
    [
      'no bank owns a token without a completed sale',
      (session) => withRecords(session, 'TOKEN', changing({ owner: 'BANK-B-01', origin: 'ASK-0009' })),
    ],
  ];
  for (const [check, tamper] of TAMPERED) {
    it(`finds it when this is not so: ${check}`, async () => {
      expect(await failures(tamper(regulator))).to.include(check);
    });
  }
});
