import type { Calendar } from '../domain/calendar';
import type { Company } from '../domain/company';
import type { CoreStanding } from '../domain/coreStanding';
import type { FingerprintEntry } from '../domain/documentRegistry';
import type { Ask, CreditLimit, DealClosure, DealTerms, Offer, Payout, Registration } from '../domain/financing';
import type { Founding } from '../domain/founding';
import type { FrozenResult } from '../domain/frozenResult';
import type { OpenCredit } from '../domain/openCredit';
import type { Policy } from '../domain/policy';
import type { Program, ProgramHead } from '../domain/program';
import type { Proposal } from '../domain/proposal';
import type { Schedule } from '../domain/receivable';
import type { Reduction } from '../domain/reduction';
import type { SigningKeys } from '../domain/signingKeys';
import type { Settlement } from '../domain/settlement';
import { tokenId, type RestingTokens, type Token } from '../domain/token';
import type { Transfer } from '../domain/transfer';

/** Every kind of stored record that a client reads, by its `kind`. */
export interface Records {
  readonly FOUNDING: Founding;
  readonly COMPANY: Company;
  readonly 'SIGNING-KEYS': SigningKeys;
  readonly 'PROGRAM-HEAD': ProgramHead;
  readonly PROGRAM: Program;
  readonly POLICY: Policy;
  readonly CALENDAR: Calendar & { readonly kind: 'CALENDAR' };
  readonly PROPOSAL: Proposal;
  readonly FINGERPRINT: FingerprintEntry;
  readonly SCHEDULE: Schedule;
  readonly RESTING: RestingTokens;
  readonly TOKEN: Token;
  readonly TRANSFER: Transfer;
  readonly ASK: Ask;
  readonly OFFER: Offer;
  readonly 'DEAL-TERMS': DealTerms;
  readonly REGISTRATION: Registration;
  readonly PAYOUT: Payout;
  readonly 'DEAL-CLOSURE': DealClosure;
  readonly 'CREDIT-LIMIT': CreditLimit;
  readonly SETTLEMENT: Settlement;
  readonly REDUCTION: Reduction;
  readonly 'OPEN-CREDIT': OpenCredit;
  readonly 'CORE-STANDING': CoreStanding;
  readonly 'FROZEN-RESULT': FrozenResult;
}

/** A kind of {@link Records}. */
export type RecordKind = keyof Records;
/** Any record. */
export type AnyRecord = Records[RecordKind];

const ID_OF: { readonly [K in RecordKind]: (record: Records[K]) => string } = {
  FOUNDING: ({ kind }) => kind,
  COMPANY: ({ id }) => id,
  'SIGNING-KEYS': ({ company }) => company,
  'PROGRAM-HEAD': ({ id }) => id,
  PROGRAM: ({ id }) => id,
  POLICY: ({ version }) => String(version),
  CALENDAR: ({ currency, version }) => `${currency}-${version}`,
  PROPOSAL: ({ id }) => id,
  FINGERPRINT: ({ fingerprint }) => fingerprint,
  SCHEDULE: ({ id }) => id,
  RESTING: ({ schedule }) => schedule,
  TOKEN: tokenId,
  TRANSFER: ({ id }) => id,
  ASK: ({ id }) => id,
  OFFER: ({ id }) => id,
  'DEAL-TERMS': ({ ask }) => ask,
  REGISTRATION: ({ ask }) => ask,
  PAYOUT: ({ ask }) => ask,
  'DEAL-CLOSURE': ({ ask }) => ask,
  'CREDIT-LIMIT': ({ core, currency }) => `${core}/${currency}`,
  SETTLEMENT: ({ bankReference }) => bankReference,
  REDUCTION: ({ id }) => id,
  'OPEN-CREDIT': ({ creditor, debtor }) => `${creditor}/${debtor}`,
  'CORE-STANDING': ({ core }) => core,
  'FROZEN-RESULT': ({ owner }) => owner,
};

/** Every kind of record. */
export const RECORD_KINDS = Object.keys(ID_OF) as readonly RecordKind[];

/** Whether the text is a kind of record that clients read. */
export function isRecordKind(kind: string): kind is RecordKind {
  return kind in ID_OF;
}

/** The id of a record within its scope: a collection, or public state. */
export function idOfRecord(record: AnyRecord): string {
  return (ID_OF[record.kind] as (record: AnyRecord) => string)(record);
}
