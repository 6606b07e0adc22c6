import type { FaultCode } from '@tierline/chaincode/api';

/** When each refusal is told, in one line. */
export const MEANINGS: Readonly<Record<FaultCode, string>> = {
  MALFORMED: 'a field is missing, wrong or beyond its limit: names field, value, limit',
  NOT_SIGNED_IN: 'nobody is signed in, or no more: sign in, then go on',
  NOT_AUTHORISED: 'certificate, register or ownership do not allow it',
  REQUEST_REPLAYED_DIFFERENT: 'the request id was used with other content: names the fields that differ',
  NOT_FOUND: 'there is no such record',
  DOCUMENT_ALREADY_USED: 'the trade document backs another live claim',
  RECEIPT_ALREADY_PLEDGED: 'the warehouse receipt has an active pledge',
  WRONG_STATE: 'the record is in another state: names the current and the allowed ones',
  POLICY_REFUSED: 'a dated rule forbids it: names rule, version, figure',
  AMOUNT_EXCEEDS: 'more than there is: have and need',
  LIMIT_EXCEEDED: "beyond the bank's own limit: have and need",
  TIER_TOO_DEEP: 'the program allows no deeper tier',
  CONDITION_UNMET: 'a named condition does not hold',
  CONSENT_REFUSED: 'the signature of the person is missing, or does not count: `reason` says why',
  MVCC_CONFLICT: 'somebody else changed it first; tried again by itself',
  PHANTOM_CONFLICT: 'a range changed meanwhile; tried again by itself',
  TOO_MANY_REQUESTS: "more requests than the caller's company, or address, may send in a short time",
  UNAVAILABLE: 'a peer, a value or the ledger cannot be had now',
  COMMIT_UNKNOWN: 'the outcome is not known yet: look the transaction up',
  ENDORSEMENT_MISMATCH: 'organisations computed different results',
  POLICY_UNMET: 'too few organisations endorsed',
};
