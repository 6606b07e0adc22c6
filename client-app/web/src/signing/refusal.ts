/** Why nothing was signed: told in the reader's words by `sign.refusal.<reason>`. */
export type RefusalReason =
  | 'NO_NETWORK'
  | 'WRONG_PASSPHRASE'
  | 'NOT_A_KEY_FILE'
  | 'KEY_THERE'
  | 'NO_STORE'
  | 'WALLET_REFUSED'
  | 'WALLET_BUSY'
  | 'WALLET_NO_ACCOUNT'
  | 'WALLET_OTHER_ACCOUNT'
  | 'WALLET_CANNOT'
  | 'WALLET_FAILED'
  | 'OTHER_SIGNER'
  | 'OTHER_REGISTRATION'
  | 'NOT_A_SLIP';

/** A key or a wallet did not sign. */
export class SigningRefusal extends Error {
  override readonly name = 'SigningRefusal';

  constructor(
    readonly reason: RefusalReason,
    /** Figures for the sentence. */
    readonly figures: Readonly<Record<string, string>> = {},
  ) {
    super(reason);
  }
}
