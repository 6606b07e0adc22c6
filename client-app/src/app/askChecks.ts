import {
  addMonths,
  allowsConfirmation,
  areRelated,
  availableMinor,
  compareDates,
  figureOf,
  isLockedBy,
  isUpToDate,
  sum,
  type Ask,
  type BusinessTime,
  type Company,
  type CoreStanding,
  type CreditLimit,
  type FaultDetails,
  type FingerprintEntry,
  type Policy,
  type Receivable,
} from '@tierline/chaincode/api';
import type { TokenRow } from './tokens';

/** PASS; NOTE: the bank may offer with a note of its own; FAIL: an offer would be refused, or should not be made. */
export type Verdict = 'PASS' | 'NOTE' | 'FAIL';

/** One thing that a bank looks at before it offers. */
export interface AskCheck {
  /** Kebab case: `title-confirmed`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** Figures and names that explain it; amounts as digit strings of minor units. */
  readonly details: FaultDetails;
}

/** What an ask is checked from, as the bank's organisation knows it. */
export interface AskCase {
  readonly ask: Ask;
  /** The tokens of the ask that are still there. */
  readonly tokens: readonly TokenRow[];
  /** Ids of receivables of which a part was sold before. */
  readonly soldBefore: ReadonlySet<string>;
  /** The public registry's entries of the documents behind the tokens. */
  readonly documents: ReadonlyMap<string, FingerprintEntry>;
  readonly seller: Company;
  readonly debtor: Company;
  readonly standing: CoreStanding | null;
  /** The bank's limit on the core; null where it set none. */
  readonly limit: CreditLimit | null;
  readonly policy: Policy;
  /** Company id of the bank. */
  readonly bank: string;
  readonly time: BusinessTime;
}

const verdictOf = (holds: boolean): Verdict => (holds ? 'PASS' : 'FAIL');

/** Everything that a bank checks of an ask, each with its verdict, in the order in which it is read. */
export function checksOfAsk(found: AskCase): readonly AskCheck[] {
  return [
    askOpen(found),
    ownConflict(found),
    titleConfirmed(found),
    tokensHeld(found),
    documentsPresent(found),
    documentsUnused(found),
    hardTenor(found),
    softTenor(found),
    coreStanding(found),
    bankLimit(found),
    relatedParties(found),
  ];
}

/** Whether an offer can be made: nothing failed. */
export function canOffer(checks: readonly AskCheck[]): boolean {
  return checks.every(({ verdict }) => verdict !== 'FAIL');
}

const receivablesIn = ({ tokens }: AskCase): readonly (readonly [string, Receivable])[] => [
  ...new Map(tokens.map(({ token, receivable }) => [token.receivable, receivable] as const)),
];

function askOpen({ ask, time }: AskCase): AskCheck {
  const isOpen = ask.status === 'OPEN' && ask.deadline > time.now;
  return { check: 'ask-open', verdict: verdictOf(isOpen), details: { status: ask.status, deadline: ask.deadline } };
}

function ownConflict({ ask, bank }: AskCase): AskCheck {
  const isOwn = [ask.seller, ask.debtor].includes(bank);
  return { check: 'own-conflict', verdict: verdictOf(!isOwn), details: { seller: ask.seller, debtor: ask.debtor } };
}

/** Two persons of the debtor, and a debt that is neither paid nor in default. */
function titleConfirmed(found: AskCase): AskCheck {
  const wrong = receivablesIn(found).filter(([, receivable]) => !isTitle(receivable));
  const holds = wrong.length === 0 && found.tokens.length > 0;
  return {
    check: 'title-confirmed',
    verdict: verdictOf(holds),
    details: { receivables: wrong.map(([id, { status }]) => `${id} ${status}`) },
  };
}

function isTitle({ status, checkedBy, confirmedBy, undertakingDigest }: Receivable): boolean {
  const byTwo = checkedBy !== null && confirmedBy !== null && checkedBy.person !== confirmedBy.person;
  return byTwo && undertakingDigest !== null && (status === 'CONFIRMED' || status === 'PART_PAID');
}

