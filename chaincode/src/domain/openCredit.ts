import type { Caller } from './company';
import { Fault } from './fault';
import type { Judge } from './judge';
import { wrongState } from './stateMachine';

/** A credit note, or what is left of it, that no receivable has netted. */
export interface CreditNote {
  /** Keyed digest of its identity, hex: what it says stays with its companies. */
  readonly fingerprint: string;
  readonly amountMinor: bigint;
}

/** Credit notes of a pair that no receivable could net yet: as much of the creditor's claims stays unsold. */
export interface OpenCredit {
  readonly kind: 'OPEN-CREDIT';
  readonly schemaVersion: 1;
  readonly program: string;
  readonly creditor: string;
  readonly debtor: string;
  /** The sum of the notes. */
  readonly openMinor: bigint;
  /** At most 200. */
  readonly notes: readonly CreditNote[];
}

/** Most open credit notes of a pair. */
export const MAX_CREDIT_NOTES = 200;

/** The pair's open credit with one note more; each note counts once. */
export function openNote(judge: Judge, caller: Caller, credit: OpenCredit, note: CreditNote): OpenCredit {
  judge.check(
    'party',
    [credit.creditor, credit.debtor].includes(caller.company.id),
    () => new Fault('NOT_AUTHORISED', { need: 'creditor or debtor' }),
  );
  const isKnown = credit.notes.some(({ fingerprint }) => fingerprint === note.fingerprint);
  judge.check('credit-counted-once', !isKnown, () => new Fault('DOCUMENT_ALREADY_USED', { state: 'OPEN' }));
  judge.check(
    'credit-notes-kept',
    credit.notes.length < MAX_CREDIT_NOTES,
    () => new Fault('LIMIT_EXCEEDED', { have: MAX_CREDIT_NOTES, need: credit.notes.length + 1 }),
  );
  return { ...credit, openMinor: credit.openMinor + note.amountMinor, notes: [...credit.notes, note] };
}

/** The debtor, to whom the credit is due, closes the note with one of these fingerprints: it was settled otherwise, or a later receivable will net it. */
export function closeNote(
  judge: Judge,
  caller: Caller,
  credit: OpenCredit,
  fingerprints: readonly string[],
): { readonly credit: OpenCredit; readonly closed: CreditNote } {
  judge.check('debtor', caller.company.id === credit.debtor, () => new Fault('NOT_AUTHORISED', { need: 'the debtor' }));
  const closed = credit.notes.find(({ fingerprint }) => fingerprints.includes(fingerprint));
  if (closed === undefined) throw wrongState('NO_OPEN_CREDIT', ['OPEN_CREDIT']);
  return {
    closed,
    credit: { ...credit, openMinor: credit.openMinor - closed.amountMinor, notes: credit.notes.filter((note) => note !== closed) },
  };
}

/** The open credit of a pair that has none. */
export function noCredit(program: string, creditor: string, debtor: string): OpenCredit {
  return { kind: 'OPEN-CREDIT', schemaVersion: 1, program, creditor, debtor, openMinor: 0n, notes: [] };
}
