import { FAULTS, type Consent, type Receipted } from '@tierline/chaincode/api';
import { z } from 'zod';
import { readyToSign } from '../app/consenting';
import type { Session } from '../app/session';
import { requestOf, type AskedStep, type Step } from '../app/step';
import type { Committed } from '../ports/ledger';
import { toSign, whole, words } from './answers';
import { flag } from './filters';
import type { Told } from './operation';

/** What a command may be asked besides: for its conditions, instead of being done. */
export const dryRunQuery = z.strictObject({
  dryRun: flag.optional().meta({ description: 'Asks for every condition with its verdict; nothing is changed.' }),
});

const transaction = z
  .strictObject({ name: words.meta({ description: '`contract:method`.' }), transactionId: words, block: whole, items: whole })
  .meta({ id: 'Submitted' });

const condition = z
  .strictObject({
    condition: words,
    item: words.nullable(),
    ok: z.boolean(),
    code: (z.enum(Object.keys(FAULTS) as [string, ...string[]]) as z.ZodType<string, string>).nullable(),
    details: z.unknown(),
  })
  .meta({ id: 'Condition' });

/** What a command answers: the transactions that it made, or the verdicts that were asked for. */
export const doneWith = <S extends z.core.$ZodLooseShape>(told: S) =>
  z.union([
    z.strictObject({ ...told, dryRun: z.literal(false), transactions: z.array(transaction) }),
    z.strictObject({
      ...told,
      dryRun: z.literal(true),
      name: words.optional(),
      ok: z.boolean(),
      conditions: z.array(condition),
      consent: toSign.optional(),
    }),
  ]);

type Outcome = Told<ReturnType<typeof doneWith<typeof NOTHING_MORE>>>;
const NOTHING_MORE = {} as const satisfies Readonly<Record<string, z.ZodType>>;

/** How a command is done. */
export interface Doing {
  readonly session: Session;
  readonly query: { readonly dryRun?: boolean | undefined };
  readonly requestId: string | null;
  /** What the person has signed for this request. */
  readonly consent?: Consent | undefined;
}

/** Does the steps of a command one after the other, or asks the first of them for its conditions. @throws Fault */
export async function done<T extends Readonly<Record<string, unknown>>>(
  { session, query, requestId, consent }: Doing,
  steps: readonly Step[],
  told: T,
): Promise<T & Outcome> {
  const word = consent === undefined ? {} : { consent };
  const requestFor = (index: number) => ({ ...word, ...(requestId === null ? {} : { requestId: requestOf(requestId, index) }) });
  if (query.dryRun === true) return asked(session, steps, requestFor(0), told);
  const transactions = [];
  for (const [index, each] of steps.entries()) {
    const committed = await each.execute(session, requestFor(index));
    transactions.push(transactionTold(each, committed));
  }
  return { ...told, dryRun: false, transactions };
}

/** Of a repeat, the transaction that the first one was: one key, one answer. */
function transactionTold({ name, items }: Step, { transactionId, block, result }: Committed) {
  const { transaction: first = transactionId } = (result ?? {}) as Partial<Receipted>;
  return { name, transactionId: first, block, items };
}

async function asked<T extends Readonly<Record<string, unknown>>>(session: Session, [first]: readonly Step[], about: AskedStep, told: T) {
  if (first === undefined) return { ...told, dryRun: true as const, ok: true, conditions: [] };
  const { consent, ...verdicts } = await first.dryRun(session, about);
  const signing = consent === undefined ? {} : { consent: readyToSign(consent) };
  return { ...told, dryRun: true as const, name: first.name, ...verdicts, ...signing };
}
