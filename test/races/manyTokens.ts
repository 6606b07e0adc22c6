import { isPartition, TRANSACTIONS } from '@tierline/chaincode/api';
import { audit } from '@tierline/client-app/dist/app/audit/audit';
import { tokensOf } from '@tierline/client-app/dist/app/tokens';
import { act, wholeToken } from '../support/sale';
import { claim, DIGEST, PROGRAM, type World } from '../support/world';

const { receivable } = TRANSACTIONS;

/** Face of every raced receivable. */
export const FACE = 1_000_000n;
/** Receivables of a schedule: the most there may be. */
const IN_SCHEDULE = 25;
/** Schedules of one transaction: 200 receivables. */
const SCHEDULES_AT_ONCE = 8;

const nameOf = (prefix: string, schedule: number): string => `${prefix}-${String(schedule + 1).padStart(3, '0')}`;

/**
 * Confirms `schedules` schedules of 25 receivables of SUP-01 each; answers their ids in waves: one of each schedule, so
 * that two of a wave share no record of the ledger.
 */
export async function manyReceivables(world: World, prefix: string, schedules: number): Promise<readonly (readonly string[])[]> {
  const names = Array.from({ length: schedules }, (_, index) => nameOf(prefix, index));
  const ordinals = Array.from({ length: IN_SCHEDULE }, (_, index) => String(index + 1).padStart(2, '0'));
  for (let start = 0; start < names.length; start += SCHEDULES_AT_ONCE) {
    const page = names.slice(start, start + SCHEDULES_AT_ONCE);
    const receivables = page.flatMap((name) => ordinals.map((ordinal) => `${name}-${ordinal}`));
    const claimsOf = (name: string) => ordinals.map((ordinal) => claim(`${name}-INV-${ordinal}`, FACE));
    await act(world, 'maker@SUP-01', receivable.submit, {
      program: PROGRAM,
      schedules: page.map((id) => ({ id, creditor: 'SUP-01', debtor: 'CORE-01', claims: claimsOf(id) })),
    });
    await act(world, 'maker@CORE-01', receivable.check, { program: PROGRAM, receivables });
    await act(world, 'checker@CORE-01', receivable.confirm, { program: PROGRAM, receivables, undertakingDigest: DIGEST });
  }
  return ordinals.map((ordinal) => names.map((name) => `${name}-${ordinal}`));
}

/** The one token of a receivable that nobody has touched. */
export const tokenOf = (id: string): string => wholeToken(id, FACE);

/** Those of the receivables whose tokens do not add up to their face, each range once. */
export async function notWhole(world: World, receivables: readonly string[]): Promise<readonly string[]> {
  const { books } = await world.as('maker@REGULATOR-01');
  const raced = new Map(receivables.map((id) => [id, [] as { from: bigint; to: bigint }[]]));
  for (const { token } of await tokensOf(books, PROGRAM)) raced.get(token.receivable)?.push(token);
  return receivables.filter((id) => !isPartition(raced.get(id) ?? [], FACE));
}

/** What the audit by the regulator finds wrong. */
export async function auditFindings(world: World): Promise<readonly string[]> {
  const { checks } = await audit(await world.as('maker@REGULATOR-01'));
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
}