/** Every token is still held by this ask, and paid out up to the last instalment. */
function tokensHeld({ ask, tokens }: AskCase): AskCheck {
  const held = tokens.filter(({ token, receivable }) => isLockedBy(token.lock, 'ASK', ask.id) && isUpToDate(token, receivable));
  return {
    check: 'tokens-held',
    verdict: verdictOf(held.length === ask.tokens.length),
    details: { held: held.length, of: ask.tokens.length },
  };
}

/** Documents cover the face: invoices less credit notes. */
function documentsPresent(found: AskCase): AskCheck {
  const short = receivablesIn(found).filter(([, { documents, faceMinor }]) => {
    const plus = sum(documents.filter(({ type }) => type === 'INVOICE').map(({ amountMinor }) => amountMinor));
    const minus = sum(documents.filter(({ type }) => type === 'CREDIT-NOTE').map(({ amountMinor }) => amountMinor));
    return plus - minus < faceMinor;
  });
  const documents = sum(receivablesIn(found).map(([, receivable]) => BigInt(receivable.documents.length)));
  return {
    check: 'documents-present',
    verdict: verdictOf(short.length === 0),
    details: { documents: Number(documents), short: short.map(([id]) => id) },
  };
}

/** The registry knows each document, and whoever financed one bought another part of the same claim. */
function documentsUnused(found: AskCase): AskCheck {
  const wrong = receivablesIn(found).flatMap(([id, { documents }]) =>
    documents.flatMap(({ number, fingerprint }) => {
      const state = found.documents.get(fingerprint)?.state ?? 'UNKNOWN';
      const isFine = state === 'REGISTERED' || (state === 'FINANCED' && found.soldBefore.has(id));
      return isFine ? [] : [`${number} ${state}`];
    }),
  );
  return { check: 'documents-unused', verdict: verdictOf(wrong.length === 0), details: { documents: wrong } };
}

/** The term that the policy never allows, counted from the confirmation. */
function hardTenor(found: AskCase): AskCheck {
  const months = figureOf(found.policy, 'hard-tenor-months');
  const beyond = receivablesIn(found).filter(
    ([, { confirmedBy, dueDate }]) => confirmedBy === null || compareDates(dueDate, addMonths(confirmedBy.on, months)) > 0,
  );
  return {
    check: 'tenor-allowed',
    verdict: verdictOf(beyond.length === 0),
    details: { months, version: found.policy.version, lastPayDate: found.ask.lastPayDate, receivables: beyond.map(([id]) => id) },
  };
}

/** Above the soft term the bank examines the trade and notes why. */
function softTenor({ ask, policy, time }: AskCase): AskCheck {
  const months = figureOf(policy, 'soft-tenor-months');
  const latest = addMonths(time.today, months);
  const isLong = compareDates(ask.lastPayDate, latest) > 0;
  const details = { months, version: policy.version, latest, lastPayDate: ask.lastPayDate };
  return { check: 'tenor-usual', verdict: isLong ? 'NOTE' : 'PASS', details };
}

function coreStanding({ ask, standing }: AskCase): AskCheck {
  const state = standing?.standing ?? 'GOOD';
  const open = (standing?.events ?? []).filter(({ curedOn }) => curedOn === null).length;
  const verdict = !allowsConfirmation(standing) ? 'FAIL' : state === 'WATCH' ? 'NOTE' : 'PASS';
  return { check: 'core-standing', verdict, details: { core: ask.debtor, standing: state, overdue: open } };
}

function bankLimit({ ask, limit, time }: AskCase): AskCheck {
  const isLive = limit !== null && compareDates(time.today, limit.expiresOn) <= 0;
  const have = isLive ? availableMinor(limit) : 0n;
  return {
    check: 'bank-limit',
    verdict: verdictOf(ask.faceMinor <= have),
    details: { haveMinor: String(have), needMinor: String(ask.faceMinor), expiresOn: limit?.expiresOn ?? null },
  };
}

function relatedParties({ tokens, seller, debtor }: AskCase): AskCheck {
  const group = areRelated(seller, debtor);
  const passed = tokens.filter(({ token }) => token.related).map(({ id }) => id);
  return {
    check: 'parties-unrelated',
    verdict: group || passed.length > 0 ? 'NOTE' : 'PASS',
    details: { group, tokens: passed },
  };
}
