import { audit } from '@tierline/client-app/dist/app/audit/audit';
import type { OpenLedger } from '@tierline/client-app/dist/main';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import type { Child } from '../embedded/child';
import { LIFE, livesIn } from './life';

const NO_HASH = '0'.repeat(64);
const REGULATOR = 'maker@REGULATOR-01';

/** One transaction that a process was told was committed. */
export interface Acknowledged {
  readonly schedule: string;
  /** How many steps of its life the schedule has taken with it. */
  readonly step: number;
  readonly transactionId: string;
}

/** What a business writer printed: its first line says that it has opened the ledger. */
export function acknowledgedBy(child: Child): readonly Acknowledged[] {
  return child
    .lines()
    .slice(1)
    .map((line) => JSON.parse(line) as Acknowledged);
}

/** All blocks as the regulator sees them. */
export async function blocksOf(open: OpenLedger): Promise<readonly CommittedBlock[]> {
  const blocks: CommittedBlock[] = [];
  for await (const block of (await open.sessions.as(REGULATOR)).ledger.blocks(0)) blocks.push(block);
  return blocks;
}

/** Every acknowledged transaction is there, once and valid. */
export async function expectKept(open: OpenLedger, acknowledged: readonly Acknowledged[]): Promise<void> {
  const transactions = (await blocksOf(open)).flatMap((block) => block.transactions);
  const valid = transactions.filter(({ code }) => code === 'VALID').map(({ id }) => id);
  const known = new Set(valid);
  expect(known.size).to.equal(valid.length);
  expect(acknowledged.filter(({ transactionId }) => !known.has(transactionId))).to.deep.equal([]);
}

/** Every schedule is where its last acknowledged step left it, or one step further, which was under way; and never between. */
export async function expectWholeSteps(open: OpenLedger, acknowledged: readonly Acknowledged[]): Promise<void> {
  const lives = await livesIn(await open.sessions.as(REGULATOR));
  const steps = new Map<string, number>();
  for (const { schedule, step } of acknowledged) steps.set(schedule, Math.max(step, steps.get(schedule) ?? 0));
  const wrong = [...lives].filter(([schedule, life]) => {
    const taken = steps.get(schedule) ?? 0;
    return life !== LIFE[taken - 1]?.leaves && life !== LIFE[taken]?.leaves;
  });
  expect(wrong).to.deep.equal([]);
  expect([...steps.keys()].filter((schedule) => !lives.has(schedule))).to.deep.equal([]);
}

/** The chain is whole, and the audit finds nothing. */
export async function expectSound(open: OpenLedger): Promise<void> {
  const blocks = await blocksOf(open);
  const broken = blocks.filter(
    ({ number, previousHash }, index) => number !== index || previousHash !== (blocks[index - 1]?.hash ?? NO_HASH),
  );
  expect(broken).to.deep.equal([]);
  const { checks } = await audit(await open.sessions.as(REGULATOR));
  expect(checks.filter(({ ok }) => !ok)).to.deep.equal([]);
}

/** A new schedule lives from its submission to its last payout. */
export async function expectGoesOn(open: OpenLedger, schedule: string): Promise<void> {
  for (const { take } of LIFE) await take(open, schedule);
  expect((await livesIn(await open.sessions.as(REGULATOR))).get(schedule)).to.equal(LIFE.at(-1)?.leaves);
}
