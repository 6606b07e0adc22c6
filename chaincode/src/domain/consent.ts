import type { Caller } from './company';
import { Fault } from './fault';
import { addDaysToInstant, type Instant } from './instant';
import type { Judge } from './judge';
import type { Program } from './program';
import { consentRefused, keyAt, type SigningKeys } from './signingKeys';
import { recovered, signedDigest, typedDataOf, type Struct, type TypedData } from './typedData';

/** The decisive acts: each binds the company, and may ask for the signature of the person himself. */
export const CONSENT_ACTS = ['CONFIRM_TITLE', 'ASSIGN', 'ACCEPT', 'TAKE', 'DISBURSE'] as const;
export type ConsentAct = (typeof CONSENT_ACTS)[number];

/** From which total of one transaction on a program asks for a signature; 0 = always. */
export interface ConsentRule {
  readonly act: ConsentAct;
  readonly fromMinor: bigint;
}

/** Days for which a person may sign ahead, at most. */
export const MAX_CONSENT_DAYS = 7;

/** What a person signs: words and figures that any wallet shows as they are. */
export interface ConsentMessage {
  /** What he does, in a sentence. */
  readonly act: string;
  /** Program id. */
  readonly program: string;
  /** Id of the company for which he acts. */
  readonly company: string;
  /** The person, as his certificate names him. */
  readonly person: string;
  /** One line for each item: ids, ranges, amounts, counterparty, dates. Each ends in a random reference, so that one can be shown without the others. */
  readonly items: readonly string[];
  /** How many items, decimal. */
  readonly count: string;
  /** Total of the items, with currency. It ends in a random reference too: who sees one of the items alone must not find it by trying. */
  readonly total: string;
  /** What else was agreed: price, account, documents. */
  readonly terms: readonly string[];
  /** The request that carries it out, and no other. */
  readonly requestId: string;
  /** Until when it may be carried out, in the ledger's time (not in that of a DEMO program). */
  readonly deadline: Instant;
  readonly channel: string;
  /** Name of the chaincode on its channel. */
  readonly chaincode: string;
}

/** A signed consent as it is presented. */
export interface Consent {
  /** Id of the network in which it was signed, hex. */
  readonly network: string;
  readonly message: ConsentMessage;
  /** `0x` and 65 bytes, lower-case hex. */
  readonly signature: string;
}

/** What was agreed to, in full. */
export interface Agreed extends Omit<Consent, 'signature'> {
  readonly act: ConsentAct;
}

/** A signature that was verified. It tells nothing of what was signed: each message holds random references. */
export interface Signed {
  /** EIP-712 digest of what was signed: `0x` and 32 bytes, lower-case hex. */
  readonly digest: string;
  /** `0x` and 65 bytes, lower-case hex. */
  readonly signature: string;
  /** The signing address, EIP-55. */
  readonly signer: string;
}

/** A consent that was verified: kept with the request that it allowed, in two fields, so that a proof can open the signature alone. */
export interface VerifiedConsent {
  readonly consent: Agreed;
  readonly signed: Signed;
}

/** What an act says of itself: the part of the message that comes from the ledger's own records. */
export interface ConsentDraft {
  readonly act: ConsentAct;
  readonly items: readonly string[];
  readonly totalMinor: bigint;
  /** The total as people read it. */
  readonly total: string;
  readonly terms: readonly string[];
}

/** Where, by whom and when a consent is asked for. */
export interface ConsentGround {
  readonly caller: Caller;
  readonly program: Program;
  /** The caller company's keys, or null. */
  readonly keys: SigningKeys | null;
  /** The network's id, 64 hex digits; null on a ledger founded before there was one. */
  readonly network: string | null;
  readonly channel: string;
  readonly chaincode: string;
  readonly requestId: string;
  /** The ledger's time. */
  readonly now: Instant;
}

/** What a client must have signed: with deadline and references still to be filled in. */
export interface ConsentWanted {
  /** Whether the program asks for it; a signature that it does not ask for is verified and kept all the same. */
  readonly required: boolean;
  /** Null on a ledger that was founded before it had an id. */
  readonly typedData: TypedData | null;
  /** Id of the network, hex. */
  readonly network: string | null;
  /** The ledger's time, from which a deadline is counted. */
  readonly now: Instant;
}

