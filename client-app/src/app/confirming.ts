import { Fault, isRequired, sha256, sum, TRANSACTIONS, type Consent, type ReceivableStatus } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { PAGE, pages } from './pages';
import { step, type Step } from './step';
import { receivablesOf } from './receivables';

/** What a core promises when it confirms title; the digest of this text is stored with each receivable. */
export const UNDERTAKING = [
  'We confirm that we owe this receivable in full and without set-off.',
  'On its payment date we pay it, irrevocably, to the holder of record.',
].join(' ');
/** Its digest. */
export const UNDERTAKING_DIGEST = sha256(UNDERTAKING);

/** Receivables of the desk's company as debtor that wait for a check, or for a confirmation by another person than the one who checked. */
export async function waitingFor(desk: Desk, status: Extract<ReceivableStatus, 'SUBMITTED' | 'CHECKED'>): Promise<readonly string[]> {
  const { session, company, view } = desk;
  const rows = await receivablesOf(session.books, view.id, { debtor: company.id, status: [status] });
  const found = rows.filter(({ receivable }) => status === 'SUBMITTED' || receivable.checkedBy?.person !== session.attributes.person);
  return found.map(({ id }) => id);
}

/** The receivables that are named, or all that wait. @throws Fault MALFORMED when neither or both were asked for */
export async function chosen(
  desk: Desk,
  ids: readonly string[],
  all: boolean,
  status: 'SUBMITTED' | 'CHECKED',
): Promise<readonly string[]> {
  if (ids.length > 0 === all) throw new Fault('MALFORMED', { field: 'receivables', problem: 'name some, or all of them with --all' });
  return all ? waitingFor(desk, status) : ids;
}

/**
 * Refuses, before any of several transactions is made, what could only be done in part. One signature is good for one transaction.
 * @param batches receivables of each transaction
 * @throws Fault CONSENT_REFUSED {reason: 'REQUIRED'} where one of them needs a signature and there is none; MALFORMED for a signature
 *   over more than one
 */
export async function requireWhole(
  { session: { books }, company, view }: Desk,
  batches: readonly (readonly string[])[],
  consent: Consent | undefined,
): Promise<void> {
  const act = 'CONFIRM_TITLE';
  if (consent !== undefined) {
    if (batches.length < 2) return;
    throw new Fault('MALFORMED', { field: 'receivables', problem: `one signature is good for ${PAGE} of them`, limit: PAGE });
  }
  if (!(view.program.consent ?? []).some((rule) => rule.act === act)) return;
  for (const ids of batches) {
    // Of others' receivables not even this is told: whether they come to so much.
    const rows = await receivablesOf(books, view.id, { ids, debtor: company.id });
    const totalMinor = sum(rows.map(({ receivable }) => receivable.faceMinor));
    if (isRequired(view.program, { act, totalMinor })) throw new Fault('CONSENT_REFUSED', { reason: 'REQUIRED', act });
  }
}

/** Checks receivables, up to 200 in a transaction. */
export function checkSteps(program: string, ids: readonly string[]): readonly Step[] {
  return pages(ids).map((page) => step(TRANSACTIONS.receivable.check, { program, receivables: [...page] }, page.length));
}

/** Sends receivables back, up to 200 in a transaction. @param reason a code */
export function returnSteps(program: string, ids: readonly string[], reason: string): readonly Step[] {
  return pages(ids).map((page) => step(TRANSACTIONS.receivable.return, { program, receivables: [...page], reason }, page.length));
}

/** Confirms receivables, up to 200 in a transaction. */
export function confirmSteps(program: string, ids: readonly string[], undertakingDigest: string): readonly Step[] {
  return pages(ids).map((page) =>
    step(TRANSACTIONS.receivable.confirm, { program, receivables: [...page], undertakingDigest }, page.length),
  );
}
