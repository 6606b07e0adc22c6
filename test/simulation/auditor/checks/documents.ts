import { changed, type Step } from '../step';
import type { Claim, Document, Fingerprint, Transfer } from '../stored';
import type { Check, Note } from './check';

const sumOf = (documents: readonly Document[], type: string): bigint =>
  documents.filter((document) => document.type === type).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

const lives = ({ status }: Claim): boolean => status !== 'VOID';

/** 4. The face is no more than invoices less credit notes; one document backs at most one live claim. */
export const documentsBackTheFace: Check = function* (step, memory) {
  for (const [id, claim] of step.claims.after) {
    const backing = sumOf(claim.documents, 'INVOICE') - sumOf(claim.documents, 'CREDIT-NOTE');
    if (claim.faceMinor > backing) yield `${id}: a face of ${claim.faceMinor} is backed by ${backing}`;
  }
  const backs = new Set([
    ...[...step.claims.after.values()].flatMap(({ documents }) => documents.map(({ fingerprint }) => fingerprint)),
    ...changedTransfers(step).map(({ after }) => after.document.fingerprint),
  ]);
  for (const fingerprint of backs) {
    const backed = memory.backed.get(fingerprint) ?? new Set();
    if (backed.size > 1) yield `one document backs ${[...backed].join(' and ')}`;
  }
};

const changedTransfers = (step: Step) => changed<Transfer>(step, 'TRANSFER');

/** Keeps the auditor's own register of what each document backs. */
export const noteBacking: Note = (step, { backed }) => {
  const note = (fingerprint: string, claim: string, isLive: boolean): void => {
    const known = backed.get(fingerprint) ?? new Set<string>();
    if (isLive) known.add(claim);
    else known.delete(claim);
    backed.set(fingerprint, known);
  };
  for (const claim of step.claims.before.values()) for (const { fingerprint } of claim.documents) note(fingerprint, claim.id, false);
  for (const claim of step.claims.after.values()) for (const { fingerprint } of claim.documents) note(fingerprint, claim.id, lives(claim));
  for (const { after } of changedTransfers(step)) {
    note(after.document.fingerprint, `TRANSFER:${after.id}`, ['OPEN', 'ACCEPTED'].includes(after.status));
  }
};

const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  NEW: ['REGISTERED'],
  REGISTERED: ['REGISTERED', 'RELEASED', 'FINANCED'],
  RELEASED: ['REGISTERED'],
  FINANCED: [],
};

/** 5. A fingerprint is FINANCED for one claim, written once, at the first completed deal: and each deal finds it so. */
export const financedOnce: Check = function* (step, memory) {
  for (const { before, after } of changed<Fingerprint>(step, 'FINGERPRINT')) yield* movesOn(step, before, after);
  if (step.name !== 'financing:disburse') return;
  const sold = new Set([...step.tokens.after.values()].map(({ receivable }) => receivable));
  for (const receivable of sold) {
    const states = (memory.claims.get(receivable)?.documents ?? []).map(({ fingerprint }) => memory.fingerprints.get(fingerprint)?.state);
    if (states.some((state) => state !== 'FINANCED')) yield `${receivable} was sold and its documents are ${states.join(', ')}`;
  }
};

function* movesOn(step: Step, before: Fingerprint | null, after: Fingerprint): Iterable<string> {
  const from = before?.state ?? 'NEW';
  if (MAY_FOLLOW[from]?.includes(after.state) !== true) yield `a fingerprint went from ${from} to ${after.state}`;
  if (from === 'REGISTERED' && before?.claim !== after.claim) yield 'a registered fingerprint went to another claim';
  if (after.state === 'FINANCED' && step.name !== 'financing:disburse') yield `a fingerprint was financed by ${step.name}`;
}
