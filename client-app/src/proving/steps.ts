import { signatureIn, type ProvedSignature } from './consents';
import { signersOf, type Endorser } from './endorsers';
import { factsOf, openedIn, type StepFacts } from './facts';
import { Failure } from './failure';
import { Lineage, piecesOf, type Moved, type Opened } from './lineage';
import type { Proof, ProofStep } from './proof';
import { shownAs, shownReceivable, shownSchedule } from './records';
import { requireCreation, requireTokenRule, type ProgramRules } from './rules';

/** Transactions that may change a token once it is confirmed. */
const ACTS = /^(token:(split|merge|assign|accept|reject|withdraw|expire)|financing:[A-Za-z]+|settlement:[A-Za-z]+|receivable:[A-Za-z]+)$/;
const CONFIRM = 'receivable:confirm';

/** A step that was checked. */
export interface CheckedStep {
  readonly step: ProofStep;
  readonly facts: StepFacts;
  readonly signers: ReadonlySet<string>;
  readonly opened: readonly Opened[];
  readonly moved: Moved;
  readonly signed: ProvedSignature | null;
}

/** What the first step shows of the receivable. */
export interface Confirmed {
  readonly receivable: string;
  readonly faceMinor: bigint;
}

/** The lineage of a proof, checked step after step. */
export interface CheckedSteps {
  readonly steps: readonly CheckedStep[];
  readonly confirmed: Confirmed;
  readonly lineage: Lineage;
}

/** What steps are checked by. */
export interface StepsSetting {
  readonly proof: Proof;
  readonly endorsers: readonly Endorser[];
  readonly rules: ProgramRules;
}

/** Checks the steps in their order. @throws Failure */
export async function checkedSteps(setting: StepsSetting): Promise<CheckedSteps> {
  const { proof } = setting;
  const [first, ...others] = proof.steps;
  if (first === undefined) throw new Failure('NOT_CONFIRMED', 'step 1');
  const begun = await confirmedIn(setting, first);
  const steps = [begun.step];
  let before = first;
  for (const [index, step] of others.entries()) {
    const where = `step ${index + 2}`;
    if (step.block < before.block || proof.steps.slice(0, index + 1).some(({ transaction }) => transaction === step.transaction)) {
      throw new Failure('ORDER_WRONG', where);
    }
    steps.push(await laterStep(setting, begun.lineage, step, where));
    before = step;
  }
  return { steps, confirmed: begun.confirmed, lineage: begun.lineage };
}

async function readStep({ proof, endorsers }: StepsSetting, step: ProofStep, where: string): Promise<Omit<CheckedStep, 'moved'>> {
  const signers = await signersOf(step.endorsed, endorsers, where);
  const facts = factsOf(proof, step, where);
  const opened = openedIn(proof, step.leaves, facts.factsRoot, where);
  return { step, signers, facts, opened, signed: signatureIn(proof, step, facts.transaction, opened, where) };
}

async function laterStep(setting: StepsSetting, lineage: Lineage, step: ProofStep, where: string): Promise<CheckedStep> {
  const read = await readStep(setting, step, where);
  const { transaction } = read.facts;
  if (!ACTS.test(transaction) || transaction === CONFIRM) throw new Failure('ACT_UNEXPECTED', where, transaction);
  const moved = lineage.apply({ opened: read.opened, reads: read.facts.reads, block: step.block, transaction: step.transaction }, where);
  for (const { ownerMsp } of moved.before) requireTokenRule(setting.rules, ownerMsp, read.signers, where);
  return { ...read, moved };
}

/** The first step: the debtor's promise, and the one token that it makes of the whole face. */
async function confirmedIn(
  setting: StepsSetting,
  step: ProofStep,
): Promise<{ readonly step: CheckedStep; readonly confirmed: Confirmed; readonly lineage: Lineage }> {
  const where = 'step 1';
  const read = await readStep(setting, step, where);
  if (read.facts.transaction !== CONFIRM) throw new Failure('NOT_CONFIRMED', where, read.facts.transaction);
  requireCreation(setting.rules, read.signers, where);
  const confirmed = receivableIn(read.opened, setting.proof.program, where);
  if (confirmed.status !== 'CONFIRMED') throw new Failure('NOT_CONFIRMED', where, confirmed.status);
  const pieces = piecesOf(read.opened, confirmed.receivable, step, where);
  const [whole] = pieces;
  if (whole === undefined || pieces.length > 1 || whole.from !== 0n || whole.to !== confirmed.faceMinor || !whole.at.isPart) {
    throw new Failure('NOT_CONFIRMED', where, 'its first token is not the whole face');
  }
  requireExpected(read.opened, ['SCHEDULE', 'RECEIVABLE', 'TOKEN', 'REQUEST'], where);
  const lineage = new Lineage(confirmed.receivable, whole);
  return { step: { ...read, moved: { before: [], after: [whole] } }, confirmed, lineage };
}

/** The receivable that opened records tell of. @throws Failure FIELD_MISSING, OTHER_RECEIVABLE */
export function receivableIn(opened: readonly Opened[], program: string, where: string): Confirmed & { readonly status: string } {
  const head = opened.find(({ place }) => place.what === 'SCHEDULE');
  const part = opened.find(({ place }) => place.what === 'RECEIVABLE');
  if (head === undefined || part === undefined) throw new Failure('FIELD_MISSING', where, 'the receivable');
  const schedule = shownAs(shownSchedule, head.leaf, where);
  const { ordinal, faceMinor, status } = shownAs(shownReceivable, part.leaf, where);
  if (part.place.document !== head.leaf.place || schedule.program !== program) throw new Failure('OTHER_RECEIVABLE', where);
  return { receivable: `${schedule.id}-${String(ordinal).padStart(2, '0')}`, faceMinor, status };
}

/** @throws Failure RECORD_UNEXPECTED unless each record is of these kinds, each kind once */
export function requireExpected(opened: readonly Opened[], kinds: readonly Opened['place']['what'][], where: string): void {
  const stranger = opened.find(
    ({ place }, index) => !kinds.includes(place.what) || opened.findIndex((other) => other.place.what === place.what) !== index,
  );
  if (stranger !== undefined) throw new Failure('RECORD_UNEXPECTED', where, stranger.place.what);
}
