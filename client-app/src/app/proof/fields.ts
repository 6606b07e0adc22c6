import { Fault } from '@tierline/chaincode/api';

/** Where a field that can be shown lies. */
export interface Showable {
  /** In what peers say now, or in each step. */
  readonly where: 'STANDING' | 'STEPS';
  readonly of: 'SCHEDULE' | 'RECEIVABLE' | 'TOKEN' | 'REQUEST';
  /** Names of the record's fields; none for what is shown in part, beside its digest. */
  readonly names: readonly string[];
  /** Whether only the parties of the claim and an organisation's own company may show it. */
  readonly isParties: boolean;
}

const now = (of: Showable['of'], ...names: readonly string[]): Showable => ({ where: 'STANDING', of, names, isParties: false });

/** What a holder may show beyond what every proof shows, by the name under which he chooses it. */
export const SHOWABLE = {
  dueDate: now('RECEIVABLE', 'dueDate', 'payDate'),
  deliveryDate: now('RECEIVABLE', 'deliveryDate'),
  paid: now('RECEIVABLE', 'receivedMinor', 'paidMinor', 'interestPaidMinor'),
  undertaking: now('RECEIVABLE', 'undertakingDigest'),
  debtor: now('SCHEDULE', 'debtor'),
  supplier: now('SCHEDULE', 'creditor'),
  holder: now('TOKEN', 'owner'),
  tier: now('TOKEN', 'tier'),
  sale: now('TOKEN', 'origin', 'contestUntil'),
  lock: now('TOKEN', 'lock'),
  documents: { ...now('RECEIVABLE', 'documents'), isParties: true },
  persons: { ...now('RECEIVABLE', 'checkedBy', 'confirmedBy'), isParties: true },
  owners: { where: 'STEPS', of: 'TOKEN', names: ['owner'], isParties: true },
  consent: { where: 'STEPS', of: 'REQUEST', names: [], isParties: false },
} as const satisfies Readonly<Record<string, Showable>>;

/** A name of {@link SHOWABLE}. */
export type ShowableName = keyof typeof SHOWABLE;

/** Choices that people often make; the amount, the range and the state are in every proof. */
export const PRESETS: Readonly<Record<string, readonly ShowableName[]>> = {
  minimal: [],
  amount: [],
  value: ['dueDate', 'debtor'],
  title: ['dueDate', 'debtor', 'holder'],
  financing: ['dueDate', 'debtor', 'holder', 'tier', 'paid', 'undertaking', 'sale', 'lock'],
  everything: Object.keys(SHOWABLE) as ShowableName[],
};

/** The names that a choice of fields and presets means. @throws Fault MALFORMED naming one that there is not */
export function chosenFields(words: readonly string[]): readonly ShowableName[] {
  const names = words.flatMap((word): readonly string[] => PRESETS[word] ?? [word]);
  const stranger = names.find((name) => !(name in SHOWABLE));
  if (stranger !== undefined) {
    const known = [...Object.keys(PRESETS), ...Object.keys(SHOWABLE)].join(', ');
    throw new Fault('MALFORMED', { field: 'disclose', value: stranger.slice(0, 40), limit: known });
  }
  return [...new Set(names)] as ShowableName[];
}
