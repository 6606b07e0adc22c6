import { isPartition, TOKEN_MOVES, type SubRange } from '@tierline/chaincode/api';
import type { ReceivableRow } from '../receivables';
import type { Check, Finding } from './check';
import type { Evidence, ProgramEvidence } from './evidence';

const confirmedOf = ({ receivables }: ProgramEvidence): readonly ReceivableRow[] =>
  receivables.filter(({ receivable }) => receivable.confirmedBy !== null);

/** Looks at every confirmed receivable of every program. */
function eachConfirmed(evidence: Evidence, isRight: (row: ReceivableRow, program: ProgramEvidence) => boolean): Finding {
  const rows = evidence.programs.flatMap((program) => confirmedOf(program).map((row) => ({ row, program })));
  return {
    looked: { what: 'receivables', count: rows.length },
    wrong: rows.filter(({ row, program }) => !isRight(row, program)).map(({ row }) => row.id),
  };
}

/** Looks at every token of every program. */
function eachToken(evidence: Evidence, isRight: (row: ProgramEvidence['tokens'][number], program: ProgramEvidence) => boolean): Finding {
  const rows = evidence.programs.flatMap((program) => program.tokens.map((row) => ({ row, program })));
  return {
    looked: { what: 'tokens', count: rows.length },
    wrong: rows.filter(({ row, program }) => !isRight(row, program)).map(({ row }) => row.id),
  };
}

/** What title and its division must show. */
export const titleChecks: readonly Check[] = [
  {
    name: 'tokens and cancelled ranges partition every confirmed face',
    look: async (evidence) => {
      const ranges = new Map(evidence.programs.map((program) => [program, rangesByReceivable(program)]));
      return eachConfirmed(evidence, ({ id, receivable }, program) =>
        isPartition(ranges.get(program)?.get(id) ?? [], receivable.faceMinor),
      );
    },
  },
  {
    name: 'every title was checked and confirmed by two persons',
    look: (evidence) =>
      eachConfirmed(
        evidence,
        ({ receivable: { checkedBy, confirmedBy } }) =>
          checkedBy !== null && confirmedBy !== null && checkedBy.person !== confirmedBy.person,
      ),
  },
  {
    name: 'every face is backed by its invoices less credit notes',
    look: (evidence) =>
      eachConfirmed(
        evidence,
        ({ receivable: { documents, faceMinor } }) =>
          faceMinor <=
          documents.reduce((total, { type, amountMinor }) => total + (type === 'CREDIT-NOTE' ? -amountMinor : amountMinor), 0n),
      ),
  },
  {
    name: 'every due date is after its confirmation',
    look: (evidence) =>
      eachConfirmed(evidence, ({ receivable: { dueDate, confirmedBy } }) => confirmedBy !== null && confirmedBy.on < dueDate),
  },
  {
    name: 'no token lies deeper than its program allows, none is with the debtor',
    look: (evidence) =>
      eachToken(
        evidence,
        ({ token, schedule }, { program }) => token.tier >= 1 && token.tier <= program.maxTier && token.owner !== schedule.debtor,
      ),
  },
  {
    name: 'every token is in a known state, and locked exactly when it has a lock',
    look: (evidence) =>
      eachToken(evidence, ({ token }) => token.status in TOKEN_MOVES && (token.status === 'LOCKED') === (token.lock !== null)),
  },
  {
    name: 'every document backs one claim',
    look: (evidence) => {
      const seen = new Map<string, string>();
      const wrong: string[] = [];
      const alive = evidence.programs.flatMap(({ receivables }) => receivables).filter(({ receivable }) => receivable.status !== 'VOID');
      for (const { program, id, receivable } of alive) {
        for (const { fingerprint } of receivable.documents) {
          const other = seen.get(fingerprint);
          if (other !== undefined && other !== `${program} ${id}`) wrong.push(`${other} and ${id}`);
          seen.set(fingerprint, `${program} ${id}`);
        }
      }
      return { looked: { what: 'documents', count: seen.size }, wrong };
    },
  },
];

/** Tokens that are not cancelled, and the cancelled ranges, of each receivable. */
function rangesByReceivable({ tokens, receivables }: ProgramEvidence): ReadonlyMap<string, SubRange[]> {
  const ranges = new Map<string, SubRange[]>(receivables.map(({ id, receivable }) => [id, [...receivable.cancelled]]));
  for (const { token } of tokens) {
    if (token.status !== 'CANCELLED') ranges.get(token.receivable)?.push(token);
  }
  return ranges;
}
