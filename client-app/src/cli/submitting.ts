import type { ProgramView } from '../app/programs';
import { plainName, explain } from '../app/messages';
import type { Session } from '../app/session';
import { consentsFor } from '../app/consenting';
import { freshId } from '../app/ordering';
import { requestOf, type Step } from '../app/step';
import type { Condition } from '../app/dryRun';
import type { ExecuteOptions } from '../app/execute';
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

async function done(context: Context, { session, view, steps, json, lines }: Submission): Promise<Outcome> {
  const options = await optionsFor(context, session, steps);
  const transactions: { name: string; transactionId: string; block: number; items: number }[] = [];
  for (const [index, step] of steps.entries()) {
    const committed = await step.execute(session, options[index]);
    transactions.push({ name: step.name, transactionId: committed.transactionId, block: committed.block, items: step.items });
  }
  const told = transactions.map(
    ({ name, transactionId, block, items }) =>
      `Done: ${name}, ${count(items, 'item')}, block ${block}, transaction ${transactionId.slice(0, SHOWN_ID)}`,
  );
  const items = transactions.reduce((total, { items: some }) => total + some, 0);
  return { view, ok: true, json: { ...json, dryRun: false, transactions, items }, lines: [...lines, ...told] };
}

/** How each step is submitted: under which request, with whose word. @throws Fault */
async function optionsFor(
  { requestId, signs, keys }: Context,
  session: Session,
  steps: readonly Step[],
): Promise<readonly ExecuteOptions[]> {
  const signer = signs ? await keys.signer('key') : null;
  if (signer === null) return steps.map((_step, index) => (requestId === null ? {} : { requestId: requestOf(requestId, index) }));
  const requestIds = steps.map((_step, index) => requestOf(requestId ?? freshId('REQ'), index));
  const consents = await consentsFor(session, steps, requestIds, signer);
  return requestIds.map((id, index) => {
    const consent = consents[index];
    return { requestId: id, ...(consent === undefined ? {} : { consent }) };
  });
}

/** Asks the first step; what the next ones are asked of is not there before it is done. */
async function asked(context: Context, { session, view, steps, json }: Submission): Promise<Outcome> {
  const [first, ...rest] = steps;
  if (first === undefined) return { view, ok: true, json: { ...json, dryRun: true, ok: true, conditions: [] }, lines: ['Nothing to do.'] };
  const { ok, conditions, consent } = await first.dryRun(session);
  const signing = consent?.required === true ? ['The program asks for your signature: give --key or --signer.'] : [];
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
    lines: [...table([left('verdict'), left('item'), left('condition'), left('why')], rows), verdict, ...signing, ...then],
  };
}

function why({ currency }: Context, { code, details }: Condition): string {
  return explain({ code: code as FaultCode, details: details as FaultDetails }, currency);
}
