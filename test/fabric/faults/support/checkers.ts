import type { Msp } from '@tierline/chaincode/api';
import type { ValidationCode } from '@tierline/client-app/dist/ports/ledger';
import type { Finding } from '../../../simulation/auditor/auditor';
import type { BlockViews } from './chainReader';
import type { Attempt } from './recorder';

/** Codes of transactions by id, as one peer tells them. */
export type Codes = ReadonlyMap<string, readonly ValidationCode[]>;

/** What every peer tells of every transaction. */
export function codesIn(blocks: readonly BlockViews[]): ReadonlyMap<Msp, Codes> {
  const all = new Map<Msp, Map<string, ValidationCode[]>>();
  for (const views of blocks) {
    for (const [msp, { transactions }] of views) {
      const codes = all.get(msp) ?? new Map<string, ValidationCode[]>();
      all.set(msp, codes);
      for (const { id, code } of transactions) codes.set(id, [...(codes.get(id) ?? []), code]);
    }
  }
  return all;
}

/** Invariants of the auditor that say whether a receivable's parts still are its face, and whether anything was financed twice. */
const SUMS = [1, 2, 14];
const FINANCED = [4, 5];

/** C1: the sum of live, settled and cancelled parts is the face of each receivable, exactly. */
export const sumsAreKept = (found: readonly Finding[]): readonly string[] => textsOf(found, (invariant) => SUMS.includes(invariant));

/** C2: no token and no document is financed twice. */
export const financedOnce = (found: readonly Finding[]): readonly string[] => textsOf(found, (invariant) => FINANCED.includes(invariant));

/** Whatever else the auditor finds. */
export const otherwiseSound = (found: readonly Finding[]): readonly string[] =>
  textsOf(found, (invariant) => !SUMS.includes(invariant) && !FINANCED.includes(invariant));

const textsOf = (found: readonly Finding[], concerns: (invariant: number) => boolean): readonly string[] =>
  found
    .filter(({ invariant }) => concerns(invariant))
    .map(({ invariant, block, text }) => `invariant ${invariant}, block ${block}: ${text}`);

/** C3: every acknowledged transaction is there once and VALID on every peer, and a request was applied by one transaction only. */
export function acknowledgedAreKept(attempts: readonly Attempt[], peers: ReadonlyMap<Msp, Codes>): readonly string[] {
  const told = attempts.filter(({ ending }) => ending === 'ACKNOWLEDGED');
  const lost = [...peers].flatMap(([msp, codes]) =>
    told.flatMap(({ transactionId, name }) => {
      const found = codes.get(transactionId ?? '')?.join(', ') ?? 'absent';
      return found === 'VALID' ? [] : [`${name} ${transactionId} is ${found} at ${msp}`];
    }),
  );
  const applied = new Map<string, Set<string | null>>();
  for (const { request, applied: by } of told) applied.set(request, (applied.get(request) ?? new Set()).add(by));
  return [...lost, ...[...applied].filter(([, by]) => by.size > 1).map(([request]) => `${request} was applied twice`)];
}

/** C4: nothing that was reported failed is VALID: every VALID transaction was acknowledged, or reported unknown. */
export function failedAreNotCommitted(attempts: readonly Attempt[], peers: ReadonlyMap<Msp, Codes>): readonly string[] {
  const mayBe = new Set(attempts.filter(({ ending }) => ending !== 'REFUSED').map(({ transactionId }) => transactionId));
  return [...peers].flatMap(([msp, codes]) =>
    [...codes]
      .filter(([id, all]) => all.includes('VALID') && !mayBe.has(id))
      .map(([id]) => `${id} is VALID at ${msp} and was reported failed`),
  );
}

/**
 * C5: what was unknown has one fate at all peers, and keeps it: committed by the first look after healing, or never.
 * @param late transactions of blocks that came after that look
 */
export function unknownAreResolved(
  attempts: readonly Attempt[],
  first: ReadonlyMap<Msp, Codes>,
  late: ReadonlyMap<Msp, Codes>,
): readonly string[] {
  const unknown = attempts.filter(({ ending }) => ending === 'UNKNOWN').map(({ transactionId }) => transactionId ?? '');
  return unknown.flatMap((id) => {
    if (id === '') return ['an unknown transaction was told without its id'];
    const fates = new Set([...first.values()].map((codes) => codes.get(id)?.join(', ') ?? 'absent'));
    const wrong = fates.size === 1 ? [] : [`${id} is ${[...fates].join(' or ')}`];
    return [...late.values()].some((codes) => codes.has(id)) ? [...wrong, `${id} was committed after it had been looked up`] : wrong;
  });
}

/** How far a peer is, and the hash of its snapshot there. */
export interface PeerState {
  readonly msp: Msp;
  readonly height: number | null;
  readonly snapshotHash: string;
}

/** C6: all peers are at one height, with one snapshot. */
export function peersAgree(states: readonly PeerState[]): readonly string[] {
  const [first] = states;
  return states
    .filter(({ height, snapshotHash }) => height === null || height !== first?.height || snapshotHash !== first.snapshotHash)
    .map(({ msp, height, snapshotHash }) => `${msp} is at ${height} with snapshot ${snapshotHash.slice(0, 12)}`);
}

/** C7: every table is what a replay from the first block makes of it. */
export function tablesAreReplayed(tables: readonly { readonly table: string; readonly isEqual: boolean }[]): readonly string[] {
  return tables.filter(({ isEqual }) => !isEqual).map(({ table }) => `the table ${table} is not what the ledger says`);
}
