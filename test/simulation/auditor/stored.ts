/** A record as it is stored: JSON with a kind. */
export interface Stored {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** A half-open range of minor units. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** An act of a person, and its business date. */
export interface Act {
  readonly person: string;
  readonly on: string;
}

/** What holds a token. */
export interface Lock {
  readonly kind: 'TRANSFER' | 'ASK';
  readonly ref: string;
  readonly until: string;
}

/** A document behind a claim. */
export interface Document {
  readonly type: string;
  readonly amountMinor: bigint;
  readonly fingerprint: string;
}

/** A receivable as a schedule holds it. */
export interface Receivable {
  readonly ordinal: number;
  readonly documents: readonly Document[];
  readonly faceMinor: bigint;
  readonly deliveryDate: string;
  readonly dueDate: string;
  readonly payDate: string | null;
  readonly status: string;
  readonly checkedBy: Act | null;
  readonly confirmedBy: Act | null;
  readonly undertakingDigest: string | null;
  readonly cancelled: readonly Range[];
  readonly receivedMinor: bigint;
  readonly paidMinor: bigint;
  readonly interestReceivedMinor: bigint;
  readonly interestPaidMinor: bigint;
}

/** A receivable with the parties of its schedule. */
export interface Claim extends Receivable {
  readonly id: string;
  readonly creditor: string;
  readonly debtor: string;
}

/** A token. */
export interface Token extends Range {
  readonly receivable: string;
  readonly owner: string;
  readonly ownerMsp: string;
  readonly tier: number;
  readonly status: string;
  readonly lock: Lock | null;
  readonly redeemedThroughMinor: bigint;
  readonly interestThroughMinor: bigint;
  readonly origin: string | null;
}

/** An onboarded company. */
export interface Company extends Stored {
  readonly id: string;
  readonly hostMsp: string;
  readonly roles: readonly string[];
  readonly status: string;
}

/** The rules of a program. */
export interface Program extends Stored {
  readonly id: string;
  readonly hostMsp: string;
  readonly coreMsp: string;
  readonly settlementBankMsp: string;
  readonly policyVersion: number;
  readonly utcOffsetMinutes: number;
  readonly maxTier: number;
  readonly dayCount: string;
  /** Which acts must be signed, and from which total on; absent where none. */
  readonly consent?: readonly { readonly act: string; readonly fromMinor: bigint }[];
}

/** A signing key of a company. */
export interface SigningKey {
  readonly address: string;
  readonly person: string;
  readonly proposedBy: string;
  readonly vouchedBy: string | null;
  readonly validFrom: string | null;
  readonly approvedBy: string | null;
  readonly revokedFrom: string | null;
}

/** The keys of a company. */
export interface SigningKeys extends Stored {
  readonly company: string;
  readonly keys: readonly SigningKey[];
}

/** What a person read and signed. */
export interface SignedMessage {
  readonly [field: string]: string | readonly string[];
  readonly program: string;
  readonly company: string;
  readonly person: string;
  readonly items: readonly string[];
  readonly total: string;
  readonly deadline: string;
  readonly channel: string;
}

/** What a person agreed to, as it is kept with the request that it allowed. */
export interface Consent {
  readonly act: string;
  readonly network: string;
  readonly message: SignedMessage;
}

/** His signature, which is kept beside it. */
export interface Signed {
  /** EIP-712 digest of what was agreed to. */
  readonly digest: string;
  readonly signature: string;
  readonly signer: string;
}

/** A payment with tokens. */
export interface Transfer extends Stored {
  readonly id: string;
  readonly payer: string;
  readonly payee: string;
  readonly tokens: readonly string[];
  readonly document: { readonly fingerprint: string };
  readonly status: string;
}

/** What a program knows of a deal. */
export interface DealHead {
  readonly bank: string;
  readonly bankCompany: string;
  readonly state: string;
  readonly termsHash: string;
  readonly payoutHash: string | null;
}

/** A wish to sell. */
export interface Ask extends Stored {
  readonly id: string;
  readonly seller: string;
  readonly sellerMsp: string;
  readonly debtor: string;
  readonly tokens: readonly string[];
  readonly status: string;
  readonly deal: DealHead | null;
  readonly receipt: string;
}

/** The figures of a price. */
export interface Price {
  readonly ask: string;
  readonly bank: string;
  readonly bankMsp: string;
  readonly ratePpm: number;
  readonly feesMinor: bigint;
  readonly valueDate: string;
  readonly faceMinor: bigint;
  readonly discountMinor: bigint;
  readonly proceedsMinor: bigint;
}

/** A bank's price. */
export interface Offer extends Stored, Price {
  readonly id: string;
  readonly validUntil: string;
  readonly tenorNote: string | null;
  readonly status: string;
}

/** The agreed terms. */
export interface Terms extends Stored, Price {
  readonly offer: string;
  readonly debtor: string;
  readonly currency: string;
}

/** A bank's limit. */
export interface Limit extends Stored {
  readonly bank: string;
  readonly core: string;
  readonly currency: string;
  readonly ceilingMinor: bigint;
  readonly usedMinor: bigint;
  readonly reservedMinor: bigint;
  readonly expiresOn: string;
}

/** Money that arrived. */
export interface Settlement extends Stored {
  readonly receivable: string;
  readonly bankReference: string;
  readonly receivedMinor: bigint;
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
  readonly overpaidMinor: bigint;
}

/** A document in the registry. */
export interface Fingerprint extends Stored {
  readonly fingerprint: string;
  readonly state: string;
  readonly claim: string;
}

const DIGITS = /^(0|[1-9][0-9]*)$/;
const AMOUNT = /Minor$|^(from|to)$/;

/** A stored record: what ends in `Minor`, and the ends of ranges, are amounts. */
export function parsed(text: string): Stored {
  return JSON.parse(text, (name, value: unknown) =>
    typeof value === 'string' && AMOUNT.test(name) && DIGITS.test(value) ? BigInt(value) : value,
  ) as Stored;
}

/** `<receivable>:<from>-<to>`. */
export const tokenId = ({ receivable, from, to }: Token): string => `${receivable}:${from}-${to}`;
