import {
  canonicalText,
  faultIn,
  partsOfReceivableId,
  programCollection,
  receivableId,
  sha256,
  TRANSACTIONS,
  type FaultCode,
  type FaultDetails,
} from '@tierline/chaincode/api';
import { dryRun } from '../dryRun';
import { execute } from '../execute';
import type { Order } from '../ordering';
import type { ImportedDocument } from '../import/importedFile';
import type { Session } from '../session';
import { pages } from '../pages';

type NewSchedule = Order<typeof TRANSACTIONS.receivable.submit.input>['schedules'][number];
type NewClaim = NewSchedule['claims'][number];

/** A document with the companies that it is between. */
export interface OwnedDocument {
  readonly document: ImportedDocument;
  /** Company ids. */
  readonly creditor: string;
  readonly debtor: string;
}

/** A document that is a receivable now. */
export interface SubmittedDocument extends OwnedDocument {
  readonly receivable: string;
}

/** A document that the ledger refused. */
export interface RefusedDocument extends OwnedDocument {
  readonly code: FaultCode;
  readonly details: FaultDetails;
}

/** What became of documents. */
export interface Submitted {
  readonly submitted: readonly SubmittedDocument[];
  readonly refused: readonly RefusedDocument[];
  /** What was not begun, because it was cancelled. */
  readonly left: readonly OwnedDocument[];
}

/** Told of progress, and asked before each transaction whether to go on. */
export interface SubmitWatch {
  /** Documents that are to be submitted. */
  expect(documents: number): void;
  /** Documents that are behind it, submitted or refused. */
  done(documents: number): void;
  readonly isCancelled: boolean;
}

/** How documents are submitted. */
export interface SubmitOptions {
  /** Asks for every condition instead, and changes nothing. */
  readonly survey?: boolean;
  /** Leaves out schedules that are on the ledger already. */
  readonly resume?: boolean;
  readonly watch?: SubmitWatch;
}

/** Most receivables of a schedule and of a transaction. */
const SCHEDULE_SIZE = 25;
const BATCH_SIZE = 200;

/** The claim that an imported document makes. Its digest is that of what is known of it; the document itself stays outside. */
export function claimOf({ document }: OwnedDocument): NewClaim {
  const paper = (
    type: 'INVOICE' | 'CREDIT-NOTE',
    { number, issueDate, amountMinor }: { number: string; issueDate: string; amountMinor: bigint },
  ) => ({ type, number, issueDate, amountMinor, digest: sha256(canonicalText({ type, number, issueDate, amountMinor })) });
  const { number, issueDate, dueDate, invoicedMinor, amountMinor } = document;
  return {
    documents: [
      paper('INVOICE', { number, issueDate, amountMinor: invoicedMinor }),
      ...document.creditNotes.map((note) => paper('CREDIT-NOTE', note)),
    ],
    faceMinor: amountMinor,
    deliveryDate: issueDate,
    dueDate,
  };
}

/**
 * Submits documents in schedules of one creditor and one debtor, several schedules a transaction. What the ledger refuses is
 * left out and named; the rest goes through.
 * @param prefix begins the schedules' ids: `[A-Z0-9-]`, at most 28 characters, used once.
 * @throws Fault for a refusal that is not about single documents
 */
export async function submitDocuments(
  session: Session,
  program: string,
  documents: readonly OwnedDocument[],
  prefix: string,
  { survey = false, resume = false, watch }: SubmitOptions = {},
): Promise<Submitted> {
  const submitted: SubmittedDocument[] = [];
  const refused: RefusedDocument[] = [];
  const left: OwnedDocument[] = [];
  let next = 1;
  for (const batch of batchesOf(documents)) {
    const all = batch.map((owned) => ({ id: `${prefix}-${String(next++).padStart(4, '0')}`, owned }));
    if (watch?.isCancelled === true) {
      left.push(...batch.flat());
      continue;
    }
    const named = resume ? await withoutThere(session, program, all) : all;
    const done = survey ? await surveyBatch(session, program, named) : await submitBatch(session, program, named);
    submitted.push(...done.submitted);
    refused.push(...done.refused);
    watch?.done(batch.flat().length);
  }
  return { submitted, refused, left };
}

