import { Fault, faultIn, type FaultCode, type FaultDetails } from '@tierline/chaincode/api';
import { checkSteps, confirmSteps, requireWhole, returnSteps, UNDERTAKING_DIGEST, waitingFor } from '../confirming';
import type { Desk } from '../desk';
import { explain } from '../messages';
import { shortId } from '../names';
import { pages } from '../pages';
import { scheduleOf } from '../receivables';
import type { Step } from '../step';
import type { JobRefusal, JobResult, JobWork } from './job';

/** Receivables of one transaction: few enough that progress is seen and a cancelled job ends soon. */
const BATCH = 50;
/** Refusals that a result tells one by one. */
const MAX_TOLD = 1_000;

/** What is to be checked, confirmed or sent back. */
export interface TitleOrder {
  readonly what: 'CHECK' | 'CONFIRM' | 'RETURN';
  /** A code for why they are sent back; null for the other acts. */
  readonly reason: string | null;
  /** Receivable ids; null for all that wait. */
  readonly receivables: readonly string[] | null;
  /** Asks for every condition instead, and changes nothing. */
  readonly dryRun: boolean;
  readonly requestId: string | null;
}

interface Refused {
  readonly code: FaultCode;
  readonly details: FaultDetails;
}

/** Checks, confirms or sends back many receivables: what is refused is left out and named, the rest goes through. */
export function titleWork(desk: Desk, order: TitleOrder): JobWork {
  return async (watch) => {
    const ids = order.receivables ?? (await waitingFor(desk, order.what === 'CHECK' ? 'SUBMITTED' : 'CHECKED'));
    watch.expect(ids.length);
    const refused = new Map<string, Refused>();
    let accepted = 0;
    for (const batch of pages(ids, BATCH)) {
      if (watch.isCancelled) break;
      const out = await done(desk, order, batch);
      for (const [item, refusal] of out) refused.set(item, refusal);
      accepted += batch.length - out.size;
      watch.done(batch.length);
    }
    return resultOf(order, accepted, refused);
  };
}

/**
 * Refuses a job that would need somebody's signature: what is refused is left out of its batches, and then it is not what was signed.
 * @throws Fault CONSENT_REFUSED {reason: 'REQUIRED'}
 */
export async function requireUnsigned(desk: Desk, { what, receivables, dryRun }: Omit<TitleOrder, 'requestId' | 'reason'>): Promise<void> {
  const isSigned = what === 'CONFIRM' && (desk.view.program.consent ?? []).length > 0;
  if (dryRun || !isSigned) return;
  await requireWhole(desk, pages(receivables ?? (await waitingFor(desk, 'CHECKED')), BATCH), undefined);
}

function stepOf({ view }: Desk, { what, reason }: TitleOrder, batch: readonly string[]): Step {
  const steps = {
    CHECK: () => checkSteps(view.id, batch),
    CONFIRM: () => confirmSteps(view.id, batch, UNDERTAKING_DIGEST),
    RETURN: () => returnSteps(view.id, batch, reason ?? ''),
  };
  return steps[what]()[0] as Step;
}

/** Does a batch, or asks for its conditions. @returns what would be refused of it @throws Fault */
async function attempt(desk: Desk, order: TitleOrder, batch: readonly string[]): Promise<ReadonlyMap<string, Refused>> {
  if (!order.dryRun) {
    await stepOf(desk, order, batch).execute(desk.session, requestFor(desk, order, batch));
    return new Map();
  }
  const { conditions } = await stepOf(desk, order, batch).dryRun(desk.session);
  const unmet = conditions
    .filter(({ ok }) => !ok)
    .map(({ item, code, details }) => ({ item, code: code as FaultCode, details: details as FaultDetails }));
  const whole = unmet.find(({ item }) => item === null || !batch.includes(item));
  if (whole !== undefined) throw new Fault(whole.code, whole.details);
  // The first condition that an item does not meet is the one that it is refused for.
  return new Map(unmet.toReversed().map(({ item, code, details }) => [item ?? '', { code, details }]));
}

/**
 * Does a batch; as often as single items are refused, does it again without them. A batch's request id follows from its items, so that
 * the repeat of a job that another server began applies nothing twice.
 * @throws Fault when it is not about single items
 */
async function done(desk: Desk, order: TitleOrder, batch: readonly string[]): Promise<ReadonlyMap<string, Refused>> {
  const refused = new Map<string, Refused>();
  for (let left = batch; left.length > 0; left = left.filter((id) => !refused.has(id))) {
    try {
      for (const [item, refusal] of await attempt(desk, order, left)) refused.set(item, refusal);
      break;
    } catch (error) {
      const items = itemsIn(error, left);
      if (items.length === 0) throw error;
      for (const { item, code, details } of items) refused.set(item, { code, details });
    }
  }
  return refused;
}

function requestFor({ company }: Desk, { what, requestId }: TitleOrder, batch: readonly string[]): { readonly requestId?: string } {
  return requestId === null ? {} : { requestId: shortId('JOB', company.id, [what, requestId, ...batch].join('\n')) };
}

/** The items of a batch that a refusal names: several, or those of the one record that it is about. */
function itemsIn(error: unknown, batch: readonly string[]): readonly (Refused & { readonly item: string })[] {
  const fault = faultIn(error);
  if (fault === null) return [];
  const { code, details } = fault;
  if (Array.isArray(details['items'])) {
    return (details['items'] as readonly (Refused & { readonly item: string })[]).filter(({ item }) => batch.includes(item));
  }
  const about = batch.filter((item) => [item, scheduleOf(item)].some((id) => id === details['id']));
  return about.map((item) => ({ item, code, details }));
}

function resultOf({ dryRun }: TitleOrder, accepted: number, refused: ReadonlyMap<string, Refused>): JobResult {
  const told = [...refused].slice(0, MAX_TOLD).map(([item, { code, details }]): JobRefusal => ({
    item,
    field: 'receivable',
    value: item,
    code,
    details,
    mend: explain(new Fault(code, details)),
  }));
  return { dryRun, accepted, refusedCount: refused.size, refused: told, import: null };
}
