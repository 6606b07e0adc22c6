/** Every way in which a proof can fail, and what it means, in a sentence. */
export const FAILURES = {
  MALFORMED: 'The file is not a proof: it does not have the form of one.',
  OTHER_VERSION: 'The proof is of a version that this program does not know.',
  DAMAGED: 'The file is not as it was written: its seal does not fit its content.',
  OTHER_CHANNEL: 'The proof is of another channel than the pins.',
  OTHER_CHAINCODE: 'The proof is of another chaincode than the pins.',
  PINS_MALFORMED: 'The pins do not have the form of pins.',
  PINS_DIFFER: 'The proof brings other roots or rules than the pins have.',
  UNKNOWN_PROGRAM: 'The pins do not have the program of the proof.',
  UNKNOWN_ORGANISATION: 'An organisation that signed is not among the pins.',
  CERTIFICATE_REFUSED: 'The certificate of an endorser was not issued to a peer by a pinned root.',
  SIGNATURE_WRONG: 'An endorsement is not signed by the one whom it names.',
  NOT_ENDORSED: 'A step is not endorsed by the organisations that must.',
  NO_EVENT: 'What was endorsed does not state facts of this program.',
  OTHER_TRANSACTION: 'What was endorsed belongs to another transaction than the step says.',
  FACTS_DIFFER: 'An opened record does not lie under the endorsed facts root.',
  FIELD_MISSING: 'A record is not opened as far as the proof needs it.',
  RECORD_UNEXPECTED: 'A record is opened that has nothing to do with the token.',
  ACT_UNEXPECTED: 'A step is of a kind that cannot stand where it stands.',
  ORDER_WRONG: 'The steps are not in the order in which they were committed.',
  NOT_CONFIRMED: 'The first step does not confirm the receivable.',
  OTHER_RECEIVABLE: 'A step is about another receivable.',
  RANGE_NOT_FROM_BEFORE: 'The range of a token does not come from the tokens before it.',
  RANGES_OVERLAP: 'Tokens of one step overlap.',
  PREDECESSOR_KEPT: 'A step does not show that the token before it ended.',
  OTHER_VERSION_READ: 'A step was endorsed on another state than the step before it left.',
  NOTHING_MOVED: 'A step changes no token of the lineage.',
  OTHER_TOKEN: 'The steps do not lead to the token of the proof.',
  STANDING_DIFFERS: 'What peers say of the token now does not fit where the steps lead.',
  CONSENT_WRONG: "What the proof shows of a person's signature, or of what was signed, does not fit it.",
  NOTARY_WRONG: 'A facts root does not lie under the notarised root that the proof names.',
  NOT_NOTARISED: 'The proof names no notarised root, and one was asked for.',
  OTHER_CHAIN: 'The chain that was asked is another one than the proof names.',
  OTHER_CONTRACT: 'The contract that the proof names is not the one that keeps notarised roots.',
  ROOT_UNKNOWN: 'The notarised root is not on the chain.',
  RPC_UNREACHABLE: 'The chain could not be asked, so that nothing is said of the notarised root.',
} as const;

/** A code of {@link FAILURES}. */
export type FailureCode = keyof typeof FAILURES;

/** The first thing that fails in a proof. */
export class Failure extends Error {
  /**
   * @param where the part of the proof: `file`, `pins`, `step 3`, `standing`, `notary`
   * @param detail what exactly, without anything that the proof does not show
   */
  constructor(
    readonly code: FailureCode,
    readonly where: string,
    readonly detail = '',
  ) {
    super(detail === '' ? FAILURES[code] : `${FAILURES[code]} (${detail})`);
    this.name = 'Failure';
  }
}
