import type { ProgramView } from '../app/programs';
import { plainName, explain } from '../app/messages';
import type { Session } from '../app/session';
import { requestOf, type Step } from '../app/step';
import type { Condition } from '../app/dryRun';
import type { FaultCode, FaultDetails } from '@tierline/chaincode/api';
import type { Context } from './context';
import type { Outcome } from './outcome';
import { left, table } from './table';
import { count } from './text';

/** Who submits what, and what to say of it. */
export interface Submission {
  readonly session: Session;
  readonly view: ProgramView | null;
  /** In order; each builds on the ones before. */
  readonly steps: readonly Step[];
  /** Fields that the JSON carries besides, such as new ids. */
  readonly json?: Outcome['json'];
  /** What was done, for people. */
  readonly lines: readonly string[];
}

/** Characters of a transaction id that are shown. */
const SHOWN_ID = 12;

/** Submits the steps, or only asks for their conditions with `--dry-run`. @throws Fault */
export async function submit(context: Context, submission: Submission): Promise<Outcome> {
  return context.isDryRun ? asked(context, submission) : done(context, submission);
}

async function done({ requestId }: Context, { session, view, steps, json, lines }: Submission): Promise<Outcome> {
  const transactions: { name: string; transactionId: string; block: number; items: number }[] = [];
  for (const [index, step] of steps.entries()) {
    const committed = await step.execute(session, requestId === null ? {} : { requestId: requestOf(requestId, index) });
    transactions.push({ name: step.name, transactionId: committed.transactionId, block: committed.block, items: step.items });
  }
  const told = transactions.map(
    ({ name, transactionId, block, items }) =>
      `Done: ${name}, ${count(items, 'item')}, block ${block}, transaction ${transactionId.slice(0, SHOWN_ID)}`,
  );
  const items = transactions.reduce((total, { items: some }) => total + some, 0);
  return { view, ok: true, json: { ...json, dryRun: false, transactions, items }, lines: [...lines, ...told] };
}

/** Asks the first step; what the next ones are asked of is not there before it is done. */
async function asked(context: Context, { session, view, steps, json }: Submission): Promise<Outcome> {
  const [first, ...rest] = steps;
  if (first === undefined) return { view, ok: true, json: { ...json, dryRun: true, ok: true, conditions: [] }, lines: ['Nothing to do.'] };
  const { ok, conditions } = await first.dryRun(session);
  const rows = conditions.map((each) => [
    each.ok ? 'holds' : 'FAILS',
    each.item ?? '',
    plainName(each.condition),
    each.ok ? '' : why(context, each),
  ]);
  const then = rest.length === 0 ? [] : [`Then follows: ${rest.map(({ name }) => name).join(', ')}, to be asked once this is done.`];
  const verdict = `${ok ? `All ${conditions.length} conditions of ${first.name} hold` : `${first.name} would be refused`}. Nothing was changed.`;
  return {
    view,
    ok,
    json: { ...json, dryRun: true, name: first.name, ok, conditions },
    lines: [...table([left('verdict'), left('item'), left('condition'), left('why')], rows), verdict, ...then],
  };
}

function why({ currency }: Context, { code, details }: Condition): string {
  return explain({ code: code as FaultCode, details: details as FaultDetails }, currency);
}
