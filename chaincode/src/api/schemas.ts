import { z } from 'zod';
import { COMPANY_ROLES, COMPANY_STATUSES, SIZE_CLASSES } from '../domain/company';
import { CONSENT_ACTS } from '../domain/consent';
import { isDate } from '../domain/date';
import { IDENTITY_SCHEMES, isIdentityCode } from '../domain/identityCode';
import { isInstant } from '../domain/instant';
import { isCurrency, MAX_AMOUNT_MINOR } from '../domain/money';
import { DOCUMENT_TYPES, MAX_SCHEDULE } from '../domain/receivable';
import { isCheckedAddress } from '../domain/typedData';

/** Most items of one batch. */
export const MAX_BATCH = 200;

/** An id given by the caller: `[A-Z0-9-]{4,40}`. */
export const id = z.string().regex(/^[A-Z0-9-]{4,40}$/, 'an id has 4 to 40 characters of A-Z, 0-9 and -');
/** A schedule's id: shorter, because a receivable's id adds its ordinal. */
export const scheduleId = z.string().regex(/^[A-Z0-9-]{4,37}$/, "a schedule's id has 4 to 37 characters of A-Z, 0-9 and -");
/** A receivable's id: its schedule's and its ordinal, 01 to 25. */
export const receivableIdText = z
  .string()
  .regex(/^[A-Z0-9-]{4,37}-(0[1-9]|1[0-9]|2[0-5])$/, "a receivable's id ends in its ordinal, 01 to 25");
/** A token's id: `<receivable>:<from>-<to>`. */
export const tokenIdText = z
  .string()
  .max(80)
  .regex(/^[A-Z0-9-]{4,37}-(0[1-9]|1[0-9]|2[0-5]):(0|[1-9][0-9]{0,18})-[1-9][0-9]{0,18}$/, "a token's id is <receivable>:<from>-<to>");
/** An amount above zero: a digit string of minor units, at most 10^18. */
export const amountMinor = z
  .string()
  .regex(/^[1-9][0-9]{0,18}$/, 'an amount is a digit string of minor units above zero')
  .transform(BigInt)
  .refine((amount) => amount <= MAX_AMOUNT_MINOR, 'an amount is at most 10^18 minor units');
/** An amount of zero or more. */
export const amountOrZeroMinor = z.union([z.literal('0').transform(() => 0n), amountMinor]);
/** A calendar date that exists. */
export const date = z.string().refine(isDate, 'a date is YYYY-MM-DD and exists').meta({ format: 'date' });
/** A time, RFC 3339 UTC in whole seconds. */
export const instant = z.string().refine(isInstant, 'a time is YYYY-MM-DDTHH:MM:SSZ and exists').meta({ format: 'date-time' });
/** SHA-256, lower-case hex. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a digest is 64 hex digits');
/** An MSP id. */
export const msp = z.string().regex(/^[A-Za-z0-9]{2,40}$/, 'an MSP id has 2 to 40 letters and digits');
/** An annual rate in parts per million: up to 100 %. */
export const ratePpm = z.int().min(0).max(1_000_000);
/** ISO 4217. */
export const currency = z.string().refine(isCurrency, 'a currency is an ISO 4217 code').meta({ pattern: '^[A-Z]{3}$' });
/** Text without controls, at most so many characters. */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*$/u, 'text without control characters');
/** A code for a reason: `[A-Z0-9_-]{2,40}`. */
export const reasonCode = z.string().regex(/^[A-Z0-9_-]{2,40}$/, 'a reason is a code of A-Z, 0-9, _ and -');
/** A reference given by a bank or registry. */
export const reference = z.string().regex(/^[A-Za-z0-9/.-]{4,64}$/, 'a reference has 4 to 64 letters, digits, / . and -');

/** For a list's refinement: whether no two items have the same text in a field. */
export const distinctBy =
  <K extends string>(field: K) =>
  (items: readonly { readonly [name in K]: string }[]): boolean =>
    new Set(items.map((item) => item[field])).size === items.length;

/** A list of distinct things, at most `max`. */
export const listUpTo = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .refine(
      (items) => new Set(items.map((each) => (typeof each === 'string' ? each : JSON.stringify(each, bigintText)))).size === items.length,
      'each item may be named once',
    );

/** A list of distinct things, between one and `max`. */
export const listOf = <T extends z.ZodType>(item: T, max: number = MAX_BATCH) => listUpTo(item, max).min(1);

const bigintText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** An Ethereum address with its EIP-55 check. */
export const address = z
  .string()
  .refine(isCheckedAddress, 'an address is 0x and 40 hex digits, in the capitals of EIP-55')
  .meta({ pattern: '^0x[0-9a-fA-F]{40}$' });
/** A signature of secp256k1: r, s and v (27 or 28). */
export const signature = z.string().regex(/^0x[0-9a-f]{128}1[bc]$/, 'a signature is 0x and 65 bytes in lower-case hex, the last 1b or 1c');

const line = (max: number) => z.string().max(max);

/** The signed word of a person; every field of its message is compared with what the ledger knows. */
export const consentInput = z.strictObject({
  network: digest,
  signature,
  message: z.strictObject({
    act: line(300),
    program: line(40),
    company: line(40),
    person: line(200),
    items: z.array(line(20_000)).max(MAX_BATCH),
    count: line(10),
    total: line(64),
    terms: z.array(line(300)).max(20),
    requestId: line(40),
    deadline: instant,
    channel: line(255),
    chaincode: line(100),
  }),
});

/** What the decisive acts carry besides. */
export const consentField = { consent: consentInput.optional() };

/** Which acts of a program need a signature, and from which total on. */
export const consentRules = z
  .array(z.strictObject({ act: z.enum(CONSENT_ACTS), fromMinor: amountOrZeroMinor }))
  .max(CONSENT_ACTS.length)
  .refine(distinctBy('act'), 'each act may be named once');

/** What every transaction carries: the same id with the same content applies once. */
export const requestFields = { requestId: id };

/** What every transaction within a program carries. */
export const programFields = { ...requestFields, program: id };

/** What every transaction between a bank and a host of sellers carries besides. */
export const pairFields = { ...programFields, bankMsp: msp, hostMsp: msp };

/** A trade document as it is named to a contract: the contract computes its fingerprint. */
export const documentInput = z.strictObject({
  type: z.enum(DOCUMENT_TYPES),
  number: text(100),
  issueDate: date,
  amountMinor,
  digest,
});

/** One receivable of a submission. */
export const claimInput = z.strictObject({
  documents: z.array(documentInput).min(1).max(20),
  faceMinor: amountMinor,
  deliveryDate: date,
  dueDate: date,
});

/** A schedule of a submission. */
export const scheduleInput = z.strictObject({
  id: scheduleId,
  creditor: id,
  debtor: id,
  claims: z.array(claimInput).min(1).max(MAX_SCHEDULE),
});

/** A company to onboard. */
export const companyInput = z.strictObject({
  id,
  name: text(200),
  identity: z
    .strictObject({ scheme: z.enum(IDENTITY_SCHEMES), value: z.string().min(1).max(64) })
    .refine(
      (identity) => isIdentityCode(identity.scheme, identity.value),
      'the registration code does not fit its scheme or its check digits',
    ),
  roles: listOf(z.enum(COMPANY_ROLES), COMPANY_ROLES.length),
  hostMsp: msp,
  sizeClass: z.enum(SIZE_CLASSES),
  group: id.nullable(),
  parent: id.nullable(),
});

/** A company's status. */
export const companyStatus = z.enum(COMPANY_STATUSES);