/** Schedules that are not on the ledger yet. */
async function withoutThere({ books }: Session, program: string, batch: readonly NamedSchedule[]): Promise<readonly NamedSchedule[]> {
  const found = await Promise.all(batch.map(({ id }) => books.find('SCHEDULE', programCollection(program), id)));
  return batch.filter((_schedule, index) => found[index] === null);
}

interface NamedSchedule {
  readonly id: string;
  readonly owned: readonly OwnedDocument[];
}

/** Receivables as they would be named, with their documents. */
const receivablesOf = (batch: readonly NamedSchedule[]): SubmittedDocument[] =>
  batch.flatMap(({ id, owned }) => owned.map((each, index) => ({ ...each, receivable: receivableId(id, index + 1) })));

/** What would be refused of a batch, by the contract's own conditions. */
async function surveyBatch(session: Session, program: string, batch: readonly NamedSchedule[]): Promise<Omit<Submitted, 'left'>> {
  if (batch.length === 0) return { submitted: [], refused: [] };
  const { conditions } = await dryRun(session, TRANSACTIONS.receivable.submit, { program, schedules: batch.map(scheduleOf) });
  const items = new Map(
    conditions
      .filter(({ ok, item }) => !ok && item !== null)
      .reverse()
      .map(({ item, code, details }) => [item, { code: code as FaultCode, details: details as FaultDetails }]),
  );
  const named = receivablesOf(batch);
  const refusalOf = (each: SubmittedDocument): RefusedItem | undefined =>
    items.get(each.receivable) ?? items.get(partsOfReceivableId(each.receivable).schedule);
  return {
    submitted: named.filter((each) => refusalOf(each) === undefined),
    refused: named.flatMap((each) => {
      const refusal = refusalOf(each);
      return refusal === undefined ? [] : [{ ...each, ...refusal }];
    }),
  };
}

/** Tries a batch; as often as single documents are refused, tries again without them. */
async function submitBatch(session: Session, program: string, batch: readonly NamedSchedule[]): Promise<Omit<Submitted, 'left'>> {
  const refused: RefusedDocument[] = [];
  let left = batch.filter(({ owned }) => owned.length > 0);
  while (left.length > 0) {
    const named = receivablesOf(left);
    try {
      await execute(session, TRANSACTIONS.receivable.submit, { program, schedules: left.map(scheduleOf) });
      return { submitted: named, refused };
    } catch (error) {
      const items = refusedItems(error);
      if (items.size === 0) throw error;
      const out = named.filter(({ receivable }) => items.has(receivable));
      if (out.length === 0) throw error;
      refused.push(...out.map((each) => ({ ...each, ...(items.get(each.receivable) as RefusedItem) })));
      left = left
        .map(({ id, owned }) => ({ id, owned: owned.filter((_each, index) => !items.has(receivableId(id, index + 1))) }))
        .filter(({ owned }) => owned.length > 0);
    }
  }
  return { submitted: [], refused };
}

interface RefusedItem {
  readonly code: FaultCode;
  readonly details: FaultDetails;
}

/** The items that a fault names, by receivable. */
function refusedItems(error: unknown): ReadonlyMap<string, RefusedItem> {
  const items = faultIn(error)?.details['items'];
  if (!Array.isArray(items)) return new Map();
  return new Map(
    (items as readonly (RefusedItem & { readonly item: string })[]).map(({ item, code, details }) => [item, { code, details }]),
  );
}

function scheduleOf({ id, owned }: NamedSchedule): NewSchedule {
  const [first] = owned as readonly [OwnedDocument, ...OwnedDocument[]];
  return { id, creditor: first.creditor, debtor: first.debtor, claims: owned.map(claimOf) };
}

/** Documents of one pair in schedules, schedules in batches. */
function batchesOf(documents: readonly OwnedDocument[]): (readonly OwnedDocument[])[][] {
  const pairs = new Map<string, OwnedDocument[]>();
  for (const owned of documents) {
    const pair = `${owned.creditor}\n${owned.debtor}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), owned]);
  }
  const schedules = [...pairs.values()].flatMap((ofPair) => pages(ofPair, SCHEDULE_SIZE));
  const batches: (readonly OwnedDocument[])[][] = [];
  let size = BATCH_SIZE;
  for (const schedule of schedules) {
    if (size + schedule.length > BATCH_SIZE) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(schedule);
    size += schedule.length;
  }
  return batches;
}