/** What a person says in each act: the first line of what he signs. */
export const CONSENT_SENTENCES: { readonly [A in ConsentAct]: string } = {
  CONFIRM_TITLE:
    'I confirm title to these receivables: we shall pay the holder of record in full on the due date, and cannot take this back.',
  ASSIGN: 'I offer these tokens in payment: each is its payee’s once he accepts.',
  ACCEPT: 'I accept these payments: the tokens are ours, in place of money.',
  TAKE: 'I take this offer: we sell these tokens for the price below.',
  DISBURSE: 'We have paid for these tokens: I take title to them.',
};

const FIELDS: Struct['fields'] = [
  { name: 'act', type: 'string' },
  { name: 'program', type: 'string' },
  { name: 'company', type: 'string' },
  { name: 'person', type: 'string' },
  { name: 'items', type: 'string[]' },
  { name: 'count', type: 'string' },
  { name: 'total', type: 'string' },
  { name: 'terms', type: 'string[]' },
  { name: 'requestId', type: 'string' },
  { name: 'deadline', type: 'string' },
  { name: 'channel', type: 'string' },
  { name: 'chaincode', type: 'string' },
];

/** The EIP-712 type of each act: its name is the first thing that a wallet shows. */
export const CONSENT_STRUCTS: { readonly [A in ConsentAct]: Struct } = {
  CONFIRM_TITLE: { name: 'ConfirmTitle', fields: FIELDS },
  ASSIGN: { name: 'AssignTokens', fields: FIELDS },
  ACCEPT: { name: 'AcceptPayment', fields: FIELDS },
  TAKE: { name: 'TakeOffer', fields: FIELDS },
  DISBURSE: { name: 'TakeTitle', fields: FIELDS },
};

/** Ends each item and the total: a space, `#`, and 16 random bytes in hex. */
const REFERENCE = / #[0-9a-f]{32}$/;

/** A line with its reference. @param reference 32 hex digits */
export function withReference(line: string, reference: string): string {
  return `${line} #${reference}`;
}

/** A line without its reference. */
export function withoutReference(line: string): string {
  return line.replace(REFERENCE, '');
}

/** Whether the program asks for a signature of an act over so much. */
export function isRequired({ consent = [] }: Program, { act, totalMinor }: Pick<ConsentDraft, 'act' | 'totalMinor'>): boolean {
  return consent.some((rule) => rule.act === act && totalMinor >= rule.fromMinor);
}

/** What a person would sign, its references and deadline left out. */
export function wanted(ground: ConsentGround, draft: ConsentDraft): ConsentWanted {
  const required = isRequired(ground.program, draft);
  const { network, now } = ground;
  const message = { ...messageOf(ground, draft), deadline: '' };
  const typedData = network === null ? null : typedDataOf(network, CONSENT_STRUCTS[draft.act], message);
  return { required, typedData, network, now };
}

/** A signature must be given where the program asks for one. @throws Fault CONSENT_REFUSED {reason: 'REQUIRED'} */
export function judgeGiven(judge: Judge, program: Program, draft: ConsentDraft): void {
  judge.check('consent-given', !isRequired(program, draft), () => consentRefused('REQUIRED', { act: draft.act }));
}

/**
 * Verifies that the person has signed exactly what is about to be done. Every figure is the ledger's own: what the caller's
 * application claims is only compared with it.
 * @throws Fault CONSENT_REFUSED {reason}, in the order OTHER_NETWORK, OTHER_CHANNEL, OTHER_CHAINCODE, OTHER_PROGRAM, OTHER_COMPANY,
 *   OTHER_PERSON, OTHER_REQUEST, OTHER_CONTENT {field}, LATE, TOO_FAR_AHEAD, BAD_SIGNATURE, NO_KEY, KEY_OF_ANOTHER, KEY_NOT_YET, KEY_REVOKED
 */
export function verifyConsent(judge: Judge, ground: ConsentGround, draft: ConsentDraft, given: Consent): VerifiedConsent {
  judgeSame(judge, ground, draft, given);
  const { deadline } = given.message;
  judge.check('consent-in-time', deadline > ground.now, () => consentRefused('LATE', { deadline }));
  const last = addDaysToInstant(ground.now, MAX_CONSENT_DAYS);
  judge.check('consent-not-too-far-ahead', deadline <= last, () =>
    consentRefused('TOO_FAR_AHEAD', { deadline, limitDays: MAX_CONSENT_DAYS }),
  );
  const { network, message, signature } = given;
  const digest = signedDigest(signedData(draft.act, given));
  const signer = recovered(digest, signature);
  judge.check('consent-signature', signer !== null, () => consentRefused('BAD_SIGNATURE'));
  judgeKey(judge, ground, signer ?? '');
  return { consent: { act: draft.act, network, message }, signed: { digest, signature, signer: signer ?? '' } };
}

