/** Decimal digits of each currency's minor unit, from the contracts (ISO 4217). */
declare const __CURRENCY_EXPONENTS__: Readonly<Record<string, number>>;

/** The EIP-712 type of each decisive act, from the contracts. */
declare const __CONSENT_STRUCTS__: Readonly<
  Record<string, { readonly name: string; readonly fields: readonly { readonly name: string; readonly type: string }[] }>
>;

/** What a person says in each decisive act, from the contracts. */
declare const __CONSENT_SENTENCES__: Readonly<Record<string, string>>;

/** What a new key and the one that vouches for it sign, from the contracts: without the values. */
declare const __REGISTRATION__: {
  readonly struct: (typeof __CONSENT_STRUCTS__)[string];
  readonly sentence: string;
};
