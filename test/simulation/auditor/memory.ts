import type {
  Ask,
  Claim,
  Company,
  Fingerprint,
  Limit,
  Offer,
  Program,
  Receivable,
  Settlement,
  SigningKey,
  SigningKeys,
  Stored,
  Terms,
  Token,
  Transfer,
} from './stored';
import { tokenId } from './stored';

/** What the auditor believes: rebuilt from blocks alone. */
export class Memory {
  /** Every record by collection and key. */
  readonly records = new Map<string, Stored>();
  readonly companies = new Map<string, Company>();
  /** The network's id, which the founding drew. */
  network = '';
  /** Signing keys by company. */
  readonly keys = new Map<string, readonly SigningKey[]>();
  program: Program | null = null;
  offsetDays = 0;
  readonly claims = new Map<string, Claim>();
  /** By receivable and token id. */
  readonly tokens = new Map<string, Map<string, Token>>();
  readonly transfers = new Map<string, Transfer>();
  readonly asks = new Map<string, Ask>();
  /** By collection and id, as all that follows of pairs. */
  readonly offers = new Map<string, Offer>();
  readonly terms = new Map<string, Terms>();
  readonly registrations = new Map<string, Stored>();
  readonly payouts = new Map<string, Stored>();
  readonly closures = new Map<string, Stored>();
  readonly limits = new Map<string, Limit>();
  /** By receivable and bank reference. */
  readonly settlements = new Map<string, Map<string, Settlement>>();
  readonly fingerprints = new Map<string, Fingerprint>();
  readonly frozen = new Map<string, bigint>();
  /** What is owed by notes that nothing netted, by creditor and debtor. */
  readonly credits = new Map<string, bigint>();
  /** GOOD, WATCH or STOPPED, by core. */
  readonly standings = new Map<string, string>();
  /** Principal and late interest that holders were paid, by receivable: the auditor's own sums. */
  readonly paidOut = new Map<string, { readonly principalMinor: bigint; readonly interestMinor: bigint }>();
  /** What each document backs, among claims and transfers that live. */
  readonly backed = new Map<string, Set<string>>();
  /** Face that deals took out of a limit, by limit: the auditor's own sums. */
  readonly taken = new Map<string, { readonly usedMinor: bigint; readonly reservedMinor: bigint }>();
  /** Every salt that a private record had. */
  readonly salts = new Set<string>();

  /** Takes a record in; null when it was deleted. */
  take(collection: string, key: string, record: Stored | null): void {
    const place = `${collection}\n${key}`;
    if (record === null) {
      this.records.delete(place);
      return;
    }
    this.records.set(place, record);
    TAKE[record.kind]?.(this, record as never, collection);
  }

  /** Takes tokens out and in. */
  replace(gone: Iterable<Token>, come: Iterable<Token>): void {
    for (const token of gone) this.tokensOf(token.receivable).delete(tokenId(token));
    for (const token of come) this.tokensOf(token.receivable).set(tokenId(token), token);
  }

  /** The tokens of a receivable by id. */
  tokensOf(receivable: string): Map<string, Token> {
    const known = this.tokens.get(receivable) ?? new Map<string, Token>();
    this.tokens.set(receivable, known);
    return known;
  }

  /** A token by its id. */
  token(id: string): Token | undefined {
    return this.tokens.get(id.split(':')[0] ?? '')?.get(id);
  }
}

/** The receivables of a schedule by id. */
export function claimsOf(schedule: Stored): Claim[] {
  const { id, creditor, debtor, receivables } = schedule as unknown as {
    readonly id: string;
    readonly creditor: string;
    readonly debtor: string;
    readonly receivables: readonly Receivable[];
  };
  return receivables.map((each) => ({ ...each, id: `${id}-${String(each.ordinal).padStart(2, '0')}`, creditor, debtor }));
}

type Take = (memory: Memory, record: never, collection: string) => void;

const TAKE: Readonly<Record<string, Take>> = {
  COMPANY: ({ companies }, record: Company) => companies.set(record.id, record),
  FOUNDING: (memory, record: Stored) => {
    memory.network = record['network'] as string;
  },
  'SIGNING-KEYS': ({ keys }, record: SigningKeys) => keys.set(record.company, record.keys),
  PROGRAM: (memory, record: Program) => {
    memory.program = record;
  },
  'PROGRAM-HEAD': (memory, { clockOffsetDays }: Stored & { readonly clockOffsetDays: number }) => {
    memory.offsetDays = clockOffsetDays;
  },
  SCHEDULE: ({ claims }, record: Stored) => claimsOf(record).forEach((claim) => claims.set(claim.id, claim)),
  TRANSFER: ({ transfers }, record: Transfer) => transfers.set(record.id, record),
  ASK: ({ asks }, record: Ask) => asks.set(record.id, record),
  OFFER: ({ offers }, record: Offer, collection) => offers.set(`${collection}/${record.id}`, record),
  'DEAL-TERMS': ({ terms }, record: Terms, collection) => terms.set(`${collection}/${record.ask}`, record),
  REGISTRATION: ({ registrations }, record: Stored, collection) => registrations.set(`${collection}/${record['ask'] as string}`, record),
  PAYOUT: ({ payouts }, record: Stored, collection) => payouts.set(`${collection}/${record['ask'] as string}`, record),
  'DEAL-CLOSURE': ({ closures }, record: Stored, collection) => closures.set(`${collection}/${record['ask'] as string}`, record),
  'CREDIT-LIMIT': ({ limits }, record: Limit, collection) => limits.set(limitPlace(collection, record), record),
  SETTLEMENT: ({ settlements }, record: Settlement) => {
    const own = settlements.get(record.receivable) ?? new Map<string, Settlement>();
    settlements.set(record.receivable, own.set(record.bankReference, record));
  },
  FINGERPRINT: ({ fingerprints }, record: Fingerprint) => fingerprints.set(record.fingerprint, record),
  'FROZEN-RESULT': ({ frozen }, record: Stored) => frozen.set(record['owner'] as string, record['amountMinor'] as bigint),
  'OPEN-CREDIT': ({ credits }, record: Stored) =>
    credits.set(`${record['creditor'] as string}/${record['debtor'] as string}`, record['openMinor'] as bigint),
  'CORE-STANDING': ({ standings }, record: Stored) => standings.set(record['core'] as string, record['standing'] as string),
};

/** The place of a limit. */
export const limitPlace = (collection: string, { core, currency }: Pick<Limit, 'core' | 'currency'>): string =>
  `${collection}/${core}/${currency}`;