/** What was signed, as a wallet took it. */
export function signedData(act: ConsentAct, { network, message }: Consent): TypedData {
  return typedDataOf(network, CONSENT_STRUCTS[act], { ...message });
}

function messageOf(ground: ConsentGround, draft: ConsentDraft): Omit<ConsentMessage, 'deadline'> {
  const { caller, program, requestId, channel, chaincode } = ground;
  return {
    act: CONSENT_SENTENCES[draft.act],
    program: program.id,
    company: caller.company.id,
    person: caller.person,
    items: draft.items,
    count: String(draft.items.length),
    total: draft.total,
    terms: draft.terms,
    requestId,
    channel,
    chaincode,
  };
}

/** Where a message speaks of something else, what to call that: in the order in which it is told. */
const OTHERS: readonly (readonly [field: keyof ConsentMessage, reason: string])[] = [
  ['channel', 'OTHER_CHANNEL'],
  ['chaincode', 'OTHER_CHAINCODE'],
  ['program', 'OTHER_PROGRAM'],
  ['company', 'OTHER_COMPANY'],
  ['person', 'OTHER_PERSON'],
  ['requestId', 'OTHER_REQUEST'],
  ['act', 'OTHER_CONTENT'],
  ['count', 'OTHER_CONTENT'],
  ['total', 'OTHER_CONTENT'],
  ['terms', 'OTHER_CONTENT'],
  ['items', 'OTHER_CONTENT'],
];

function judgeSame(judge: Judge, ground: ConsentGround, draft: ConsentDraft, { network, message }: Consent): void {
  judge.check('consent-network', network === ground.network, () => consentRefused('OTHER_NETWORK'));
  const expected = { ...messageOf(ground, draft), deadline: message.deadline };
  const signed = { ...message, items: message.items.map(withoutReference), total: withoutReference(message.total) };
  const other = OTHERS.find(([field]) => !isSame(expected[field], signed[field]));
  judge.check('consent-content', other === undefined, () => {
    const [field, reason] = other as (typeof OTHERS)[number];
    return consentRefused(reason, reason === 'OTHER_CONTENT' ? { field } : {});
  });
  const plain = [...message.items, message.total].findIndex((line) => !REFERENCE.test(line));
  const field = plain < message.items.length ? 'items' : 'total';
  judge.check('consent-references', plain < 0, () => consentRefused('OTHER_CONTENT', { field }));
}

function isSame(a: string | readonly string[], b: string | readonly string[]): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

function judgeKey(judge: Judge, { keys, caller, now }: ConsentGround, signer: string): void {
  const key = keyAt(keys, signer);
  judge.check('consent-key', key !== null, () => consentRefused('NO_KEY'));
  if (key === null) return;
  judge.check('consent-own-key', key.person === caller.person, () => consentRefused('KEY_OF_ANOTHER'));
  judge.check('consent-key-in-force', key.validFrom !== null && key.validFrom <= now, () => consentRefused('KEY_NOT_YET'));
  const { revokedFrom } = key;
  judge.check('consent-key-not-revoked', revokedFrom === null || revokedFrom > now, () => consentRefused('KEY_REVOKED', { revokedFrom }));
}

/**
 * A program that asks for more signatures than before, never for fewer: who could take the rule away could act without them.
 * @throws Fault NOT_AUTHORISED, CONDITION_UNMET
 */
export function requireConsent(judge: Judge, caller: Caller, program: Program, rules: readonly ConsentRule[]): Program {
  const may = [program.hostMsp, program.coreMsp].includes(caller.msp);
  judge.check('host-or-core', may, () => new Fault('NOT_AUTHORISED', { need: 'the host or the core of the program' }));
  const before = program.consent ?? [];
  const loosened = before.find(({ act, fromMinor }) => !rules.some((rule) => rule.act === act && rule.fromMinor <= fromMinor));
  judge.check(
    'only-stricter',
    loosened === undefined,
    () => new Fault('CONDITION_UNMET', { condition: 'only-stricter', act: loosened?.act ?? '' }),
  );
  return { ...program, consent: rules };
}
