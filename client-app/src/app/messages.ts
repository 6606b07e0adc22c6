import type { Fault, FaultCode, FaultDetails, FaultValue } from '@tierline/chaincode/api';
import { CONDITIONS } from './messages/conditions';
import { consentText } from './messages/consent';
import { policyText } from './messages/rules';
import { wrongStateText } from './messages/states';
import { exceedsText } from './messages/exceeds';
import { notFoundText } from './messages/notFound';
import { aside, moneyIn, oneOf, wordOf, type MoneyText, type Teller } from './messages/teller';
import { systemText, unavailableText } from './messages/unavailable';

/** Items of a batch that a message names. */
const ITEMS_TOLD = 3;
/** Most characters of what is to be done. */
const MAX_MEND = 1_000;

const TELLERS: Readonly<Record<FaultCode, Teller>> = {
  MALFORMED: malformedText,
  NOT_SIGNED_IN: ({ reason }) => `${SIGN_INS[wordOf(reason)] ?? 'You are not signed in'}: sign in, then go on where you were.`,
  NOT_AUTHORISED: ({ need, field, value, name, reason }) => {
    if (field !== undefined) return `The ${wordOf(field)} ${wordOf(value)} may not be read: allow it, or name another.`;
    if (need !== undefined) return `Not allowed: this needs ${wordOf(need)}.`;
    return `Not allowed${name === undefined ? '' : ` for ${wordOf(name)}`}${reason === undefined ? '' : `: ${identityText(reason)}`}.`;
  },
  REQUEST_REPLAYED_DIFFERENT: ({ differs }) =>
    `This request id was used before with something else (${oneOf(differs)} differs): use a new request id.`,
  NOT_FOUND: notFoundText,
  DOCUMENT_ALREADY_USED: ({ state, number }) =>
    state === 'NAMED_TWICE'
      ? `The document ${wordOf(number)} is named twice: name it once.`
      : `A document of the same issuer, type, number and year backs another claim already${aside('state', state)}: ` +
        'it cannot be used a second time.',
  RECEIPT_ALREADY_PLEDGED: () => 'The warehouse receipt is pledged already: it cannot be pledged a second time.',
  WRONG_STATE: wrongStateText,
  POLICY_REFUSED: policyText,
  AMOUNT_EXCEEDS: exceedsText,
  LIMIT_EXCEEDED: ({ have, need }, money) => `The limit leaves ${money(have)} and ${money(need)} are needed: raise the limit or take less.`,
  TIER_TOO_DEEP: ({ need, limit }) =>
    `The payee would be of tier ${wordOf(need)} and the program allows ${wordOf(limit)}: ` +
    'hold the token to its due date, or sell it to a bank.',
  CONDITION_UNMET: (details, money) => {
    const { condition, mend } = details;
    return (
      CONDITIONS[wordOf(condition)]?.(details, money) ??
      `A condition is not met: ${plainName(wordOf(condition))}${mend === undefined ? '' : `; ${wordOf(mend)}`}.`
    );
  },
  CONSENT_REFUSED: consentText,
  MVCC_CONFLICT: () => 'Somebody else changed the same record at the same moment: try again.',
  PHANTOM_CONFLICT: () => 'Somebody else changed the same list at the same moment: try again.',
  TOO_MANY_REQUESTS: ({ retryAfterSeconds }) => `Too many requests in a short time: try again in ${wordOf(retryAfterSeconds)} seconds.`,
  UNAVAILABLE: unavailableText,
  COMMIT_UNKNOWN: ({ transactionId, file, reason, mend }) => {
    const unknown = `It is not known yet whether transaction ${wordOf(transactionId)} was committed`;
    if (file === undefined) return `${unknown}: look it up before you repeat it.`;
    return `${unknown}, because ${wordOf(file)} cannot be written (${systemText(reason)}): ${wordOf(mend)}, and look it up before you repeat it.`;
  },
  ENDORSEMENT_MISMATCH: () => 'The organisations did not come to the same result: try again; tell the operator when it happens again.',
  POLICY_UNMET: () => 'Not all organisations that must endorse have done so: tell the operator.',
};

/** Why somebody is not signed in. */
const SIGN_INS: Readonly<Record<string, string>> = {
  EXPIRED: 'Your sign-in has ended',
  BAD_TOKEN: 'The access token is not one that this application accepts',
  REFUSED_BY_ISSUER: 'The issuer of identities did not sign you in',
};

const IDENTITIES: Readonly<Record<string, string>> = {
  EXPIRED: 'the certificate has expired; have it renewed',
  WRONG_KEY: 'the private key is not that of the certificate',
  WRONG_NAME: 'the certificate is of another name',
  MALFORMED_CERTIFICATE: 'the certificate cannot be read',
  REFUSED_BY_PEER: 'the peer does not know the certificate; see that it is of this network, and not revoked',
  BLOCKS_REFUSED: 'the peer gives its blocks to its own application only',
  AUTHORITY_REFUSED: 'the certificate authority refused it',
};

/** What is wrong with an identity. */
const identityText = (reason: FaultValue): string => IDENTITIES[wordOf(reason)] ?? wordOf(reason);

/**
 * A refusal in words that a treasurer understands: the field, value and limit, and what to do; never a stack trace.
 * @param currency the currency of amounts in the details, where it is known.
 */
export function explain(fault: Pick<Fault, 'code' | 'details'>, currency: string | null = null): string {
  const { items } = fault.details;
  if (Array.isArray(items) && items.every(isItem)) return itemsText(items, currency);
  return TELLERS[fault.code](fault.details, moneyIn(currency));
}

/** The name of a condition as words: `lock-ends-before-due-date` is `lock ends before due date`. */
export function plainName(condition: string): string {
  return condition.replaceAll('-', ' ');
}

interface Item extends FaultDetails {
  readonly item: string;
  readonly code: FaultCode;
  readonly details: FaultDetails;
}

function isItem(value: FaultValue): value is Item {
  return (
    typeof value === 'object' &&
    value !== null &&
    'item' in value &&
    'code' in value &&
    typeof value.code === 'string' &&
    value.code in TELLERS
  );
}

function itemsText(items: readonly Item[], currency: string | null): string {
  const told = items.slice(0, ITEMS_TOLD).map(({ item, code, details }) => `${wordOf(item)}: ${explain({ code, details }, currency)}`);
  const more = items.length > ITEMS_TOLD ? ` And ${items.length - ITEMS_TOLD} more.` : '';
  return items.length === 1 ? told.join('') : `${items.length} are refused and so nothing was done. ${told.join(' ')}${more}`;
}

function malformedText({ field, value, limit, reason, mend, file, problem, problems }: FaultDetails, _money: MoneyText): string {
  if (Array.isArray(problems)) {
    const told = problems.slice(0, ITEMS_TOLD) as readonly FaultDetails[];
    return `${told.map((each) => `${wordOf(each['field']) || 'input'}: ${wordOf(each['problem'])}`).join('; ')}.`;
  }
  const then = mend === undefined ? '' : `; ${wordOf(mend, MAX_MEND)}`;
  if (reason === 'MISSING') return `${wordOf(field)} is missing${then.replace(';', ':')}.`;
  const where = [wordOf(file), wordOf(field) || 'input'].filter((word) => word !== '').join(', ');
  const shown = value === undefined ? '' : ` "${wordOf(value)}"`;
  const told = wordOf(reason) || wordOf(problem);
  const why = [told, reason === undefined ? wordOf(limit) : ''].filter((word) => word !== '').join(', ');
  return `${where}${shown} is not accepted${why === '' ? '' : `: ${why}`}${then}.`;
}
