import { addDays, Fault, MAX_SCHEDULE, receivableId, TRANSACTIONS } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { Desk } from './desk';
import { digestOfFile, digestOfIdentity } from './documents';
import type { Order } from './ordering';
import { shortId } from './names';
import { pages } from './pages';
import type { ProgramView } from './programs';
import { step, type Step } from './step';
import { refuseTyped, typedAmount, typedDate } from './typed';

/** A receivable as people describe it: one invoice, in the words that they type. */
export interface DescribedClaim {
  /** Number of the invoice. */
  readonly invoice: string;
  readonly issued: string;
  /** Amount of the invoice as people write it. */
  readonly amount: string;
  /** What of it is claimed; null for all. */
  readonly face: string | null;
  /** Date of delivery; null for the invoice's date. */
  readonly delivered: string | null;
  /** Null for the program's usual terms after the invoice's date. */
  readonly due: string | null;
  /** The document itself, from which the digest is taken; null where only its identity is at hand. */
  readonly document: string | null;
}

/** A receivable in the program's own units: one invoice and what of it is claimed. */
export interface StatedClaim {
  readonly number: string;
  readonly issueDate: string;
  readonly amountMinor: bigint;
  /** Null for all of it. */
  readonly faceMinor: bigint | null;
  /** Null for the invoice's date. */
  readonly deliveryDate: string | null;
  /** Null for the program's usual terms after the invoice's date. */
  readonly dueDate: string | null;
  /** SHA-256 of the document, hex; null where only its identity is at hand. */
  readonly digest: string | null;
}

/** A claim as it is submitted. */
export type NewClaim = Order<typeof TRANSACTIONS.receivable.revise.input>['claim'];

const MAX_CLAIMS = 200;

const described = z.strictObject({
  invoice: z.string(),
  issued: z.string(),
  amount: z.string({ error: 'an amount is text, as "12,500.00"' }),
  face: z.string().nullable().default(null),
  delivered: z.string().nullable().default(null),
  due: z.string().nullable().default(null),
  document: z.string().nullable().default(null),
});
const submission = z.strictObject({
  id: z.string().nullable().default(null),
  creditor: z.string().nullable().default(null),
  debtor: z.string().nullable().default(null),
  claims: z.array(described).min(1).max(MAX_CLAIMS, `at most ${MAX_CLAIMS} claims`),
});

/** What a file of receivables says. */
export type DescribedSubmission = z.output<typeof submission>;

/** Checks the contents of a JSON file of receivables. @throws Fault MALFORMED naming file and field */
export function submissionIn(file: string, content: unknown): DescribedSubmission {
  const parsed = submission.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('MALFORMED', { file, field: issue?.path.join('.') || 'file', problem: issue?.message ?? '' });
}

/** The claim that somebody describes. @throws Fault MALFORMED naming the field */
export async function claimOf({ view }: Desk, found: DescribedClaim, where = '--'): Promise<NewClaim> {
  const { program } = view;
  const amountMinor = typedAmount(`${where}amount`, found.amount, program.currency);
  const issueDate = typedDate(`${where}issued`, found.issued);
  const stated = {
    number: found.invoice,
    issueDate,
    amountMinor,
    faceMinor: found.face === null ? null : typedAmount(`${where}face`, found.face, program.currency),
    deliveryDate: found.delivered === null ? null : typedDate(`${where}delivered`, found.delivered),
    dueDate: found.due === null ? null : typedDate(`${where}due`, found.due),
    digest: found.document === null ? null : await digestOfFile(found.document),
  };
  return claimStated(view, stated);
}

/** The claim as it is submitted, with what is usual filled in. */
export function claimStated({ program }: ProgramView, stated: StatedClaim): NewClaim {
  const { number, issueDate, amountMinor, digest } = stated;
  const document = { type: 'INVOICE', number, issueDate, amountMinor } as const;
  return {
    documents: [{ ...document, digest: digest ?? digestOfIdentity(document) }],
    faceMinor: stated.faceMinor ?? amountMinor,
    deliveryDate: stated.deliveryDate ?? issueDate,
    dueDate: stated.dueDate ?? addDays(issueDate, program.termDays),
  };
}

/** Receivables ready to be submitted. */
export interface PlannedSubmission {
  readonly step: Step;
  /** Ids that the receivables will have. */
  readonly receivables: readonly string[];
  readonly claims: readonly NewClaim[];
}

/** Plans the submission of claims of one creditor on one debtor: schedules of 25 in one transaction. @throws Fault MALFORMED */
export async function planSubmission(
  desk: Desk,
  { claims: found, ...whose }: DescribedSubmission,
  requestId: string | null,
): Promise<PlannedSubmission> {
  const claims: NewClaim[] = [];
  for (const [index, claim] of found.entries()) claims.push(await claimOf(desk, claim, found.length === 1 ? '--' : `claims.${index}.`));
  return submissionOf(desk, whose, claims, requestId);
}

/** Orders the submission of claims in schedules of 25, as creditor by default, and on the program's core. @throws Fault MALFORMED */
export function submissionOf(
  desk: Desk,
  { id, creditor, debtor }: Omit<DescribedSubmission, 'claims'>,
  claims: readonly NewClaim[],
  requestId: string | null,
): PlannedSubmission {
  const parts = pages(claims, MAX_SCHEDULE);
  if (parts.length > 1 && id !== null && id.length > 33)
    throw refuseTyped('id', id, 'at most 33 characters where the claims fill several schedules');
  const first = id ?? shortId('SCH', desk.company.id, requestId);
  const schedules = parts.map((part, index) => ({
    id: parts.length === 1 ? first : `${first}-${String(index + 1).padStart(3, '0')}`,
    creditor: creditor ?? desk.company.id,
    debtor: debtor ?? desk.view.program.core,
    claims: [...part],
  }));
  const receivables = schedules.flatMap((schedule) => schedule.claims.map((_claim, index) => receivableId(schedule.id, index + 1)));
  return { claims, receivables, step: step(TRANSACTIONS.receivable.submit, { program: desk.view.id, schedules }, claims.length) };
}
